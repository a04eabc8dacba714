import type { Situation } from '../situation/situation.ts';
import { SOURCES } from '../simulator/faults/source.ts';
import type { Truth } from './truth.ts';

/** Reasons that never stand in a gap without a fault of the source. */
const TELLING: ReadonlySet<string> = new Set([
  'permission',
  'licence',
  'concealed-names',
  'no-cloud-mailbox',
  'denied',
  'gave-up',
  'error',
]);

/** Whatever lacks something has a gap that says why, and no gap says more than what happened to it. `today`: YYYY-MM-DD. */
export function judgeGaps(situation: Situation, truth: Truth, today: string): string[] {
  return [
    ...SOURCES.flatMap((source) => judgeReasons(source, situation, truth)),
    ...judgeUnreadMailboxes(situation, truth),
    ...judgeNotices(situation, truth, today),
  ];
}

function judgeReasons(source: (typeof SOURCES)[number], { gaps }: Situation, truth: Truth): string[] {
  const { reasons, byChance } = truth.standings[source];
  const own = gaps.filter((gap) => gap.source === source).map(({ reason }) => reason);
  const allowed = new Set([...reasons, ...(byChance ? ['gave-up'] : [])]);
  if (source === 'inbox-rules') {
    for (const { outcome } of truth.consequences.mailboxes) allowed.add(outcome);
    if (brokenRules(truth).most > 0) allowed.add('error');
    for (const reason of exchangeReasons(truth)) allowed.add(reason);
  }
  // Told of their mail too: whoever has no mailbox in the cloud has no activity there.
  if (
    source === 'mail-activity' &&
    truth.consequences.mailboxes.some(({ outcome }) => outcome === 'no-cloud-mailbox')
  )
    allowed.add('no-cloud-mailbox');
  const isUntold = truth.extentOf(source) !== 'whole' && !own.some((reason) => allowed.has(reason));
  const unexplained = own.filter((reason) => TELLING.has(reason) && !allowed.has(reason));
  return [
    ...(isUntold ? [`no gap says that ${source} lacks something (${[...allowed].join(', ')})`] : []),
    ...unexplained.map(
      (reason) => `a gap of ${source} says ${reason}, and nothing of the kind happened to it`,
    ),
  ];
}

/** Exchange is asked what rules do that Graph does not tell, and who bears the addresses that rules lead to. */
function exchangeReasons({ standings }: Truth): string[] {
  const { reasons, byChance } = standings['mail-flow'];
  return [...reasons, ...(byChance ? ['gave-up'] : [])];
}

/** How many mailboxes answered, and have rules in error of which nobody knows whether they redirect. */
function brokenRules({ redirected, consequences, standings, extentOf }: Truth): Span {
  if (extentOf('inbox-rules') === 'nothing') return { least: 0, most: 0 };
  const closed = new Map(consequences.mailboxes.map(({ accountId, certain }) => [accountId, certain]));
  const mayBeUnlisted =
    standings['mailbox-forwarding'].losesRows && extentOf('mailbox-forwarding') === 'part';
  const broken = [...redirected].filter(([, { byBrokenRule }]) => byBrokenRule);
  const possible = broken.filter(
    ([id, { byForwarding }]) => closed.get(id) !== true && (!byForwarding || mayBeUnlisted),
  );
  const certain = possible.filter(([id, { byForwarding }]) => !closed.has(id) && !byForwarding);
  return { least: certain.length, most: possible.length };
}

interface Span {
  readonly least: number;
  readonly most: number;
}

/** As many mailboxes for each reason as the plan closed for it, and as have rules in error. */
function judgeUnreadMailboxes({ gaps }: Situation, truth: Truth): string[] {
  const { standings, consequences, redirected, doubtful } = truth;
  const mayDiffer = standings['inbox-rules'].byChance || consequences.uncertain.length > 0;
  if (mayDiffer || truth.extentOf('inbox-rules') === 'nothing') return [];
  const unread = consequences.mailboxes.filter(({ accountId }) => redirected.has(accountId));
  return (['no-cloud-mailbox', 'denied', 'gave-up', 'error'] as const).flatMap((reason) => {
    const closed = unread.filter(({ outcome }) => outcome === reason);
    const broken = reason === 'error' ? brokenRules(truth) : { least: 0, most: 0 };
    const least = closed.filter(({ certain }) => certain).length + broken.least - doubtful.size;
    const most = closed.length + broken.most + doubtful.size;
    const told = gaps
      .filter((gap) => gap.source === 'inbox-rules' && gap.reason === reason)
      .reduce((sum, gap) => sum + (gap.accounts ?? 0), 0);
    return told >= least && told <= most ? [] : [`${told} mailboxes are told as ${reason}, and ${most} are`];
  });
}

/** A report is fresh within a week; an older one is told. */
const FRESH_DAYS = 7;

const REPORTS = ['mail-activity', 'mailbox-usage', 'service-activity'] as const;

/** What a report that was read does not tell, or tells of another time. */
function judgeNotices({ gaps, population }: Situation, truth: Truth, today: string): string[] {
  const { kinds, receivingKnown, consequences, extentOf } = truth;
  const ofEverybody = gaps.filter(({ accounts }) => accounts === population.mailboxes);
  const isTold = (source: string): boolean => ofEverybody.some((gap) => gap.source === source);
  const isToldOfSome = gaps.some(({ source, accounts = 0 }) => source === 'mailbox-usage' && accounts > 0);
  const days = (Date.parse(today) - Date.parse(consequences.reportsRefreshedOn)) / 86_400_000;
  const old = REPORTS.filter((source) => days > FRESH_DAYS && extentOf(source) !== 'nothing');
  const isReceivingTold = gaps.some(
    ({ source, words }) => source === 'mail-activity' && /receiv/i.test(words.what.en),
  );
  const isReceivingNeeded = !receivingKnown && extentOf('mail-activity') !== 'nothing';
  return [
    ...old
      .filter((source) => !isTold(source))
      .map((source) => `no gap says that ${source} is ${days} days old`),
    ...(kinds === 'known' || isTold('mailbox-usage') || (kinds === 'some' && isToldOfSome)
      ? []
      : ['no gap says that the kinds of the mailboxes are not known']),
    ...(isReceivingNeeded && !isReceivingTold
      ? ['no gap says that who still receives mail is not known']
      : []),
  ];
}
