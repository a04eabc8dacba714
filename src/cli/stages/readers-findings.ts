import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findingsTable } from '../../situation/findings-tables.ts';
import type { Situation } from '../../situation/situation.ts';

/** The tables of findings that are there, relative to the audit folder. */
export function readersFindings(auditFolder: string, { checks }: Situation): string[] {
  return checks.map(({ id }) => findingsTable(id)).filter((file) => existsSync(join(auditFolder, file)));
}
