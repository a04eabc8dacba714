import { graphPermissions } from '../../grants/grant.ts';
import { z } from 'zod';
import { batchGet } from '../../graph/batch.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import type { Collected, CollectContext, Collector } from '../collector.ts';
import { PartlyCollected } from '../collector.ts';
import { DenialGate } from './denial-gate.ts';
import { mailboxesToAsk, WAITED_FOR, type Expecting } from './mailboxes-to-ask.ts';
import { mailboxRow } from './mailbox-row.ts';
import type { MailboxRow } from './rules.ts';
import { sampleShortfall } from '../sample-shortfall.ts';
import { SETTLING_GRANTS, settleRules } from './settle-rules.ts';
import type { Bookmark, PageFile } from '../../snapshot/page-file.ts';
import { tableScan } from '../../snapshot/check-table.ts';
import type { SnapshotStore } from '../../snapshot/snapshot-store.ts';
import type { MailboxOutcome } from '../../snapshot/tables.ts';

/** The redirecting inbox rules of every mailbox, with an outcome for each. */
export const inboxRules: Collector<'inbox-rules'> = {
  id: 'inbox-rules',
  grants: graphPermissions('MailboxSettings.Read'),
  partGrants: { 'untold-rules': SETTLING_GRANTS, 'recipient-addresses': SETTLING_GRANTS },
  restsOn: () => WAITED_FOR,
  collect: async (context): Promise<Collected<'inbox-rules'>> => {
    const { store } = context;
    const file = await store.pageFile('inbox-rules');
    let tally = new Tally(file.bookmark);
    if (tally.mayBeRefused()) {
      // An earlier run was refused; whoever goes on may have granted the permission.
      await file.clear();
      tally = new Tally(null);
    }
    const gate = new DenialGate(tally.hasRead);
    const failure = await askAll(context, file, tally, gate);
    if (tally.allDenied() || gate.isShut) throw failure ?? tally.denial();
    if (failure !== null && file.rows === 0) throw failure;
    if (!(await store.holds('accounts'))) throw noAccounts();
    const { duplicates } = await store.seal('inbox-rules', file, ['accountId'], GIVEN_UP_LAST);
    if (duplicates > 0) await tally.recount(store);
    // Of what was not asked there is nothing to complete.
    const misses = leavesRules(context) ? [] : await settleRules(context);
    if (failure !== null) throw new PartlyCollected({ read: tally.read, expected: tally.expected }, failure);
    return { ...tally.collected(), ...(misses.length === 0 ? {} : { misses }) };
  },
};

/** The rules are asked to know which mailboxes are in the cloud, and for nothing else. */
function leavesRules({ leavesOut }: CollectContext): boolean {
  return leavesOut.has('inbox-rules/rules');
}

/** Who was given up in one run may have been read in the next. */
const GIVEN_UP_LAST = `outcome = 'gave-up'`;

/** "None was asked" is no "none redirects". */
function noAccounts(): GraphFailure {
  return new GraphFailure({
    kind: 'malformed',
    request: 'inbox rules',
    status: 0,
    code: 'NoAccounts',
    message: 'no account was read, so that nobody knows which mailboxes to ask',
  });
}

/** Null when every mailbox was asked; otherwise what broke it off. */
async function askAll(
  context: CollectContext,
  file: PageFile,
  tally: Tally,
  gate: DenialGate,
): Promise<GraphFailure | null> {
  if (file.rows > 0) context.onProgress('inbox-rules', { read: tally.asked, expected: null });
  const mailboxes = mailboxesToAsk(context, {
    answered: () => (file.rows === 0 ? null : file.path),
    gate,
    expecting: tally,
    refusal: () => tally.denial(),
  });
  try {
    await batchGet(context.client, {
      items: endedWith(mailboxes, () => gate.stop()),
      concurrency: context.config.limits.concurrency,
      onAnswers: async (answers) => {
        const rows = await Promise.all(
          answers.map((answer) => mailboxRow(context.client, answer, leavesRules(context))),
        );
        tally.add(rows);
        await file.appendRows(rows, tally.bookmark);
        gate.settled(rows);
        context.onProgress('inbox-rules', { read: tally.asked, expected: expectedOf(context, tally) });
      },
    });
    return null;
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    return error;
  }
}

/** A generator that waits cannot be ended before what it waits for is. */
function endedWith<T>(items: AsyncGenerator<T>, onEnd: () => void): AsyncIterator<T> {
  return {
    next: () => items.next(),
    return: () => {
      onEnd();
      return items.return(undefined);
    },
  };
}

/** Those that cannot be followed are found only when the accounts have ended. */
function expectedOf(context: CollectContext, tally: Tally): number | null {
  return context.accountPages.isOpen ? null : tally.expected;
}

const countsSchema = z.object({
  rules: z.int().nonnegative(),
  none: z.int().nonnegative(),
  'no-cloud-mailbox': z.int().nonnegative(),
  denied: z.int().nonnegative(),
  'gave-up': z.int().nonnegative(),
  error: z.int().nonnegative(),
}) satisfies z.ZodType<Record<MailboxOutcome, number>>;

const NONE_YET = { rules: 0, none: 0, 'no-cloud-mailbox': 0, denied: 0, 'gave-up': 0, error: 0 };

/** Counts what was asked and how it ended. "No mailbox in the cloud" is an answer; the unread ones gave none. */
class Tally implements Expecting {
  expected: number;
  #counts: Record<MailboxOutcome, number>;
  #code = '';
  /** The mailboxes of which those that are asked are a sample; null where all are. */
  #inAll: number | null = null;

  /** Goes on from the counts that an earlier run kept. */
  constructor(bookmark: Bookmark) {
    this.#counts = countsSchema.safeParse(bookmark).data ?? { ...NONE_YET };
    this.expected = this.asked;
  }

  get asked(): number {
    return Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
  }

  get read(): number {
    return this.#counts.rules + this.#counts.none + this.#counts['no-cloud-mailbox'];
  }

  get bookmark(): Bookmark {
    return { ...this.#counts };
  }

  found(mailboxes: number): void {
    this.expected += mailboxes;
  }

  left(mailboxes: number): void {
    this.expected = this.asked + mailboxes;
  }

  drawnFrom(mailboxes: number): void {
    this.#inAll = mailboxes;
  }

  add(rows: readonly MailboxRow[]): void {
    for (const { outcome, code } of rows) {
      this.#counts[outcome] += 1;
      if (outcome === 'denied') this.#code = code ?? '';
    }
  }

  /** An account that came twice was asked twice, and is one row. */
  async recount(store: SnapshotStore): Promise<void> {
    const before = this.asked;
    const rows = await store.withDuckDb((db) =>
      db.rows(
        `SELECT outcome, count(*)::DOUBLE AS count FROM ${tableScan(store.table('inbox-rules'))} GROUP BY outcome`,
        z.object({ outcome: z.string(), count: z.number() }),
      ),
    );
    const counts = Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
    this.#counts = countsSchema.parse({ ...NONE_YET, ...counts });
    this.expected -= before - this.asked;
  }

  /** A mailbox was open to this identity. */
  get hasRead(): boolean {
    return this.#counts.rules + this.#counts.none > 0;
  }

  allDenied(): boolean {
    return this.asked > 0 && this.#counts.denied === this.asked;
  }

  /** Some denied, and none was read. */
  mayBeRefused(): boolean {
    return this.#counts.denied > 0 && !this.hasRead;
  }

  collected(): Collected<'inbox-rules'> {
    const inAll = this.#inAll ?? 0;
    if (inAll > this.asked) return this.#sampled(inAll);
    const counts = { read: this.read, expected: this.expected };
    if (counts.read === this.asked) return counts;
    const { denied, error } = this.#counts;
    const most = Math.max(denied, error, this.#counts['gave-up']);
    const reason = denied === most ? 'denied' : error === most ? 'error' : 'gave-up';
    const count = this.asked - counts.read;
    const detail = `${count} ${count === 1 ? 'mailbox did not give its' : 'mailboxes did not give their'} rules`;
    const lacks = { kind: 'rules', count } as const;
    return { ...counts, ...this.#givenUp(), shortfall: { reason, detail, lacks } };
  }

  /** Who did not give his rules is told of by himself. */
  #sampled(inAll: number): Collected<'inbox-rules'> {
    const counts = { read: this.read, expected: inAll };
    return { ...counts, ...this.#givenUp(), shortfall: sampleShortfall(this.asked, inAll) };
  }

  /** Whoever goes on asks those again, whatever else the source lacks. */
  #givenUp(): Pick<Collected, 'gaveUp'> {
    return this.#counts['gave-up'] > 0 ? { gaveUp: true } : {};
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
