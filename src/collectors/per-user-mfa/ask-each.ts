import { GraphFailure } from '../../graph/graph-failure.ts';
import type { PageFile } from '../../snapshot/page-file.ts';
import type { Collected, CollectContext } from '../collector.ts';
import { PartlyCollected } from '../collector.ts';
import { fieldsOf } from '../fields.ts';
import { shortfallOf } from '../miss-of.ts';
import { sampleShortfall } from '../sample-shortfall.ts';
import { accountsLeft } from './accounts-left.ts';
import { stateOf, statesUntold } from './state-of.ts';

/** What tells whom to ask. */
export const EACH_RESTS_ON = ['accounts', 'mfa-policies', 'role-assignments', 'group-members'] as const;

/** So many accounts are asked side by side, and written together; where none of them answers, nobody is. */
const ASKED_AT_ONCE = 64;

/** The state of each account that nothing else covers: a beta endpoint, one request for each. */
export async function askEach(context: CollectContext): Promise<Collected> {
  const { store } = context;
  await Promise.all(EACH_RESTS_ON.map((id) => context.ended(id)));
  const file = await store.pageFile('per-user-mfa');
  const before = file.rows;
  const answered = before === 0 ? null : file.path;
  let inAll = 0;
  const { total, chunks } = await store.listed('per-user-mfa-left', async (db) => {
    const left = await accountsLeft(db, store, answered, context.sample);
    inAll = left.inAll;
    return left.query;
  });
  const unread: GraphFailure[] = [];
  let failure: GraphFailure | null = null;
  for await (const ids of chunks) {
    failure ??= await askAll(context, file, ids, unread, before + total);
  }
  if (failure !== null && file.rows === 0) throw failure;
  const { rows } = await store.seal('per-user-mfa', file, ['accountId']);
  const expected = Math.max(rows, before + total);
  if (failure !== null) throw new PartlyCollected({ read: rows, expected }, failure);
  const isCut = context.sample !== null && inAll > context.sample;
  if (isCut && unread.length === 0)
    return { read: rows, expected: inAll, shortfall: sampleShortfall(rows, inAll) };
  return { read: rows, expected: isCut ? inAll : rows + unread.length, ...untold(unread) };
}

function untold(unread: readonly GraphFailure[]): Pick<Collected, 'shortfall'> {
  const [first] = unread;
  if (first === undefined) return {};
  const count = unread.length;
  const detail = `${statesUntold(count)}: ${first.detail}`;
  const lacks = { kind: 'states', count, told: first.detail } as const;
  return { shortfall: { ...shortfallOf(first), detail, lacks } };
}

/** Null when all were asked; otherwise what broke it off. */
async function askAll(
  context: CollectContext,
  file: PageFile,
  ids: readonly string[],
  unread: GraphFailure[],
  expected: number,
): Promise<GraphFailure | null> {
  for (let start = 0; start < ids.length; start += ASKED_AT_ONCE) {
    const answers = await Promise.all(ids.slice(start, start + ASKED_AT_ONCE).map((id) => ask(context, id)));
    const rows = answers.filter((answer) => !(answer instanceof GraphFailure));
    const failures = answers.filter((answer) => answer instanceof GraphFailure);
    unread.push(...failures);
    await file.appendRows(rows, null);
    context.onProgress('per-user-mfa', { read: file.rows, expected });
    // An account that is gone by now, or an odd answer, is one account's; anything else meets the others too.
    const [failure] = failures.filter(({ status }) => status !== 404 && status !== 200);
    if (rows.length === 0 && failure !== undefined) return failure;
  }
  return null;
}

/** The state may stand under `value`, as that of other settings does; one that is none of the documented is not known. */
async function ask({ client }: CollectContext, accountId: string): Promise<object | GraphFailure> {
  try {
    const answer = await client.get(
      `${client.origin}/beta/users/${encodeURIComponent(accountId)}/authentication/requirements`,
    );
    const flat = fieldsOf(answer.json, 'strongAuthenticationRequirements');
    const requirements = 'value' in flat ? fieldsOf(flat.value, 'value') : flat;
    const state = stateOf(requirements);
    return state === null ? unknownState() : { accountId, state };
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    return error;
  }
}

function unknownState(): GraphFailure {
  return new GraphFailure({
    ...{ kind: 'malformed', request: 'GET /beta/users/{id}/authentication/requirements', status: 200 },
    code: 'UnknownState',
    message: 'the state of per-user MFA is none of the documented ones',
  });
}
