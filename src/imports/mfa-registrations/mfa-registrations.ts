import type { ExportKind } from '../export-kind.ts';

/**
 * The portal’s “User registration details”, whose headers are the names of Graph’s properties, and its list of methods a list of JSON;
 * or `Get-MgReportAuthenticationMethodUserRegistrationDetail`.
 */
export const MFA_REGISTRATIONS: ExportKind = {
  id: 'mfa-registrations',
  source: 'mfa-registrations',
  columns: {
    accountId: { headers: ['id'], kind: 'text', isAside: true },
    userPrincipalName: {
      headers: ['userPrincipalName', 'User Principal Name'],
      kind: 'text',
      isRequired: true,
      isFilled: true,
    },
    isAdmin: { headers: ['isAdmin'], kind: 'flag' },
    isMfaCapable: { headers: ['isMfaCapable'], kind: 'flag', isRequired: true },
    isMfaRegistered: { headers: ['isMfaRegistered'], kind: 'flag' },
    isPasswordlessCapable: { headers: ['isPasswordlessCapable'], kind: 'flag' },
    methods: { headers: ['methodsRegistered'], kind: 'list' },
  },
  marks: [['userPrincipalName'], ['isMfaCapable', 'isMfaRegistered', 'methodsRegistered']],
  without: [],
};
