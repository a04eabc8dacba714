import type { ItemAnswer } from '../../graph/batch.ts';
import type { GraphClient } from '../../graph/client.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { fieldsOf } from '../fields.ts';
import { PageWalk } from '../page-walk.ts';
import {
  failedOutcome,
  pathOfRules,
  readOnlyAmong,
  rulesOnFirstPage,
  rulesOnPage,
  type MailboxRow,
  type ReadRules,
} from './rules.ts';

/** A mailbox holds some hundred rules at the most; more pages than this never end. */
const MOST_PAGES = 1_000;

/** What one mailbox answered in a batch, with the further pages that its rules have; of those that have ids alone (`idsOnly`), nothing tells what they do. */
export async function mailboxRow(
  client: GraphClient,
  answer: ItemAnswer,
  idsOnly = false,
): Promise<MailboxRow> {
  const accountId = answer.key;
  if (answer.status !== 200 || answer.gaveUp) {
    return { accountId, outcome: failedOutcome(answer), code: answer.code || null, ...NO_RULES };
  }
  const seen = new SeenRules();
  try {
    await readRules(client, answer, seen, idsOnly);
    return { accountId, outcome: seen.count > 0 ? 'rules' : 'none', code: null, ...seen.read };
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    const outcome = error.kind === 'gave-up' ? 'gave-up' : error.kind === 'refused' ? 'denied' : 'error';
    return { accountId, outcome, code: error.code, ...seen.most() };
  }
}

const NO_RULES: ReadRules = { rules: [], untoldRules: [] };

/** What was read before a later page failed stays: a redirect that is known is known. */
class SeenRules {
  read = NO_RULES;
  count = 0;
  #before = NO_RULES;

  add({ rules, untoldRules, readOnlyRules = [] }: ReadRules, count: number): void {
    this.read = {
      rules: [...this.read.rules, ...rules],
      untoldRules: [...this.read.untoldRules, ...untoldRules],
      ...readOnlyAmong([...(this.read.readOnlyRules ?? []), ...readOnlyRules]),
    };
    this.count += count;
  }

  /** The mailbox is read again from its first page. */
  again(): void {
    this.#before = this.most();
    this.read = NO_RULES;
    this.count = 0;
  }

  most(): ReadRules {
    return this.read.rules.length >= this.#before.rules.length ? this.read : this.#before;
  }
}

/** A mailbox with many rules answers in pages: the first in the batch, the others asked one by one. */
async function readRules(
  client: GraphClient,
  answer: ItemAnswer,
  seen: SeenRules,
  idsOnly: boolean,
): Promise<void> {
  const kept = (items: readonly unknown[]): readonly unknown[] => (idsOnly ? items.map(() => ({})) : items);
  const body = fieldsOf(answer.body, 'list of message rules');
  const first = rulesOnFirstPage(Array.isArray(body.value) ? { ...body, value: kept(body.value) } : body);
  seen.add(first, first.count);
  const path = pathOfRules(answer.key, idsOnly);
  const walk = new PageWalk(client, path, { limit: 'mail', mostPages: MOST_PAGES }, first.next, () =>
    seen.again(),
  );
  for await (const { items } of walk.pages()) seen.add(rulesOnPage(kept(items)), items.length);
}
