import { expect, test } from 'vitest';
import { predict } from '../predict.ts';
import { loadTenant } from './tenant-spec.ts';
import { createTenant } from './tenant.ts';

test('some mailboxes are new though their account is old: the mailbox’s own date alone tells that they are not unused', async () => {
  const options = {
    tenant: await loadTenant('fixtures/tenants/rsss-2020'),
    today: '2020-10-29',
    mailboxes: 3_000,
  };
  const tenant = createTenant(options);
  const newer = [...tenant.accounts()].filter((account) => {
    const { createdAge, mailboxAge } = tenant.mailOf(account);
    return createdAge !== null && mailboxAge < createdAge;
  });
  expect(newer.length).toBe(5);
  const unused = (unread: readonly 'mailbox-usage'[]): number | undefined =>
    predict(options, { unread }).indicators.find(({ id }) => id === 'inactive-mailboxes')?.count;
  expect([unused([]), unused(['mailbox-usage'])]).toEqual([1_319, 1_324]);
});
