import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadTenant, startSimulator } from '../simulator/simulator.ts';

const execute = promisify(execFile);

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TENANT = join(ROOT, 'fixtures/tenants/rsss-2020');
const PROGRAM = join(ROOT, 'dist/goldens/audit-on-a-day.js');

/** Where the goldens are kept. */
export const GOLDENS = join(ROOT, 'fixtures/goldens/rsss-2020');

const INSTANT = '2020-10-29T06:00:00Z';
const MAILBOXES = 400;

/**
 * Audits the shipped tenant at a small scale, through the whole program, and leaves in `folder` what a reader
 * would get: the snapshot's manifest, the situation, every format in both languages.
 */
export async function makeGoldens(folder: string): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), 'vigie-goldens-'));
  const today = INSTANT.slice(0, 10);
  const simulator = await startSimulator({ tenant: await loadTenant(TENANT), today, mailboxes: MAILBOXES });
  try {
    const config = join(TENANT, 'vigie.config.yaml');
    const env = { ...process.env, ...simulator.environment };
    const vigie = async (...argv: string[]): Promise<string> =>
      (await execute(process.execPath, [PROGRAM, INSTANT, ...argv], { env })).stdout.trim();
    const audit = await vigie('audit', '--config', config, '--out', out, '--lang', 'fr', '--quiet');
    await vigie('report', audit, '--lang', 'en', '--formats', 'markdown');
    await keep(audit, folder);
  } finally {
    await simulator.close();
    await rm(out, { recursive: true, force: true });
  }
}

async function keep(audit: string, folder: string): Promise<void> {
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
