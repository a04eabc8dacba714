import { ATTRIBUTES, type Attribute } from '../attributes.ts';

/**
 * The tables of a snapshot: one per source, one Parquet file each (`<source>.parquet`).
 * Instants are UTC `TIMESTAMP`, days are `DATE`. A column is null when the cloud did not say.
 */

export const SOURCE_IDS = [
  'tenant',
  'accounts',
  'sign-in-activity',
  'mail-activity',
  'mailbox-usage',
  'service-activity',
  'onedrive-activity',
  'sharepoint-activity',
  'forms-activity',
  'service-counts',
  'inbox-rules',
  'mailbox-forwarding',
  'mail-flow',
  'mfa-registrations',
  'mfa-policies',
  'role-assignments',
  'per-user-mfa',
  'terms-of-use',
  'group-members',
] as const;

export type SourceId = (typeof SOURCE_IDS)[number];

type Columns = Readonly<Record<string, string>>;

const attributeColumns = Object.fromEntries(ATTRIBUTES.map((name) => [name, 'VARCHAR'])) as Record<
  Attribute,
  'VARCHAR'
>;

const SHARING = {
  refreshedOn: 'DATE',
  userPrincipalName: 'VARCHAR',
  isDeleted: 'BOOLEAN',
  lastActivityOn: 'DATE',
  /** Files, in the period of the report. */
  viewedOrEdited: 'BIGINT',
  sharedInternally: 'BIGINT',
  sharedExternally: 'BIGINT',
} as const;

/** `kind` is RecipientTypeDetails, '' where nobody bears the address; `address` is the external one of a contact or a mail user. */
const RECIPIENTS = 'STRUCT(written VARCHAR, kind VARCHAR, address VARCHAR)[]';

/** DuckDB type of every column, per source. Anything that reads or writes a table takes it from here. */
export const TABLES = {
  tenant: {
    tenantId: 'VARCHAR',
    displayName: 'VARCHAR',
    domains: 'STRUCT("name" VARCHAR, isVerified BOOLEAN, isDefault BOOLEAN, isInitial BOOLEAN)[]',
    servicePlans: 'STRUCT(id VARCHAR, "name" VARCHAR)[]',
    /** Licences of the tenant: `consumed` are assigned, `enabled` are paid for. */
    skus: 'STRUCT(id VARCHAR, partNumber VARCHAR, consumed BIGINT, enabled BIGINT)[]',
    namesConcealed: 'BOOLEAN',
  },
  accounts: {
    accountId: 'VARCHAR',
    ...attributeColumns,
    accountEnabled: 'BOOLEAN',
    userType: 'VARCHAR',
    createdAt: 'TIMESTAMP',
    exchangePlans: 'STRUCT(id VARCHAR, status VARCHAR)[]',
    /** Ids (skuId) of the licences assigned, directly or through a group. */
    licences: 'VARCHAR[]',
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
  'onedrive-activity': SHARING,
  'sharepoint-activity': SHARING,
  /** A beta report. */
  'forms-activity': {
    refreshedOn: 'DATE',
    userPrincipalName: 'VARCHAR',
    isDeleted: 'BOOLEAN',
    lastActivityOn: 'DATE',
    createdCount: 'BIGINT',
    respondedCount: 'BIGINT',
  },
  /** The tenant's own totals per service, as Microsoft counts them. */
  'service-counts': {
    refreshedOn: 'DATE',
    /** exchange, onedrive, sharepoint, teams, viva-engage */
    service: 'VARCHAR',
    active: 'BIGINT',
    inactive: 'BIGINT',
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
    /** Names of the rules, not told to be disabled, of which nothing told what they do; '' for one without a name. */
    untoldRules: 'VARCHAR[]',
    /** Of these, and of those that Exchange told since, the ones that Graph calls read-only; null where there is none. */
    readOnlyRules: 'VARCHAR[]',
    /** Of targets with an address of the organization's: who bears it. */
    recipients: RECIPIENTS,
  },
  /** From Exchange Online or an export: one row per mailbox, whether it forwards or not. */
  'mailbox-forwarding': {
    /** Exchange's ExternalDirectoryObjectId; null where it gave none. */
    accountId: 'VARCHAR',
    userPrincipalName: 'VARCHAR',
    primarySmtpAddress: 'VARCHAR',
    /** RecipientTypeDetails as Exchange writes it. */
    recipientType: 'VARCHAR',
    /** The row told of forwarding at all: false is "not returned", which is not "none". */
    forwardingReturned: 'BOOLEAN',
    /** A recipient of the directory, as Exchange wrote it: a name, an identity, an address. */
    forwardingAddress: 'VARCHAR',
    /** The SMTP address that `forwardingAddress` leads to (of a contact, its external one); null where not found. */
    resolvedAddress: 'VARCHAR',
    /** RecipientTypeDetails of the recipient that the forwarding leads to; '' where Exchange knows none, null where it did not tell. */
    resolvedKind: 'VARCHAR',
    forwardingSmtpAddress: 'VARCHAR',
    deliverToMailboxAndForward: 'BOOLEAN',
  },
  /** What in the organisation's mail flow redirects, copies, stops or allows; a column is null where it is not of the kind. */
  'mail-flow': {
    /** transport-rule, outbound-policy, outbound-rule, remote-domain, accepted-domain, journal-rule, outbound-connector */
    kind: 'VARCHAR',
    name: 'VARCHAR',
    isEnabled: 'BOOLEAN',
    /** Of a transport rule: Enforce, Audit, AuditAndNotify. */
    mode: 'VARCHAR',
    /** Of a transport rule: when it begins and ends to apply, as Exchange writes it. */
    activeFrom: 'VARCHAR',
    activeUntil: 'VARCHAR',
    /** 0 comes first. */
    priority: 'INTEGER',
    isDefault: 'BOOLEAN',
    redirectTo: 'VARCHAR[]',
    blindCopyTo: 'VARCHAR[]',
    copyTo: 'VARCHAR[]',
    addedRecipients: 'VARCHAR[]',
    /** Of an outbound policy: Automatic, On, Off. */
    autoForwardingMode: 'VARCHAR',
    /** Of an outbound rule: the name of the policy that it applies. */
    policy: 'VARCHAR',
    senders: 'VARCHAR[]',
    senderGroups: 'VARCHAR[]',
    senderDomains: 'VARCHAR[]',
    exceptSenders: 'VARCHAR[]',
    exceptSenderGroups: 'VARCHAR[]',
    exceptSenderDomains: 'VARCHAR[]',
    /** Of an outbound rule: it told some of its conditions and exceptions by their keys, and not all. */
    scopeUntold: 'BOOLEAN',
    /** Of a remote or accepted domain; `*` is every other one. */
    domainName: 'VARCHAR',
    autoForwardEnabled: 'BOOLEAN',
    /** Authoritative, InternalRelay, ExternalRelay. */
    domainType: 'VARCHAR',
    matchSubDomains: 'BOOLEAN',
    /** Further actions of a transport rule that send mail to somebody, and whom they name. */
    sends: 'STRUCT("action" VARCHAR, targets VARCHAR[])[]',
    /** Of a transport rule: it rejects, deletes or holds what it matches; null where that was not told. */
    stops: 'BOOLEAN',
    /** Of a transport rule: the type of message that it matches; '' is any, null is not told. */
    messageType: 'VARCHAR',
    /** Of a transport rule: whom mail comes from and goes to; '' is anybody, null is not told. */
    fromScope: 'VARCHAR',
    sentToScope: 'VARCHAR',
    /** Names of its further conditions and of its exceptions; null where they were not told. */
    otherConditions: 'VARCHAR[]',
    exceptions: 'VARCHAR[]',
    /** People that a transport rule names: whose mail it is about. */
    fromPeople: 'VARCHAR[]',
    sentToPeople: 'VARCHAR[]',
    /** Of targets with an address of the organization's: who bears it. */
    recipients: RECIPIENTS,
    /** Of an outbound connector: where it hands mail over, and of which domains. */
    smartHosts: 'VARCHAR[]',
    recipientDomains: 'VARCHAR[]',
    /** Of a journal rule: who is given a copy, of whose mail, and which: Global, Internal, External. */
    journalTo: 'VARCHAR',
    journalOf: 'VARCHAR',
    journalScope: 'VARCHAR',
  },
  'mfa-registrations': {
    accountId: 'VARCHAR',
    isAdmin: 'BOOLEAN',
    isMfaRegistered: 'BOOLEAN',
    isMfaCapable: 'BOOLEAN',
    isPasswordlessCapable: 'BOOLEAN',
    /** As Graph writes them: an open list. */
    methods: 'VARCHAR[]',
  },
  /** Conditional Access policies, and one row for the security defaults. */
  'mfa-policies': {
    /** conditional-access, security-defaults */
    kind: 'VARCHAR',
    policyId: 'VARCHAR',
    name: 'VARCHAR',
    /** enabled, disabled, enabledForReportingButNotEnforced */
    state: 'VARCHAR',
    /** JSON as Graph gives it. */
    conditions: 'VARCHAR',
    grantControls: 'VARCHAR',
  },
  'role-assignments': {
    /** An account, a group or a service principal. */
    principalId: 'VARCHAR',
    /** The role's template id, the same in every tenant; of a custom role, its own. */
    roleId: 'VARCHAR',
    roleName: 'VARCHAR',
    /** `/` is the whole directory. */
    scope: 'VARCHAR',
    /** active, eligible */
    assignment: 'VARCHAR',
  },
  'per-user-mfa': {
    accountId: 'VARCHAR',
    /** disabled, enabled, enforced */
    state: 'VARCHAR',
  },
  /** One row per acceptance or refusal; an agreement that nobody answered has one row without an account. */
  'terms-of-use': {
    agreementId: 'VARCHAR',
    agreementName: 'VARCHAR',
    accountId: 'VARCHAR',
    userPrincipalName: 'VARCHAR',
    /** accepted, declined */
    state: 'VARCHAR',
    recordedAt: 'TIMESTAMP',
    expiresAt: 'TIMESTAMP',
    agreementFileId: 'VARCHAR',
  },
  'group-members': {
    /** The group as the config names it (display name or id), or as a policy does (id or address). */
    groupRef: 'VARCHAR',
    groupId: 'VARCHAR',
    accountId: 'VARCHAR',
  },
} as const satisfies Record<SourceId, Columns>;

/** Columns that an earlier version did not write: null in the snapshots that it left. */
export const ADDED_COLUMNS: Readonly<Partial<Record<SourceId, readonly string[]>>> = {
  'inbox-rules': ['untoldRules', 'readOnlyRules', 'recipients'],
  'mailbox-forwarding': ['resolvedKind'],
  'mail-flow': [
    ...['sends', 'stops', 'messageType', 'fromScope', 'sentToScope', 'otherConditions', 'exceptions'],
    ...['fromPeople', 'sentToPeople', 'recipients', 'smartHosts', 'recipientDomains'],
    ...['journalTo', 'journalOf', 'journalScope', 'scopeUntold'],
  ],
};

export type MailboxOutcome = 'rules' | 'none' | 'no-cloud-mailbox' | 'denied' | 'gave-up' | 'error';
