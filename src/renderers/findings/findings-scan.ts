import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Column } from '../../situation/check-words.ts';
import type { Verdict } from '../../checks/verdict.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import { identifier, pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import { KnownError, messageOf, worded, type InBoth } from '../../errors.ts';
import { DOSSIER_FILE } from '../../situation/findings-tables.ts';
import { findingsFile } from './findings-file.ts';
import { withStanding } from './standing.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/** Which rows of a check's findings; without `verdicts`, the non-compliant and undetermined ones. */
export interface FindingsQuery {
  readonly auditFolder: string;
  readonly check: CheckDescription;
  readonly verdicts?: readonly Verdict[];
  /** Only physicians. */
  readonly physicians?: boolean;
  /** Only the category of this id. */
  readonly category?: string;
  /** Only the establishment of this id. */
  readonly establishment?: string;
  /** With the columns of `STANDING_COLUMNS` too. */
  readonly standing?: true;
  /** Of a FROM that is the dossier, a query of its rows with the check's columns: verdicts that are no findings are there alone. */
  readonly ofDossier?: (dossier: string) => string;
}

/**
 * The FROM and WHERE of the rows a query asks for, its texts passed as variables of the session.
 * Fails with a known error where the tables are missing or do not have the described columns.
 */
export async function findingsScan(db: DuckDb, query: FindingsQuery): Promise<string> {
  const verdicts = verdictsOf(query);
  const tables = fromOf(query);
  const from = `FROM ${query.standing === true ? withStanding(query.auditFolder, query.check.id, tables) : tables}`;
  await requireColumns(db, query.check.columns, from, worded(TROUBLE_WORDS.findings, { id: query.check.id }));
  await db.setVariable('findings_verdicts', verdicts);
  const conditions = [`list_contains(getvariable('findings_verdicts'), verdict)`];
  if (query.physicians === true) conditions.push('physician');
  if (query.category !== undefined) {
    await db.setVariable('findings_category', query.category);
    conditions.push(`coalesce(category, '') = getvariable('findings_category')`);
  }
  if (query.establishment !== undefined) {
    await db.setVariable('findings_establishment', query.establishment);
    conditions.push(`coalesce(establishment, '') = getvariable('findings_establishment')`);
  }
  return `${from} WHERE ${conditions.join(' AND ')}`;
}

/** Throws `KnownError` (local), naming `what`, where a FROM cannot be read or does not have the columns. */
export async function requireColumns(
  db: DuckDb,
  columns: readonly Column[],
  from: string,
  what: InBoth,
): Promise<void> {
  const names = columns.map(({ name }) => identifier(name)).join(', ');
  try {
    await db.run(`SELECT ${names} ${from} LIMIT 0`);
  } catch (cause) {
    // DuckDB shows the statement below its message.
    const why = messageOf(cause).split('\n', 1)[0] ?? '';
    throw new KnownError('local', worded(TROUBLE_WORDS.cannotBeRead, { what, why }), {
      cause,
      nextSteps: [TROUBLE_WORDS.assessAgain],
    });
  }
}

function verdictsOf(query: FindingsQuery): readonly Verdict[] {
  return query.verdicts ?? ['non-compliant', 'undetermined'];
}

/** The tables that hold the rows a query asks for. */
export function findingsFiles(query: FindingsQuery): string[] {
  const { auditFolder, check } = query;
  const verdicts = verdictsOf(query);
  const isFinding = (verdict: Verdict) => verdict === 'non-compliant' || verdict === 'undetermined';
  const files: string[] = [];
  if (verdicts.some(isFinding)) files.push(findingsFile(auditFolder, check.id));
  if (!verdicts.every(isFinding)) files.push(findingsFile(auditFolder, check.id, 'others'));
  return files;
}

/** The findings, then the other verdicts. */
function fromOf(query: FindingsQuery): string {
  const tables = presentFiles(query).map((file): string => {
    const table = `read_parquet(${pathLiteral(file)}, hive_partitioning = false)`;
    if (basename(file) !== DOSSIER_FILE) return `SELECT * FROM ${table}`;
    if (query.ofDossier !== undefined) return query.ofDossier(table);
    throw new KnownError('local', worded(TROUBLE_WORDS.noCheck, { id: query.check.id }), {
      nextSteps: [TROUBLE_WORDS.assessAgain],
    });
  });
  return `(${tables.join(' UNION ALL BY NAME ')})`;
}

function presentFiles(query: FindingsQuery): string[] {
  const files = findingsFiles(query);
  const missing = files.find((file) => !existsSync(file));
  if (missing === undefined) return files;
  const message = worded(TROUBLE_WORDS.notThere, { id: query.check.id, file: missing });
  throw new KnownError('local', message, { nextSteps: [TROUBLE_WORDS.assessAgain] });
}
