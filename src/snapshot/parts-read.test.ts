import { expect, test } from 'vitest';
import { snapshotManifestSchema, type SnapshotManifest } from './manifest.ts';
import { missFaults } from './miss.ts';
import { isPartRead, unreadParts, unreadSubjects } from './parts-read.ts';
import { PARTS_WITH_SUBJECT, SOURCE_PARTS } from './source-parts.ts';
import { SOURCE_IDS } from './tables.ts';

const REFUSED = { reason: 'permission', detail: '403' };

const PARTS = SOURCE_IDS.flatMap((source) => SOURCE_PARTS[source].map((part) => ({ source, part })));

function manifestOf(report: object): SnapshotManifest {
  return snapshotManifestSchema.parse({
    schema: 'vigie/snapshot/1',
    vigie: '0.0.0',
    tenant: { id: 't', displayName: '', defaultDomain: 'reseau.example' },
    collectedAt: '2020-10-29T06:00:00Z',
    endedAt: '2020-10-29T07:00:00Z',
    credential: 'client secret',
    ...{ attributes: [], groups: [], mailboxPlans: [], otherExchangePlans: [] },
    sources: [{ outcome: 'partial', read: 1, expected: 1, reason: 'permission', ...report }],
  });
}

test.each(PARTS)('of $source, $part is not read where it is missed, and the others are', (missed) => {
  const { source, part } = missed;
  const manifest = manifestOf({ id: source, misses: [{ part, subject: 'x', ...REFUSED }] });
  const read = PARTS.filter((one) => one.source === source && isPartRead(manifest, source, one.part));
  expect(read.map((one) => one.part)).toEqual(SOURCE_PARTS[source].filter((other) => other !== part));
});

test.each<[string, object]>([
  ['was refused', { outcome: 'refused' }],
  ['was not asked', { outcome: 'skipped', reason: 'not-read' }],
  ['broke off without telling where', {}],
  ['has a miss that does not tell its part', { misses: [{ part: 'unknown', ...REFUSED }] }],
  ['has a miss of a version that knew no parts', { misses: [{ what: 'transport rules (…)', ...REFUSED }] }],
  [
    'is complete but for a miss that does not tell its part',
    { outcome: 'complete', misses: [{ what: 'roleEligibilitySchedules (…)', ...REFUSED }] },
  ],
])('no part is read of a source that %s', (_, report) => {
  for (const { source, part } of PARTS) {
    const manifest = manifestOf({ id: source, ...report });
    expect([source, part, isPartRead(manifest, source, part)]).toEqual([source, part, false]);
    expect(unreadParts(manifest, source)).toBe('all');
    expect(unreadSubjects(manifest, source, part)).toBe('all');
  }
});

test('a source that is complete without a miss is read in every part', () => {
  for (const { source, part } of PARTS) {
    const manifest = manifestOf({ id: source, outcome: 'complete' });
    expect([source, part, isPartRead(manifest, source, part)]).toEqual([source, part, true]);
  }
});

test('the subjects that were missed are told, by no other reading than their own', () => {
  const misses = ['GRP-A', 'GRP-B'].map((subject) => ({ part: 'group', subject, ...REFUSED }));
  const manifest = manifestOf({ id: 'group-members', misses });
  expect(unreadSubjects(manifest, 'group-members', 'group')).toEqual(['GRP-A', 'GRP-B']);
});

test('a miss of a version that knew no parts is kept as that version named it', () => {
  const manifest = manifestOf({ id: 'mail-flow', misses: [{ what: 'transport rules (…)', ...REFUSED }] });
  expect(manifest.sources[0]?.misses).toEqual([{ part: 'unknown', what: 'transport rules (…)', ...REFUSED }]);
});

test('a part of other sources, of none, or without the subject that it has, is refused', () => {
  for (const { source, part } of PARTS) {
    const others = SOURCE_IDS.filter((id) => !PARTS.some((one) => one.source === id && one.part === part));
    const miss = { part, subject: 'x', reason: 'permission' as const, detail: '403' };
    expect(others.flatMap((id) => missFaults(id, [miss]).map(({ at }) => at))).toEqual(others.map(() => 0));
    expect(missFaults(source, [miss])).toEqual([]);
  }
  for (const part of PARTS_WITH_SUBJECT) {
    const [own] = PARTS.filter((one) => one.part === part);
    const miss = { part, reason: 'permission' as const, detail: '403' };
    expect(own === undefined ? [] : missFaults(own.source, [miss])).toHaveLength(1);
  }
  expect(() => manifestOf({ id: 'mail-flow', misses: [{ part: 'conditional-access', ...REFUSED }] })).toThrow(
    'conditional-access is no part of mail-flow',
  );
  expect(() => manifestOf({ id: 'mail-flow', misses: [{ part: 'transport rules', ...REFUSED }] })).toThrow();
});
