import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { auditPaths } from '../disk/audit-paths.ts';
import { openDuckDb, pathLiteral } from '../duckdb/duckdb.ts';
import { verdictColumn } from '../situation/findings-tables.ts';
import { startSimulator, type RunningSimulator } from '../simulator/simulator.ts';
import { runAgainst, runHere, type EndedHere } from '../testing/run-here.ts';
import { SHIPPED_CONFIG, situationOf, tenantToday } from '../testing/simulated-audit.ts';
import type { Situation } from '../situation/situation.ts';

const DRAWN = 40;

let folder: string;
let cloud: RunningSimulator;
/** A pilot, then an audit of everybody. */
let pilot: string;
let whole: string;
let ofPilot: Situation;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-sample-'));
  cloud = await startSimulator(await tenantToday({ mailboxes: 300 }));
  pilot = await audit('--formats', 'json,markdown,csv', '--sample', String(DRAWN));
  whole = await audit('--formats', 'json');
  ofPilot = await situationOf(pilot);
});
afterAll(async () => {
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

async function audit(...argv: readonly string[]): Promise<string> {
  const given = ['audit', '--no-doctor', '--config', SHIPPED_CONFIG, '--lang', 'en', '-q', ...argv];
  const ended = await runAgainst(cloud, given, { env: cloud.environment, cwd: folder });
  expect(ended.exitCode, ended.stderr).toBe(0);
  return ended.stdout.trimEnd();
}

function read(...argv: readonly string[]): Promise<EndedHere> {
  return runHere([...argv, '--lang', 'en'], { env: {}, cwd: folder });
}

test('what is asked account by account is asked of so many, and the sources say that they are a sample', () => {
  const told = ofPilot.sources.filter(({ lacks }) => lacks?.kind === 'sample');
  expect(told.map(({ id, outcome, read: came, reason }) => ({ id, outcome, came, reason }))).toEqual([
    { id: 'sign-in-activity', outcome: 'partial', came: DRAWN, reason: 'not-read' },
    { id: 'inbox-rules', outcome: 'partial', came: DRAWN, reason: 'not-read' },
  ]);
  expect(told.every(({ read: came = 0, expected = 0 }) => expected > 3 * came)).toBe(true);
});

const agreementSchema = z.object({ check: z.string(), judged: z.number(), otherwise: z.number() });

test('nobody is judged otherwise than when everybody is asked: whoever was not asked is undetermined', async () => {
  const db = await openDuckDb({ memoryLimitMb: 300, threads: 1 });
  try {
    const parts = ofPilot.indicators.map(({ id }) => {
      const column = (table: string): string => `${table}.${verdictColumn(id)}`;
      return `SELECT '${id}' AS "check",
        count(*) FILTER (WHERE ${column('p')} IN ('compliant', 'non-compliant'))::DOUBLE AS judged,
        count(*) FILTER (WHERE ${column('p')} IN ('compliant', 'non-compliant') AND ${column('p')} IS DISTINCT FROM ${column('w')})::DOUBLE AS otherwise
        FROM read_parquet(${pathLiteral(join(pilot, 'dossier.parquet'))}) p
        JOIN read_parquet(${pathLiteral(join(whole, 'dossier.parquet'))}) w USING (accountId)`;
    });
    const rows = await db.rows(parts.join(' UNION ALL '), agreementSchema);
    expect(rows.filter(({ otherwise }) => otherwise > 0)).toEqual([]);
    expect(rows.filter(({ judged }) => judged > 0).length).toBeGreaterThan(3);
  } finally {
    await db.close();
  }
});

test('redirects: the examined are those drawn and those that Exchange settles, and what lies outside the population is not known', () => {
  const redirects = ofPilot.indicators.find(({ id }) => id === 'mailbox-redirects');
  expect(redirects?.undetermined).toBeGreaterThan(200);
  const known = ['sharedMailboxes', 'roomMailboxes', 'brokenRulesOnly'].filter(
    (fact) => redirects?.facts[fact] !== undefined,
  );
  expect(known).toEqual(['brokenRulesOnly']);
});

test('it is told on the first screen of every format, as a gap that asks for no repair, and compared with nothing', async () => {
  expect(ofPilot.sample).toEqual({ accounts: DRAWN });
  expect(ofPilot.trend?.previous).toBeUndefined();
  const markdown = await readFile(join(pilot, 'situation.en.md'), 'utf8');
  expect(markdown.split('\n').slice(0, 8).join('\n')).toContain('Pilot: a sample of 40 accounts');
  const terminal = await read('report', pilot, '--formats', 'terminal');
  expect(terminal.stdout.split('\n').slice(0, 4).join('\n')).toContain('Pilot: a sample of 40 accounts');
  const gaps = ofPilot.gaps.filter(({ words }) => words.remedy.en.includes('without --sample'));
  expect(gaps.map(({ source, rank }) => `${source} ${rank}`)).toEqual([
    'sign-in-activity wait',
    'inbox-rules wait',
  ]);
  const ofOthers = ofPilot.gaps.filter(
    ({ source, rank }) => source === 'sign-in-activity' && rank === 'repair',
  );
  expect(ofOthers).toEqual([]);
});

test('an audit of everybody that comes after is compared with none', async () => {
  const { trend } = await situationOf(whole);
  expect(trend?.previous).toBeUndefined();
  expect(trend?.notUsed.map(({ words }) => words.en)).toEqual([
    expect.stringContaining('is a pilot, over a sample of accounts') as unknown,
  ]);
});

test('it is never the newest audit, nor part of a history or a trend; its own name finds it', async () => {
  const newer = join(dirname(pilot), '2099-01-01T00-00-00Z');
  await cp(pilot, newer, { recursive: true });
  const listed = await read('audits', '--format', 'json');
  const states = z.array(z.object({ state: z.string() })).parse(JSON.parse(listed.stdout));
  expect(states.map(({ state }) => state)).toEqual(['sample', 'complete', 'sample']);
  const shown = async (name: string): Promise<string> =>
    (await read('check', name, '--fail-on', 'gaps.all', '--format', 'json')).stdout;
  expect(await shown('latest')).toBe(await shown(whole));
  expect(await shown(pilot)).not.toBe(await shown(whole));
  const compared = await read('compare', whole, pilot);
  expect([compared.exitCode, compared.stderr.split('\n')[0]]).toEqual([
    2,
    `vigie: ${pilot} is a pilot, over a sample of 40 accounts: nothing is compared with it, and no trend counts it`,
  ]);
  const history = await read('export', '--append', 'history.csv', '--all');
  expect(history.exitCode, history.stderr).toBe(0);
  expect(history.stderr).toContain('is a pilot, over a sample of accounts: it is left aside');
  expect(history.stderr).toContain('1 audit added');
});

test('one whose snapshot is damaged is still a pilot by its situation, and part of no history', async () => {
  await writeFile(auditPaths.snapshotManifest(join(dirname(pilot), '2099-01-01T00-00-00Z')), '{');
  const history = await read('export', '--append', 'other.csv', '--all');
  expect([history.exitCode, history.stderr.match(/is a pilot/g)?.length], history.stderr).toEqual([0, 2]);
  expect(history.stderr).toContain('1 audit added');
});

test('an account’s history leaves pilots out, and does not call them illegible', async () => {
  const listed = await read('list', 'mfa-status', whole, '--columns', 'accountId', '--format', 'json');
  const [row] = z.array(z.object({ accountId: z.string() })).parse(JSON.parse(listed.stdout));
  const shown = await read('show', row?.accountId ?? '', whole, '--format', 'json');
  expect(JSON.parse(shown.stdout)).toMatchObject({ history: [], notUsed: [] });
});
