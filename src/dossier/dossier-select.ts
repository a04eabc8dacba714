import { dossierColumns, type DossierColumnName } from './columns.ts';
import { STAGINGS } from './staging/catalogue.ts';
import { SERVICE_COLUMNS } from './staging/stg-services.ts';

/** A mailbox is as old as its own Created Date says, else as its account. */
const MAILBOX_MADE_ON = 'coalesce(mailboxCreatedOn, createdOn)';

/** A row names a mailbox of it, and none tells whose kind or that it is not a deleted account's. */
const KIND_UNTOLD = '(mailboxKind IS NULL AND coalesce(isKindUntold, false))';

/** An account whose plans were not told may have a mailbox, unless nobody could have told them and a whole list names none of it. */
const PLANS_DECIDE = `(known().plansAsked OR NOT known().mailboxesListed OR ${KIND_UNTOLD})`;

/** Another source than the report says that the mailbox is not in the cloud. */
const NOT_IN_CLOUD = `coalesce((is_read('inbox-rules') AND rulesAnswer = 'no-cloud-mailbox') OR isElsewhere, false)`;

/** Mail, or any service of a report, was used within the threshold; null where no report tells. */
const SEEN_BY_SERVICES = `CASE
    WHEN was_used(days_until(mailActivityOn, known().mailReportOn))
      OR was_used(days_until(greatest(${SERVICE_COLUMNS.map(({ column }) => `${column}LastActivityOn`).join(', ')}), known().serviceReportOn))
      THEN true
    WHEN is_read('mail-activity') OR is_read('service-activity') THEN false END`;

/** What the accounts of which no staging tells have, and what rests on several stagings; any other column is a staging's own. */
const WORKED_OUT: Readonly<Partial<Record<DossierColumnName, string>>> = {
  isSharedOrRoom: 'is_shared_or_room(mailboxKind)',
  personalMailbox: `NOT isGuest AND (hasMailboxPlan OR (plansUntold AND ${PLANS_DECIDE}) OR coalesce(mailboxKind = 'user', false)) AND NOT is_shared_or_room(mailboxKind)`,
  enabledMember: 'coalesce(accountEnabled, true) AND isMember AND NOT is_shared_or_room(mailboxKind)',
  planUnknown: `NOT isGuest AND NOT hasMailboxPlan AND NOT plansUntold AND hasUnknownPlan AND mailboxKind IS DISTINCT FROM 'user' AND NOT is_shared_or_room(mailboxKind)`,
  mailboxUntold: `NOT isGuest AND NOT hasMailboxPlan AND mailboxKind IS NULL AND ((plansUntold AND ${PLANS_DECIDE}) OR NOT known().mailboxesListed OR ${KIND_UNTOLD})`,

  mailReported: 'coalesce(mailReported, false)',
  daysWithoutMail: 'days_until(mailActivityOn, known().mailReportOn)',
  notInCloud: NOT_IN_CLOUD,
  ageAtMailReport: `days_until(${MAILBOX_MADE_ON}, known().mailReportOn)`,
  mailUnused: `CASE WHEN is_read('mail-activity') AND NOT ${NOT_IN_CLOUD} THEN
      is_unused(days_until(mailActivityOn, known().mailReportOn), days_until(${MAILBOX_MADE_ON}, known().mailReportOn), mailReported) END`,

  rulesOutcome: `CASE WHEN is_read('inbox-rules') OR known().rulesOfSample THEN rulesAnswer ELSE 'source-not-read' END`,
  forwardingOutcome: `CASE WHEN NOT known().forwardingTold THEN 'source-not-read'
      WHEN forwardingReturned THEN 'returned' WHEN forwardingReturned IS FALSE THEN 'not-returned' ELSE 'absent' END`,
  redirected: 'coalesce(redirected, false)',
  rulesUntold: `CASE WHEN is_read('inbox-rules') THEN coalesce(rulesUntold, false) END`,

  signInRead: 'coalesce(signInRead, false)',
  daysWithoutSignIn: 'days_until(signedInOn, known().collectedOn)',
  ageAtCollection: 'days_until(createdOn, known().collectedOn)',
  signInUnused: `CASE WHEN signInRead THEN
      is_without_sign_in(signInBasis, days_until(signedInOn, known().collectedOn), days_until(createdOn, known().collectedOn)) END`,
  seenByServices: SEEN_BY_SERVICES,

  isAdministrator: `CASE WHEN is_read('role-assignments') THEN adminAssignment IS NOT NULL
      WHEN is_read('mfa-registrations') THEN coalesce(isAdmin, false) END`,

  enrolments: 'coalesce(enrolledIn, [])',
  serviceReported: 'coalesce(serviceReported, false)',
  onedriveReported: 'coalesce(onedriveReported, false)',
  sharepointReported: 'coalesce(sharepointReported, false)',
  termsAccepted: `list_transform(list_filter(termsStandings, lambda s: s.standing = 'accepted'), lambda s: s.agreement)`,
};

/**
 * As many as one statement joins. Each join and each grouping takes some 10 MB however few its rows are, and all of a statement are
 * there at once: sixteen joins take more than the accounts.
 */
const SUBJECTS_AT_ONCE = 4;

/** Each has one row per account at the most. */
const SUBJECTS = [...STAGINGS.map(({ name }) => name), 'stg_redirects'];

/** What a few subjects tell of the accounts at hand. */
export interface DossierPart {
  /** Of a table, which has one row per account. */
  readonly name: string;
  /** Over `stg_accounts`. */
  readonly select: string;
}

/** Together they tell what every staging tells. */
export const DOSSIER_PARTS: readonly DossierPart[] = groupsOf(SUBJECTS, SUBJECTS_AT_ONCE).map(
  (names, at) => ({
    name: `dossier_part_${at}`,
    select: `SELECT * FROM (SELECT accountId FROM stg_accounts) ${joined(names)}`,
  }),
);

function groupsOf<T>(all: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < all.length; at += size) groups.push(all.slice(at, at + size));
  return groups;
}

function joined(names: readonly string[]): string {
  return names.map((name) => `LEFT JOIN ${name} USING (accountId)`).join('\n    ');
}

/** The dossier of the accounts at hand, in the order of their names. Needs the tables of `DOSSIER_PARTS`. */
export const DOSSIER_SELECT = `SELECT ${dossierColumns()
  .map(([name]) => (WORKED_OUT[name] === undefined ? name : `${WORKED_OUT[name]} AS ${name}`))
  .join(',\n    ')}
  FROM stg_accounts ${joined(DOSSIER_PARTS.map(({ name }) => name))}
  ORDER BY userPrincipalName, accountId`;
