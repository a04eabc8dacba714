import { join } from 'node:path';
import { openDuckDb, temporaryFolderOf } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import { RENDERERS } from '../../renderers/catalogue.ts';
import type { Format } from '../../renderers/renderer.ts';
import type { Situation } from '../../situation/situation.ts';
import { writePrivateFile } from '../../snapshot/private-files.ts';
import type { Io } from '../io.ts';
import { vouchFor } from './vouch-for.ts';

export interface ReportCommandOptions {
  readonly lang: Language;
  readonly formats: readonly Format[];
  readonly excel?: boolean;
}

/** Writes the chosen reports into the audit folder; gives their paths. */
export async function reportStage(
  auditFolder: string,
  situation: Situation,
  given: ReportCommandOptions,
  io: Io,
): Promise<string[]> {
  const db = await openDuckDb({ temporaryFolder: temporaryFolderOf(auditFolder) });
  const paths: string[] = [];
  try {
    for (const format of given.formats) {
      const input = { situation, auditFolder, language: given.lang, excel: given.excel === true, db };
      for (const file of RENDERERS[format].files(input)) {
        io.signal.throwIfAborted();
        await writePrivateFile(join(auditFolder, file.path), file.content);
        paths.push(file.path);
      }
    }
  } finally {
    await db.close();
  }
  await vouchFor(auditFolder, paths);
  return paths.map((path) => join(auditFolder, path));
}
