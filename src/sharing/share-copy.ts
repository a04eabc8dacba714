import { openDuckDb, temporaryFolderOf } from '../duckdb/duckdb.ts';
import { withEnoughMemory } from '../duckdb/with-enough-memory.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { makePrivateFolder, writePrivateFile } from '../disk/private-files.ts';
import type { SharingKey } from '../evidence/sharing-key.ts';
import { readEstablishments, writeEstablishments } from '../situation/establishments/establishments-file.ts';
import { situationSchema, type Situation } from '../situation/situation.ts';
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
 * and the findings. Neither the snapshot nor what judged it. The same audit and key give the same bytes.
 *
 * @throws KnownError `local`
 */
export async function shareCopy({ situation, from, to }: Copied, key: SharingKey): Promise<SharedCopy> {
  await makePrivateFolder(auditPaths.findings(to));
  const { domains, files } = await withEnoughMemory(LEAST_MEMORY_MB, async (memoryLimitMb) => {
    const temporaryFolder = temporaryFolderOf(to);
    const db = await openDuckDb({ temporaryFolder, reaches: [from, to], memoryLimitMb });
    try {
      const kept = await keptDomains(db, from, situation);
      await createPseudonymMacros(db, key, kept);
      return { domains: kept, files: await shareTables(db, { situation, from, to }) };
    } finally {
      await db.close();
    }
  });
  const pseudonyms = pseudonymsOf(key, new Set(domains));
  const parts = await readEstablishments(from, situation);
  await writeEstablishments(
    to,
    parts.map((part) => sharedPart(part, situation, pseudonyms)),
  );
  const shared = situationSchema.parse(sharedSituation(situation, pseudonyms, key.id));
  await writePrivateFile(auditPaths.situation(to), `${JSON.stringify(shared, null, 2)}\n`);
  return { situation: shared, files: ['situation.json', 'establishments.json', ...files] };
}
