import { beforeAll, expect, test } from 'vitest';
import { predictRoster, rosterCsv } from './roster.ts';
import { loadTenant, type TenantSpec } from './tenant/tenant-spec.ts';
import { createTenant } from './tenant/tenant.ts';

const today = '2020-10-29';
let tenant: TenantSpec;
beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
});

test('at full size the roster lacks 465 accounts and 300 mailboxes', () => {
  const { lines, withoutAccount, withoutMailbox } = predictRoster({ tenant, today });
  expect({ lines, accounts: withoutAccount.byCategory, mailboxes: withoutMailbox.byCategory }).toEqual({
    lines: 20_240 + 300 + 465,
    accounts: { specialist: 236, gp: 171, resident: 58 },
    mailboxes: { specialist: 300 },
  });
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((a, b) => a + b, 0);
  expect([sum(withoutAccount.byEstablishment), sum(withoutMailbox.byEstablishment)]).toEqual([465, 300]);
}, 30_000);

test('the lines of the roster are the accounts of the directory, in any case, and those it does not know', () => {
  const options = { tenant, today, mailboxes: 3000 };
  const simulated = createTenant(options);
  const kinds = new Map(
    [...simulated.accounts()].map((account) => [
      simulated.identityOf(account).userPrincipalName.toLowerCase(),
      account.segment.kind,
    ]),
  );
  const [header, ...lines] = rosterCsv(options).trimEnd().split('\r\n');
  expect(header).toBe('\uFEFFuserPrincipalName;categorie;etablissement');
  const names = lines.map((line) => line.split(';')[0] ?? '');
  const found = names.map((name) => kinds.get(name.toLowerCase()));
  const { lines: predicted, withoutAccount, withoutMailbox } = predictRoster(options);
  expect({
    lines: names.length,
    withoutAccount: found.filter((kind) => kind === undefined).length,
    withoutMailbox: found.filter((kind) => kind !== undefined && kind !== 'mailbox').length,
  }).toEqual({
    lines: predicted,
    withoutAccount: withoutAccount.total,
    withoutMailbox: withoutMailbox.total,
  });
  expect(names.some((name) => name !== name.toLowerCase())).toBe(true);
});
