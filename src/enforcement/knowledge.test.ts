import { expect, test } from 'vitest';
import type { SnapshotManifest, SourceReport } from '../snapshot/manifest.ts';
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

function report(id: SourceReport['id'], outcome: SourceReport['outcome'], ...missed: string[]): SourceReport {
  const misses = missed.map((what) => ({ what, reason: 'permission' as const, detail: '' }));
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

test.each([
  ['the security defaults are missing', ['securityDefaults (Policy.Read.All)'], true],
  ['the policies are missing', ['conditionalAccess (Policy.Read.All)'], false],
  ['nothing tells what is missing', [], false],
])('in part, %s', (_, misses, policies) => {
  expect(knowledgeOf(manifestOf(report('mfa-policies', 'partial', ...misses))).policies).toBe(policies);
});

test('a group that is missed is unread, and the others are read', () => {
  const manifest = manifestOf(report('group-members', 'partial', 'G1'), report('per-user-mfa', 'skipped'));
  expect(knowledgeOf(manifest)).toMatchObject({ unreadGroups: ['g1'] });
});

test('groups that were refused as a whole, or broke off without a word of which, are all unread', () => {
  for (const outcome of ['refused', 'skipped', 'partial'] as const)
    expect(knowledgeOf(manifestOf(report('group-members', outcome))).unreadGroups).toBe('all');
});

test('a group whose members take a grant of their own is named with it, and unread', () => {
  const manifest = manifestOf({
    ...report('group-members', 'complete', 'G1 (Member.Read.Hidden)', 'Équipe (Nord)'),
  });
  expect(knowledgeOf(manifest)).toMatchObject({ unreadGroups: ['g1', 'équipe (nord)'] });
});

test('policies that only beta gives, and would not, leave those of v1.0 known', () => {
  const manifest = manifestOf(report('mfa-policies', 'complete', 'previewPolicies (Policy.Read.All)'));
  expect(knowledgeOf(manifest).policies).toBe(true);
});
