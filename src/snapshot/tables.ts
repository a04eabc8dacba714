/**
 * The tables of a snapshot: one per source, one Parquet file each (`<source>.parquet`).
 * Instants are UTC `TIMESTAMP`, days are `DATE`. A column is null when the cloud did not say.
 */

export const ATTRIBUTES = [
  'userPrincipalName',
  'mail',
  'displayName',
  'jobTitle',
  'department',
  'companyName',
  'officeLocation',
  'employeeType',
  'employeeId',
  'extensionAttribute1',
  'extensionAttribute2',
  'extensionAttribute3',
  'extensionAttribute4',
  'extensionAttribute5',
  'extensionAttribute6',
  'extensionAttribute7',
  'extensionAttribute8',
  'extensionAttribute9',
  'extensionAttribute10',
  'extensionAttribute11',
  'extensionAttribute12',
  'extensionAttribute13',
  'extensionAttribute14',
  'extensionAttribute15',
] as const;

/** An account attribute that categories, establishments and the roster can read. */
export type Attribute = (typeof ATTRIBUTES)[number];

export const SOURCE_IDS = [
  'tenant',
  'accounts',
  'sign-in-activity',
  'mail-activity',
  'mailbox-usage',
  'service-activity',
  'inbox-rules',
  'mailbox-forwarding',
  'mfa-registrations',
  'group-members',
] as const;

export type SourceId = (typeof SOURCE_IDS)[number];

type Columns = Readonly<Record<string, string>>;

const attributeColumns = Object.fromEntries(ATTRIBUTES.map((name) => [name, 'VARCHAR'])) as Record<
  Attribute,
  'VARCHAR'
>;

/** DuckDB type of every column, per source. Anything that reads or writes a table takes it from here. */
export const TABLES = {
  tenant: {
    tenantId: 'VARCHAR',
    displayName: 'VARCHAR',
    domains: 'STRUCT("name" VARCHAR, isVerified BOOLEAN, isDefault BOOLEAN, isInitial BOOLEAN)[]',
    servicePlans: 'STRUCT(id VARCHAR, "name" VARCHAR)[]',
    namesConcealed: 'BOOLEAN',
  },
  accounts: {
    accountId: 'VARCHAR',
    ...attributeColumns,
    accountEnabled: 'BOOLEAN',
    userType: 'VARCHAR',
    createdAt: 'TIMESTAMP',
    exchangePlans: 'STRUCT(id VARCHAR, status VARCHAR)[]',
  },
  'sign-in-activity': {
    accountId: 'VARCHAR',
    lastSuccessfulSignInAt: 'TIMESTAMP',
    lastInteractiveSignInAt: 'TIMESTAMP',
    lastNonInteractiveSignInAt: 'TIMESTAMP',
  },
  'mail-activity': {
    refreshedOn: 'DATE',
    userPrincipalName: 'VARCHAR',
    isDeleted: 'BOOLEAN',
    lastActivityOn: 'DATE',
    sendCount: 'BIGINT',
    receiveCount: 'BIGINT',
    readCount: 'BIGINT',
  },
  'mailbox-usage': {
    refreshedOn: 'DATE',
    userPrincipalName: 'VARCHAR',
    isDeleted: 'BOOLEAN',
    /** user, shared, room, equipment, other; null where the report has no Recipient Type. */
    recipientType: 'VARCHAR',
    createdOn: 'DATE',
    lastActivityOn: 'DATE',
  },
  'service-activity': {
    refreshedOn: 'DATE',
    userPrincipalName: 'VARCHAR',
    isDeleted: 'BOOLEAN',
    exchangeLicensed: 'BOOLEAN',
    exchangeLastActivityOn: 'DATE',
    onedriveLicensed: 'BOOLEAN',
    onedriveLastActivityOn: 'DATE',
    sharepointLicensed: 'BOOLEAN',
    sharepointLastActivityOn: 'DATE',
    teamsLicensed: 'BOOLEAN',
    teamsLastActivityOn: 'DATE',
    vivaEngageLicensed: 'BOOLEAN',
    vivaEngageLastActivityOn: 'DATE',
  },
  'inbox-rules': {
    accountId: 'VARCHAR',
    /** rules, none, no-cloud-mailbox, denied, gave-up, error */
    outcome: 'VARCHAR',
    /** The error code Graph gave, where the outcome is not rules or none. */
    code: 'VARCHAR',
    /** Only the rules that redirect or forward; addresses as Graph wrote them, '' where it gave none. */
    rules:
      'STRUCT("name" VARCHAR, isEnabled BOOLEAN, hasError BOOLEAN, redirectTo VARCHAR[], forwardTo VARCHAR[], forwardAsAttachmentTo VARCHAR[])[]',
  },
  /** Filled from Exchange Online or an export; rows carry what forwards a whole mailbox. */
  'mailbox-forwarding': {
    accountId: 'VARCHAR',
    forwardingAddress: 'VARCHAR',
    forwardingSmtpAddress: 'VARCHAR',
    deliverToMailboxAndForward: 'BOOLEAN',
    recipientType: 'VARCHAR',
  },
  'mfa-registrations': {
    accountId: 'VARCHAR',
    isAdmin: 'BOOLEAN',
    isMfaRegistered: 'BOOLEAN',
    isMfaCapable: 'BOOLEAN',
  },
  'group-members': {
    /** The group as the config names it: display name or id. */
    groupRef: 'VARCHAR',
    groupId: 'VARCHAR',
    accountId: 'VARCHAR',
  },
} as const satisfies Record<SourceId, Columns>;

export type MailboxOutcome = 'rules' | 'none' | 'no-cloud-mailbox' | 'denied' | 'gave-up' | 'error';
