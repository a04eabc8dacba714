import type { Agreement, AgreementAnswer } from '../tenant/agreement-truth.ts';
import type { Account } from '../tenant/layout.ts';
import { graphError, jsonAnswer, notFound, type Answer } from './answer.ts';
import { refusal, throttled, unknownSegment } from './graph-refusal.ts';
import type { GraphContext, GraphRequest } from './graph-context.ts';
import { answerListing } from './listing.ts';
import { readPage } from './page.ts';
import { project, refuseOptions, selectOf, unknownProperty } from './target.ts';

const ROOT = 'identityGovernance/termsOfUse/agreements';

/** GET /identityGovernance/termsOfUse/agreements, …/{id} and …/{id}/acceptances: for a signed-in person alone. */
export function answerTermsOfUse(context: GraphContext, request: GraphRequest): Answer {
  const [, area, set, key, relation, further] = request.segments;
  if (area !== 'termsOfUse' || set !== 'agreements' || further !== undefined) {
    return unknownSegment(further ?? set ?? area ?? 'identityGovernance');
  }
  if (relation !== undefined && relation !== 'acceptances') return unknownSegment(relation);
  const options = ['$select', '$top', '$skiptoken'];
  const barred =
    forPeopleOnly(context) ?? refuseOptions(request.query, options) ?? throttled(context, 'identity');
  if (barred !== null) return barred;
  const { agreements } = context.tenant;
  if (key === undefined) {
    return answerListing(context, request, {
      path: ROOT,
      type: 'agreement',
      objects: agreements.map(agreementJson),
    });
  }
  const agreement = agreements.find(({ id }) => id === key.toLowerCase());
  if (agreement === undefined) return notFound(key);
  return relation === undefined
    ? jsonAnswer(JSON.stringify(agreementJson(agreement)))
    : listAnswers(context, request, agreement);
}

/** No application may read them, whatever roles it has. https://learn.microsoft.com/graph/api/agreement-list-acceptances */
function forPeopleOnly(context: GraphContext): Answer | null {
  if (context.delegated) return refusal(context, 'terms-of-use');
  return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

function agreementJson({ id, name, reacceptFrequency }: Agreement): Record<string, unknown> {
  return {
    id,
    displayName: name,
    termsExpiration: null,
    userReacceptRequiredFrequency: reacceptFrequency,
    isViewingBeforeAcceptanceRequired: false,
    isPerDeviceAcceptanceRequired: false,
  };
}

function listAnswers({ tenant }: GraphContext, request: GraphRequest, agreement: Agreement): Answer {
  const path = `${ROOT}/${agreement.id}/acceptances`;
  const page = readPage(request, { path, otherwise: 100, most: 999, scope: path, tenant });
  if ('status' in page) return page;
  const select = selectOf(request.query);
  const rows: object[] = [];
  let position = page.start;
  for (; position < tenant.size && rows.length < page.top; position += 1) {
    const account = tenant.accountAt(tenant.order.forward(position));
    // Nothing promises that they come in the order they were given.
    for (const answer of tenant.answersOf(account, agreement).toReversed()) {
      const row = project(answerJson(tenant, account, agreement, answer), select);
      if (row === null) return unknownProperty(request.query.get('$select') ?? '', 'agreementAcceptance');
      rows.push(row);
    }
  }
  const next = page.next(position < tenant.size ? position : -1);
  const context = 'https://graph.microsoft.com/v1.0/$metadata#agreementAcceptances';
  return jsonAnswer(`{"@odata.context":"${context}",${next}"value":${JSON.stringify(rows)}}`);
}

function answerJson(
  tenant: GraphContext['tenant'],
  account: Account,
  { id }: Agreement,
  { state, recordedAge, expiresAge, file }: AgreementAnswer,
): Record<string, unknown> {
  const userId = tenant.ids.idOf(account.slot);
  const { displayName, userPrincipalName } = tenant.identityOf(account);
  const { calendar } = tenant;
  return {
    id: `${id}_${userId}`,
    agreementId: id,
    userId,
    deviceId: '00000000-0000-0000-0000-000000000000',
    deviceDisplayName: null,
    deviceOSType: null,
    deviceOSVersion: null,
    agreementFileId: file,
    userDisplayName: displayName,
    userPrincipalName,
    userEmail: userPrincipalName,
    recordedDateTime: calendar.instant(recordedAge, account.noise >>> 3),
    expirationDateTime: expiresAge === null ? null : calendar.instant(expiresAge, account.noise >>> 3),
    state,
  };
}
