import type { ExchangeClient } from '../../exchange/exchange-client.ts';
import { pages } from '../../graph/pages.ts';
import { exchangeFields, flagField, textsField, trimmedField } from '../exchange-fields.ts';
import type { Fields } from '../fields.ts';
import { targetsOf, type ReadRules, type RedirectingRule } from './rules.ts';

/** A rule as Exchange tells it. */
interface ExchangeRule extends RedirectingRule {
  /** What it does with mail was told. */
  readonly isTold: boolean;
}

/** A mailbox holds some hundred rules at the most. */
const MOST_PAGES = 100;

const ACTIONS = ['redirectto', 'forwardto', 'forwardasattachmentto'] as const;

/**
 * What is known of a mailbox of which Graph left rules untold, once Exchange told of all its rules: the rules that redirect
 * and of which Graph did not tell so, and the names that are still untold. A name that Exchange does not list stays so.
 * Throws `GraphFailure`.
 */
export async function rulesByExchange(
  exchange: ExchangeClient,
  accountId: string,
  known: { readonly untold: readonly string[]; readonly redirecting: readonly string[] },
): Promise<ReadRules> {
  const reader = exchange.reader({
    ...{ endpoint: 'beta/InvokeCommand', cmdlet: 'Get-InboxRule', parameters: { Mailbox: accountId } },
  });
  const told: ExchangeRule[] = [];
  for await (const { items } of pages(reader, reader.start, { mostPages: MOST_PAGES }))
    told.push(...items.map(ruleOf));
  const untoldRules = [...known.untold];
  const rules = told.filter((rule) => {
    const place = untoldRules.findIndex((name) => isSame(name, rule.name));
    const isWanted = place >= 0;
    if (isWanted && isSettled(rule)) untoldRules.splice(place, 1);
    return targetsOf(rule) > 0 && (isWanted || !known.redirecting.some((name) => isSame(name, rule.name)));
  });
  return { rules: rules.map(withoutToldness), untoldRules };
}

function isSettled({ isTold, isEnabled, ...rule }: ExchangeRule): boolean {
  return isTold || isEnabled === false || targetsOf({ isEnabled, ...rule }) > 0;
}

function withoutToldness({ name, isEnabled, hasError, ...to }: ExchangeRule): RedirectingRule {
  const { redirectTo, forwardTo, forwardAsAttachmentTo } = to;
  return { name, isEnabled, hasError, redirectTo, forwardTo, forwardAsAttachmentTo };
}

/** Two rules without a name may be different ones. */
function isSame(left: string, right: string | null): boolean {
  return left.trim() !== '' && left.trim().toLowerCase() === right?.trim().toLowerCase();
}

/** Exchange writes a name and an address: `"Name" [SMTP:x@y]`; of what is no SMTP address, all of it. */
export function targetInText(text: string): string {
  return /\[SMTP:([^\]]+)\]$/i.exec(text)?.[1]?.trim() ?? text;
}

function targets(rule: Fields, name: string): string[] {
  return textsField(rule, name).map(targetInText);
}

/** A property that is not there was not told; null is none. Properties besides these send no mail. */
function ruleOf(item: unknown): ExchangeRule {
  const rule: Fields = exchangeFields(item, 'inbox rule');
  const [redirectTo, forwardTo, forwardAsAttachmentTo] = [
    targets(rule, 'redirectto'),
    targets(rule, 'forwardto'),
    targets(rule, 'forwardasattachmentto'),
  ];
  return {
    name: trimmedField(rule, 'name'),
    isEnabled: flagField(rule, 'enabled'),
    hasError: flagField(rule, 'inerror'),
    ...{ redirectTo, forwardTo, forwardAsAttachmentTo },
    isTold: ACTIONS.every((name) => Object.hasOwn(rule, name)),
  };
}
