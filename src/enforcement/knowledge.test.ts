import { expect, test } from 'vitest';
import type { SnapshotManifest, SourceReport } from '../snapshot/manifest.ts';
import type { Miss } from '../snapshot/miss.ts';
import { knowledgeOf } from './knowledge.ts';

function manifestOf(...sources: SourceReport[]): SnapshotManifest {
  return {
    schema: 'vigie/snapshot/1',
    vigie: '0.0.0',
    tenant: { id: 't', displayName: '', defaultDomain: 'reseau.example' },
    collectedAt: '2020-10-29T06:00:00Z',
    endedAt: '2020-10-29T07:00:00Z',
    credential: 'client secret',
    attributes: [],
    groups: [],
    mailboxPlans: [],
    otherExchangePlans: [],
    sources,
  };
}

function report(
  id: SourceReport['id'],
  outcome: SourceReport['outcome'],
  ...missed: Pick<Miss, 'part' | 'subject'>[]
): SourceReport {
  const misses = missed.map((one) => ({ ...one, reason: 'permission' as const, detail: '' }));
  return {
    id,
    outcome,
    read: 1,
    expected: 1,
    reason: 'permission',
    ...(misses.length > 0 ? { misses } : {}),
  };
}

test('what was read whole is known', () => {
  const manifest = manifestOf(
    report('mfa-policies', 'complete'),
    report('role-assignments', 'complete'),
    report('group-members', 'complete'),
    report('per-user-mfa', 'complete'),
  );
  expect(knowledgeOf(manifest)).toEqual({ policies: true, roles: true, unreadGroups: [] });
});

test('of a snapshot that knows nothing of these sources nothing is known', () => {
  expect(knowledgeOf(manifestOf())).toEqual({
    policies: false,
    roles: false,
    unreadGroups: 'all',
  });
});

test.each<[string, Pick<Miss, 'part'>[], boolean]>([
  ['the security defaults are missing', [{ part: 'security-defaults' }], true],
  ['the policies are missing', [{ part: 'conditional-access' }], false],
  ['nothing tells what is missing', [], false],
  ['a miss does not tell its part', [{ part: 'unknown' }], false],
])('in part, %s', (_, misses, policies) => {
  expect(knowledgeOf(manifestOf(report('mfa-policies', 'partial', ...misses))).policies).toBe(policies);
});

test('a group that is missed is unread, and the others are read', () => {
  const manifest = manifestOf(
    report('group-members', 'partial', { part: 'group', subject: 'G1' }),
    report('per-user-mfa', 'skipped'),
  );
  expect(knowledgeOf(manifest)).toMatchObject({ unreadGroups: ['g1'] });
});

test('groups that were refused as a whole, or broke off without a word of which, are all unread', () => {
  for (const outcome of ['refused', 'skipped', 'partial'] as const)
    expect(knowledgeOf(manifestOf(report('group-members', outcome))).unreadGroups).toBe('all');
});

test('a miss that does not tell its group may be of any', () => {
  const manifest = manifestOf(report('group-members', 'partial', { part: 'unknown' }));
  expect(knowledgeOf(manifest).unreadGroups).toBe('all');
});

test('policies that only beta gives, and would not, leave those of v1.0 known', () => {
  const manifest = manifestOf(report('mfa-policies', 'complete', { part: 'preview-policies' }));
  expect(knowledgeOf(manifest).policies).toBe(true);
});
