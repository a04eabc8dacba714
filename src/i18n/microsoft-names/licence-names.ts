import type { Words } from '../words.ts';

/**
 * The product that a licence's skuPartNumber stands for; SPE_F1, for one, is Microsoft 365 F3.
 * https://learn.microsoft.com/fr-fr/entra/identity/users/licensing-service-plan-reference
 */
export const LICENCE_NAMES: ReadonlyMap<string, Words> = new Map([
  ['AAD_PREMIUM', { fr: 'Microsoft Entra ID P1', en: 'Microsoft Entra ID P1' }],
  ['AAD_PREMIUM_P2', { fr: 'Microsoft Entra ID P2', en: 'Microsoft Entra ID P2' }],
  [
    'ATP_ENTERPRISE',
    { fr: 'Microsoft Defender pour Office 365 (plan 1)', en: 'Microsoft Defender for Office 365 (Plan 1)' },
  ],
  ['DESKLESSPACK', { fr: 'Office 365 F3', en: 'Office 365 F3' }],
  ['EMS', { fr: 'Enterprise Mobility + Security E3', en: 'Enterprise Mobility + Security E3' }],
  ['EMSPREMIUM', { fr: 'Enterprise Mobility + Security E5', en: 'Enterprise Mobility + Security E5' }],
  ['ENTERPRISEPACK', { fr: 'Office 365 E3', en: 'Office 365 E3' }],
  ['ENTERPRISEPREMIUM', { fr: 'Office 365 E5', en: 'Office 365 E5' }],
  [
    'EXCHANGEARCHIVE_ADDON',
    {
      fr: 'Archivage Exchange Online pour Exchange Online',
      en: 'Exchange Online Archiving for Exchange Online',
    },
  ],
  ['EXCHANGEDESKLESS', { fr: 'Exchange Online Kiosk', en: 'Exchange Online Kiosk' }],
  ['EXCHANGEENTERPRISE', { fr: 'Exchange Online (plan 2)', en: 'Exchange Online (Plan 2)' }],
  ['EXCHANGESTANDARD', { fr: 'Exchange Online (plan 1)', en: 'Exchange Online (Plan 1)' }],
  ['FLOW_FREE', { fr: 'Microsoft Power Automate gratuit', en: 'Microsoft Power Automate Free' }],
  ['IDENTITY_THREAT_PROTECTION', { fr: 'Microsoft 365 E5 Sécurité', en: 'Microsoft 365 E5 Security' }],
  [
    'INFORMATION_PROTECTION_COMPLIANCE',
    { fr: 'Microsoft 365 E5 Conformité', en: 'Microsoft 365 E5 Compliance' },
  ],
  ['INTUNE_A', { fr: 'Microsoft Intune (plan 1)', en: 'Microsoft Intune Plan 1' }],
  ['M365_F1', { fr: 'Microsoft 365 F1', en: 'Microsoft 365 F1' }],
  ['MCOEV', { fr: 'Système téléphonique Microsoft Teams', en: 'Microsoft Teams Phone Standard' }],
  ['MCOMEETADV', { fr: 'Audioconférence Microsoft 365', en: 'Microsoft 365 Audio Conferencing' }],
  ['O365_BUSINESS_ESSENTIALS', { fr: 'Microsoft 365 Business Basic', en: 'Microsoft 365 Business Basic' }],
  ['O365_BUSINESS_PREMIUM', { fr: 'Microsoft 365 Business Standard', en: 'Microsoft 365 Business Standard' }],
  ['POWER_BI_PRO', { fr: 'Power BI Pro', en: 'Power BI Pro' }],
  ['POWER_BI_STANDARD', { fr: 'Power BI (gratuit)', en: 'Power BI (free)' }],
  ['PROJECTPREMIUM', { fr: 'Project (plan 5)', en: 'Project Plan 5' }],
  ['PROJECTPROFESSIONAL', { fr: 'Project (plan 3)', en: 'Project Plan 3' }],
  [
    'RIGHTSMANAGEMENT',
    { fr: 'Azure Information Protection (plan 1)', en: 'Azure Information Protection Plan 1' },
  ],
  ['SPB', { fr: 'Microsoft 365 Business Premium', en: 'Microsoft 365 Business Premium' }],
  ['SPE_E3', { fr: 'Microsoft 365 E3', en: 'Microsoft 365 E3' }],
  ['SPE_E5', { fr: 'Microsoft 365 E5', en: 'Microsoft 365 E5' }],
  ['SPE_F1', { fr: 'Microsoft 365 F3', en: 'Microsoft 365 F3' }],
  ['STANDARDPACK', { fr: 'Office 365 E1', en: 'Office 365 E1' }],
  ['STREAM', { fr: 'Microsoft Stream', en: 'Microsoft Stream' }],
  ['TEAMS_EXPLORATORY', { fr: 'Microsoft Teams Exploratory', en: 'Microsoft Teams Exploratory' }],
  ['VISIOCLIENT', { fr: 'Visio (plan 2)', en: 'Visio Plan 2' }],
  [
    'WIN_DEF_ATP',
    { fr: 'Microsoft Defender pour point de terminaison', en: 'Microsoft Defender for Endpoint' },
  ],
]);
