import { GraphFailure } from '../../graph/graph-failure.ts';
import type { PageFile } from '../../snapshot/page-file.ts';
import { countAccounts } from '../accounts/accounts.ts';
import type { Collected, CollectContext } from '../collector.ts';
import { fieldsOf, idField } from '../fields.ts';
import { collectPages, missingAccounts, type PagedCounts } from '../paged-source.ts';
import { stateOf, statesUntold } from './state-of.ts';

/** Metadata lacks the property: it is asked in a request of its own, which costs no other source where it is refused. */
const PATH = '/users?$select=id,perUserMfaState&$top=999';

/** The state of every account, page by page: of v1.0, else of beta, where v1.0 does not know the property or tells it of nobody. */
export async function askInBulk(context: CollectContext): Promise<Collected> {
  const file = await context.store.pageFile('per-user-mfa');
  try {
    return collectedOf(await walk(context, file, PATH));
  } catch (error) {
    if (!isNotKnownHere(error)) throw error;
    // What the first walk met is no part of the second.
    await file.clear();
    return await askBeta(context, file);
  }
}

async function askBeta(context: CollectContext, file: PageFile): Promise<Collected> {
  try {
    return collectedOf(await walk(context, file, `${context.client.origin}/beta${PATH}`));
  } catch (error) {
    if (!(error instanceof GraphFailure) || error.code !== NOTHING_CAME) throw error;
    throw new GraphFailure({
      ...{ kind: 'malformed', request: 'GET /beta/users', status: 200, code: 'StateNotTold' },
      message: 'no account told its per-user MFA state',
    });
  }
}

/** How a walk ends of which no row came to the table. */
const NOTHING_CAME = 'EmptyCollection';

function walk(context: CollectContext, file: PageFile, start: string): Promise<PagedCounts> {
  return collectPages(context, {
    id: 'per-user-mfa',
    file,
    start,
    options: {},
    expected: context.accountTotal,
    recount: () => countAccounts(context.client),
    rowOf: stateRow,
    key: ['accountId'],
  });
}

/** Null for an account that did not tell: it counts among those that are missing. */
function stateRow(item: unknown): object | null {
  const account = fieldsOf(item, 'user');
  const accountId = idField(account, 'id');
  const state = stateOf(account);
  return accountId === null || state === null ? null : { accountId, state };
}

function isNotKnownHere(error: unknown): boolean {
  return error instanceof GraphFailure && (error.status === 400 || error.code === NOTHING_CAME);
}

function collectedOf(counts: PagedCounts): Collected {
  const { rows, expected, without } = counts;
  if (without === 0) return { read: rows, expected, ...missingAccounts(counts) };
  const lacks = { kind: 'states', count: without } as const;
  return {
    read: rows,
    expected: Math.max(expected, rows + without),
    shortfall: { reason: 'not-read', detail: statesUntold(without), lacks },
  };
}
