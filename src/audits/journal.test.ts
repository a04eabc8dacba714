import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJournalText, type JournalRun } from '../evidence/journal.ts';
import { signManifest } from '../evidence/sign-manifest.ts';
import { newKeyPair, signingKeyOf } from '../evidence/signing-key.ts';
import { vouchFor } from '../evidence/vouch-for.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { appendRun, journalFaults, journalFile, journalMark, readJournal } from './journal.ts';

const NOW = (): Date => new Date('2026-11-30T12:00:00Z');

function runOf(command: string): JournalRun {
  return {
    ...{
      at: '2026-11-30T12:00:00.000Z',
      durationMs: 5,
      vigie: '1.0.0',
      command,
      user: 'a',
      application: null,
    },
    ...{
      tenant: 't',
      audit: 'reseau.example/2026-11-30T12-00-00Z',
      exitCode: 0,
      sources: [],
      written: ['a.csv'],
    },
    ...{ removed: [], purged: [], manifestSha256: null },
  };
}

async function journalOf(n: number): Promise<string> {
  const out = await temporaryFolder();
  for (let i = 0; i < n; i += 1) await appendRun(out, runOf(`command-${i}`), NOW);
  return out;
}

async function linesOf(out: string): Promise<string[]> {
  return (await readFile(journalFile(out), 'utf8')).trimEnd().split('\n');
}

async function rewrite(out: string, lines: readonly string[]): Promise<void> {
  await writeFile(journalFile(out), lines.map((line) => `${line}\n`).join(''));
}

test('every run adds a line that names the one before it, for this user alone', async () => {
  const out = await journalOf(3);
  const journal = await readJournal(out);
  expect(journal.entries.map((entry) => [entry?.number, entry?.command, entry?.previous])).toEqual([
    [1, 'command-0', null],
    [2, 'command-1', journal.digests[0]],
    [3, 'command-2', journal.digests[1]],
  ]);
  expect(await journalFaults(out, journal)).toEqual([]);
  expect((await stat(journalFile(out))).mode & 0o777).toBe(0o600);
});

test('runs that end together write one after the other', async () => {
  const out = await temporaryFolder();
  await Promise.all(['a', 'b', 'c', 'd'].map((command) => appendRun(out, runOf(command), NOW)));
  const journal = await readJournal(out);
  expect([journal.entries.length, journal.faults]).toEqual([4, []]);
});

test('a line that is edited, moved, taken away or put in shows, wherever it is but at the end', async () => {
  const out = await journalOf(5);
  const lines = await linesOf(out);
  const [first = '', second = '', third = ''] = lines;
  const faultsOf = (changed: readonly string[]): unknown => readJournalText(`${changed.join('\n')}\n`).faults;
  expect(faultsOf(lines.with(1, second.replace('command-1', 'command-9')))).toEqual([
    { line: 3, what: 'previous' },
  ]);
  expect(faultsOf(lines.toSpliced(1, 1))).toEqual([2, 3, 4].map((line) => ({ line, what: 'number' })));
  expect(faultsOf([first, third, second, ...lines.slice(3)])).toEqual([
    { line: 2, what: 'number' },
    { line: 3, what: 'number' },
    { line: 4, what: 'previous' },
  ]);
  expect(faultsOf(lines.with(2, third.replace('"number":3', '"number": 3')))).toEqual([
    { line: 3, what: 'illegible' },
    { line: 4, what: 'previous' },
  ]);
});

test('a byte flipped in any line but the last shows: 200 at random', async () => {
  const out = await journalOf(4);
  const text = await readFile(journalFile(out));
  const end = text.subarray(0, -1).lastIndexOf(0x0a);
  fc.assert(
    fc.property(fc.nat({ max: end }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const flipped = Buffer.from(text);
      flipped[at] = (text[at] ?? 0) ^ flip;
      expect(readJournalText(flipped.toString('utf8')).faults).not.toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('a journal whose end was cut, or that was written anew, is told by the signed audits', async () => {
  const out = await journalOf(3);
  const audit = join(out, 'reseau.example/2026-11-30T12-00-00Z');
  await mkdir(audit, { recursive: true });
  await writeFile(join(audit, 'situation.json'), '{}');
  await vouchFor(audit, ['situation.json'], '1.0.0');
  const key = signingKeyOf(newKeyPair().privatePem, 'key');
  await signManifest(audit, key, { vigie: '1.0.0', journal: await journalMark(out) });
  const whole = await linesOf(out);
  expect(await journalFaults(out, await readJournal(out))).toEqual([]);
  const told = [{ line: 3, what: 'cut', audit: 'reseau.example/2026-11-30T12-00-00Z' }];
  await rewrite(out, whole.slice(0, 2));
  expect(await journalFaults(out, await readJournal(out))).toEqual(told);
  await appendRun(out, runOf('another'), NOW);
  const anew = await readJournal(out);
  expect([anew.faults, await journalFaults(out, anew)]).toEqual([[], told]);
});

test('a line that was half written is left as it is, and the next one stands below it', async () => {
  const out = await journalOf(1);
  const [line = ''] = await linesOf(out);
  await writeFile(journalFile(out), `${line}\n${line.slice(0, 40)}`);
  await appendRun(out, runOf('next'), NOW);
  const journal = await readJournal(out);
  expect(journal.entries.map((entry) => entry?.command)).toEqual(['command-0', undefined, 'next']);
  expect(journal.faults).toEqual([{ line: 2, what: 'illegible' }]);
});
