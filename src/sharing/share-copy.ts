import { openDuckDb, temporaryFolderOf, type DuckDb } from '../duckdb/duckdb.ts';
import { withEnoughMemory } from '../duckdb/with-enough-memory.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { makePrivateFolder, writePrivateFile } from '../disk/private-files.ts';
import type { SharingKey } from '../evidence/sharing-key.ts';
import { readEstablishments, writeEstablishments } from '../situation/establishments/establishments-file.ts';
import { situationSchema, type Situation } from '../situation/situation.ts';
import { maskedSituation } from './mask/mask-situation.ts';
import { requireTellable } from './mask/number-kinds.ts';
import { keptDomains } from './kept-domains.ts';
import { createPseudonymMacros } from './pseudonym-macros.ts';
import { pseudonymsOf } from './pseudonyms.ts';
import { sharedPart, sharedSituation } from './share-situation.ts';
import { shareTables, type Copied } from './share-tables.ts';

export interface SharedCopy {
  readonly situation: Situation;
  /** Relative to the copy. */
  readonly files: readonly string[];
}

const LEAST_MEMORY_MB = 200;

/**
 * Writes what the reports are made from into the folder `to`, under pseudonyms: the situation, the figures of the establishments, the dossier
 * and the findings. Neither the snapshot nor what judged it. With `maskUnder`, the situation alone, without numbers from 1 to one less. The same
 * audit and key give the same bytes.
 *
 * @throws KnownError `local`; `usage` where nothing can be told without small numbers
 */
export async function shareCopy(
  { situation, from, to }: Copied,
  key: SharingKey,
  maskUnder?: number,
): Promise<SharedCopy> {
  if (maskUnder !== undefined) return maskedCopy({ situation, from, to }, key, maskUnder);
  await makePrivateFolder(auditPaths.findings(to));
  const { domains, files } = await withDatabase(from, to, async (db) => {
    const kept = await keptDomains(db, from, situation);
    await createPseudonymMacros(db, key, kept);
    return { domains: kept, files: await shareTables(db, { situation, from, to }) };
  });
  const pseudonyms = pseudonymsOf(key, new Set(domains));
  const parts = await readEstablishments(from, situation);
  await writeEstablishments(
    to,
    parts.map((part) => sharedPart(part, situation, pseudonyms)),
  );
  const shared = await writeSituation(to, sharedSituation(situation, pseudonyms, key.id));
  return { situation: shared, files: [SITUATION, 'establishments.json', ...files] };
}

const SITUATION = 'situation.json';

/** The situation alone: whoever counts the rows of a list, or adds up parts, has the small numbers back. */
async function maskedCopy(
  { situation, from, to }: Copied,
  key: SharingKey,
  least: number,
): Promise<SharedCopy> {
  const domains = await withDatabase(from, to, (db) => keptDomains(db, from, situation));
  const shared = sharedSituation(situation, pseudonymsOf(key, new Set(domains)), key.id);
  const masked = maskedSituation(shared, least);
  requireTellable(masked, least);
  return { situation: await writeSituation(to, masked), files: [SITUATION] };
}

async function writeSituation(to: string, situation: Situation): Promise<Situation> {
  const sound = situationSchema.parse(situation);
  await writePrivateFile(auditPaths.situation(to), `${JSON.stringify(sound, null, 2)}\n`);
  return sound;
}

function withDatabase<Found>(from: string, to: string, find: (db: DuckDb) => Promise<Found>): Promise<Found> {
  return withEnoughMemory(LEAST_MEMORY_MB, async (memoryLimitMb) => {
    const db = await openDuckDb({
      temporaryFolder: temporaryFolderOf(to),
      reaches: [from, to],
      memoryLimitMb,
    });
    try {
      return await find(db);
    } finally {
      await db.close();
    }
  });
}
