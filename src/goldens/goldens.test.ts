import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshBuild } from '../testing/fresh-build.ts';
import { contentsOf, differences, digestsOf, packedOf, readPacked, type Packed } from './contents.ts';
import { GOLDENS, keepGoldens, PACKED_FILE } from './keep-goldens.ts';
import { keepSample, SAMPLE, SAMPLE_PAGE, writeReports } from './keep-sample.ts';
import { ROOT, withTwoAudits } from './two-audits.ts';

type Files = Record<string, string>;

let folder: string;
let place: string;
let reportedTwice: [Files, Files];
/** The two audits are made once: they take far longer than all that is asked of them. */
beforeAll(async () => {
  await freshBuild();
  folder = await mkdtemp(join(tmpdir(), 'vigie-goldens-test-'));
  await withTwoAudits(async (audits) => {
    await keepSample(audits, join(folder, 'sample'));
    await keepGoldens(audits.audit, join(folder, 'sample'), join(folder, 'goldens'));
    const first = await digestsOf(audits.audit);
    await writeReports(audits, 'fr');
    reportedTwice = [first, await digestsOf(audits.audit)];
    place = audits.out;
  });
}, 400_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

function expectSame(made: Files, kept: Files): void {
  expect(differences(made, kept), 'npm run goldens writes the files anew').toEqual([]);
}

test('the whole path, from the simulated tenant to the report in both languages, gives the committed goldens', async () => {
  const { [PACKED_FILE]: made, ...others } = await contentsOf(join(folder, 'goldens'));
  const { [PACKED_FILE]: kept, ...goldens } = await contentsOf(GOLDENS);
  expectSame(others, goldens);
  expect([typeof made, typeof kept]).toEqual(['string', 'string']);
});

test('every format in both languages is as committed in the sample, but for the page that says what it is', async () => {
  const { [SAMPLE_PAGE]: page = '', ...kept } = await contentsOf(SAMPLE);
  expectSame(await contentsOf(join(folder, 'sample')), kept);
  const tops = new Set(Object.keys(kept).map((name) => name.split(/[/!]/, 1)[0] ?? ''));
  expect([...tops].filter((name) => !page.includes(`\`${name}`))).toEqual([]);
});

test('workbooks, slides and letters are those of the digests, byte for byte where the machine compresses as the one that kept them', async () => {
  const kept = await readPacked(join(GOLDENS, PACKED_FILE));
  expect((await packedOf(SAMPLE)).files).toEqual(kept.files);
  const made = await packedOf(join(folder, 'sample'));
  expect(unpacked(made)).toEqual(unpacked(kept));
  if (made.zlib === kept.zlib) expect(made.files).toEqual(kept.files);
});

function unpacked({ files }: Packed): Files {
  return Object.fromEntries(Object.entries(files).map(([path, one]) => [path, one.unpacked]));
}

test('reports of the same audit are the same bytes, whatever their format', () => {
  const [first, again] = reportedTwice;
  expect(again).toEqual(first);
});

test('the sample tells nothing of the machine it was made on', async () => {
  const told = Object.entries(await contentsOf(join(folder, 'sample'))).filter(([, text]) =>
    [place, ROOT, tmpdir() + '/'].some((path) => text.includes(path)),
  );
  expect(told.map(([name]) => name)).toEqual([]);
});

test('the sample fits into the repository', async () => {
  const sizes = await Promise.all(
    Object.keys(await digestsOf(SAMPLE)).map(async (name) => (await readFile(join(SAMPLE, name))).length),
  );
  expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(3 * 1_024 * 1_024);
});
