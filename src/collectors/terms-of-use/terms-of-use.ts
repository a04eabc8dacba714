import { anyLicence, type Grants } from '../../grants/grant.ts';
import { z } from 'zod';
import { GraphFailure } from '../../graph/graph-failure.ts';
import type { Bookmark, PageFile } from '../../snapshot/page-file.ts';
import { PartlyCollected, type Collected, type CollectContext, type Collector } from '../collector.ts';
import { failureOfWalk } from '../failure-of-walk.ts';
import { fieldsOf, idField, oddRecords, textField, unlessOdd } from '../fields.ts';
import { missOf, shortfallAsFirst } from '../miss-of.ts';
import { PageWalk } from '../page-walk.ts';
import { answerRow } from './answer-row.ts';

const AGREEMENTS = '/identityGovernance/termsOfUse/agreements';
const SELECT =
  'id,agreementId,agreementFileId,userId,userPrincipalName,state,recordedDateTime,expirationDateTime';

const ID = 'terms-of-use';

/** Of agreements. */
const MOST_PAGES = 100;

/** Delegated: as an application Graph refuses both, whatever it was granted. */
const GRANTS: Grants = (['Security Reader', 'Global Reader'] as const).map((name) => [
  { kind: 'delegated-permission', name: 'Agreement.Read.All' },
  { kind: 'delegated-permission', name: 'AgreementAcceptance.Read.All' },
  { kind: 'entra-role', name },
]);

/**
 * The tenant's agreements and everybody's answers. An agreement whose answers were read to their end has a row
 * without an account; one without it is not known to be unanswered by anybody.
 * https://learn.microsoft.com/graph/api/agreement-list-acceptances
 */
export const termsOfUse: Collector<typeof ID> = {
  id: ID,
  grants: GRANTS,
  licence: anyLicence('Microsoft Entra ID P1'),
  collect: async (context): Promise<Collected<typeof ID>> => {
    const file = await context.store.pageFile(ID);
    const places = placesOf(file.bookmark);
    // An earlier version kept its places otherwise: what it read is read again.
    if (places.size === 0) await file.clear();
    const { agreements, failure } = await agreementsOf(context);
    const failed: Failed[] = [];
    // One after the other, so that a run that goes on repeats one page at the most.
    for (const agreement of agreements) {
      const reason = await failureOfWalk(() => collectAnswers(context, file, places, agreement));
      if (reason !== null) failed.push({ agreement, reason });
    }
    const [first] = failed;
    const isRefused = failed.length === agreements.length && file.rows === 0;
    if (first?.reason.kind === 'refused' && isRefused) throw first.reason;
    const { rows } = await context.store.seal(ID, file, null);
    if (failure !== null) throw new PartlyCollected({ read: rows, expected: rows }, failure);
    return { read: rows, expected: rows, ...shortfallOf(failed) };
  },
};

interface Failed {
  readonly agreement: Agreement;
  readonly reason: GraphFailure;
}

function shortfallOf(failed: readonly Failed[]): Pick<Collected<typeof ID>, 'misses' | 'shortfall'> {
  const misses = failed.map(({ agreement: { id, name }, reason }) =>
    missOf('agreement', reason, { subject: id, subjectName: name, grants: GRANTS }),
  );
  const [first] = misses;
  return first === undefined ? {} : { misses, shortfall: shortfallAsFirst(first) };
}

interface Agreement {
  readonly id: string;
  readonly name: string;
}

/** The agreements, and why some of them may be missing; none at all is thrown. There are some dozens at the most. */
async function agreementsOf(
  context: CollectContext,
): Promise<{ agreements: Agreement[]; failure: GraphFailure | null }> {
  const agreements = new Map<string, Agreement>();
  const start = `${AGREEMENTS}?$select=id,displayName`;
  let odd = 0;
  try {
    for await (const page of new PageWalk(context.client, start, { mostPages: MOST_PAGES }, start).pages()) {
      for (const item of page.items) {
        const agreement = unlessOdd(() => agreementOf(item));
        if (agreement === null) odd += 1;
        else agreements.set(agreement.id, agreement);
      }
    }
  } catch (error) {
    if (!(error instanceof GraphFailure) || agreements.size === 0) throw error;
    return { agreements: [...agreements.values()], failure: error };
  }
  return { agreements: [...agreements.values()], failure: oddRecords(`GET /v1.0${AGREEMENTS}`, odd) };
}

/** Null for one without an id. */
function agreementOf(item: unknown): Agreement | null {
  const fields = fieldsOf(item, 'agreement');
  const id = idField(fields, 'id');
  return id === null ? null : { id, name: textField(fields, 'displayName') ?? id };
}

const placeSchema = z.object({
  /** The page to ask next; null where the last one was read. */
  next: z.string().nullable(),
  /** Answers that were left out, being of another shape. */
  odd: z.int().nonnegative(),
});

/** How far each agreement that was begun was read, by its id. */
type Places = Map<string, z.infer<typeof placeSchema>>;

function placesOf(bookmark: Bookmark): Places {
  const places = z.array(z.tuple([z.string(), placeSchema])).safeParse(bookmark);
  return new Map(places.data ?? []);
}

/** Reads the answers that are left to their end. Throws `GraphFailure`. */
async function collectAnswers(
  context: CollectContext,
  file: PageFile,
  places: Places,
  { id, name }: Agreement,
): Promise<void> {
  const start = `${AGREEMENTS}/${encodeURIComponent(id)}/acceptances?$select=${SELECT}`;
  let { next, odd } = places.get(id) ?? { next: start, odd: 0 };
  const walk = new PageWalk(context.client, start, {}, next);
  for await (const page of walk.pages()) {
    const rows: object[] = page.items
      .map((item) => unlessOdd(() => answerRow(item, { id, name })))
      .filter((row) => row !== null);
    odd += page.items.length - rows.length;
    next = page.next;
    // Whose answer was left out is not known to have given none.
    if (next === null && odd === 0) rows.push({ agreementId: id, agreementName: name });
    places.set(id, { next, odd });
    await file.appendRows(rows, [...places]);
    context.onProgress(ID, { read: file.rows, expected: null });
  }
  const failure = oddRecords(`GET /v1.0${AGREEMENTS}/{id}/acceptances`, odd);
  if (failure !== null) throw failure;
}
