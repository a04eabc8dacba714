interface ServicePlan {
  readonly id: string;
  readonly name: string;
}

/** Plans of service `exchange` that give a mailbox. Ids: learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const GIVING: Readonly<Record<string, string>> = {
  'efb87545-963c-4e0d-99df-69c6916d9eb0': 'EXCHANGE_S_ENTERPRISE',
  '9aaf7827-d63c-4b61-89c3-182f06f82e5c': 'EXCHANGE_S_STANDARD',
  '4a82b400-a79f-41a4-b4e2-e94f5787b113': 'EXCHANGE_S_DESKLESS',
  '1126bef5-da20-4f07-b45e-ad25d2581aa8': 'EXCHANGE_S_ESSENTIALS',
  'd42bdbd6-c335-4231-ab3d-c8f348d5aff5': 'EXCHANGE_L_STANDARD',
};

/** The government, education and small-business variants bear these names with other ids. */
const GIVING_PREFIXES = [
  'EXCHANGE_S_ENTERPRISE',
  'EXCHANGE_S_STANDARD',
  'EXCHANGE_S_DESKLESS',
  'EXCHANGE_S_ESSENTIALS',
  'EXCHANGE_B_STANDARD',
  'EXCHANGE_L_STANDARD',
];

/** Plans of service `exchange` that are switched on for an account and give it no mailbox. */
const GIVING_NONE: Readonly<Record<string, string>> = {
  '113feb6c-3fe4-4440-bddc-54d774bf0318': 'EXCHANGE_S_FOUNDATION',
  '176a09a6-7ec5-4039-ac02-b2791c6ba793': 'EXCHANGE_S_ARCHIVE_ADDON',
  'da040e0a-b393-4bea-bb76-928b3fa1cf5a': 'EXCHANGE_S_ARCHIVE',
  // Two ids of Bookings are in circulation.
  '199a5c09-e0ca-4e37-8f7c-b05d533e1ea2': 'MICROSOFTBOOKINGS',
  '199a5c09-dfca-4e37-8f7c-b05d533e1ea2': 'MICROSOFTBOOKINGS',
  '34c0d7a0-a70f-4668-9238-47f9fc208882': 'EXCHANGE_ANALYTICS',
  '2f442157-a11c-46b9-ae5b-6e39ff4e5849': 'M365_ADVANCED_AUDITING',
  '65cc641f-cccd-4643-97e0-a17e3045e541': 'RECORDS_MANAGEMENT',
  'c4801e8a-cb58-4c35-aca6-f2dcc106f287': 'INFORMATION_BARRIERS',
  'a413a9ff-720c-4822-98ef-2f37c2a21f4c': 'MICROSOFT_COMMUNICATION_COMPLIANCE',
  '41fcdd7d-4733-4863-9cf4-c65b83ce2df4': 'COMMUNICATIONS_COMPLIANCE',
  '6db1f1db-2b46-403f-be40-e39395f08dbb': 'CUSTOMER_KEY',
  '46129a58-a698-46f0-aa5b-17f6586297d9': 'DATA_INVESTIGATIONS',
  '6dc145d6-95dd-4191-b9c3-185575ee6f6b': 'COMMUNICATIONS_DLP',
  'cd31b152-6326-4d1b-ae1b-997b625182e6': 'MIP_S_EXCHANGE',
  'd2d51368-76c9-4317-ada2-a12c004c432f': 'ML_CLASSIFICATION',
  '617b097b-4b93-4ede-83de-5f075bb5fb2f': 'PREMIUM_ENCRYPTION',
  '9f431833-0334-42de-a7dc-70aa40db46db': 'LOCKBOX_ENTERPRISE',
  '9bec7e34-c9fa-40b7-a9d1-bd6d1165c7ed': 'BPOS_S_DlpAddOn',
  'e26c2fcc-ab91-4a61-b35c-03cdc8dddf66': 'INFO_GOVERNANCE',
  '897d51f1-2cfa-4848-9b30-469149f5e68e': 'EXCHANGEONLINE_MULTIGEO',
  '4de31727-a228-4ec3-a5bf-8e45b5ca48cc': 'EQUIVIO_ANALYTICS',
  'd9fa6af4-e046-4c89-9226-729a0786685d': 'Content_Explorer',
  '9d0c4ee5-e4a1-4625-ab39-d82b619b1a34': 'INSIDER_RISK_MANAGEMENT',
  '5bfe124c-bbdc-4494-8835-f1297d457d79': 'O365_SB_RELATIONSHIP_MANAGEMENT',
  '8e0c0a52-6a6c-4d40-8370-dd62790dcd70': 'THREAT_INTELLIGENCE',
  'f20fedf3-f3c3-43c3-8267-2bfdd51c0939': 'ATP_ENTERPRISE',
  'bf6f5520-59e3-4f82-974b-7dbbc4fd27c7': 'SAFEDOCS',
};

const GIVING_NONE_PREFIXES = [
  'EXCHANGE_S_FOUNDATION',
  'EXCHANGE_S_ARCHIVE',
  'EXCHANGE_ANALYTICS',
  'EXCHANGEONLINE_MULTIGEO',
];

/**
 * Sorts a tenant's service plans by whether they give their holder a mailbox. Ids come out in lower case, sorted.
 *
 * @param servicePlans the plans of the tenant's subscriptions (subscribedSkus)
 * @param extra ids or names of plans that give a mailbox in this tenant, from the config; they win
 * @returns `giving` and `others` (known to give none). A plan in neither is unknown: its holders are told as a gap.
 */
export function mailboxPlans(
  servicePlans: readonly ServicePlan[],
  extra: readonly string[],
): { giving: string[]; others: string[] } {
  const wanted = new Set(extra.map((plan) => plan.trim().toUpperCase()));
  const giving = new Set(Object.keys(GIVING));
  const others = new Set(Object.keys(GIVING_NONE));
  for (const plan of servicePlans) {
    const id = plan.id.toLowerCase();
    const name = plan.name.trim().toUpperCase();
    if (wanted.has(name) || givesMailbox(name)) giving.add(id);
    else if (givesNone(name)) others.add(id);
  }
  for (const plan of extra) {
    if (GUID.test(plan.trim())) giving.add(plan.trim().toLowerCase());
  }
  return {
    giving: [...giving].sort(),
    others: [...others].filter((id) => !giving.has(id)).sort(),
  };
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function givesMailbox(name: string): boolean {
  return GIVING_PREFIXES.some((prefix) => name.startsWith(prefix));
}

function givesNone(name: string): boolean {
  if (GIVING_NONE_PREFIXES.some((prefix) => name.startsWith(prefix))) return true;
  return name !== '' && !name.startsWith('EXCHANGE_');
}
