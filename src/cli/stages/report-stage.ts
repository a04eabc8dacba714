import { join, relative, sep } from 'node:path';
import { withEnoughMemory } from '../../duckdb/with-enough-memory.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { KnownError, messageOf } from '../../errors.ts';
import type { Language } from '../../i18n/language.ts';
import { RENDERERS } from '../../renderers/catalogue.ts';
import {
  inPlace,
  type FileFormat,
  type Format,
  type ReportInput,
  type ReportPlaces,
} from '../../renderers/renderer.ts';
import type { Situation } from '../../situation/situation.ts';
import { writePrivateFile, writePrivateFileBy } from '../../disk/private-files.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';
import { openLayer, type OpenLayer } from '../../evidence/vouch-for.ts';

export interface ReportCommandOptions {
  readonly lang: Language;
  readonly formats: readonly Format[];
  readonly excel?: boolean;
  readonly plainCsv?: boolean;
  readonly allRows?: boolean;
  /** As `ReportInput`. */
  readonly staysInClear?: (path: string) => boolean;
  readonly places?: ReportPlaces;
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
  const formats = pageLast(fileFormats(given.formats));
  if (formats.length === 0) return [];
  const input = {
    ...{ situation, auditFolder, language: given.lang },
    ...{ excel: given.excel === true, plainCsv: given.plainCsv === true, allRows: given.allRows === true },
    ...(given.staysInClear === undefined ? {} : { staysInClear: given.staysInClear }),
    ...(given.places === undefined ? {} : { places: given.places }),
  };
  return withEnoughMemory(LEAST_MEMORY_MB, (memoryLimitMb) =>
    writeFormats(formats, input, memoryLimitMb, io),
  );
}

/** The page leads to the other files that are there. */
function pageLast(formats: readonly FileFormat[]): FileFormat[] {
  return [...formats].sort((a, b) => Number(a === 'html') - Number(b === 'html'));
}

/** What most tables of findings are written with. */
const LEAST_MEMORY_MB = 200;

async function writeFormats(
  formats: readonly FileFormat[],
  input: ReportInput,
  memoryLimitMb: number,
  io: Io,
): Promise<string[]> {
  const session = new LazySession(input.auditFolder, memoryLimitMb);
  const layer = await openLayer(input.auditFolder, { kind: 'reports', vigie: vigieVersion() });
  const paths: string[] = [];
  try {
    for (const format of formats) paths.push(...(await writeFormat(format, input, { session, layer }, io)));
  } finally {
    await session.close();
  }
  return paths;
}

/** A database that is opened for the first format that needs one, and loaded for none that does not. */
class LazySession {
  readonly #auditFolder: string;
  readonly #memoryLimitMb: number;
  #db: DuckDb | null = null;

  constructor(auditFolder: string, memoryLimitMb: number) {
    this.#auditFolder = auditFolder;
    this.#memoryLimitMb = memoryLimitMb;
  }

  /** Throws `KnownError` (local). */
  async open(): Promise<DuckDb> {
    if (this.#db === null) {
      const { openDuckDb, temporaryFolderOf } = await import('../../duckdb/duckdb.ts');
      const temporaryFolder = temporaryFolderOf(this.#auditFolder);
      this.#db = await openDuckDb({ temporaryFolder, memoryLimitMb: this.#memoryLimitMb });
    }
    return this.#db;
  }

  async close(): Promise<void> {
    await this.#db?.close();
  }
}

async function writeFormat(
  format: FileFormat,
  input: ReportInput,
  { session, layer }: { readonly session: LazySession; readonly layer: OpenLayer },
  io: Io,
): Promise<string[]> {
  const places = input.places ?? inPlace(input.auditFolder);
  const paths: string[] = [];
  try {
    const renderer = await RENDERERS[format]();
    const files = renderer.readsFindings
      ? renderer.files({ ...input, db: await session.open() })
      : renderer.files(input);
    for (const file of files) {
      io.signal.throwIfAborted();
      const path = join(places.folder, places.placeOf(file.path));
      await (file.writeTo === undefined
        ? writePrivateFile(path, file.content)
        : writePrivateFileBy(path, file.writeTo));
      paths.push(path);
    }
  } catch (error) {
    throw io.signal.aborted || error instanceof KnownError ? error : bugOf(format, error);
  }
  await layer.vouch(paths.flatMap((path) => withinFolder(input.auditFolder, path)));
  return paths;
}

/** The path of a file relative to a folder; nothing where it lies elsewhere, for another manifest to record. */
function withinFolder(folder: string, path: string): string[] {
  const inside = relative(folder, path).split(sep);
  return inside[0] === '..' ? [] : [inside.join('/')];
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
