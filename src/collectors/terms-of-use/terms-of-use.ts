import { z } from 'zod';
import { GraphFailure } from '../../graph/graph-failure.ts';
import type { Bookmark, PageFile } from '../../snapshot/page-file.ts';
import { PartlyCollected, type Collected, type CollectContext, type Collector } from '../collector.ts';
import { failureOfWalk } from '../failure-of-walk.ts';
import { fieldsOf, textField } from '../fields.ts';
import { missOf } from '../miss-of.ts';
import { PageWalk } from '../page-walk.ts';
import { answerRow } from './answer-row.ts';

const AGREEMENTS = '/identityGovernance/termsOfUse/agreements';
const SELECT =
  'id,agreementId,agreementFileId,userId,userPrincipalName,state,recordedDateTime,expirationDateTime';

/** Delegated: as an application Graph refuses both, whatever it was granted. */
const PERMISSION =
  'Agreement.Read.All and AgreementAcceptance.Read.All (delegated, with the role Security Reader or Global Reader)';

/**
 * The tenant's agreements and everybody's answers. An agreement whose answers were read to their end has a row
 * without an account; one without it is not known to be unanswered by anybody.
 * https://learn.microsoft.com/graph/api/agreement-list-acceptances
 */
export const termsOfUse: Collector = {
  id: 'terms-of-use',
  permission: PERMISSION,
  licence: 'Microsoft Entra ID P1',
  collect: async (context): Promise<Collected> => {
    const file = await context.store.pageFile('terms-of-use');
    const places = placesOf(file.bookmark);
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
    const { rows } = await context.store.seal('terms-of-use', file, null);
    if (failure !== null) throw new PartlyCollected({ read: rows, expected: rows }, failure);
    return { read: rows, expected: rows, ...shortfallOf(failed) };
  },
};

interface Failed {
  readonly agreement: Agreement;
  readonly reason: GraphFailure;
}

function shortfallOf(failed: readonly Failed[]): Pick<Collected, 'misses' | 'shortfall'> {
  const misses = failed.map(({ agreement, reason }) => missOf(`${agreement.name} (${agreement.id})`, reason));
  const [first] = misses;
  if (first === undefined) return {};
  const { reason, detail } = first;
  const needs = reason === 'permission' ? { needs: PERMISSION } : {};
  return { misses, shortfall: { reason, detail, ...needs } };
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
  try {
    for await (const page of new PageWalk(context.client, start, {}, start).pages()) {
      for (const item of page.items) {
        const fields = fieldsOf(item, 'agreement');
        const id = textField(fields, 'id');
        if (id === null) throw malformed('an agreement of Graph has no id');
        agreements.set(id, { id, name: textField(fields, 'displayName') ?? id });
      }
    }
  } catch (error) {
    if (!(error instanceof GraphFailure) || agreements.size === 0) throw error;
    return { agreements: [...agreements.values()], failure: error };
  }
  return { agreements: [...agreements.values()], failure: null };
}

/** The page to ask next of each agreement begun, by its id; null where the last one was read. */
type Places = Map<string, string | null>;

function placesOf(bookmark: Bookmark): Places {
  const places = z.array(z.tuple([z.string(), z.string().nullable()])).safeParse(bookmark);
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
  const place = places.get(id);
  const walk = new PageWalk(context.client, start, {}, place === undefined ? start : place);
  for await (const page of walk.pages()) {
    const rows: object[] = page.items.map((item) => answerRow(item, { id, name }));
    if (page.next === null) rows.push({ agreementId: id, agreementName: name });
    places.set(id, page.next);
    await file.appendRows(rows, [...places]);
    context.onProgress('terms-of-use', { read: file.rows, expected: null });
  }
}

function malformed(message: string): GraphFailure {
  return new GraphFailure({
    kind: 'malformed',
    request: AGREEMENTS,
    status: 200,
    code: 'UnexpectedShape',
    message,
  });
}
