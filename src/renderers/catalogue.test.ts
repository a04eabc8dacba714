import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { literal, openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { situationSchema } from '../situation/situation.ts';
import { CHANGE_COLUMNS } from '../situation/trend/change-columns.ts';
import { changesFile } from '../situation/findings-tables.ts';
import { RENDERERS, WITH_ACCOUNTS } from './catalogue.ts';
import { FILE_FORMATS, type FileFormat } from './renderer.ts';

const GOLDEN = new URL('../../fixtures/goldens/renderers/situation.json', import.meta.url);

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-renderers-'));
  db = await openDuckDb({ temporaryFolder: join(folder, '.tmp') });
  await mkdir(join(folder, 'findings'));
  const path = literal(join(folder, 'findings', 'mfa-status.parquet'));
  await db.run(`COPY (SELECT 'undetermined' AS verdict, 'mfa-status' AS "check", 'zoe@erables.example' AS "userPrincipalName",
    'Zoé' AS "displayName", 'gp' AS category, true AS physician, '' AS establishment, true AS "accountEnabled",
    DATE '2016-02-29' AS "createdOn", 'a1' AS "accountId") TO ${path} (FORMAT parquet)`);
  const columns = CHANGE_COLUMNS.map(({ name }) => `NULL AS "${name}"`).join(', ');
  await db.run(`COPY (SELECT ${columns}) TO ${literal(changesFile(folder))} (FORMAT parquet)`);
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

async function render(format: FileFormat): Promise<Record<string, string>> {
  const situation = situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
  const files: Record<string, string> = {};
  const input = { situation, auditFolder: folder, language: 'fr', excel: false, allRows: false, db } as const;
  const renderer = await RENDERERS[format]();
  for (const { path, content } of renderer.files(input)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of typeof content === 'string' ? [content] : content)
      chunks.push(Buffer.from(chunk));
    files[path] = Buffer.concat(chunks).toString();
  }
  return files;
}

test('every format names itself and writes its own files', async () => {
  const renderers = await Promise.all(FILE_FORMATS.map((format) => RENDERERS[format]()));
  expect(renderers.map(({ id }) => id)).toEqual(FILE_FORMATS);
  expect(renderers.filter(({ readsFindings }) => readsFindings).map(({ id }) => id)).toEqual([
    ...WITH_ACCOUNTS,
  ]);
  const { 'situation.json': written = '', ...others } = await render('json');
  expect([JSON.parse(written), others]).toEqual([JSON.parse(readFileSync(GOLDEN, 'utf8')), {}]);
  expect(written).toBe(`${JSON.stringify(JSON.parse(written), null, 2)}\n`);
  expect(Object.keys(await render('markdown'))).toEqual(['situation.fr.md']);
});

test('CSV has one file for each check that has findings, one for each breakdown, one for the gaps', async () => {
  const { 'indicators.csv': indicators, ...others } = await render('csv');
  const breakdowns = [
    'categories',
    'establishments',
    'services',
    'enrolments',
    'evolution',
    'trend',
    'changes',
  ];
  const rest = Object.entries(others).filter(([path]) => !breakdowns.includes(path.replace('.csv', '')));
  expect(Object.keys(others)).toHaveLength(rest.length + breakdowns.length);
  expect(indicators?.split('\n').slice(0, 4)).toEqual([
    'indicator,group,id,population,populationBound,examined,count,lowerBound,undetermined,assessable',
    'inactive-mailboxes,all,,305554,exact,305554,134115,false,0,true',
    'inactive-mailboxes,physicians,,20240,exact,20240,12662,false,0,true',
    'inactive-mailboxes,category,specialist,11000,exact,11000,7000,false,0,true',
  ]);
  expect(indicators?.split('\n').filter((line) => line.startsWith('mfa-status,all'))).toEqual([
    'mfa-status,all,,290000,exact,0,0,true,290000,false',
  ]);
  expect(Object.fromEntries(rest)).toEqual({
    'gaps.csv':
      'source,reason,accounts,what,remedy,rank\n' +
      'mailbox-forwarding,not-read,305554,Le transfert réglé sur la boîte aux lettres n’a pas été lu\u00a0: ces redirections manquent.,Importez un export d’Exchange.,repair\n' +
      'mfa-registrations,licence,0,L’état de l’authentification multifacteur n’est pas connu.,Une licence Entra ID P1 est requise.,repair\n',
    'findings/mfa-status.csv':
      'verdict,check,userPrincipalName,displayName,category,physician,establishment,accountEnabled,createdOn,accountId,state,openSince,acceptedUntil,acceptedBy,acceptedReason\n' +
      'undetermined,mfa-status,zoe@erables.example,Zoé,gp,true,,true,2016-02-29,a1,,,,,\n',
  });
  expect(existsSync(join(folder, 'findings', 'mfa-status.csv'))).toBe(false);
});

test('where nothing could be compared there is no list of who moved, which would read as nobody', async () => {
  await rm(changesFile(folder));
  expect(Object.keys(await render('csv')).filter((path) => path === 'changes.csv')).toEqual([]);
});
