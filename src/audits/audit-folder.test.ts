import fc from 'fast-check';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditFolderFor } from './audit-folder.ts';
import { findAudit, findJoined } from './find-audit.ts';
import { auditPaths } from '../disk/audit-paths.ts';

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

const CLAIMED = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('.', '/', '\\', '-', '_', ' ', '\0', '\n', ':', 'A', 'é', 'İ', 'nul', 'con', 'x'),
  }),
  fc.string({ minLength: 250, maxLength: 400 }),
  fc.domain(),
  fc.constantFrom(
    '..',
    '.',
    '../../etc',
    '/etc',
    '',
    'a/b',
    '..\\x',
    'é',
    'CON',
    'nul.example',
    'com1',
    '-rf',
    'a.',
  ),
);

test('whatever domain a tenant claims, its audits lie in one visible folder that every system takes', () => {
  fc.assert(
    fc.property(CLAIMED, (domain) => {
      const folder = auditFolderFor('/x/reports', domain, START);
      expect(folder).toBe(resolve(folder));
      expect([basename(folder), dirname(dirname(folder))]).toEqual(['2026-11-21T20-00-00Z', '/x/reports']);
      const name = basename(dirname(folder));
      expect(name).toMatch(/^[a-z0-9_][a-z0-9._-]{0,254}$/);
      expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|\.$/);
    }),
    { numRuns: 2_000 },
  );
});

test('a domain is its own folder', () => {
  for (const domain of ['ssss.gouv.qc.ca', 'xn--sant-epa.example', 'a-b.onmicrosoft.com', 'console.example'])
    expect(basename(dirname(auditFolderFor('/x', domain, START)))).toBe(domain);
});

test('an audit that holds a link is not worked on, named or found', async () => {
  const folder = await audit('a.example', '2026-10-01T00-00-00Z');
  await symlink('/etc/hostname', join(folder, 'situation.json'));
  const told = {
    kind: 'local',
    message: expect.stringMatching(/situation\.json is a symbolic link/) as string,
  };
  await expect(findAudit(folder, out)).rejects.toMatchObject(told);
  await expect(findAudit(undefined, out)).rejects.toMatchObject(told);
});

test('a folder of audits may be reached by a link, the audits in it may not', async () => {
  const folder = await audit('a.example', '2026-10-01T00-00-00Z');
  const near = join(out, 'near');
  await symlink(dirname(folder), join(out, 'b.example'));
  await symlink(out, near);
  expect(await findAudit(undefined, near)).toBe(join(near, 'a.example', '2026-10-01T00-00-00Z'));
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
    message: expect.stringMatching(/^no audit under/) as string,
  });
  await expect(findAudit(join(out, 'x'), out)).rejects.toMatchObject({ kind: 'local' });
});

async function withoutAccounts(domain: string, instant: string): Promise<string> {
  const folder = await audit(domain, instant);
  const manifest = {
    schema: 'vigie/snapshot/1',
    vigie: '0',
    tenant: { id: 't', displayName: '', defaultDomain: domain },
    collectedAt: '2026-11-22T20:00:00Z',
    endedAt: '2026-11-22T20:00:00Z',
    credential: '',
    attributes: [],
    groups: [],
    mailboxPlans: [],
    otherExchangePlans: [],
    sources: [
      { id: 'accounts', outcome: 'skipped', read: 0, expected: 0, reason: 'not-read' },
      { id: 'terms-of-use', outcome: 'complete', read: 1, expected: 1 },
    ],
  };
  await writeFile(auditPaths.snapshotManifest(folder), JSON.stringify(manifest));
  return folder;
}

test('an audit without accounts is none to work on: passed over as the newest, and joined where it is named', async () => {
  const newest = await withoutAccounts('a.example', '2026-11-23T20-00-00Z');
  await expect(findAudit(undefined, out)).rejects.toThrow(`no audit with accounts under ${out}`);
  const older = await audit('a.example', '2026-11-22T20-00-00Z');
  expect(await findAudit(undefined, out)).toBe(older);
  for (const part of [auditPaths.snapshotManifest, auditPaths.situation]) {
    await expect(findAudit(newest, out, part)).rejects.toMatchObject({
      kind: 'local',
      message: `${newest} holds no accounts: it was made to be joined to an audit that does`,
      nextSteps: [
        `Assess an audit with it: vigie assess reports/<domain>/<2026-11-21T20-00-00Z> --with ${newest}`,
      ],
    });
  }
});

test('the audit to join is one that is named, with or without accounts', async () => {
  const small = await withoutAccounts('a.example', '2026-11-23T20-00-00Z');
  expect(await findJoined(small, out)).toBe(small);
  await expect(findJoined(join(out, 'nowhere'), out)).rejects.toMatchObject({
    kind: 'local',
    message: `${join(out, 'nowhere')} is not an audit folder: it holds no snapshot/manifest.json`,
  });
});
