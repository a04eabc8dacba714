import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatorOptions } from '../simulator/simulator.ts';
import type { Situation } from '../situation/situation.ts';
import {
  auditSimulated,
  figuresOf,
  predictedFigures,
  situationOf,
  type Figures,
  type SimulatedAudit,
} from '../testing/simulated-audit.ts';

type Overrides = NonNullable<SimulatorOptions['overrides']>;
type Indicator = Figures['indicators'][string];
type Tally = Indicator['physicians'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-missing-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;

function auditWith(overrides: Overrides, mailboxes = 250): Promise<SimulatedAudit> {
  count += 1;
  return auditSimulated({
    tenant: { mailboxes, overrides },
    out: join(folder, String(count)),
    argv: ['--formats', 'json', '--lang', 'en', '--quiet'],
  });
}

/** The figures with some indicators not assessable: nothing examined, everybody undetermined. */
function withoutIndicators(figures: Figures, ids: readonly string[]): Figures {
  const nobody = ({ population }: Tally): Tally => ({
    population,
    examined: 0,
    count: 0,
    undetermined: population,
  });
  const indicators = Object.entries(figures.indicators).map(([id, indicator]): [string, Indicator] => {
    if (!ids.includes(id)) return [id, indicator];
    const { physicians, byCategory, byEstablishment } = indicator;
    return [
      id,
      {
        ...nobody(indicator),
        physicians: nobody(physicians),
        byCategory: byCategory.map((row) => ({ id: row.id, ...nobody(row) })),
        byEstablishment: byEstablishment.map((row) => ({
          id: row.id,
          ...nobody(row),
          physicians: nobody(row.physicians),
        })),
        facts: {},
      },
    ];
  });
  const serviceUsage = ids.includes('service-usage') ? [] : figures.serviceUsage;
  return { ...figures, indicators: Object.fromEntries(indicators), serviceUsage };
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

test('without Entra ID P1 sign-ins and MFA are not assessable, and the rest goes on', async () => {
  const audit = await auditWith({ entraPremium: false });
  expect(audit.exitCode, audit.stderr).toBe(0);
  const situation = await situationOf(audit.auditFolder);
  const predicted = predictedFigures(audit.options);
  expect(figuresOf(situation)).toEqual(withoutIndicators(predicted, ['inactive-sign-ins', 'mfa-status']));
  expect(lowerBounds(situation)).toEqual(['inactive-sign-ins', 'mailbox-redirects', 'mfa-status']);
  const licence = 'Microsoft Entra ID P1 or P2';
  expect(refused(situation)).toEqual([
    ['sign-in-activity', 'licence', licence, 0],
    ['mfa-registrations', 'licence', licence, 0],
  ]);
  const members = predicted.indicators['mfa-status']?.population;
  expect(gapsOf(situation, 'licence')).toEqual([
    ['sign-in-activity', members],
    ['mfa-registrations', members],
  ]);
  expect(audit.stderr).toContain(
    'The organization needs Microsoft Entra ID P1 or P2; collect again afterwards.',
  );
});

const COSTS = [
  ['sign-in-activity', 'AuditLog.Read.All and User.Read.All', 'inactive-sign-ins'],
  ['mail-activity', 'Reports.Read.All', 'inactive-mailboxes'],
  ['service-activity', 'Reports.Read.All', 'service-usage'],
  ['inbox-rules', 'MailboxSettings.Read', 'mailbox-redirects'],
  ['mfa-registrations', 'AuditLog.Read.All', 'mfa-status'],
] as const;

test.each(COSTS)(
  'without the permission for %s (%s), %s alone is not assessable',
  async (source, permission, indicator) => {
    const audit = await auditWith({ missingPermissions: [source] });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    const predicted = predictedFigures(audit.options);
    expect(figuresOf(situation)).toEqual(withoutIndicators(predicted, [indicator]));
    expect(lowerBounds(situation)).toEqual([...new Set([indicator, 'mailbox-redirects'])].sort());
    expect(refused(situation)).toEqual([[source, 'permission', permission, 0]]);
    expect(gapsOf(situation, 'permission')).toEqual([[source, predicted.indicators[indicator]?.population]]);
    expect(audit.stderr).toContain(`Grant ${permission} to the application with admin consent`);
  },
);

test('without the permission for mailbox usage, mailboxes are told by their plan alone', async () => {
  const audit = await auditWith({ missingPermissions: ['mailbox-usage'] });
  expect(audit.exitCode, audit.stderr).toBe(0);
  const situation = await situationOf(audit.auditFolder);
  const byPlan = predictedFigures({ ...audit.options, overrides: { recipientType: 'absent' } });
  expect(figuresOf(situation)).toEqual(byPlan);
  expect(refused(situation)).toEqual([['mailbox-usage', 'permission', 'Reports.Read.All', 0]]);
  expect(gapsOf(situation, 'permission')).toEqual([['mailbox-usage', byPlan.population.mailboxes]]);
});

test('without the permission for groups, enrolments are not assessable', async () => {
  const audit = await auditWith({ missingPermissions: ['group-members'] });
  expect(audit.exitCode, audit.stderr).toBe(0);
  const situation = await situationOf(audit.auditFolder);
  expect(figuresOf(situation)).toEqual({
    ...predictedFigures(audit.options),
    enrolments: [{ id: 'telefax', total: 0, byCategory: {} }],
  });
  expect(refused(situation)).toEqual([['group-members', 'permission', 'GroupMember.Read.All', 0]]);
  expect(gapsOf(situation, 'permission')).toEqual([['group-members', 0]]);
  expect(audit.stderr).toContain('Telefax service');
});

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
);

test('without the permission for accounts nothing can be judged, and nothing is left behind', async () => {
  const audit = await auditWith({ missingPermissions: ['accounts'] });
  expect([audit.exitCode, audit.stdout]).toEqual([3, '']);
  expect(audit.stderr).toMatch(
    /^vigie: the accounts of the tenant could not be read: 403 \w+ — GET \/v1\.0\/users\n {2}→ Grant the application permission User\.Read\.All and consent to it as an administrator\.\n$/,
  );
  expect(await readdir(folder)).not.toContain(String(count));
});

test('where names are concealed nothing that needs them is assessable, and the report says where to turn that off', async () => {
  const audit = await auditWith({ concealedNames: true });
  expect(audit.exitCode, audit.stderr).toBe(0);
  const situation = await situationOf(audit.auditFolder);
  const byPlan = predictedFigures({ ...audit.options, overrides: { recipientType: 'absent' } });
  expect(figuresOf(situation)).toEqual(withoutIndicators(byPlan, ['inactive-mailboxes', 'service-usage']));
  expect(lowerBounds(situation)).toEqual(['inactive-mailboxes', 'mailbox-redirects', 'service-usage']);
  expect(gapsOf(situation, 'concealed-names')).toEqual(
    ['mail-activity', 'mailbox-usage', 'service-activity'].map((id) => [id, byPlan.population.mailboxes]),
  );
  expect(audit.stderr).toContain('displayConcealedNames');
});

test('mailboxes that deny or lie on premises are undetermined for redirects', async () => {
  const overrides = { deniedMailboxes: 30, mailboxesOnPremises: 12 };
  const audit = await auditWith(overrides, 600);
  expect(audit.exitCode, audit.stderr).toBe(0);
  const situation = await situationOf(audit.auditFolder);
  const predicted = predictedFigures(audit.options);
  expect(figuresOf(situation)).toEqual(predicted);
  expect(predicted.indicators['mailbox-redirects']?.undetermined).toBe(42);
  const rules = situation.sources.find(({ id }) => id === 'inbox-rules');
  expect([rules?.outcome, (rules?.expected ?? 0) - (rules?.read ?? 0)]).toEqual(['partial', 30]);
  expect([gapsOf(situation, 'denied'), gapsOf(situation, 'no-cloud-mailbox')]).toEqual([
    [['inbox-rules', 30]],
    [['inbox-rules', 12]],
  ]);
});

test.each(['absent', 'long'] as const)(
  'a mailbox usage report whose Recipient Type is %s gives the figures it allows',
  async (recipientType) => {
    const audit = await auditWith({ recipientType });
    expect(audit.exitCode, audit.stderr).toBe(0);
    expect(figuresOf(await situationOf(audit.auditFolder))).toEqual(predictedFigures(audit.options));
  },
);
