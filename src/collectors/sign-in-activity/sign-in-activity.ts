import { anyLicence, graphPermissions } from '../../grants/grant.ts';
import { countAccounts } from '../accounts/accounts.ts';
import type { Collector } from '../collector.ts';
import { heldLicences } from '../entra-licences.ts';
import { fieldsOf, idField, instantField, type Fields } from '../fields.ts';
import { collectPages, missingAccounts } from '../paged-source.ts';
import { sampleShortfall } from '../sample-shortfall.ts';

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
      start: `/users?$select=id,signInActivity&$top=${Math.min(PAGE_SIZE, context.sample ?? PAGE_SIZE)}`,
      ...(context.sample === null ? {} : { most: context.sample }),
      options: { limit: 'sign-in-activity', licences: heldLicences(context.tenant) },
      expected: context.accountTotal,
      recount: () => countAccounts(context.client),
      rowOf: signInRow,
      key: ['accountId'],
    });
    const { rows, expected, isCut, drawnFrom } = counts;
    if (isCut) return { read: rows, expected, shortfall: sampleShortfall(rows, drawnFrom) };
    return { read: rows, expected, ...missingAccounts(counts) };
  },
};

/** An account that never signed in has no such property. */
const NEVER: Fields = {
  lastSuccessfulSignInDateTime: null,
  lastSignInDateTime: null,
  lastNonInteractiveSignInDateTime: null,
};

/** Without a success, both kinds of attempts have to be told: whichever did not come may be the recent one. */
function tellsOfLast(activity: Fields): boolean {
  if (instantField(activity, 'lastSuccessfulSignInDateTime') !== null) return true;
  return ['lastSignInDateTime', 'lastNonInteractiveSignInDateTime'].every((key) =>
    Object.hasOwn(activity, key),
  );
}

/** Null for an account that does not tell who it is, or when it last signed in: it was not read. */
function signInRow(item: unknown): object | null {
  const account = fieldsOf(item, 'user');
  const accountId = idField(account, 'id');
  if (accountId === null) return null;
  const activity = fieldsOf(account.signInActivity ?? NEVER, 'signInActivity');
  if (!tellsOfLast(activity)) return null;
  return {
    accountId,
    lastSuccessfulSignInAt: instantField(activity, 'lastSuccessfulSignInDateTime') ?? undefined,
    lastInteractiveSignInAt: instantField(activity, 'lastSignInDateTime') ?? undefined,
    lastNonInteractiveSignInAt: instantField(activity, 'lastNonInteractiveSignInDateTime') ?? undefined,
  };
}
