import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { FoundGap } from './found-gap.ts';
import type { GapWords } from './gap-words.ts';

/** Accounts of which the directory did not tell what decides which population they are in: they are taken into it. */
export async function untoldGaps(db: DuckDb): Promise<FoundGap[]> {
  const { enabled, plans } = await db.row(
    `SELECT count(*) FILTER (WHERE accountEnabled IS NULL)::DOUBLE AS enabled,
       count(*) FILTER (WHERE personalMailbox AND mailboxUntold)::DOUBLE AS plans FROM dossier`,
    z.object({ enabled: z.number(), plans: z.number() }),
  );
  const gaps = [
    { accounts: enabled, words: ENABLED_NOT_TOLD },
    { accounts: plans, words: PLANS_NOT_TOLD },
  ];
  return gaps
    .filter(({ accounts }) => accounts > 0)
    .map(({ accounts, words }) => ({ source: 'accounts', reason: 'not-read', accounts, words }));
}

const AGAIN = {
  fr: 'Collecter de nouveau\u00a0; si rien ne change, le signaler à Microsoft.',
  en: 'Collect again; if nothing changes, report it to Microsoft.',
};

const ENABLED_NOT_TOLD: GapWords = {
  what: {
    fr: 'Comptes dont l’annuaire ne dit pas s’ils sont activés (accountEnabled)\u00a0: ils comptent comme activés.',
    en: 'Accounts of which the directory does not tell whether they are enabled (accountEnabled): they count as enabled.',
  },
  remedy: AGAIN,
};

const PLANS_NOT_TOLD: GapWords = {
  what: {
    fr: 'Comptes dont l’annuaire ne dit pas les plans (assignedPlans)\u00a0: ils sont tenus pour avoir une boîte aux lettres personnelle.',
    en: 'Accounts whose plans the directory does not tell (assignedPlans): they are taken for having a personal mailbox.',
  },
  remedy: AGAIN,
};
