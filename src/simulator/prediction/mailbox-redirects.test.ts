import { beforeAll, expect, test } from 'vitest';
import { predict } from '../predict.ts';
import { loadTenant, type TenantSpec } from '../tenant/tenant-spec.ts';
import { createTenant, type Overrides } from '../tenant/tenant.ts';
import type { PredictedIndicator } from './indicators.ts';

const today = '2020-10-29';
const mailboxes = 6000;
let tenant: TenantSpec;
beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
});

function redirects(overrides: Overrides = {}): Partial<PredictedIndicator> {
  const { indicators } = predict({ tenant, today, mailboxes, overrides });
  return indicators.find(({ id }) => id === 'mailbox-redirects') ?? {};
}

test('without Exchange the inbox rules alone count, and nothing is said of what is stopped', () => {
  const { spec } = createTenant({ tenant, today, mailboxes });
  const byRule = Object.values(spec.redirects.mechanisms).reduce((n, { rule, both }) => n + rule + both, 0);
  for (const exchange of ['refused', 'no-service-principal', 'v2-only-without-forwarding'] as const) {
    const { count, undetermined, facts } = redirects({ exchange });
    // Whoever has broken rules alone, or one of which Graph does not say what it does, is not known not to redirect.
    expect([count, undetermined, Object.keys(facts ?? {})]).toEqual([
      byRule,
      Number(facts?.brokenRulesOnly) + 1,
      [
        'byMechanism',
        'byTargetClass',
        'sharedMailboxes',
        'roomMailboxes',
        'brokenRulesOnly',
        'disabledRulesOnly',
      ],
    ]);
    expect(facts?.byMechanism).toEqual({ 'inbox-rule': byRule });
  }
});

test('the documented road alone gives the same count; whoever is forwarded to by name is unresolved', () => {
  const [whole, documented] = [redirects(), redirects({ exchange: 'v2' })];
  expect([documented.count, documented.facts?.byMechanism]).toEqual([whole.count, whole.facts?.byMechanism]);
  expect(documented.facts?.byTargetClass).not.toEqual(whole.facts?.byTargetClass);
  expect(documented.facts?.effectiveness).toBeUndefined();
});

test('a mailbox that denies its rules is settled by its forwarding; one on premises is not', () => {
  const everyone = { count: mailboxes } as const;
  const forwarding = redirects().facts?.byMechanism;
  const denied = redirects({ closedMailboxes: [{ access: 'denied', ...everyone }] });
  expect(denied.facts?.byMechanism).toEqual({
    'inbox-rule': 0,
    'mailbox-forwarding': typeof forwarding === 'object' ? forwarding['mailbox-forwarding'] : 0,
  });
  expect((denied.count ?? 0) + (denied.undetermined ?? 0)).toBe(mailboxes);
  expect(denied.count).toBeGreaterThan(10);
  const { count, undetermined } = redirects({ closedMailboxes: [{ access: 'on-premises', ...everyone }] });
  expect([count, undetermined]).toEqual([0, mailboxes]);
});
