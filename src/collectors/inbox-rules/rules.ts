import type { ItemAnswer } from '../../graph/batch.ts';
import type { MailboxOutcome } from '../../snapshot/tables.ts';
import { booleanField, fieldsOf, listField, textField, type Fields } from '../fields.ts';

/** A rule that sends mail elsewhere; addresses as Graph wrote them, '' where it gave none. */
export interface RedirectingRule {
  readonly name: string | null;
  readonly isEnabled: boolean | null;
  readonly hasError: boolean | null;
  readonly redirectTo: readonly string[];
  readonly forwardTo: readonly string[];
  readonly forwardAsAttachmentTo: readonly string[];
}

/** What one mailbox answered, as the table keeps it. */
export interface MailboxRow {
  readonly accountId: string;
  readonly outcome: MailboxOutcome;
  readonly code: string | null;
  readonly rules: readonly RedirectingRule[];
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

const SELECT = '$select=displayName,isEnabled,hasError,actions';

/** Where a mailbox's rules are asked, below the version of Graph. */
export function pathOfRules(accountId: string): string {
  return `/users/${encodeURIComponent(accountId)}/mailFolders/inbox/messageRules?${SELECT}`;
}

/** The rules of a first page that redirect or forward. Throws `GraphFailure` (malformed). */
export function redirectingRules(body: Fields): {
  rules: RedirectingRule[];
  count: number;
  next: string | null;
} {
  if (!Array.isArray(body.value)) fieldsOf(null, 'list of message rules');
  const items = listField(body, 'value');
  return { rules: rulesOnPage(items), count: items.length, next: textField(body, '@odata.nextLink') };
}

/** Those of a page's rules that redirect or forward. Throws `GraphFailure` (malformed). */
export function rulesOnPage(items: readonly unknown[]): RedirectingRule[] {
  return items.map((item) => ruleOf(fieldsOf(item, 'messageRule'))).filter((rule) => targetsOf(rule) > 0);
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

function targetsOf(rule: RedirectingRule): number {
  return rule.redirectTo.length + rule.forwardTo.length + rule.forwardAsAttachmentTo.length;
}

function addresses(actions: Fields, action: string): string[] {
  return listField(actions, action).map((item) => {
    const recipient = fieldsOf(item, action);
    const emailAddress = fieldsOf(recipient.emailAddress ?? {}, 'emailAddress');
    return textField(emailAddress, 'address') ?? '';
  });
}
