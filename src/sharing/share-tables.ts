import { join } from 'node:path';
import { z } from 'zod';
import { writeFindings } from '../assessment/findings.ts';
import { viewJudged } from '../assessment/judge.ts';
import { writeTable } from '../assessment/write-table.ts';
import { CHECKS } from '../checks/catalogue.ts';
import type { Check } from '../checks/check.ts';
import { dossierColumns } from '../dossier/columns.ts';
import { identifier, type DuckDb } from '../duckdb/duckdb.ts';
import { KnownError, worded, type InBoth } from '../errors.ts';
import { DOSSIER_FILE, verdictColumn } from '../situation/findings-tables.ts';
import type { Situation } from '../situation/situation.ts';
import { scan, shareLists } from './share-lists.ts';
import { sharedDossierColumns } from './shared-columns.ts';

/** Of some hundred columns. In order, threads hold several groups at once. */
const DOSSIER_ROWS_PER_GROUP = 8_192;

export interface Copied {
  readonly situation: Situation;
  readonly from: string;
  readonly to: string;
}

/**
 * Writes the tables of a copy: the dossier under pseudonyms, and from it the findings of every check, by the check's own SQL: what
 * the dossier does not hold, no list can. Rows are in the order of the pseudonyms, which tells nothing of the names. Needs the macros of
 * `createPseudonymMacros`; gives the paths, relative to the copy.
 *
 * @throws KnownError `local` where the audit was judged by other checks, or its dossier has other columns
 */
export async function shareTables(db: DuckDb, { situation, from, to }: Copied): Promise<string[]> {
  const checks = judgedChecks(situation, from);
  const columns = situation.checks.map(({ id }) => verdictColumn(id));
  await requireColumns(db, from, columns);
  await db.run('SET preserve_insertion_order = true');
  await writeTable(
    db,
    `SELECT ${[...sharedDossierColumns(), ...columns.map(identifier)].join(',\n  ')}
     FROM ${scan(join(from, DOSSIER_FILE))} ORDER BY accountId`,
    join(to, DOSSIER_FILE),
    DOSSIER_ROWS_PER_GROUP,
  );
  await db.run(`CREATE OR REPLACE VIEW dossier AS SELECT * FROM ${scan(join(to, DOSSIER_FILE))}`);
  const written = [DOSSIER_FILE];
  for (const check of checks) {
    await viewJudged(db, check);
    await writeFindings(db, check, to);
    written.push(join('findings', `${check.id}.parquet`));
  }
  return [...written, ...(await shareLists(db, situation.checks, from, to))];
}

/**
 * The checks of the catalogue that judged the audit, whose SQL writes their lists again. Of a check of one's own, whose columns may say
 * anything, the copy has the verdicts and the figures, and no list.
 */
function judgedChecks({ checks, vigie }: Situation, auditFolder: string): Check[] {
  return checks.flatMap((described) => {
    const check = CHECKS.find(({ id }) => id === described.id);
    if (check === undefined) return [];
    const isSame =
      check.population === described.sql.population &&
      check.verdict === described.sql.verdict &&
      check.columns.every(({ name }) => described.columns.some((column) => column.name === name));
    if (!isSame) throw ofAnother(auditFolder, worded(WORDS.otherCheck, { id: described.id, vigie }));
    return [check];
  });
}

async function requireColumns(db: DuckDb, auditFolder: string, verdicts: readonly string[]): Promise<void> {
  const rows = await db.rows(
    `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${scan(join(auditFolder, DOSSIER_FILE))})`,
    z.object({ name: z.string(), type: z.string() }),
  );
  const expected = [
    ...dossierColumns().map(([name, { type }]) => `${name} ${type}`),
    ...verdicts.map((name) => `${name} VARCHAR`),
  ];
  const found = new Set(rows.map(({ name, type }) => `${name} ${type}`));
  const missing = expected.find((column) => !found.has(column));
  // One more is left out of the copy: nobody said whom it names.
  if (missing !== undefined) throw ofAnother(auditFolder, worded(WORDS.noColumn, { column: missing }));
}

const WORDS = {
  otherVersion: {
    fr: '{audit} a été évalué par une autre version de Vigie\u00a0: {why}',
    en: '{audit} was judged by another version of Vigie: {why}',
  },
  otherCheck: { fr: 'son contrôle {id} est de Vigie {vigie}', en: 'its check {id} is of Vigie {vigie}' },
  noColumn: { fr: 'son dossier n’a pas de colonne {column}', en: 'its dossier has no column {column}' },
  judgeAgain: {
    fr: 'Évaluer de nouveau son instantané, puis le partager\u00a0: vigie assess {audit}',
    en: 'Judge its snapshot again, then share it: vigie assess {audit}',
  },
} as const;

function ofAnother(auditFolder: string, why: InBoth): KnownError {
  return new KnownError('local', worded(WORDS.otherVersion, { audit: auditFolder, why }), {
    nextSteps: [worded(WORDS.judgeAgain, { audit: auditFolder })],
  });
}
