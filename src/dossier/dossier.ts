import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { literal, pathLiteral, type DuckDb } from '../duckdb/duckdb.ts';
import { createEnforcement } from '../enforcement/create-enforcement.ts';
import { knowledgeOf } from '../enforcement/knowledge.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { DOSSIER_PARTS, DOSSIER_SELECT } from './dossier-select.ts';
import { setKnown } from './known.ts';
import { createLicenceTerms } from './licence-terms.ts';
import { createRedirects } from './redirects/redirects.ts';
import { createRules } from './rules.ts';
import type { Scratch } from './slices.ts';
import { createStagings, dropStaged, stage } from './stage.ts';
import type { ReportDates } from './source-use.ts';

export interface DossierOptions {
  readonly manifest: SnapshotManifest;
  readonly config: Config;
  readonly dates: ReportDates;
  /** Private folder for intermediate files; they live as long as the dossier. */
  readonly folder: string;
  /** Accounts worked on at once. */
  readonly accountsPerSlice: number;
}

/**
 * Makes `dossier`, of the columns in `columns.ts`: one row per account, everything the snapshot knows of it. First the usage
 * reports are given the id of the account whose name they bear, then each subject is staged (`staging/`) and all are joined to
 * the accounts; slice by slice, so that memory stays flat at any size. Needs the snapshot's
 * views and `placed_accounts`.
 */
export async function createDossier(db: DuckDb, options: DossierOptions): Promise<void> {
  const { manifest, config } = options;
  await createEnforcement(db, knowledgeOf(manifest));
  await setKnown(db, options);
  await createRules(db);
  await createLicenceTerms(db, config);
  await createRedirects(db, manifest, config.domains);
  const { accounts } = await db.row(
    `SELECT count(*)::DOUBLE AS accounts FROM accounts`,
    z.object({ accounts: z.number() }),
  );
  const scratch = {
    folder: options.folder,
    slices: Math.max(1, Math.ceil(accounts / options.accountsPerSlice)),
  };
  await joinSlices(db, scratch, manifest);
}

/** What reads all of them in their order holds whole row groups of every column: small ones keep that within the memory. */
const SLICE_FORMAT = 'FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 4096';

async function joinSlices(db: DuckDb, scratch: Scratch, manifest: SnapshotManifest): Promise<void> {
  const accounts = await createStagings(db, scratch, manifest);
  const files: string[] = [];
  for (let index = 0; index < scratch.slices; index += 1) {
    await stage(db, accounts, index);
    for (const { name, select } of DOSSIER_PARTS)
      await db.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${select}`);
    const file = join(scratch.folder, `dossier-${index}.parquet`);
    await db.run(`COPY (${DOSSIER_SELECT}) TO ${literal(file)} (${SLICE_FORMAT})`);
    files.push(pathLiteral(file));
  }
  for (const { name } of DOSSIER_PARTS) await db.run(`DROP TABLE IF EXISTS ${name}`);
  await dropStaged(db);
  await db.run(`CREATE OR REPLACE VIEW dossier AS SELECT * FROM read_parquet([${files.join(', ')}])`);
}
