import { ATTRIBUTES, type Attribute } from '../../attributes.ts';
import type { ExportColumn, ExportKind } from '../export-kind.ts';

const OTHER_HEADERS: Readonly<Partial<Record<Attribute, readonly string[]>>> = {
  userPrincipalName: ['userPrincipalName', 'User Principal Name'],
  displayName: ['displayName', 'Display Name'],
};

/** Attributes stand under their own names, as `Get-MgUser` and the portal write them. */
const ATTRIBUTE_COLUMNS = Object.fromEntries(
  ATTRIBUTES.map((name): [string, ExportColumn] => [
    name,
    {
      headers: OTHER_HEADERS[name] ?? [name],
      kind: 'text',
      isAside: true,
      ...(name === 'userPrincipalName' ? { isRequired: true, isFilled: true } : {}),
    },
  ]),
);

/**
 * The users of Microsoft Entra, as the portal’s “Download users” writes them: since 2021 with `id` and `createdDateTime`, before with
 * `objectId` and neither its day of creation nor a company.
 * https://learn.microsoft.com/entra/identity/users/users-bulk-download
 */
export const USERS: ExportKind = {
  id: 'users',
  source: 'accounts',
  columns: {
    ...ATTRIBUTE_COLUMNS,
    accountId: { headers: ['id'], kind: 'text', isRequired: true, isFilled: true },
    accountEnabled: { headers: ['accountEnabled'], kind: 'flag' },
    userType: { headers: ['userType'], kind: 'text' },
    createdAt: { headers: ['createdDateTime'], kind: 'instant' },
  },
  marks: [
    ['id'],
    ['userPrincipalName'],
    ['accountEnabled', 'userType', 'jobTitle', 'department', 'createdDateTime'],
  ],
  without: [
    'isMfaCapable',
    'isMfaRegistered',
    'methodsRegistered',
    'ExternalDirectoryObjectId',
    'RecipientTypeDetails',
  ],
};
