import type { ItemAnswer } from '../../graph/batch.ts';
import type { MailboxOutcome } from '../../snapshot/tables.ts';
import { booleanField, fieldsOf, listField, textField, type Fields } from '../fields.ts';

/** A rule that sends mail elsewhere; addresses as they were written, '' where there was none. */
export interface RedirectingRule {
  readonly name: string | null;
  readonly isEnabled: boolean | null;
  readonly hasError: boolean | null;
  readonly redirectTo: readonly string[];
  readonly forwardTo: readonly string[];
  readonly forwardAsAttachmentTo: readonly string[];
}

/** What the rules of a mailbox tell. */
export interface ReadRules {
  /** Those that redirect or forward. */
  readonly rules: readonly RedirectingRule[];
  /** Names of those, not told to be disabled, of which nothing tells what they do; '' for one without a name. */
  readonly untoldRules: readonly string[];
  /** Of these, those that Graph calls read-only; left out where there is none. */
  readonly readOnlyRules?: readonly string[];
}

/** What one mailbox answered, as the table keeps it. */
export interface MailboxRow extends ReadRules {
  readonly accountId: string;
  readonly outcome: MailboxOutcome;
  readonly code: string | null;
}

/**
 * The outcome of an answer that is not a list of rules. No mailbox in the cloud (none, soft-deleted or on-premises) is
 * never "no rules", whether it was answered with 404 or 403.
 */
export function failedOutcome(answer: ItemAnswer): MailboxOutcome {
  if (answer.gaveUp) return 'gave-up';
  if (answer.failureClass === 'no-mailbox') return 'no-cloud-mailbox';
  return answer.failureClass === 'permission' ? 'denied' : 'error';
}

const SELECT = '$select=displayName,isEnabled,hasError,isReadOnly,actions';
/** That a mailbox is in the cloud, and whether it has rules. */
const SELECT_IDS = '$select=id';

/** Where a mailbox's rules are asked, below the version of Graph: what they do, or their ids alone (`idsOnly`). */
export function pathOfRules(accountId: string, idsOnly = false): string {
  const select = idsOnly ? SELECT_IDS : SELECT;
  return `/users/${encodeURIComponent(accountId)}/mailFolders/inbox/messageRules?${select}`;
}

/** The rules of a first page. Throws `GraphFailure` (malformed). */
export function rulesOnFirstPage(body: Fields): ReadRules & { count: number; next: string | null } {
  if (!Array.isArray(body.value)) fieldsOf(null, 'list of message rules');
  const items = listField(body, 'value');
  return { ...rulesOnPage(items), count: items.length, next: textField(body, '@odata.nextLink') };
}

/**
 * What the absence of a rule's property means, and what else it may be:
 *
 * | property | absent or null | otherwise |
 * |---|---|---|
 * | `isEnabled` | counts as enabled | |
 * | `hasError` | not known to be broken: it counts | true: it may redirect or not |
 * | `isReadOnly` | the actions decide | true: Graph may not express all that it does, so that only a redirect is believed |
 * | `actions` | what it does is not known | without any action: not known either |
 * | `redirectTo`, `forwardTo`, `forwardAsAttachmentTo` | it does not, as Graph leaves out what is not set | recipients |
 * | an address | a redirect to nobody knows whom | |
 * | an action that is not documented | | what it does is not known, unless it is null, false or empty |
 *
 * https://learn.microsoft.com/graph/api/resources/messageruleactions. Throws `GraphFailure` (malformed).
 */
export function rulesOnPage(items: readonly unknown[]): ReadRules {
  const told = items.map((item) => {
    const rule = fieldsOf(item, 'messageRule');
    const isReadOnly = booleanField(rule, 'isReadOnly') === true;
    return { redirecting: ruleOf(rule), isReadOnly, isUntold: isReadOnly || isUntold(rule) };
  });
  const untold = told.filter(
    ({ redirecting, isUntold: isOne }) =>
      isOne && targetsOf(redirecting) === 0 && redirecting.isEnabled !== false,
  );
  return {
    rules: told.map(({ redirecting }) => redirecting).filter((rule) => targetsOf(rule) > 0),
    untoldRules: namesOf(untold),
    ...readOnlyAmong(namesOf(untold.filter(({ isReadOnly }) => isReadOnly))),
  };
}

function namesOf(told: readonly { readonly redirecting: RedirectingRule }[]): string[] {
  return told.map(({ redirecting }) => redirecting.name ?? '');
}

/** Nothing, where there is none. */
export function readOnlyAmong(readOnlyRules: readonly string[]): Pick<ReadRules, 'readOnlyRules'> {
  return readOnlyRules.length === 0 ? {} : { readOnlyRules };
}

/** Graph's own list, none of which sends mail but the first three. */
const KNOWN_ACTIONS: ReadonlySet<string> = new Set([
  ...['redirectTo', 'forwardTo', 'forwardAsAttachmentTo', 'assignCategories', 'copyToFolder', 'delete'],
  ...['markAsRead', 'markImportance', 'moveToFolder', 'permanentDelete', 'stopProcessingRules'],
]);

function isUntold(rule: Fields): boolean {
  const actions = fieldsOf(rule.actions ?? {}, 'actions');
  const set = Object.entries(actions).filter(([name, value]) => !name.includes('@') && isSet(value));
  return set.length === 0 || set.some(([name]) => !KNOWN_ACTIONS.has(name));
}

function isSet(value: unknown): boolean {
  return value !== null && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function ruleOf(rule: Fields): RedirectingRule {
  const actions = fieldsOf(rule.actions ?? {}, 'actions');
  return {
    name: textField(rule, 'displayName'),
    isEnabled: booleanField(rule, 'isEnabled'),
    hasError: booleanField(rule, 'hasError'),
    redirectTo: addresses(actions, 'redirectTo'),
    forwardTo: addresses(actions, 'forwardTo'),
    forwardAsAttachmentTo: addresses(actions, 'forwardAsAttachmentTo'),
  };
}

/** How many targets a rule has. */
export function targetsOf(rule: RedirectingRule): number {
  return rule.redirectTo.length + rule.forwardTo.length + rule.forwardAsAttachmentTo.length;
}

function addresses(actions: Fields, action: string): string[] {
  return listField(actions, action).map((item) => {
    const recipient = fieldsOf(item, action);
    const emailAddress = fieldsOf(recipient.emailAddress ?? {}, 'emailAddress');
    return textField(emailAddress, 'address') ?? '';
  });
}
