import { expect, test } from 'vitest';
import { assessTiny } from '../testing/assess-tiny.ts';
import { MAILBOX_PLAN } from '../testing/tiny-snapshot.ts';

test('a finding bears the mail address of an account whose name is another', async () => {
  const account = (name: string, mail: string | null) => ({
    ...{ accountId: name, userPrincipalName: `${name}@reseau.example`, mail, userType: 'Member' },
    ...{ accountEnabled: true, exchangePlans: [MAILBOX_PLAN] },
  });
  const { findings } = await assessTiny({
    tables: {
      accounts: [
        account('a', 'alias@reseau.example'),
        account('b', 'B@Reseau.example '),
        account('c', ' '),
        account('d', null),
      ],
    },
  });
  expect(await findings('mfa-status', ['userPrincipalName', 'mail'])).toEqual([
    { userPrincipalName: 'a@reseau.example', mail: 'alias@reseau.example' },
    { userPrincipalName: 'b@reseau.example', mail: null },
    { userPrincipalName: 'c@reseau.example', mail: null },
    { userPrincipalName: 'd@reseau.example', mail: null },
  ]);
});
