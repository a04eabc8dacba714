import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './two-audits.ts';

/** Where the goldens are kept. */
export const GOLDENS = join(ROOT, 'fixtures/goldens/rsss-2020');

/** The figures and words of an audit in both languages, and what was collected: the files that a change shows in. */
export async function keepGoldens(audit: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of ['situation.json', 'situation.fr.md', 'situation.en.md', 'indicators.csv', 'gaps.csv']) {
    await copyFile(join(audit, name), join(folder, name));
  }
  await copyFile(join(audit, 'snapshot/manifest.json'), join(folder, 'snapshot-manifest.json'));
  await cp(join(audit, 'findings'), join(folder, 'findings'), {
    recursive: true,
    filter: (path) => !path.endsWith('.parquet') && !path.endsWith('others'),
  });
}
