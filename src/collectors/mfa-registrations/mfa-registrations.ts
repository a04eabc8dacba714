import { anyLicence, graphPermissions } from '../../grants/grant.ts';
import type { Collector } from '../collector.ts';
import { heldLicences } from '../entra-licences.ts';
import { booleanField, fieldsOf, idField, listField, type Fields } from '../fields.ts';
import { collectPages, itemsWithout } from '../paged-source.ts';

/** Whether each account registered strong methods, and may use them. The page size is not documented: any is followed. */
export const mfaRegistrations: Collector = {
  id: 'mfa-registrations',
  grants: graphPermissions('AuditLog.Read.All'),
  licence: anyLicence('Microsoft Entra ID P1', 'Microsoft Entra ID P2'),
  collect: async (context) => {
    const hasMethods = !context.leavesOut.has('mfa-registrations/methods');
    const counts = await collectPages(context, {
      id: 'mfa-registrations',
      start:
        '/reports/authenticationMethods/userRegistrationDetails' +
        `?$select=id,isAdmin,isMfaRegistered,isMfaCapable,isPasswordlessCapable${hasMethods ? ',methodsRegistered' : ''}&$top=999`,
      options: { limit: 'registration-details', licences: heldLicences(context.tenant) },
      expected: Promise.resolve(null),
      rowOf: (item) => registrationRow(item, hasMethods),
      key: ['accountId'],
    });
    return { read: counts.rows, expected: counts.expected, ...itemsWithout(counts) };
  },
};

function registrationRow(item: unknown, hasMethods: boolean): object | null {
  const details = fieldsOf(item, 'userRegistrationDetails');
  const accountId = idField(details, 'id');
  if (accountId === null) return null;
  return {
    accountId,
    isAdmin: booleanField(details, 'isAdmin'),
    isMfaRegistered: booleanField(details, 'isMfaRegistered'),
    isMfaCapable: booleanField(details, 'isMfaCapable'),
    isPasswordlessCapable: booleanField(details, 'isPasswordlessCapable'),
    methods: hasMethods ? methodsOf(details) : null,
  };
}

/** An open list; null where the answer did not tell of any. */
function methodsOf(details: Fields): string[] | null {
  const { methodsRegistered } = details;
  if (methodsRegistered === undefined || methodsRegistered === null) return null;
  return listField(details, 'methodsRegistered').filter((method) => typeof method === 'string');
}
