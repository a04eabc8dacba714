import type { ItemAnswer } from '../../graph/batch.ts';
import type { GraphClient } from '../../graph/client.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { fieldsOf } from '../fields.ts';
import { PageWalk } from '../page-walk.ts';
import {
  failedOutcome,
  pathOfRules,
  redirectingRules,
  rulesOnPage,
  type MailboxRow,
  type RedirectingRule,
} from './rules.ts';

/** A mailbox holds some hundred rules at the most; more pages than this never end. */
const MOST_PAGES = 1_000;

/** What one mailbox answered in a batch, with the further pages that its rules have. */
export async function mailboxRow(client: GraphClient, answer: ItemAnswer): Promise<MailboxRow> {
  const accountId = answer.key;
  if (answer.status !== 200 || answer.gaveUp) {
    return { accountId, outcome: failedOutcome(answer), code: answer.code || null, rules: [] };
  }
  const seen = new SeenRules();
  try {
    await readRules(client, answer, seen);
    return { accountId, outcome: seen.count > 0 ? 'rules' : 'none', code: null, rules: seen.rules };
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    const outcome = error.kind === 'gave-up' ? 'gave-up' : error.kind === 'refused' ? 'denied' : 'error';
    return { accountId, outcome, code: error.code, rules: seen.most() };
  }
}

/** What was read before a later page failed stays: a redirect that is known is known. */
class SeenRules {
  rules: RedirectingRule[] = [];
  count = 0;
  #before: readonly RedirectingRule[] = [];

  add(rules: readonly RedirectingRule[], count: number): void {
    this.rules.push(...rules);
    this.count += count;
  }

  /** The mailbox is read again from its first page. */
  again(): void {
    this.#before = this.most();
    this.rules = [];
    this.count = 0;
  }

  most(): readonly RedirectingRule[] {
    return this.rules.length >= this.#before.length ? this.rules : this.#before;
  }
}

/** A mailbox with many rules answers in pages: the first in the batch, the others asked one by one. */
async function readRules(client: GraphClient, answer: ItemAnswer, seen: SeenRules): Promise<void> {
  const first = redirectingRules(fieldsOf(answer.body, 'list of message rules'));
  seen.add(first.rules, first.count);
  const path = pathOfRules(answer.key);
  const walk = new PageWalk(client, path, { limit: 'mail' }, first.next, () => seen.again());
  let pages = 0;
  for await (const { items } of walk.pages()) {
    pages += 1;
    if (pages > MOST_PAGES) throw endless();
    seen.add(rulesOnPage(items), items.length);
  }
}

function endless(): GraphFailure {
  return new GraphFailure({
    kind: 'malformed',
    request: 'GET …/messageRules',
    status: 200,
    code: 'EndlessRules',
    message: `a mailbox announced more than ${MOST_PAGES} pages of rules`,
  });
}
