import { anyLicence, graphPermissions } from '../../grants/grant.ts';
import { countAccounts } from '../accounts/accounts.ts';
import type { Collector } from '../collector.ts';
import { heldLicences } from '../entra-licences.ts';
import { fieldsOf, instantField, textField } from '../fields.ts';
import { collectPages, missingAccounts } from '../paged-source.ts';

/** With `signInActivity` a page holds at most 500, and 10 requests a minute are answered. */
const PAGE_SIZE = 500;

/** When each account last signed in: its own slow pass, beside the directory's fast one. */
export const signInActivity: Collector = {
  id: 'sign-in-activity',
  grants: graphPermissions('AuditLog.Read.All', 'User.Read.All'),
  licence: anyLicence('Microsoft Entra ID P1', 'Microsoft Entra ID P2'),
  collect: async (context) => {
    const counts = await collectPages(context, {
      id: 'sign-in-activity',
      start: `/users?$select=id,signInActivity&$top=${PAGE_SIZE}`,
      options: { limit: 'sign-in-activity', licences: heldLicences(context.tenant) },
      expected: context.accountTotal,
      recount: () => countAccounts(context.client),
      rowOf: signInRow,
      key: ['accountId'],
    });
    return { read: counts.rows, expected: counts.expected, ...missingAccounts(counts) };
  },
};

function signInRow(item: unknown): object | null {
  const account = fieldsOf(item, 'user');
  const accountId = textField(account, 'id');
  if (accountId === null) return null;
  const activity = fieldsOf(account.signInActivity ?? {}, 'signInActivity');
  return {
    accountId,
    lastSuccessfulSignInAt: instantField(activity, 'lastSuccessfulSignInDateTime') ?? undefined,
    lastInteractiveSignInAt: instantField(activity, 'lastSignInDateTime') ?? undefined,
    lastNonInteractiveSignInAt: instantField(activity, 'lastNonInteractiveSignInDateTime') ?? undefined,
  };
}
