import { join } from 'node:path';
import { z } from 'zod';
import { CHECKS } from '../checks/catalogue.ts';
import type { Check } from '../checks/check.ts';
import { findingColumns, itemised } from '../checks/finding-rows.ts';
import { configSchema, type Config } from '../config/config.ts';
import { DOSSIER_FILE, findingsTable, verdictColumn } from '../situation/findings-tables.ts';
import { literal, openDuckDb } from '../duckdb/duckdb.ts';
import { assess, type AssessOptions } from '../assessment/assess.ts';
import type { Indicator, Situation } from '../situation/situation.ts';
import type { EarlierAudits } from '../assessment/trend/earlier-audits.ts';
import { tinySnapshot, type TinySnapshot } from './tiny-snapshot.ts';

export interface AssessedTiny {
  readonly auditFolder: string;
  readonly situation: Situation;
  readonly indicator: (check: string) => Indicator;
  /** The check's verdict on every account, by user principal name. */
  readonly verdicts: (check: string) => Promise<Record<string, string>>;
  /** The rows of the check's findings, of the columns named; `others` for the accounts that are not findings. */
  readonly findings: (
    check: string,
    columns: readonly string[],
    part?: 'findings' | 'others',
  ) => Promise<unknown[]>;
}

/** Assesses the snapshot of a made-up tenant. */
export async function assessTiny(
  snapshot: TinySnapshot,
  config: Partial<z.input<typeof configSchema>> = {},
  options: {
    /** Ids of the checks to judge; all of them, where left out. */
    checks?: readonly string[];
    accountsPerSlice?: number;
    configFolder?: string;
    earlier?: EarlierAudits;
    ownCheckFiles?: NonNullable<AssessOptions['ownCheckFiles']>;
  } = {},
): Promise<AssessedTiny> {
  const auditFolder = await tinySnapshot(snapshot);
  const situation = await assess({
    auditFolder,
    config: tinyConfig(config),
    configFolder: auditFolder,
    language: 'fr',
    vigie: '0.0.0',
    ...options,
    checks: checksNamed(options.checks),
  });
  return {
    auditFolder,
    situation,
    indicator: (check) => {
      const found = situation.indicators.find(({ id }) => id === check);
      if (found === undefined) throw new Error(`no indicator ${check}`);
      return found;
    },
    verdicts: async (check) => {
      const rows = await query(
        `SELECT userPrincipalName, ${verdictColumn(check)} AS verdict FROM ${table(auditFolder, DOSSIER_FILE)} ORDER BY 1`,
        z.object({ userPrincipalName: z.string(), verdict: z.string() }),
      );
      return Object.fromEntries(rows.map(({ userPrincipalName, verdict }) => [userPrincipalName, verdict]));
    },
    findings: (check, columns, part = 'findings') =>
      query(
        `SELECT ${columns.map((name) => `"${name}"`).join(', ')} FROM ${
          part === 'findings' ? table(auditFolder, findingsTable(check)) : `(${others(auditFolder, check)})`
        }`,
        z.unknown(),
      ),
  };
}

/** `assessTiny` for tests of some checks: judges these alone, which takes less time. */
export function assessTinyOf(...checks: readonly string[]): typeof assessTiny {
  return (snapshot, config, options) => assessTiny(snapshot, config, { checks, ...options });
}

function checksNamed(ids: readonly string[] | undefined): readonly Check[] {
  return ids === undefined ? CHECKS : ids.map(checkOf);
}

function checkOf(id: string): Check {
  const check = CHECKS.find((one) => one.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return check;
}

/** The rows of the accounts that are no findings, out of the dossier. */
function others(auditFolder: string, id: string): string {
  const check = checkOf(id);
  const judged = `SELECT *, ${verdictColumn(id)} AS verdict, ${literal(id)} AS "check"
    FROM ${table(auditFolder, DOSSIER_FILE)} WHERE ${verdictColumn(id)} IN ('compliant', 'not-applicable')`;
  return `SELECT ${findingColumns(check)} FROM ${itemised(check, judged)}`;
}

/** A config with a physician category and its defaults. */
export function tinyConfig(config: Partial<z.input<typeof configSchema>> = {}): Config {
  return configSchema.parse({
    categories: [
      {
        id: 'physician',
        physician: true,
        label: { fr: 'Médecins', en: 'Physicians' },
        when: { jobTitle: 'médecin' },
      },
      { id: 'staff', physician: false, label: { fr: 'Autre personnel', en: 'Other staff' }, when: {} },
    ],
    ...config,
  });
}

function table(folder: string, path: string): string {
  return `read_parquet(${literal(join(folder, path))})`;
}

async function query<T>(sql: string, schema: z.ZodType<T>): Promise<T[]> {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    return await db.rows(sql, schema);
  } finally {
    await db.close();
  }
}
