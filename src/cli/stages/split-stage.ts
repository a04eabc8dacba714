import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_MEMORY_MB, openDuckDb, temporaryFolderOf, type DuckDb } from '../../duckdb/duckdb.ts';
import { withEnoughMemory } from '../../duckdb/with-enough-memory.ts';
import { KnownError } from '../../errors.ts';
import { findingsFile } from '../../renderers/findings/findings-file.ts';
import { readEstablishments } from '../../situation/establishments/establishments-file.ts';
import type { EstablishmentPart } from '../../situation/establishments/establishments-schema.ts';
import { folderNames } from '../../assessment/establishments/folder-names.ts';
import { numberEstablishments, partTable } from '../../assessment/establishments/part-findings.ts';
import { situationOf } from '../../assessment/establishments/situation-of.ts';
import type { Situation } from '../../situation/situation.ts';
import { situationSchema } from '../../situation/situation.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { cannotWrite, makePrivateFolder, writePrivateFile } from '../../disk/private-files.ts';
import { canRedraw } from '../appearance.ts';
import type { Io } from '../io.ts';
import { keepReports } from '../../audits/keep-reports.ts';
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
}

/**
 * Writes `establishments/`: for each establishment a folder that is a small audit of its own, with its situation, its
 * findings and the chosen reports, and an index of them. What an earlier split wrote is replaced as a whole, at the end,
 * but for its reports of the same situation that are not written anew.
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
    return { part, name, folder: join(made, name) };
  });
  try {
    await writeParts(auditFolder, situation, parts, given, io);
    await writePrivateFile(join(made, 'index.csv'), splitIndex(situation, parts, given.excel === true));
    await replaceFolder(final, made);
  } catch (error) {
    // Half of it would lie there with people's data, and on a full disk keep its room.
    await rm(made, { recursive: true, force: true });
    throw error;
  }
  const index = 'establishments/index.csv';
  await vouchForParts(auditFolder, [
    index,
    ...parts.map(({ name }) => `establishments/${name}/manifest.json`),
  ]);
  return join(auditFolder, index);
}

/** Each establishment's folder vouches for its own files by its manifest, and the audit for the manifests. */
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

/** Each establishment's folder, one after the other; reports of a former split that still hold are kept. */
async function writeParts(
  auditFolder: string,
  situation: Situation,
  parts: readonly Part[],
  given: SplitOptions,
  io: Io,
): Promise<void> {
  for (const { folder } of parts) await makePrivateFolder(auditPaths.findings(folder));
  const tables = await writeFindings(auditFolder, situation, parts);
  const former = auditPaths.establishments(auditFolder);
  for (const [place, part] of parts.entries()) {
    io.signal.throwIfAborted();
    await tellProgress(place + 1, parts.length, given, io);
    await writePart(situation, part, tables, given, io);
    await keepReports(join(former, part.name), part.folder, vigieVersion());
  }
}

function refuseWithoutWhole(auditFolder: string, { scope }: Situation): void {
  if (scope === undefined) return;
  throw new KnownError('usage', `${auditFolder} is the folder of one establishment already.`, {
    nextSteps: ['Name the audit folder of the whole tenant, or leave --split out.'],
  });
}

/** What changed, how old it is, and what is accepted. */
const BESIDE_FINDINGS = ['changes', 'ages', 'exceptions'] as const;

/** Each establishment's rows of every table of findings; gives the tables' paths within a folder. */
async function writeFindings(
  auditFolder: string,
  { checks }: Situation,
  parts: readonly Part[],
): Promise<string[]> {
  const scratch = temporaryFolderOf(auditFolder);
  const tables = [...checks.map(({ id }) => id), ...BESIDE_FINDINGS].filter((id) =>
    existsSync(findingsFile(auditFolder, id)),
  );
  const ids = parts.map(({ part }) => part.id);
  for (const id of tables) {
    await withEnoughMemory(DEFAULT_MEMORY_MB, async (memoryLimitMb) => {
      const db = await openDuckDb({ temporaryFolder: scratch, memoryLimitMb });
      try {
        await numberEstablishments(db, ids);
        await writeTables(db, auditFolder, id, parts, join(scratch, 'split'));
      } finally {
        await db.close();
      }
    });
  }
  return tables.map((id) => `findings/${id}.parquet`);
}

function writeTables(
  db: DuckDb,
  auditFolder: string,
  id: string,
  parts: readonly Part[],
  scratch: string,
): Promise<void> {
  return partTable(db, {
    from: findingsFile(auditFolder, id),
    to: parts.map(({ folder }) => findingsFile(folder, id)),
    // Accounts that left may be of an establishment that is gone.
    mayLeaveOut: BESIDE_FINDINGS.some((table) => table === id),
    scratch,
  });
}

async function writePart(
  whole: Situation,
  { part, folder }: Part,
  tables: readonly string[],
  given: SplitOptions,
  io: Io,
): Promise<void> {
  const situation = situationSchema.parse(situationOf(whole, part));
  await writePrivateFile(auditPaths.situation(folder), `${JSON.stringify(situation, null, 2)}\n`);
  await vouchFor(folder, ['situation.json', ...tables], vigieVersion(), [], { kind: 'assessment' });
  await reportStage(folder, situation, given, io);
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
