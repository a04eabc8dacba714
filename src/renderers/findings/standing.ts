import { existsSync } from 'node:fs';
import { literal, pathLiteral } from '../../duckdb/duckdb.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import type { Column } from '../../situation/check-words.ts';
import { STANDING_COLUMNS } from '../../situation/exceptions/exception-columns.ts';
import { agesFile, exceptionsFile } from '../../situation/findings-tables.ts';

/** The columns of a list of findings: those of the check, then how old each is and who accepts it. */
export function listColumns({ columns }: CheckDescription): readonly Column[] {
  return [...columns, ...STANDING_COLUMNS];
}

const OF_AGES: readonly string[] = ['state', 'openSince'];

/** Those of `STANDING_COLUMNS` that something in the audit tells of: how old findings are, and who accepts some. */
export function toldStanding(auditFolder: string): readonly Column[] {
  const hasAges = existsSync(agesFile(auditFolder));
  const hasExceptions = existsSync(exceptionsFile(auditFolder));
  return STANDING_COLUMNS.filter(({ name }) => hasExceptions || (hasAges && OF_AGES.includes(name)));
}

/** A FROM of the rows of findings with `STANDING_COLUMNS`, in their order. What no table tells is null. */
export function withStanding(auditFolder: string, checkId: string, from: string): string {
  const ages = tableOf(agesFile(auditFolder));
  const exceptions = tableOf(exceptionsFile(auditFolder));
  if (ages === null && exceptions === null) {
    const none = STANDING_COLUMNS.map(
      ({ name, kind }) => `NULL::${kind === 'date' ? 'DATE' : 'VARCHAR'} AS "${name}"`,
    );
    return `(SELECT *, ${none.join(', ')} FROM ${from})`;
  }
  const ofCheck = `"check" = ${literal(checkId)}`;
  const aged =
    ages === null
      ? 'SELECT NULL::VARCHAR AS accountId, NULL::VARCHAR AS age, NULL::DATE AS openSince WHERE false'
      : `SELECT accountId, state AS age, openSince FROM ${ages} WHERE ${ofCheck}`;
  const accepted =
    exceptions === null
      ? 'SELECT NULL::VARCHAR AS accountId, NULL::DATE AS acceptedUntil, NULL::VARCHAR AS acceptedBy, NULL::VARCHAR AS acceptedReason WHERE false'
      : `SELECT DISTINCT ON (accountId) accountId, until AS acceptedUntil, owner AS acceptedBy, reason AS acceptedReason
         FROM ${exceptions} WHERE ${ofCheck} AND standing = 'accepted' ORDER BY accountId, until DESC`;
  // A join keeps no order. A check of the configuration names its columns as it likes, in camelCase.
  return `(SELECT f.* EXCLUDE ("row place"), a.openSince, x.acceptedUntil, x.acceptedBy, x.acceptedReason,
      CASE WHEN x.acceptedUntil IS NOT NULL THEN 'accepted' ELSE a.age END AS state
    FROM (SELECT *, row_number() OVER () AS "row place" FROM ${from}) f
      LEFT JOIN (${aged}) a ON a.accountId = f.accountId LEFT JOIN (${accepted}) x ON x.accountId = f.accountId
    ORDER BY f."row place")`;
}

function tableOf(file: string): string | null {
  return existsSync(file) ? `read_parquet(${pathLiteral(file)}, hive_partitioning = false)` : null;
}
