import { KnownError } from '../../errors.ts';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { DEFAULT_MEMORY_MB, openDuckDb, temporaryFolderOf, type DuckDb } from '../../duckdb/duckdb.ts';
import { withEnoughMemory } from '../../duckdb/with-enough-memory.ts';
import {
  folderPlaces,
  listsFile,
  readMeFile,
  type FolderNames,
} from '../../renderers/establishment/folder-places.ts';
import { listsWorkbook } from '../../renderers/establishment/lists-workbook.ts';
import { readMe } from '../../renderers/establishment/read-me.ts';
import type { ReportPlaces } from '../../renderers/renderer.ts';
import { readEstablishments } from '../../situation/establishments/establishments-file.ts';
import type { EstablishmentPart } from '../../situation/establishments/establishments-schema.ts';
import { folderNames } from '../../assessment/establishments/folder-names.ts';
import { numberEstablishments, partTable } from '../../assessment/establishments/part-findings.ts';
import { situationOf } from '../../assessment/establishments/situation-of.ts';
import type { Situation } from '../../situation/situation.ts';
import { situationSchema } from '../../situation/situation.ts';
import { DOSSIER_FILE } from '../../situation/findings-tables.ts';
import { auditPaths, PART_DATA } from '../../disk/audit-paths.ts';
import { cannotWrite, makePrivateFolder, writePrivateFile } from '../../disk/private-files.ts';
import { canRedraw } from '../appearance.ts';
import type { Io } from '../io.ts';
import { keepNamedReports, keepReports } from '../../audits/keep-reports.ts';
import { refuseAlteredAssessment } from '../../audits/refuse-altered.ts';
import { reportStage, type ReportCommandOptions } from './report-stage.ts';
import { splitIndex } from './split-index.ts';
import { vigieVersion } from '../vigie-version.ts';
import { recordedFiles } from '../../evidence/manifest.ts';
import { vouchFor } from '../../evidence/vouch-for.ts';

export interface SplitOptions extends ReportCommandOptions {
  readonly split?: 'establishment';
  readonly quiet?: boolean;
}

interface Part {
  readonly part: EstablishmentPart;
  /** Name of its folder. */
  readonly name: string;
  /** Where it is made. */
  readonly folder: string;
  /** What programs read of it: an audit folder of its own. */
  readonly data: string;
}

/**
 * Writes `establishments/`: for each establishment a folder with the chosen reports at its top, named so that they can be sent, and in `donnees/` a
 * small audit of its own, with its situation, dossier and findings; and an index of them. What an earlier split wrote is replaced as a whole,
 * at the end, but for its reports of the same situation that are not written anew.
 * Gives the path of the index; undefined where no split is asked for. Throws `KnownError` (local, usage).
 */
export async function splitStage(
  auditFolder: string,
  situation: Situation,
  given: SplitOptions,
  io: Io,
): Promise<string | undefined> {
  if (given.split === undefined) return undefined;
  refuseWithoutWhole(auditFolder, situation);
  const establishments = await readEstablishments(auditFolder, situation);
  await refuseAlteredAssessment(auditFolder, ['establishments.json']);
  const final = auditPaths.establishments(auditFolder);
  // Cleared away with what else ended runs left half done.
  const made = `${final}.part`;
  await rm(made, { recursive: true, force: true });
  await makePrivateFolder(made);
  const names = folderNames(establishments.map(({ id }) => id));
  const parts = establishments.map((part): Part => {
    const name = names.get(part.id) ?? '';
    const folder = join(made, name);
    return { part, name, folder, data: join(folder, PART_DATA) };
  });
  const written: string[] = [];
  try {
    written.push(...(await writeParts(auditFolder, situation, parts, given, io)));
    await writePrivateFile(join(made, 'index.csv'), splitIndex(situation, parts, given.excel === true));
    await replaceFolder(final, made);
  } catch (error) {
    // Half of it would lie there with people's data, and on a full disk keep its room.
    await rm(made, { recursive: true, force: true });
    throw error;
  }
  const index = 'establishments/index.csv';
  await vouchForParts(auditFolder, [index, ...written.map((path) => `establishments/${path}`)]);
  return join(auditFolder, index);
}

/** What programs read of an establishment is vouched for by its own manifest; the audit vouches for that, and for what people open. */
async function vouchForParts(auditFolder: string, written: readonly string[]): Promise<void> {
  const former = (await recordedFiles(auditFolder)).filter((path) => path.startsWith('establishments/'));
  await vouchFor(
    auditFolder,
    written,
    vigieVersion(),
    former.filter((path) => !written.includes(path)),
    { kind: 'establishments' },
  );
}

/**
 * Each establishment's folder, one after the other; reports of a former split that still hold are kept. Gives what the audit is to
 * vouch for, by path in the folder of all of them.
 */
async function writeParts(
  auditFolder: string,
  situation: Situation,
  parts: readonly Part[],
  given: SplitOptions,
  io: Io,
): Promise<string[]> {
  for (const { data } of parts) await makePrivateFolder(auditPaths.findings(data));
  const tables = await writeTablesOfParts(auditFolder, situation, parts);
  const written: string[] = [];
  for (const [place, part] of parts.entries()) {
    io.signal.throwIfAborted();
    await tellProgress(place + 1, parts.length, given, io);
    const paths = await writePart({ auditFolder, whole: situation, part, tables }, given, io);
    written.push(...paths.map((path) => `${part.name}/${path}`));
  }
  return written;
}

function refuseWithoutWhole(auditFolder: string, { scope, sharedCopy }: Situation): void {
  if (sharedCopy?.maskUnder !== undefined) {
    throw new KnownError(
      'usage',
      {
        fr: `${auditFolder} est une copie dont les petits nombres sont masqués\u00a0: ceux de chaque établissement n’y sont pas`,
        en: `${auditFolder} is a copy whose small numbers are masked: those of each establishment are not in it`,
      },
      {
        nextSteps: [
          {
            fr: 'Nommer l’audit dont elle vient, ou omettre --split.',
            en: 'Name the audit that it was made from, or leave --split out.',
          },
        ],
      },
    );
  }
  if (scope === undefined) return;
  throw new KnownError(
    'usage',
    {
      fr: `${auditFolder} est déjà le dossier d’un établissement.`,
      en: `${auditFolder} is the folder of one establishment already.`,
    },
    {
      nextSteps: [
        {
          fr: 'Nommer le dossier d’audit de toute l’organisation, ou omettre --split.',
          en: 'Name the audit folder of the whole tenant, or leave --split out.',
        },
      ],
    },
  );
}

/** What changed, how old it is, and what is accepted. */
const BESIDE_FINDINGS = ['changes', 'ages', 'exceptions'] as const;

/** Each establishment's rows of the dossier and of every table of findings; gives the tables' paths within an audit folder. */
async function writeTablesOfParts(
  auditFolder: string,
  { checks }: Situation,
  parts: readonly Part[],
): Promise<string[]> {
  const scratch = temporaryFolderOf(auditFolder);
  const findings = [...checks.map(({ id }) => id), ...BESIDE_FINDINGS].map((id) => `findings/${id}.parquet`);
  const tables = [DOSSIER_FILE, ...findings].filter((path) => existsSync(join(auditFolder, path)));
  const ids = parts.map(({ part }) => part.id);
  for (const path of tables) {
    await withEnoughMemory(DEFAULT_MEMORY_MB, async (memoryLimitMb) => {
      const db = await openDuckDb({ temporaryFolder: scratch, memoryLimitMb });
      try {
        await numberEstablishments(db, ids);
        await writeTables(db, auditFolder, path, parts, join(scratch, 'split'));
      } finally {
        await db.close();
      }
    });
  }
  return tables;
}

function writeTables(
  db: DuckDb,
  auditFolder: string,
  path: string,
  parts: readonly Part[],
  scratch: string,
): Promise<void> {
  return partTable(db, {
    from: join(auditFolder, path),
    to: parts.map(({ data }) => join(data, path)),
    // Accounts that left may be of an establishment that is gone.
    mayLeaveOut: BESIDE_FINDINGS.some((id) => path === `findings/${id}.parquet`),
    scratch,
  });
}

interface PartRequest {
  readonly auditFolder: string;
  readonly whole: Situation;
  readonly part: Part;
  /** Those of its people, by path in an audit folder. */
  readonly tables: readonly string[];
}

/** Gives what the audit is to vouch for, by path in the establishment's folder. */
async function writePart(
  { auditFolder, whole, part: { part, name, folder, data }, tables }: PartRequest,
  given: SplitOptions,
  io: Io,
): Promise<string[]> {
  const situation = situationSchema.parse(situationOf(whole, part));
  const names: FolderNames = { name, asOf: situation.asOf };
  const places = folderPlaces(folder, names);
  await writePrivateFile(auditPaths.situation(data), `${JSON.stringify(situation, null, 2)}\n`);
  await vouchFor(data, ['situation.json', ...tables], vigieVersion(), [], { kind: 'assessment' });
  // Of an encrypted audit, none of an establishment's files stays as it is.
  const links = given.staysInClear === undefined ? {} : { staysInClear: () => false };
  const reports = await reportStage(data, situation, { ...given, ...links, places }, io);
  const lists = await writeLists(situation, { data, places, file: listsFile(names, given.lang) }, given);
  const former = `establishments/${name}`;
  await keepReports(join(auditFolder, former, PART_DATA), data, vigieVersion());
  const kept = await keepNamedReports(auditFolder, former, folder);
  const readMePath = readMeFile(given.lang);
  const isThere = (path: string): boolean => existsSync(join(folder, path));
  await writePrivateFile(join(folder, readMePath), readMe(situation, names, given.lang, isThere));
  const named = reports.map((path) => relative(folder, path).split(sep).join('/'));
  const atTop = [...named, ...lists, ...kept, readMePath].filter((path) => !path.startsWith(`${PART_DATA}/`));
  return [...new Set([`${PART_DATA}/manifest.json`, ...atTop])];
}

/** The workbook of whom to write to, beside the other one; gives its path in the establishment's folder. */
async function writeLists(
  situation: Situation,
  { data, places, file }: { readonly data: string; readonly places: ReportPlaces; readonly file: string },
  { formats, lang, excel }: SplitOptions,
): Promise<string[]> {
  if (!formats.includes('xlsx')) return [];
  const input = {
    situation,
    auditFolder: data,
    language: lang,
    excel: excel === true,
    allRows: true,
    places,
  };
  return withEnoughMemory(DEFAULT_MEMORY_MB, async (memoryLimitMb) => {
    const db = await openDuckDb({ temporaryFolder: temporaryFolderOf(data), memoryLimitMb });
    try {
      const content = await listsWorkbook({ ...input, db });
      if (content === null) return [];
      await writePrivateFile(join(places.folder, file), content);
      return [file];
    } finally {
      await db.close();
    }
  });
}

async function tellProgress(
  place: number,
  all: number,
  { quiet }: SplitOptions,
  { stderr, env }: Io,
): Promise<void> {
  if (quiet === true || !canRedraw(stderr, env)) return;
  await stderr.draw(`\r${place}/${all}${place === all ? '\n' : ''}`);
}

/** The old folder stands until the new one is whole. */
async function replaceFolder(final: string, made: string): Promise<void> {
  const old = `${final}.old.part`;
  try {
    await rm(old, { recursive: true, force: true });
    if (existsSync(final)) await rename(final, old);
    await rename(made, final);
    await rm(old, { recursive: true, force: true });
  } catch (error) {
    throw cannotWrite(final, error);
  }
}
