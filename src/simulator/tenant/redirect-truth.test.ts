import { beforeAll, expect, test } from 'vitest';
import { forwardingOf } from './forwarding-truth.ts';
import { targetsOf } from './redirect-target.ts';
import { TARGET_CLASSES } from './redirect-spec.ts';
import { loadTenant, type TenantSpec } from './tenant-spec.ts';
import { createTenant, type Tenant } from './tenant.ts';

let spec: TenantSpec;
let tenant: Tenant;
beforeAll(async () => {
  spec = await loadTenant('fixtures/tenants/rsss-2020');
  tenant = createTenant({ tenant: spec, today: '2020-10-29' });
});

function countBy(names: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

test('classes, mechanisms and coverage are exactly those of the spec', () => {
  const seen = [...tenant.redirectedAccounts()].map((account) => {
    const truth = tenant.redirectOf(account);
    const { rules, forward } = targetsOf(tenant, account);
    const classes = [...rules, ...(forward === null ? [] : [forward])].map((target) => target.targetClass);
    const riskiest = TARGET_CLASSES.find((name) => classes.includes(name)) ?? 'none';
    const mechanism = forward === null ? 'rule' : rules.length > 0 ? 'both' : 'forwarding';
    return { riskiest, mechanism, coverage: truth.coverage };
  });
  const { redirects } = spec;
  for (const name of TARGET_CLASSES) {
    const of = seen.filter(({ riskiest }) => riskiest === name);
    const { plain, ...covered } = countBy(of.map(({ coverage }) => coverage));
    expect([name, of.length, countBy(of.map(({ mechanism }) => mechanism)), covered]).toEqual([
      name,
      redirects.targets[name],
      redirects.mechanisms[name],
      redirects.coverage[name],
    ]);
    expect(plain).toBeGreaterThan(0);
  }
  expect(seen).toHaveLength(1817);
});

test('every domain of the spec is someone’s target, and every form of forwarding occurs', () => {
  const accounts = [...tenant.redirectedAccounts()];
  const used = new Set(
    accounts.flatMap((account) => {
      const { rules, forward } = targetsOf(tenant, account);
      return [...rules.map(({ domain }) => domain), forward?.domain ?? ''];
    }),
  );
  const { domains, forwardingDomains } = spec.redirects;
  const wanted = [...Object.values(domains), ...Object.values(forwardingDomains)].flat();
  expect(wanted.filter((domain) => !used.has(domain))).toEqual([]);
  expect(countBy(accounts.map((account) => forwardingOf(tenant, account).form))).toEqual({
    none: 1040,
    smtp: 283,
    contact: 257,
    'contact-over-smtp': 135,
    mailbox: 42,
    'mailbox-over-smtp': 15,
    nothing: 27,
    'nothing-over-smtp': 18,
  });
});

test('the recipient wins where an address is set as well: that one leads elsewhere and counts for nothing', () => {
  for (const account of tenant.redirectedAccounts()) {
    const { form, smtpAddress, recipient } = forwardingOf(tenant, account);
    expect([form.endsWith('-over-smtp'), smtpAddress?.endsWith('.perso@gmail.com') ?? false]).toEqual([
      recipient !== null && smtpAddress !== null,
      form.endsWith('-over-smtp'),
    ]);
  }
});
