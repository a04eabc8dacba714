import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshBuild } from '../testing/fresh-build.ts';
import { contentsOf, digestsOf } from './contents.ts';
import { GOLDENS, keepGoldens } from './keep-goldens.ts';
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
    await keepGoldens(audits.audit, join(folder, 'goldens'));
    const first = await digestsOf(audits.audit);
    await writeReports(audits, 'fr');
    reportedTwice = [first, await digestsOf(audits.audit)];
    place = audits.out;
  });
}, 400_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

function expectSame(made: Files, kept: Files): void {
  expect(Object.keys(made)).toEqual(Object.keys(kept));
  for (const [name, text] of Object.entries(made)) {
    // The texts are too long to be told apart by a reader of the whole: the first line that differs will do.
    expect(firstDifference(text, kept[name] ?? ''), `${name}; npm run goldens writes the files anew`).toBe(
      '',
    );
  }
}

function firstDifference(made: string, kept: string): string {
  if (made === kept) return '';
  const [ours, theirs] = [made.split('\n'), kept.split('\n')];
  const line = ours.findIndex((text, i) => text !== theirs[i]);
  return `line ${line + 1}: ${ours[line]?.slice(0, 500) ?? 'none'} | ${theirs[line]?.slice(0, 500) ?? 'none'}`;
}

test('the whole path, from the simulated tenant to the report in both languages, gives the committed goldens', async () => {
  expectSame(await contentsOf(join(folder, 'goldens')), await contentsOf(GOLDENS));
});

test('every format in both languages is as committed in the sample, but for the page that says what it is', async () => {
  const { [SAMPLE_PAGE]: page = '', ...kept } = await contentsOf(SAMPLE);
  expectSame(await contentsOf(join(folder, 'sample')), kept);
  const tops = new Set(Object.keys(kept).map((name) => name.split(/[/!]/, 1)[0] ?? ''));
  expect([...tops].filter((name) => !page.includes(`\`${name}`))).toEqual([]);
});

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
