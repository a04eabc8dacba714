import { expect, test } from 'vitest';
import { grantsInWords } from './grant-words.ts';
import { anyLicence, exchangeReader, graphPermissions, type Grants } from './grant.ts';

const TERMS: Grants = (['Security Reader', 'Global Reader'] as const).map((name) => [
  { kind: 'delegated-permission', name: 'Agreement.Read.All' },
  { kind: 'delegated-permission', name: 'AgreementAcceptance.Read.All' },
  { kind: 'entra-role', name },
]);

test.each<[Grants, string, string]>([
  [graphPermissions('User.Read.All'), 'User.Read.All', 'User.Read.All'],
  [
    graphPermissions('AuditLog.Read.All', 'User.Read.All'),
    'AuditLog.Read.All and User.Read.All',
    'AuditLog.Read.All et User.Read.All',
  ],
  [
    graphPermissions('Domain.Read.All', 'Organization.Read.All', 'ReportSettings.Read.All'),
    'Domain.Read.All, Organization.Read.All and ReportSettings.Read.All',
    'Domain.Read.All, Organization.Read.All et ReportSettings.Read.All',
  ],
  [
    exchangeReader('View-Only Recipients'),
    'Exchange.ManageAsApp (Office 365 Exchange Online) and the Entra role Global Reader, or an Exchange role group with View-Only Recipients',
    'Exchange.ManageAsApp (Office 365 Exchange Online) et le rôle Entra Lecteur général (Global Reader), ou un groupe de rôles Exchange qui contient View-Only Recipients',
  ],
  [
    TERMS,
    'Agreement.Read.All and AgreementAcceptance.Read.All (delegated, with the role Security Reader or Global Reader)',
    'Agreement.Read.All et AgreementAcceptance.Read.All (déléguées, avec le rôle Lecteur de sécurité (Security Reader) ou Lecteur général (Global Reader))',
  ],
  [
    anyLicence('Microsoft Entra ID P1', 'Microsoft Entra ID P2'),
    'Microsoft Entra ID P1 or P2',
    'Microsoft Entra ID P1 ou P2',
  ],
  [anyLicence('Microsoft Entra ID P2'), 'Microsoft Entra ID P2', 'Microsoft Entra ID P2'],
])('grants are written out, what all ways share once: %#', (grants, en, fr) => {
  expect(grantsInWords(grants)).toEqual({ fr, en });
});
