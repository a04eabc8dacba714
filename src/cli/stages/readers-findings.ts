import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { recordedFiles } from '../../evidence/manifest.ts';
import { agesFile, exceptionsFile, findingsTable } from '../../situation/findings-tables.ts';
import type { Situation } from '../../situation/situation.ts';

/** The tables of findings that are there, relative to the audit folder. */
export function readersFindings(auditFolder: string, { checks }: Situation): string[] {
  return checks.map(({ id }) => findingsTable(id)).filter((file) => existsSync(join(auditFolder, file)));
}

/** The tables that tell how old findings are and who accepts them: those that are recorded, or lie there; relative to the audit folder. */
export async function standingTables(auditFolder: string): Promise<string[]> {
  const recorded = new Set(await recordedFiles(auditFolder));
  return [agesFile(auditFolder), exceptionsFile(auditFolder)]
    .map((file) => relative(auditFolder, file).split(sep).join('/'))
    .filter((path) => recorded.has(path) || existsSync(join(auditFolder, path)));
}
