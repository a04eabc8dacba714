import type { UnreadableMailbox } from '../simulator/faults/consequences.ts';
import type { Finding, Judgement } from './evidence.ts';
import type { Redirected, Truth } from './truth.ts';

/** What the findings say of an account; they are silent on compliant ones, and on those that were not read. */
type Told = 'non-compliant' | 'undetermined' | 'silent';

/**
 * Account by account: undetermined for redirects are exactly the mailboxes that the plan made unreadable, or whose
 * redirecting rules are in error, and nothing else settles; and non-compliant exactly those of the others that redirect.
 */
export function judgeMailboxes(redirects: readonly Finding[], truth: Truth): Judgement {
  const { redirected, doubtful, consequences, standings } = truth;
  const unreadable = new Map(consequences.mailboxes.map((mailbox) => [mailbox.accountId, mailbox]));
  const mayBeMissing = new Set(consequences.uncertain);
  // Nobody knows which accounts are missing from a directory that changed, and broke off.
  const rowsMissing = consequences.uncertain.length > 0 && standings.accounts.losesRows;
  const verdicts = new Map(redirects.map(({ accountId, verdict }) => [accountId, verdict]));
  const problems = [...verdicts.keys()]
    .filter((id) => !redirected.has(id) && !doubtful.has(id))
    .map((id) => `${id} has a finding, and no personal mailbox`);
  const unlucky: string[] = [];
  for (const [id, truly] of redirected) {
    const told = verdicts.get(id) ?? 'silent';
    const allowed = allowedFor(truly, unreadable.get(id), truth);
    if (mayBeMissing.has(id)) allowed.add('undetermined');
    if (mayBeMissing.has(id) || doubtful.has(id) || rowsMissing) allowed.add('silent');
    if (allowed.has(told)) continue;
    const because = `${id} is ${told}, not ${[...allowed].join(' or ')}`;
    const isByChance = standings['inbox-rules'].byChance || standings['mailbox-forwarding'].byChance;
    if (told !== 'non-compliant' && isByChance) unlucky.push(because);
    else problems.push(because);
  }
  return { problems: problems.slice(0, 5), unlucky: unlucky.slice(0, 5) };
}

function allowedFor(truly: Redirected, mailbox: UnreadableMailbox | undefined, truth: Truth): Set<string> {
  const { extentOf, forwardingTold, standings } = truth;
  const isForwardingInPart =
    standings['mailbox-forwarding'].losesRows && extentOf('mailbox-forwarding') === 'part';
  const rulesTold = rulesOf(truly, mailbox, truth);
  // Forwarding that is seen settles it, whatever the rules say.
  if (truly.byForwarding && !isForwardingInPart) return new Set<string>(['non-compliant']);
  const allowed = new Set<string>(rulesTold);
  if (truly.byForwarding) allowed.add('non-compliant');
  // Of a mailbox that Exchange did not come to, nobody knows whether it forwards: no rule of it says that it does not.
  if (isForwardingInPart && forwardingTold) {
    if (!truly.byRule) allowed.add('undetermined');
    if (truly.byForwarding) allowed.delete('silent');
  }
  // What forwarding alone can tell of whom nobody read the rules of: the count is marked as a lower bound.
  if (forwardingTold && extentOf('inbox-rules') === 'nothing') allowed.add('silent');
  return allowed;
}

function rulesOf(
  { byRule, byBrokenRule, byUntoldRule }: Redirected,
  mailbox: UnreadableMailbox | undefined,
  { extentOf, untoldRulesTold }: Truth,
): Told[] {
  if (extentOf('inbox-rules') === 'nothing') return ['undetermined'];
  const isUnclear = byBrokenRule || (byUntoldRule && untoldRulesTold === 'no');
  const truly: Told = byRule ? 'non-compliant' : isUnclear ? 'undetermined' : 'silent';
  if (byUntoldRule && untoldRulesTold === 'perhaps') return ['undetermined', truly];
  if (mailbox === undefined) return [truly];
  const { certain, outcome } = mailbox;
  // A redirect on the first page is known, whatever the pages after it hold.
  const isSeen = byRule && outcome === 'error';
  return certain && !isSeen ? ['undetermined'] : ['undetermined', truly];
}
