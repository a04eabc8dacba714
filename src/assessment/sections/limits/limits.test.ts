import { expect, test } from 'vitest';
import { assessTiny } from '../../../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../../../testing/tiny-snapshot.ts';

const ACCOUNTS = ['a', 'b', 'c'].map((name) => ({
  ...{ accountId: name, userPrincipalName: name, exchangePlans: [MAILBOX_PLAN] },
}));

async function limitsWith(tables: object): Promise<Map<string, string>> {
  const { situation } = await assessTiny({ tables: { accounts: ACCOUNTS, ...tables } });
  return new Map((situation.limits ?? []).map(({ id, words }) => [id, words.en]));
}

test('what no source can tell is said, with the mailboxes that are elsewhere', async () => {
  const outcomes = ['no-cloud-mailbox', 'no-cloud-mailbox', 'none'];
  const told = await limitsWith({
    'inbox-rules': outcomes.map((outcome, index) => ({ accountId: ACCOUNTS[index]?.accountId, outcome })),
  });
  expect([...told.keys()]).toEqual([
    'web-filtering',
    'power-automate',
    'on-premises-rules',
    'hidden-rules',
    'planner-stream',
    'terms-of-use',
  ]);
  expect(told.get('on-premises-rules')).toBe(
    'The rules of mailboxes hosted on premises (2 accounts without a mailbox in the cloud): they are read on the local Exchange server.',
  );
});

test('no number is given of what was not asked, and terms of use that were read are seen', async () => {
  const told = await limitsWith({ 'terms-of-use': [{ agreementId: 'x', agreementName: 'Conditions' }] });
  expect(told.get('on-premises-rules')).toBe(
    'The rules of mailboxes hosted on premises: they are read on the local Exchange server.',
  );
  expect(told.has('terms-of-use')).toBe(false);
});
