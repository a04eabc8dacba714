import { parse } from 'csv-parse/sync';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Situation } from '../situation/situation.ts';
import { frenchFaults } from '../testing/french-faults.ts';
import { runProgram } from '../testing/run-program.ts';
import { auditHere } from '../testing/audit-here.ts';
import { situationOf } from '../testing/simulated-audit.ts';

/** A whole audit: a machine under load is slow. */
const LONG = 120_000;

const rowSchema = z.record(z.string(), z.string());

let out: string;
let folder: string;
let situation: Situation;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'vigie-actions-'));
  const argv = ['--formats', 'json,csv', '--quiet'];
  const audit = await auditHere({ tenant: { mailboxes: 3000 }, out, argv });
  expect(audit.exitCode, audit.stderr).toBe(0);
  folder = audit.auditFolder;
  situation = await situationOf(folder);
}, LONG);
afterAll(() => rm(out, { recursive: true, force: true }));

async function rowsOf(
  path: string,
  delimiter = path.startsWith('actions') ? ';' : ',',
): Promise<z.infer<typeof rowSchema>[]> {
  const text = await readFile(join(folder, path), 'utf8');
  return z.array(rowSchema).parse(parse(text, { columns: true, delimiter, bom: true }));
}

function advised(audience?: 'holder' | 'administrator'): { id: string; count: number }[] {
  const ids = situation.checks
    .filter(({ advice }) => advice !== undefined)
    .filter(({ advice }) => audience === undefined || advice?.audience === audience)
    .map(({ id }) => id);
  // Nothing is asked of people where nothing could be assessed.
  return situation.indicators.filter(({ id, examined }) => ids.includes(id) && examined > 0);
}

test(
  'each list has one row for each account that its check counts, with everything a message needs',
  async () => {
    const lists = await Promise.all(advised('holder').map(({ id }) => rowsOf(`actions/${id}.fr.csv`)));
    expect(lists.map((rows) => rows.length)).toEqual(advised('holder').map(({ count }) => count));
    expect(lists.filter((rows) => rows.length > 0).length).toBeGreaterThan(2);
    for (const rows of lists) {
      expect(new Set(rows.map((row) => row.accountId)).size).toBe(rows.length);
      for (const { displayName, establishment, category, physician, accountId, ...message } of rows) {
        expect([displayName !== undefined, establishment !== undefined, physician]).toEqual([
          true,
          true,
          category?.startsWith('Médecins') === true ? 'true' : 'false',
        ]);
        expect(accountId).toMatch(/^[0-9a-f-]{36}$/);
        expect(Object.entries(message).filter(([, text]) => text === '')).toEqual([]);
        expect(message.email).toMatch(/^\S+@\S+$/);
      }
    }
  },
  LONG,
);

test(
  'each list for administrators has one row for each establishment, that sums up to what its check counts',
  async () => {
    const lists = advised('administrator');
    expect(lists.length).toBeGreaterThan(2);
    for (const { id, count } of lists) {
      const rows = await rowsOf(`actions/${id}.fr.csv`);
      expect(new Set(rows.map(({ establishment }) => establishment)).size).toBe(rows.length);
      expect(rows.reduce((sum, { accounts }) => sum + Number(accounts), 0)).toBe(count);
      for (const { accounts, physicians, establishment, audience, subject, finding, ...empty } of rows) {
        expect(Number(physicians)).toBeLessThanOrEqual(Number(accounts));
        expect([establishment !== undefined, audience, subject === '', finding?.includes('@')]).toEqual([
          ...[true, 'administrateur', false, false],
        ]);
        expect(Object.values(empty).filter((text) => text !== '')).toEqual([]);
      }
    }
  },
  LONG,
);

test('beside each list are its letter and its leaflet', async () => {
  const names = await readdir(join(folder, 'actions'));
  const expected = advised().flatMap(({ id }) => ['csv', 'docx', 'md'].map((form) => `${id}.fr.${form}`));
  expect(names.sort()).toEqual(expected.sort());
});

test(
  'the lists hold the very accounts that the findings tell',
  async () => {
    for (const { id } of advised('holder')) {
      const found = (await rowsOf(`findings/${id}.csv`)).filter(({ verdict }) => verdict === 'non-compliant');
      const names = (await rowsOf(`actions/${id}.fr.csv`)).map((row) => row.accountId);
      expect(names).toEqual([...new Set(found.map((row) => row.accountId))]);
    }
  },
  LONG,
);

test('an account redirected to several places is told of each of them', async () => {
  const found = await rowsOf('findings/mailbox-redirects.csv');
  const rows = await rowsOf('actions/mailbox-redirects.fr.csv');
  const several = rows.filter((row) => found.filter((one) => one.accountId === row.accountId).length > 1);
  expect(several.length).toBeGreaterThan(0);
  for (const { accountId, finding } of several) {
    const targets = found.filter((one) => one.accountId === accountId).map(({ target }) => target ?? '?');
    for (const target of targets) expect(finding).toContain(` ${target} (`);
  }
});

test('a reader of French finds no fault in what the messages say', async () => {
  const told = await Promise.all(advised().map(({ id }) => rowsOf(`actions/${id}.fr.csv`)));
  const texts = told.flat().flatMap(({ subject, finding }) => [
    subject ?? '',
    // Names of roles, rules, policies and licences are the tenant's.
    (finding ?? '').replaceAll(/\([^)]*\)+|«[^»]*»|licences\u00a0: .*/g, '…'),
  ]);
  expect(frenchFaults([...new Set(texts)].join('\n'))).toEqual([]);
});

test(
  'the lists are written again in the other language, each as a double click opens it there',
  async () => {
    const { exitCode, stdout, stderr } = await runProgram(
      ['report', folder, '--lang', 'en', '--formats', 'csv'],
      {},
    );
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain(join('actions', 'mailbox-redirects.en.csv'));
    const french = await rowsOf('actions/mailbox-redirects.fr.csv');
    const english = await rowsOf('actions/mailbox-redirects.en.csv', ',');
    expect(english.map((row) => row.email)).toEqual(french.map((row) => row.email));
    expect(english[0]?.finding).toMatch(
      /^Mail you receive reaches nobody: its sending to \S+@\S+ \(public webmail\) is blocked/,
    );
    expect(
      english.filter(({ finding }) => finding?.startsWith('Mail you receive is sent to ')).length,
    ).toBeGreaterThan(0);
    expect(await readFile(join(folder, 'actions/mailbox-redirects.en.csv'), 'utf8')).toMatch(/^\ufeffemail,/);
    expect(await readFile(join(folder, 'findings/mailbox-redirects.csv'), 'utf8')).toMatch(/^verdict,/);
  },
  LONG,
);
