import { expect, test } from 'vitest';
import type { TenantReading } from '../collectors/tenant/tenant.ts';
import { ALL_NEEDED } from '../snapshot/leavable-fields.ts';
import { configSchema } from '../config/config.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { writePrivateFile } from '../disk/private-files.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import type { PlaceRequest } from './audit-place.ts';
import { beginAudit } from './begin-audit.ts';
import { resumeAudit } from './resume-audit.ts';

const NOW = new Date('2026-11-21T20:00:00Z');

const TENANT: TenantReading = {
  facts: {
    tenantId: 'tenant-1',
    displayName: 'Réseau d’essai',
    domains: [],
    servicePlans: [],
    skus: null,
    namesConcealed: null,
  },
  report: { id: 'tenant', outcome: 'complete', read: 4, expected: 4 },
};

test.each([
  ['without accounts', true],
  ['of the whole tenant', false],
])('an audit %s is gone on with by a run that asks the same, and by no other', async (_what, standsAlone) => {
  const request: PlaceRequest = {
    out: await temporaryFolder(),
    identity: { signInTenant: 'tenant-1', cloud: 'global' },
    config: configSchema.parse({}),
    notNeeded: ALL_NEEDED,
    command: 'collect',
    seals: false,
    standsAlone,
    sample: null,
    now: () => NOW,
    tell: () => Promise.resolve(),
  };
  const begun = await beginAudit(request, TENANT, NOW);
  await begun.release();
  expect(await resumeAudit({ ...request, standsAlone: !standsAlone })).toBeNull();
  const resumed = await resumeAudit(request);
  await resumed?.release();
  expect(resumed).toMatchObject({ auditFolder: begun.auditFolder, isResumed: true, isCollected: false });
});

test('a collection that was killed before it was encrypted is gone on with where it is to be encrypted', async () => {
  const request: PlaceRequest = {
    ...{ out: await temporaryFolder(), identity: { signInTenant: 'tenant-1', cloud: 'global' } },
    ...{
      config: configSchema.parse({}),
      notNeeded: ALL_NEEDED,
      command: 'collect',
      standsAlone: false,
      sample: null,
    },
    ...{ seals: true, now: () => NOW, tell: () => Promise.resolve() },
  };
  const begun = await beginAudit(request, TENANT, NOW);
  await begun.release();
  await writePrivateFile(auditPaths.snapshotManifest(begun.auditFolder), '{}');
  expect(await resumeAudit({ ...request, seals: false })).toBeNull();
  const resumed = await resumeAudit(request);
  await resumed?.release();
  expect(resumed).toMatchObject({ auditFolder: begun.auditFolder, isCollected: true });
});
