import fc from 'fast-check';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditFolderFor, auditPaths, findAudit } from './audit-folder.ts';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'vigie-audits-'));
});
afterEach(() => rm(out, { recursive: true, force: true }));

const START = new Date('2026-11-21T20:00:00.789Z');

async function audit(domain: string, instant: string): Promise<string> {
  const folder = join(out, domain, instant);
  await mkdir(join(folder, 'snapshot'), { recursive: true });
  await writeFile(auditPaths.snapshotManifest(folder), '{}');
  return folder;
}

test('an audit lies under its tenant’s domain and its instant', () => {
  expect(auditFolderFor('/x/reports', 'SSSS.gouv.qc.ca', START)).toBe(
    '/x/reports/ssss.gouv.qc.ca/2026-11-21T20-00-00Z',
  );
});

test('no domain that a tenant could claim leads out of the folder of audits', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('..', '.', '../../etc', '/etc', '', 'a/b', '..\\x', 'é')),
      (domain) => {
        const folder = auditFolderFor('/x/reports', domain, START);
        expect(folder).toBe(resolve(folder));
        expect([basename(folder), dirname(dirname(folder))]).toEqual(['2026-11-21T20-00-00Z', '/x/reports']);
      },
    ),
  );
});

test('without a name the newest audit of any tenant is taken; what is no audit is passed over', async () => {
  await audit('a.example', '2026-10-01T00-00-00Z');
  const newest = await audit('b.example', '2026-11-01T00-00-00Z');
  await audit('b.example', 'not-an-instant');
  await mkdir(join(out, 'b.example', '2026-12-01T00-00-00Z'), { recursive: true });
  expect(await findAudit(undefined, out)).toBe(newest);
});

test('no audit, and a folder that is none, are told with the next step', async () => {
  await expect(findAudit(undefined, join(out, 'nowhere'))).rejects.toMatchObject({
    kind: 'local',
    message: /^no audit under/,
  });
  await expect(findAudit(join(out, 'x'), out)).rejects.toMatchObject({ kind: 'local' });
});
