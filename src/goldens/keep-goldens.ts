import { copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packedOf } from './contents.ts';
import { ROOT } from './two-audits.ts';

/** Where the goldens are kept. */
export const GOLDENS = join(ROOT, 'fixtures/goldens/rsss-2020');

/** The digests of the sample's workbooks and slides, among the goldens. */
export const PACKED_FILE = 'packed.json';

/**
 * What was collected, and who was found: what a change shows in beside the sample, which has the figures and the words; and the
 * digests of the sample's workbooks and slides, which no difference can be read in.
 */
export async function keepGoldens(audit: string, sample: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await copyFile(join(audit, 'snapshot/manifest.json'), join(folder, 'snapshot-manifest.json'));
  await cp(join(audit, 'findings'), join(folder, 'findings'), {
    recursive: true,
    filter: (path) => !path.endsWith('.parquet') && !path.endsWith('others'),
  });
  await writeFile(join(folder, PACKED_FILE), `${JSON.stringify(await packedOf(sample), null, 2)}\n`);
}
