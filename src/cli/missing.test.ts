import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatorOptions } from '../simulator/simulator.ts';
import type { Situation } from '../situation/situation.ts';
import { auditHere } from '../testing/audit-here.ts';
import { figuresOf, predictedFigures, situationOf, type SimulatedAudit } from '../testing/simulated-audit.ts';

type Overrides = NonNullable<SimulatorOptions['overrides']>;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-missing-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;

/** A whole audit each: a machine under load is slow. */
const LONG = 120_000;

function auditWith(overrides: Overrides, mailboxes = 250): Promise<SimulatedAudit> {
  count += 1;
  return auditHere({
    tenant: { mailboxes, overrides },
    out: join(folder, String(count)),
    argv: ['--formats', 'json', '--lang', 'en'],
  });
}

/** Without mailbox usage there is no Recipient Type. */
function withoutKinds(options: SimulatorOptions): SimulatorOptions {
  return { ...options, overrides: { ...options.overrides, recipientType: 'absent' } };
}

function lowerBounds({ indicators }: Situation): string[] {
  return indicators
    .filter(({ lowerBound }) => lowerBound)
    .map(({ id }) => id)
    .sort();
}

function refused({ sources }: Situation): unknown[] {
  return sources
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ id, reason, needs, read }) => [id, reason, needs, read]);
}

function gapsOf({ gaps }: Situation, reason: string): unknown[] {
  return gaps.filter((gap) => gap.reason === reason).map(({ source, accounts }) => [source, accounts]);
}

/** Everything but what only a signed-in person is told. */
function boundsBesides(...ids: readonly string[]): string[] {
  return [...ids, 'terms-of-use'].sort();
}

test(
  'without Entra ID P1 sign-ins and MFA are not assessable, and the rest goes on',
  async () => {
    const audit = await auditWith({ entraPremium: false });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    const predicted = predictedFigures(audit.options);
    expect(figuresOf(situation)).toEqual(predicted);
    expect(lowerBounds(situation)).toEqual(
      boundsBesides('admin-mfa', 'inactive-sign-ins', 'mfa-status', 'unused-accounts', 'unused-licences'),
    );
    const licence = 'Microsoft Entra ID P1 or P2';
    expect(refused(situation)).toEqual([
      ['sign-in-activity', 'licence', licence, 0],
      ['mfa-registrations', 'licence', licence, 0],
    ]);
    const members = predicted.indicators['mfa-status']?.population;
    expect(gapsOf(situation, 'licence')).toEqual([
      ['sign-in-activity', members],
      ['mfa-registrations', members],
      ['role-assignments', 0],
    ]);
    expect(audit.stderr).toContain(
      'The organization needs Microsoft Entra ID P1 or P2; collect again afterwards.',
    );
  },
  LONG,
);

const REPORTS = 'Reports.Read.All';

/** Each source, its permission, what then cannot be assessed, and what is a lower bound. */
const COSTS = [
  [
    'sign-in-activity',
    'AuditLog.Read.All and User.Read.All',
    ['inactive-sign-ins'],
    ['inactive-sign-ins', 'unused-accounts', 'unused-licences'],
  ],
  [
    'mail-activity',
    REPORTS,
    ['inactive-mailboxes', 'unread-mail', 'enrolled-unused'],
    ['inactive-mailboxes', 'unread-mail', 'enrolled-unused', 'unused-accounts', 'unused-licences'],
  ],
  ['service-activity', REPORTS, ['service-usage'], ['service-usage']],
  ['onedrive-activity', REPORTS, [], ['external-sharing']],
  ['sharepoint-activity', REPORTS, [], ['external-sharing']],
  ['forms-activity', REPORTS, [], []],
  ['service-counts', REPORTS, [], []],
  ['inbox-rules', 'MailboxSettings.Read', [], ['mailbox-redirects']],
  ['mfa-registrations', 'AuditLog.Read.All', ['mfa-status'], ['admin-mfa', 'mfa-status']],
  ['mfa-policies', 'Policy.Read.All', ['mfa-enforcement'], ['admin-mfa', 'mfa-enforcement']],
  ['role-assignments', 'RoleManagement.Read.Directory', [], ['admin-mfa']],
] as const;

function notAssessable({ indicators }: Situation): string[] {
  return indicators.filter(({ examined }) => examined === 0).map(({ id }) => id);
}

test.each(COSTS)(
  'without the permission for %s (%s) these are not assessable: %j; these are lower bounds: %j',
  async (source, permission, lost, bounds) => {
    const audit = await auditWith({ missingPermissions: [source] });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    expect(figuresOf(situation)).toEqual(predictedFigures(audit.options));
    expect(notAssessable(situation).sort()).toEqual(boundsBesides(...lost));
    expect(lowerBounds(situation)).toEqual(boundsBesides(...bounds));
    expect(refused(situation)).toEqual([[source, 'permission', permission, 0]]);
    expect(gapsOf(situation, 'permission')).toMatchObject([[source, expect.any(Number)]]);
    expect(audit.stderr).toContain(`Grant ${permission} to the application with admin consent`);
    expect(situation.tenantServices === undefined).toBe(source === 'service-counts');
    expect(situation.administrators === undefined).toBe(source === 'role-assignments');
    expect(situation.serviceUsage.some(({ service }) => service === 'forms')).toBe(
      source !== 'forms-activity',
    );
  },
  LONG,
);

test(
  'without any sign of who administrates, anybody may, and nobody is judged for it',
  async () => {
    const audit = await auditWith({ missingPermissions: ['role-assignments', 'mfa-registrations'] });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    expect(figuresOf(situation)).toEqual(predictedFigures(audit.options));
    expect(notAssessable(situation).sort()).toEqual(boundsBesides('admin-mfa', 'mfa-status'));
    expect(audit.stderr).toContain('Not assessable: Administrators poorly protected by MFA');
  },
  LONG,
);

test(
  'without the permission for eligible roles, administrators are a lower bound, and no 0 stands for the others',
  async () => {
    const audit = await auditWith({ missingPermissions: ['role-eligibility'] });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    expect(figuresOf(situation)).toEqual(predictedFigures(audit.options));
    expect(lowerBounds(situation)).toEqual(boundsBesides('admin-mfa'));
    expect(situation.administrators?.map(({ eligible, lowerBound }) => [eligible, lowerBound])).toEqual(
      Array.from({ length: situation.administrators?.length ?? 0 }, () => [undefined, true]),
    );
    expect(gapsOf(situation, 'permission')).toEqual([['role-assignments', 0]]);
    expect(audit.stderr).toContain('Grant RoleEligibilitySchedule.Read.Directory to the application');
  },
  LONG,
);

test.each([
  ['conditional-access', 'conditionalAccess', ['mfa-enforcement']],
  ['security-defaults', 'securityDefaults', []],
] as const)(
  'without the permission for %s alone (%s) these are not assessable: %j',
  async (part, name, lost) => {
    const audit = await auditWith({ missingPermissions: [part] });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    expect(figuresOf(situation)).toEqual(predictedFigures(audit.options));
    expect(notAssessable(situation).sort()).toEqual(boundsBesides(...lost));
    const isToldPerRole = situation.administrators?.every(({ notEnforced }) => notEnforced !== undefined);
    expect(isToldPerRole).toBe(part === 'security-defaults');
    expect(gapsOf(situation, 'permission')).toEqual([['mfa-policies', 0]]);
    expect(audit.stderr).toContain(`${name} (Policy.Read.All)`);
  },
  LONG,
);

test(
  'without the permission for mailbox usage, mailboxes are told by Exchange, else by their plan',
  async () => {
    const audit = await auditWith({ missingPermissions: ['mailbox-usage'] });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    const byPlan = predictedFigures(withoutKinds(audit.options));
    expect(figuresOf(situation)).toEqual(byPlan);
    expect(refused(situation)).toEqual([['mailbox-usage', 'permission', 'Reports.Read.All', 0]]);
    expect(gapsOf(situation, 'permission')).toEqual([['mailbox-usage', byPlan.population.mailboxes]]);
  },
  LONG,
);

test(
  'without the permission for groups, enrolments are not assessable, and what rests on a group is undetermined',
  async () => {
    const audit = await auditWith({ missingPermissions: ['group-members'] });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    const predicted = predictedFigures(audit.options);
    expect(figuresOf(situation)).toEqual(predicted);
    expect(predicted.enrolments).toEqual([{ id: 'telefax', total: 0, byCategory: {} }]);
    expect(predicted.indicators['mfa-enforcement']?.undetermined).toBeGreaterThan(200);
    expect(situation.enrolments.map(({ known }) => known)).toEqual([false]);
    expect(notAssessable(situation).sort()).toEqual(boundsBesides('enrolled-unused'));
    expect(lowerBounds(situation)).toEqual(boundsBesides('admin-mfa', 'enrolled-unused'));
    expect(refused(situation)).toEqual([['group-members', 'permission', 'GroupMember.Read.All', 0]]);
    expect(gapsOf(situation, 'permission')).toEqual([['group-members', 0]]);
    expect(audit.stderr).toContain('Telefax service');
  },
  LONG,
);

test.each([
  [['domains'], ['domains (Domain.Read.All)']],
  [
    ['organization', 'subscribed-skus', 'report-settings'],
    [
      'organization (Organization.Read.All)',
      'reportSettings (ReportSettings.Read.All)',
      'subscribedSkus (LicenseAssignment.Read.All)',
    ],
  ],
] as const)(
  'what the tenant will not tell of itself (%s) is named, and costs no figure',
  async (parts, named) => {
    const audit = await auditWith({ missingPermissions: parts });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    expect(figuresOf(situation)).toEqual(predictedFigures(audit.options));
    const tenant = situation.sources.find(({ id }) => id === 'tenant');
    expect([tenant?.outcome, tenant?.read, tenant?.misses?.map(({ what }) => what)]).toEqual([
      'partial',
      4 - parts.length,
      named,
    ]);
    for (const name of named) expect(audit.stderr).toContain(name);
  },
  LONG,
);

test(
  'without the permission for accounts nothing can be judged, and nothing is left behind',
  async () => {
    const audit = await auditWith({ missingPermissions: ['accounts'] });
    expect([audit.exitCode, audit.stdout]).toEqual([3, '']);
    expect(audit.stderr.replace(/^\d{4}-\d\d-\d\dT.*\n/gm, '')).toMatch(
      /^vigie: the accounts of the tenant could not be read: 403 \w+ — GET \/v1\.0\/users: Insufficient privileges to complete the operation\.\n {2}→ Grant the application permission User\.Read\.All and consent to it as an administrator\.\n$/,
    );
    expect(await readdir(folder)).not.toContain(String(count));
  },
  LONG,
);

test(
  'where names are concealed nothing that needs them is assessable, and the report says where to turn that off',
  async () => {
    const audit = await auditWith({ concealedNames: true });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    const byPlan = predictedFigures(withoutKinds(audit.options));
    expect(figuresOf(situation)).toEqual(byPlan);
    const lost = [
      'inactive-mailboxes',
      'unread-mail',
      'enrolled-unused',
      'external-sharing',
      'service-usage',
    ];
    expect(notAssessable(situation).sort()).toEqual(boundsBesides(...lost));
    expect(lowerBounds(situation)).toEqual(boundsBesides(...lost, 'unused-accounts', 'unused-licences'));
    const reports = ['mail-activity', 'mailbox-usage', 'service-activity', 'onedrive-activity'];
    expect(gapsOf(situation, 'concealed-names')).toEqual(
      [...reports, 'sharepoint-activity', 'forms-activity'].map((id) => [id, byPlan.population.mailboxes]),
    );
    expect(audit.stderr).toContain('displayConcealedNames');
  },
  LONG,
);

test(
  'mailboxes that deny or lie on premises are undetermined for redirects',
  async () => {
    const overrides = { deniedMailboxes: 30, mailboxesOnPremises: 12 };
    const audit = await auditWith(overrides, 600);
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    const predicted = predictedFigures(audit.options);
    expect(figuresOf(situation)).toEqual(predicted);
    expect(predicted.indicators['mailbox-redirects']?.undetermined).toBe(49);
    const rules = situation.sources.find(({ id }) => id === 'inbox-rules');
    expect([rules?.outcome, (rules?.expected ?? 0) - (rules?.read ?? 0)]).toEqual(['partial', 30]);
    expect([gapsOf(situation, 'denied'), gapsOf(situation, 'no-cloud-mailbox')]).toEqual([
      [['inbox-rules', 30]],
      [
        ['mail-activity', 12],
        ['inbox-rules', 12],
      ],
    ]);
  },
  LONG,
);

test.each(['absent', 'long'] as const)(
  'a mailbox usage report whose Recipient Type is %s gives the figures it allows',
  async (recipientType) => {
    const audit = await auditWith({ recipientType });
    expect(audit.exitCode, audit.stderr).toBe(0);
    expect(figuresOf(await situationOf(audit.auditFolder))).toEqual(predictedFigures(audit.options));
  },
  LONG,
);
