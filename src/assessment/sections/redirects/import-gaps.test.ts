import { expect, test } from 'vitest';
import { assessTinyOf } from '../../../testing/assess-tiny.ts';
import { frenchFaults } from '../../../testing/french-faults.ts';
import { IMPORTED } from '../../../testing/imported.ts';

const assessTiny = assessTinyOf('mailbox-redirects');

test('what exports leave open of redirects is told as what exports leave open, and mended by exporting again', async () => {
  const rule = {
    name: 'a',
    isEnabled: true,
    hasError: false,
    redirectTo: [],
    forwardTo: [],
    forwardAsAttachmentTo: [],
  };
  const mailbox = (outcome: string, code: string | null, untold: readonly string[] = []): object => ({
    ...{ outcome, code, rules: [], untoldRules: untold, readOnlyRules: null, recipients: null },
  });
  const rules = {
    'a-not-asked': mailbox('error', 'NotExported'),
    'b-cut-short': mailbox('error', 'Truncated'),
    'c-told-twice': mailbox('error', 'Differing'),
    'd-untold': { ...mailbox('rules', null, ['a']), rules: [rule] },
    'e-not-listed': mailbox('none', null),
  };
  const names = Object.keys(rules);
  const { situation } = await assessTiny({
    tables: {
      accounts: names.map((name) => ({
        ...{ accountId: `id-${name}`, userPrincipalName: name, accountEnabled: true, userType: 'Member' },
        exchangePlans: null,
      })),
      'mailbox-usage': names.map((userPrincipalName) => ({
        userPrincipalName,
        recipientType: 'user',
        isDeleted: false,
      })),
      'mailbox-forwarding': names.slice(0, 4).map((name, at) => ({
        accountId: `id-${name}`,
        recipientType: 'UserMailbox',
        forwardingReturned: at > 0,
      })),
      'inbox-rules': Object.entries(rules).map(([name, told]) => ({ accountId: `id-${name}`, ...told })),
    },
    manifest: { imported: IMPORTED },
  });
  const gaps = situation.gaps.filter(
    ({ source }) => source === 'inbox-rules' || source === 'mailbox-forwarding',
  );
  expect(gaps.map(({ reason, accounts, words }) => [reason, accounts, words.what.en])).toEqual([
    ['not-exported', 1, 'Mailboxes of which two exports give different rules: undetermined.'],
    [
      'not-exported',
      1,
      'Mailboxes that could not be asked for their rules when these were exported: undetermined, unless a rule that is known redirects them.',
    ],
    [
      'not-exported',
      1,
      'Mailboxes of which the export has fewer rules than it says: undetermined, unless a rule that is known redirects them.',
    ],
    [
      'not-exported',
      1,
      'Mailboxes of which the export gives a rule without all that it does, and that nothing else settles: undetermined.',
    ],
    [
      'not-exported',
      1,
      'Mailboxes that the export lists without their redirects, and that nothing else settles: undetermined.',
    ],
    [
      'not-exported',
      1,
      'Accounts with a personal mailbox that the export does not list, and that nothing else settles: undetermined.',
    ],
  ]);
  expect(gaps.filter(({ words }) => /Exchange\.ManageAsApp|Collect again/.test(words.remedy.en))).toEqual([]);
  expect(gaps.flatMap(({ words }) => frenchFaults(`${words.what.fr}\n${words.remedy.fr}`))).toEqual([]);
});
