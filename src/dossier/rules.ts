import type { DuckDb } from '../duckdb/duckdb.ts';

/** Kinds of mailbox that are no person's. */
const NO_PERSON = `('shared', 'room', 'equipment')`;

/** A collection may take days, and sources have clocks of their own; what lies further ahead is no date. */
const DAYS_AHEAD = 31;

/** The rules that more than one figure rests on, each written once: macros over the columns of the dossier and of what it joins. */
export const RULES: readonly string[] = [
  // Graph writes “never” as the year 1 too.
  `known_day(x) AS CASE WHEN x::DATE > DATE '0001-12-31' THEN x::DATE END`,
  `days_until(x, day) AS date_diff('day', x, day)::INTEGER`,
  `mailbox_kind(x) AS CASE
    WHEN trimmed(x) = '' THEN NULL
    WHEN regexp_replace(lower(trimmed(x)), ' ?mailbox$', '') IN ('user', 'shared', 'room', 'equipment')
      THEN regexp_replace(lower(trimmed(x)), ' ?mailbox$', '')
    ELSE 'other' END`,
  // MailUser, RemoteUserMailbox, RemoteSharedMailbox…: Exchange Online knows of the recipient, and its mailbox is elsewhere.
  `is_elsewhere(x) AS regexp_full_match(lower(trimmed(x)), '(remote.*|mailuser|guestmailuser|mailcontact)')`,
  `is_shared_or_room(kind) AS coalesce(kind IN ${NO_PERSON}, false)`,
  // The ids, in lower case, of the plans that an account really has; one that does not tell its status may be in force.
  `plans_in_force(plans) AS list_transform(
    list_filter(coalesce(plans, []), lambda p: coalesce(lower(p.status), 'enabled') IN ('enabled', 'warning')), lambda p: lower(p.id))`,
  // Last used longer ago than the threshold; never used, and older than that. Null where nothing told of it, and where it was
  // used, or made, on a day that is well after the one counted from.
  `is_unused(days, age, isTold) AS CASE
    WHEN days > known().inactiveAfterDays THEN true
    WHEN days < -${DAYS_AHEAD} THEN NULL
    WHEN days IS NOT NULL OR age BETWEEN -${DAYS_AHEAD} AND known().inactiveAfterDays THEN false
    WHEN isTold AND coalesce(age >= 0, true) THEN true END`,
  // What is made of it since the report, or the collection, is as old as nothing.
  `was_used(days) AS coalesce(days BETWEEN -${DAYS_AHEAD} AND known().inactiveAfterDays, false)`,
  // An attempt to sign in may have failed: a recent one settles nothing, unless nobody in the tenant has a success. An old one
  // leaves no room for a success after it.
  `is_without_sign_in(basis, days, age) AS CASE
    WHEN basis IN ('successful', 'never') THEN is_unused(days, age, true)
    WHEN basis = 'attempt' AND (days > known().inactiveAfterDays OR NOT known().signInSuccessTold) THEN is_unused(days, age, true)
    END`,
  // Of several rows, the value of the latest day; on one day the greatest, so that it is always the same one.
  `latest_number(value, day) AS
    arg_max(value, (coalesce(day, DATE '0001-01-01') - DATE '0001-01-01') * 4294967296 + value)`,
  `latest_text(value, day) AS arg_max(value, concat(coalesce(day, DATE '0001-01-01')::VARCHAR, value))`,
];

/** Makes the macros of `RULES`; needs `known()` and the macros of `placeAccounts`. */
export async function createRules(db: DuckDb): Promise<void> {
  for (const rule of RULES) await db.run(`CREATE OR REPLACE MACRO ${rule}`);
}
