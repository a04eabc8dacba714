import { execFile } from 'node:child_process';
import { cp, readdir, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { freshBuild } from '../testing/fresh-build.ts';
import { auditHere } from '../testing/audit-here.ts';
import { SHIPPED_CONFIG } from '../testing/simulated-audit.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';

/** Other versions of Node, by the paths of their programs: `VIGIE_NODES=/tmp/node22/bin/node:/tmp/node24/bin/node`. */
const OTHERS = (process.env.VIGIE_NODES ?? '').split(':').filter((path) => path !== '');

beforeAll(async () => {
  if (OTHERS.length > 0) await freshBuild();
}, 400_000);

/** SHA-256 of every file of a folder, by path. */
async function digestsIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const digests = files.sort().map(async (file): Promise<[string, string]> => {
    const digest = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    return [relative(folder, file), digest];
  });
  return Object.fromEntries(await Promise.all(digests));
}

/** Judges a copy of the snapshot with a Node, and writes every report in both languages. */
async function madeBy(node: string, audit: string): Promise<Record<string, string>> {
  const copy = join(await temporaryFolder(), 'reports/ssss.gouv.qc.ca/2026-11-21T20-00-00Z');
  await cp(join(audit, 'snapshot'), join(copy, 'snapshot'), { recursive: true });
  await cp(join(audit, 'manifest.json'), join(copy, 'manifest.json'));
  const vigie = async (...argv: string[]): Promise<void> => {
    const env = { ...process.env, TZ: 'America/Montreal' };
    await promisify(execFile)(node, ['bin/vigie.js', ...argv, '--quiet'], { env });
  };
  await vigie('assess', copy, '--config', SHIPPED_CONFIG, '--lang', 'fr');
  for (const language of ['fr', 'en']) await vigie('report', copy, '--lang', language);
  return digestsIn(copy);
}

test.runIf(OTHERS.length > 0)(
  'the same snapshot and configuration give the same bytes on every version of Node that VIGIE_NODES names',
  async () => {
    const { auditFolder } = await auditHere({
      tenant: { mailboxes: 400 },
      out: join(await temporaryFolder(), 'reports'),
      argv: ['--formats', 'json'],
    });
    const here = await madeBy(process.execPath, auditFolder);
    expect(Object.keys(here).length).toBeGreaterThan(80);
    for (const node of OTHERS) expect(await madeBy(node, auditFolder), node).toEqual(here);
  },
  600_000,
);
