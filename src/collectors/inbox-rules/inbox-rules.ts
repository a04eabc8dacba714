import { batchGet, type ItemAnswer } from '../../graph/batch.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import type { Collected, CollectContext, Collector } from '../collector.ts';
import { PartlyCollected } from '../collector.ts';
import { fieldsOf } from '../fields.ts';
import { mailboxesToAsk } from './mailboxes-to-ask.ts';
import { failedOutcome, redirectingRules, type MailboxRow, type RedirectingRule } from './rules.ts';
import type { MailboxOutcome } from '../../snapshot/tables.ts';

/** A mailbox holds some hundred rules at the most; more pages than this never end. */
const MOST_PAGES = 1_000;

/** When all of the first mailboxes are denied, it is the source that is refused. */
const FIRST_MAILBOXES = 200;

/** The redirecting inbox rules of every mailbox, with an outcome for each. */
export const inboxRules: Collector = {
  id: 'inbox-rules',
  permission: 'MailboxSettings.Read',
  collect: async (context): Promise<Collected> => {
    const tally = new Tally();
    const file = await context.store.pageFile('inbox-rules');
    let failure: GraphFailure | null = null;
    try {
      await batchGet(context.client, {
        items: mailboxesToAsk(context, (found) => tally.found(found)),
        concurrency: context.config.limits.concurrency,
        onAnswers: async (answers) => {
          const rows = await Promise.all(answers.map((answer) => rowOf(context, answer)));
          await file.appendRows(rows, null);
          tally.add(rows);
          context.onProgress('inbox-rules', { read: tally.asked, expected: expectedOf(context, tally) });
          if (tally.allDenied() && tally.asked >= FIRST_MAILBOXES) throw tally.denial();
        },
      });
    } catch (error) {
      if (!(error instanceof GraphFailure) || file.rows === 0 || tally.allDenied()) throw error;
      failure = error;
    }
    if (tally.asked > 0 && tally.allDenied()) throw tally.denial();
    await context.store.seal('inbox-rules', file, 'accountId');
    if (failure !== null) throw new PartlyCollected({ read: tally.read, expected: tally.expected }, failure);
    return tally.collected();
  },
};

/** The second wave is found only after the first: until then the first is what is expected. */
function expectedOf(context: CollectContext, tally: Tally): number | null {
  const { total } = context.accountPages;
  return total === null ? null : Math.max(total, tally.expected);
}

async function rowOf(context: CollectContext, answer: ItemAnswer): Promise<MailboxRow> {
  const accountId = answer.key;
  if (answer.status !== 200) {
    return { accountId, outcome: failedOutcome(answer), code: answer.code || null, rules: [] };
  }
  // What was read before a later page failed stays: a redirect that is known is known.
  const seen: Seen = { rules: [], count: 0 };
  try {
    await readRules(context, answer, seen);
    return { accountId, outcome: seen.count > 0 ? 'rules' : 'none', code: null, rules: seen.rules };
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    const outcome = error.kind === 'gave-up' ? 'gave-up' : error.kind === 'refused' ? 'denied' : 'error';
    return { accountId, outcome, code: error.code, rules: seen.rules };
  }
}

interface Seen {
  readonly rules: RedirectingRule[];
  count: number;
}

/** A mailbox with many rules answers in pages: the first in the batch, the others asked one by one. */
async function readRules(context: CollectContext, answer: ItemAnswer, seen: Seen): Promise<void> {
  let body: unknown = answer.body;
  for (let page = 1; ; page += 1) {
    const { rules, count, next } = redirectingRules(fieldsOf(body, 'list of message rules'));
    seen.rules.push(...rules);
    seen.count += count;
    if (next === null) return;
    const isHere = URL.canParse(next) && new URL(next).origin === context.client.origin;
    if (!isHere || page >= MOST_PAGES) throw notARulePage();
    body = (await context.client.get(next, { limit: 'mail' })).json;
  }
}

function notARulePage(): GraphFailure {
  return new GraphFailure({
    kind: 'malformed',
    request: 'GET …/messageRules',
    status: 200,
    code: 'UnexpectedNextLink',
    message: 'the next page of rules is on another host or never ends; it was not asked',
  });
}

type Unread = Exclude<MailboxOutcome, 'rules' | 'none' | 'no-cloud-mailbox'>;

/** Counts what was asked and how it ended. "No mailbox in the cloud" is an answer; the unread ones gave none. */
class Tally {
  asked = 0;
  expected = 0;
  readonly #unread: Record<Unread, number> = { denied: 0, 'gave-up': 0, error: 0 };
  #code = '';

  get read(): number {
    return this.asked - Object.values(this.#unread).reduce((sum, count) => sum + count, 0);
  }

  found(mailboxes: number): void {
    this.expected += mailboxes;
  }

  add(rows: readonly MailboxRow[]): void {
    this.asked += rows.length;
    for (const { outcome, code } of rows) {
      if (outcome === 'rules' || outcome === 'none' || outcome === 'no-cloud-mailbox') continue;
      this.#unread[outcome] += 1;
      this.#code = code ?? '';
    }
  }

  allDenied(): boolean {
    return this.asked > 0 && this.#unread.denied === this.asked;
  }

  collected(): Collected {
    const counts = { read: this.read, expected: this.expected };
    if (counts.read === this.asked) return counts;
    const { denied, error } = this.#unread;
    const most = Math.max(...Object.values(this.#unread));
    const reason = denied === most ? 'denied' : error === most ? 'error' : 'gave-up';
    const detail = `${this.asked - counts.read} mailboxes did not give their rules`;
    return { ...counts, shortfall: { reason, detail } };
  }

  denial(): GraphFailure {
    return new GraphFailure({
      kind: 'refused',
      request: 'GET /v1.0/users/{id}/mailFolders/inbox/messageRules',
      status: 403,
      code: this.#code,
      message: 'every mailbox that was asked denied it',
    });
  }
}
