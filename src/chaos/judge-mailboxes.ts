import type { UnreadableMailbox } from '../simulator/faults/consequences.ts';
import type { Finding, Judgement } from './evidence.ts';
import type { Truth } from './truth.ts';

/** What the findings say of an account; they are silent on compliant ones, and on those that were not read. */
type Told = 'non-compliant' | 'undetermined' | 'silent';

/**
 * Account by account: undetermined for redirects are exactly the mailboxes that the plan made unreadable, and
 * non-compliant exactly those of the others that redirect.
 */
export function judgeMailboxes(redirects: readonly Finding[], truth: Truth): Judgement {
  const { redirected, consequences, standings } = truth;
  const unreadable = new Map(consequences.mailboxes.map((mailbox) => [mailbox.accountId, mailbox]));
  const mayBeMissing = new Set(consequences.uncertain);
  // Nobody knows which accounts are missing from a directory that changed, and broke off.
  const rowsMissing = consequences.uncertain.length > 0 && standings.accounts.losesRows;
  const verdicts = new Map(redirects.map(({ accountId, verdict }) => [accountId, verdict]));
  const problems = [...verdicts.keys()]
    .filter((id) => !redirected.has(id))
    .map((id) => `${id} has a finding, and no personal mailbox`);
  const unlucky: string[] = [];
  for (const [id, isRedirected] of redirected) {
    const told = verdicts.get(id) ?? 'silent';
    const allowed =
      truth.extentOf('inbox-rules') === 'nothing'
        ? new Set<string>(['undetermined'])
        : allowedFor(isRedirected, unreadable.get(id));
    if (mayBeMissing.has(id)) allowed.add('undetermined');
    if (mayBeMissing.has(id) || rowsMissing) allowed.add('silent');
    if (allowed.has(told)) continue;
    const because = `${id} is ${told}, not ${[...allowed].join(' or ')}`;
    if (told === 'undetermined' && standings['inbox-rules'].byChance) unlucky.push(because);
    else problems.push(because);
  }
  return { problems: problems.slice(0, 5), unlucky: unlucky.slice(0, 5) };
}

function allowedFor(isRedirected: boolean, mailbox: UnreadableMailbox | undefined): Set<string> {
  const truly: Told = isRedirected ? 'non-compliant' : 'silent';
  if (mailbox === undefined) return new Set([truly]);
  const { certain, outcome } = mailbox;
  // A redirect on the first page is known, whatever the pages after it hold.
  const isSeen = isRedirected && outcome === 'error';
  return new Set<Told>(certain && !isSeen ? ['undetermined'] : ['undetermined', truly]);
}
