import { join } from 'node:path';
import { DEFAULT_MEMORY_MB, openDuckDb, temporaryFolderOf } from '../../duckdb/duckdb.ts';
import { withEnoughMemory } from '../../duckdb/with-enough-memory.ts';
import { KnownError, messageOf } from '../../errors.ts';
import type { Language } from '../../i18n/language.ts';
import { RENDERERS } from '../../renderers/catalogue.ts';
import type { FileFormat, Format, RenderInput } from '../../renderers/renderer.ts';
import type { Situation } from '../../situation/situation.ts';
import { writePrivateFile } from '../../disk/private-files.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';
import { vouchFor } from '../../audits/vouch-for.ts';

export interface ReportCommandOptions {
  readonly lang: Language;
  readonly formats: readonly Format[];
  readonly excel?: boolean;
}

/**
 * Writes the chosen reports into the audit folder; gives their paths. Throws at the first format that fails; a bug
 * names it, and those before it are there and vouched for.
 */
export async function reportStage(
  auditFolder: string,
  situation: Situation,
  given: ReportCommandOptions,
  io: Io,
): Promise<string[]> {
  const formats = fileFormats(given.formats);
  if (formats.length === 0) return [];
  const input = { situation, auditFolder, language: given.lang, excel: given.excel === true };
  const paths = await withEnoughMemory(DEFAULT_MEMORY_MB, (memoryLimitMb) =>
    writeFormats(formats, input, memoryLimitMb, io),
  );
  return paths.map((path) => join(auditFolder, path));
}

async function writeFormats(
  formats: readonly FileFormat[],
  input: Omit<RenderInput, 'db'>,
  memoryLimitMb: number,
  io: Io,
): Promise<string[]> {
  const db = await openDuckDb({ temporaryFolder: temporaryFolderOf(input.auditFolder), memoryLimitMb });
  const paths: string[] = [];
  try {
    for (const format of formats) paths.push(...(await writeFormat(format, { ...input, db }, io)));
  } finally {
    await db.close();
  }
  return paths;
}

async function writeFormat(format: FileFormat, input: RenderInput, io: Io): Promise<string[]> {
  const paths: string[] = [];
  try {
    for (const file of RENDERERS[format].files(input)) {
      io.signal.throwIfAborted();
      await writePrivateFile(join(input.auditFolder, file.path), file.content);
      paths.push(file.path);
    }
  } catch (error) {
    throw io.signal.aborted || error instanceof KnownError ? error : bugOf(format, error);
  }
  await vouchFor(input.auditFolder, paths, vigieVersion());
  return paths;
}

function bugOf(format: FileFormat, error: unknown): Error {
  const message = `the ${format} report could not be written: ${messageOf(error)}`;
  const bug = new Error(message, { cause: error });
  if (error instanceof Error) bug.stack = `${message}\n${error.stack ?? ''}`;
  return bug;
}

/** Those of the formats that are files of the audit folder. */
export function fileFormats(formats: readonly Format[]): FileFormat[] {
  return formats.filter((format) => format !== 'terminal');
}
