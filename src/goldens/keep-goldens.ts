import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './two-audits.ts';

/** Where the goldens are kept. */
export const GOLDENS = join(ROOT, 'fixtures/goldens/rsss-2020');

/** What was collected, and who was found: what a change shows in beside the sample, which has the figures and the words. */
export async function keepGoldens(audit: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await copyFile(join(audit, 'snapshot/manifest.json'), join(folder, 'snapshot-manifest.json'));
  await cp(join(audit, 'findings'), join(folder, 'findings'), {
    recursive: true,
    filter: (path) => !path.endsWith('.parquet') && !path.endsWith('others'),
  });
}
