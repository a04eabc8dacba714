import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { literal, openDuckDb, type DuckDb } from '../../duckdb/duckdb.ts';
import { KnownError } from '../../errors.ts';
import { changesFile } from '../../situation/findings-tables.ts';
import { CHANGE_COLUMNS } from '../../situation/trend/change-columns.ts';
import { writtenTwice } from '../../testing/written-twice.ts';
import { linesFile } from '../findings/line-text.ts';
import { describedRows } from './described-rows.ts';

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-changes-'));
  await mkdir(join(folder, 'findings'));
  db = await openDuckDb({ temporaryFolder: join(folder, '.tmp') });
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

async function text(excel: boolean): Promise<string> {
  const table = {
    file: changesFile(folder),
    columns: CHANGE_COLUMNS,
    name: { fr: 'Les comptes qui ont changé', en: 'The accounts that changed' },
  };
  return writtenTwice(
    linesFile(db, 'changes.csv', () => describedRows(db, table, excel)),
    folder,
  );
}

const HEADS =
  'check,change,verdictBefore,verdict,userPrincipalName,displayName,category,physician,establishment,accountEnabled,accountId,detail';

test('the accounts that moved are listed in the order of their table, neutralised; of an empty one, only the heads', async () => {
  const nobody = HEADS.split(',').map((head) => `NULL AS "${head}"`);
  await db.run(
    `COPY (SELECT ${nobody.join(', ')} WHERE false) TO ${literal(join(folder, 'findings', 'changes.parquet'))} (FORMAT parquet)`,
  );
  expect(await text(false)).toBe(`${HEADS}\n`);
  expect(await text(true)).toBe(`\ufeff${HEADS.replaceAll(',', ';')}\r\n`);
  await db.run(
    `COPY (SELECT * FROM (VALUES
      ('mailbox-redirects', 'appeared', 'compliant', 'non-compliant', 'z@s.example', '=cmd()', 'gp', true, 'CISSS, Nord', true, 'z1', 'inbox-rule: a@b.example; =c@d.example'),
      ('mfa-status', 'left', 'non-compliant', NULL, 'a@s.example', 'Zoé', 'staff', false, NULL, NULL, 'a1', NULL)
    ) t(${HEADS.split(',')
      .map((head) => `"${head}"`)
      .join(', ')})) TO ${literal(join(folder, 'findings', 'changes.parquet'))} (FORMAT parquet)`,
  );
  expect(await text(false)).toBe(
    [
      HEADS,
      `mailbox-redirects,appeared,compliant,non-compliant,z@s.example,'=cmd(),gp,true,"CISSS, Nord",true,z1,"inbox-rule: a@b.example; '=c@d.example"`,
      'mfa-status,left,non-compliant,,a@s.example,Zoé,staff,false,,,a1,',
      '',
    ].join('\n'),
  );
});

test('a table with other columns is told as one that cannot be read', async () => {
  const file = join(folder, 'findings', 'changes.parquet');
  await db.run(`COPY (SELECT 'x' AS "check") TO ${literal(file)} (FORMAT parquet)`);
  const error: unknown = await text(false).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(KnownError);
  expect(String(error)).toContain(`The accounts that changed (${file}) cannot be read: `);
});
