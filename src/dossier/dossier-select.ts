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

/** Put side by side by one aggregate, whose work grows with stagings times columns: a few of them at a time. */
const STAGINGS_PER_GROUP = 5;

/** A few stagings, and the table that has one row per account of all they tell. */
export interface StagingGroup {
  readonly name: string;
  readonly stagings: readonly Staging[];
  readonly sql: string;
}

export const STAGING_GROUPS: readonly StagingGroup[] = Array.from(
  { length: Math.ceil(STAGINGS.length / STAGINGS_PER_GROUP) },
  (_, place): StagingGroup => {
    const stagings = STAGINGS.slice(place * STAGINGS_PER_GROUP, (place + 1) * STAGINGS_PER_GROUP);
    const rows = stagings.map(({ name }) => `SELECT * FROM ${name}`);
    return {
      name: `told_${place + 1}`,
      stagings,
      sql: `SELECT accountId, any_value(COLUMNS(* EXCLUDE (accountId))) FROM (
      ${rows.join('\n      UNION ALL BY NAME ')})
    GROUP BY accountId`,
    };
  },
);

const JOINED = [...STAGING_GROUPS.map(({ name }) => name), 'stg_redirects'];

/**
 * The dossier: the accounts at hand joined to what every staging tells of them, in the order of their names. A join for each
 * staging would hold as many hash tables in memory, however few their rows.
 */
export const DOSSIER_SELECT = `SELECT ${dossierColumns()
  .map(([name]) => (WORKED_OUT[name] === undefined ? name : `${WORKED_OUT[name]} AS ${name}`))
  .join(',\n    ')}
  FROM stg_accounts ${JOINED.map((name) => `LEFT JOIN ${name} USING (accountId)`).join('\n    ')}
  ORDER BY userPrincipalName, accountId`;
