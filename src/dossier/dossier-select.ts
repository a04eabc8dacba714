import { dossierColumns, type DossierColumnName } from './columns.ts';
import { STAGINGS } from './staging/catalogue.ts';
import type { Staging } from './staging/staging.ts';

/** What the accounts of which no staging tells have, and what rests on several stagings; any other column is a staging's own. */
const WORKED_OUT: Readonly<Partial<Record<DossierColumnName, string>>> = {
  isSharedOrRoom: 'is_shared_or_room(mailboxKind)',
  personalMailbox: `NOT isGuest AND (hasMailboxPlan OR coalesce(mailboxKind = 'user', false)) AND NOT is_shared_or_room(mailboxKind)`,
  enabledMember: 'coalesce(accountEnabled, false) AND isMember AND NOT is_shared_or_room(mailboxKind)',
  planUnknown: `NOT isGuest AND NOT hasMailboxPlan AND hasUnknownPlan AND mailboxKind IS DISTINCT FROM 'user' AND NOT is_shared_or_room(mailboxKind)`,
  mailboxUntold: 'NOT isGuest AND NOT hasMailboxPlan AND mailboxKind IS NULL AND NOT known().mailboxesListed',

  mailReported: 'coalesce(mailReported, false)',
  daysWithoutMail: 'days_until(mailActivityOn, known().mailReportOn)',
  ageAtMailReport: 'days_until(createdOn, known().mailReportOn)',
  mailUnused: `CASE WHEN is_read('mail-activity') THEN
      is_unused(days_until(mailActivityOn, known().mailReportOn), days_until(createdOn, known().mailReportOn), mailReported) END`,

  rulesOutcome: `CASE WHEN is_read('inbox-rules') THEN rulesAnswer ELSE 'source-not-read' END`,
  forwardingOutcome: `CASE WHEN NOT known().forwardingTold THEN 'source-not-read'
      WHEN forwardingReturned THEN 'returned' WHEN forwardingReturned IS FALSE THEN 'not-returned' ELSE 'absent' END`,
  redirected: 'coalesce(redirected, false)',

  signInRead: 'coalesce(signInRead, false)',
  daysWithoutSignIn: 'days_until(signedInOn, known().collectedOn)',
  ageAtCollection: 'days_until(createdOn, known().collectedOn)',
  signInUnused: `CASE WHEN signInRead THEN
      is_unused(days_until(signedInOn, known().collectedOn), days_until(createdOn, known().collectedOn), true) END`,

  isAdministrator: `CASE WHEN is_read('role-assignments') THEN adminAssignment IS NOT NULL
      WHEN is_read('mfa-registrations') THEN coalesce(isAdmin, false) END`,

  enrolments: 'coalesce(enrolledIn, [])',
  serviceReported: 'coalesce(serviceReported, false)',
  onedriveReported: 'coalesce(onedriveReported, false)',
  sharepointReported: 'coalesce(sharepointReported, false)',
  termsAccepted: `list_transform(list_filter(termsStandings, lambda s: s.standing = 'accepted'), lambda s: s.agreement)`,
};

/** Joined at once: each join holds its subject in memory, and all of them do not fit at once. */
const STAGINGS_PER_JOIN = 5;

/** A few stagings, and the table of the accounts joined to them. */
export interface JoinStep {
  readonly name: string;
  readonly stagings: readonly Staging[];
  /** A SELECT over the table of the step before, the first over `stg_accounts`. */
  readonly sql: string;
  /** The tables that no later step reads. */
  readonly lastRead: readonly string[];
}

/** The accounts at hand joined to what every staging tells of them, and in the end to their redirects. */
export const JOIN_STEPS: readonly JoinStep[] = Array.from(
  { length: Math.ceil(STAGINGS.length / STAGINGS_PER_JOIN) },
  (_, place): JoinStep => {
    const stagings = STAGINGS.slice(place * STAGINGS_PER_JOIN, (place + 1) * STAGINGS_PER_JOIN);
    const names = stagings.map(({ name }) => name);
    const before = place === 0 ? 'stg_accounts' : `joined_${place}`;
    return {
      name: `joined_${place + 1}`,
      stagings,
      sql: `SELECT * FROM ${before} ${names.map((name) => `LEFT JOIN ${name} USING (accountId)`).join('\n  ')}`,
      lastRead: place === 0 ? names : [before, ...names],
    };
  },
);

/** The table of the last step. */
export const JOINED = `joined_${JOIN_STEPS.length}`;

/** The dossier of the accounts at hand, in the order of their names. */
export const DOSSIER_SELECT = `SELECT ${dossierColumns()
  .map(([name]) => (WORKED_OUT[name] === undefined ? name : `${WORKED_OUT[name]} AS ${name}`))
  .join(',\n    ')}
  FROM ${JOINED} LEFT JOIN stg_redirects USING (accountId)
  ORDER BY userPrincipalName, accountId`;
