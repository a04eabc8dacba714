import { join } from 'node:path';
import { z } from 'zod';
import { configSchema, type Config } from '../config/config.ts';
import { literal, openDuckDb } from '../duckdb/duckdb.ts';
import { assess } from '../assessment/assess.ts';
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
    folder?: 'findings' | 'findings/others',
  ) => Promise<unknown[]>;
}

/** Assesses the snapshot of a made-up tenant. */
export async function assessTiny(
  snapshot: TinySnapshot,
  config: Partial<z.input<typeof configSchema>> = {},
  options: { accountsPerSlice?: number; configFolder?: string; earlier?: EarlierAudits } = {},
): Promise<AssessedTiny> {
  const auditFolder = await tinySnapshot(snapshot);
  const situation = await assess({
    auditFolder,
    config: tinyConfig(config),
    configFolder: auditFolder,
    language: 'fr',
    vigie: '0.0.0',
    ...options,
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
      const row = z.object({ userPrincipalName: z.string(), verdict: z.string() });
      const rows = await Promise.all(
        ['', 'others'].map((part) =>
          query(
            `SELECT userPrincipalName, verdict FROM ${table(join(auditFolder, 'findings', part), check)}`,
            row,
          ),
        ),
      );
      return Object.fromEntries(
        rows
          .flat()
          .map(({ userPrincipalName, verdict }) => [userPrincipalName, verdict] as const)
          .sort(([left], [right]) => (left < right ? -1 : 1)),
      );
    },
    findings: (check, columns, folder = 'findings') =>
      query(
        `SELECT ${columns.map((name) => `"${name}"`).join(', ')} FROM ${table(join(auditFolder, folder), check)}`,
        z.unknown(),
      ),
  };
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

function table(folder: string, check: string): string {
  return `read_parquet(${literal(join(folder, `${check}.parquet`))})`;
}

async function query<T>(sql: string, schema: z.ZodType<T>): Promise<T[]> {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    return await db.rows(sql, schema);
  } finally {
    await db.close();
  }
}
