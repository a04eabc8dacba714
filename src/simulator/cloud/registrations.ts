import type { Tenant } from '../tenant/tenant.ts';
import { REGISTRATION_PROPERTIES, registrationWriter } from '../wire/registration-json.ts';
import { jsonAnswer, textAnswer, type Answer } from './answer.ts';
import { refusal, throttled, unknownSegment } from './graph-refusal.ts';
import type { GraphContext, GraphRequest } from './graph-context.ts';
import { readPage } from './page.ts';
import { refuseOptions, selectOf, unknownProperty } from './target.ts';

const PATH = 'reports/authenticationMethods/userRegistrationDetails';
const MOST = 999;

/** GET /reports/authenticationMethods/userRegistrationDetails and its /$count. */
export function answerRegistrations(context: GraphContext, request: GraphRequest): Answer {
  const { segments, query } = request;
  const last = segments[3];
  if (
    segments[2] !== 'userRegistrationDetails' ||
    segments.length > 4 ||
    (last !== undefined && last !== '$count')
  ) {
    return unknownSegment(segments[2] ?? '');
  }
  const barred =
    refusal(context, 'mfa-registrations') ??
    refuseOptions(query, ['$select', '$top', '$skiptoken']) ??
    throttled(context, 'registration-details');
  if (barred !== null) return barred;
  if (last !== undefined) return textAnswer(String(countRows(context.tenant)));
  return listRows(context, request);
}

function countRows(tenant: Tenant): number {
  let rows = 0;
  for (const account of tenant.accounts()) if (tenant.mfaOf(account).reported) rows += 1;
  return rows;
}

function listRows({ tenant, presence }: GraphContext, request: GraphRequest): Answer {
  const properties = selectOf(request.query) ?? REGISTRATION_PROPERTIES;
  const unknown = properties.find((name) => !REGISTRATION_PROPERTIES.includes(name));
  if (unknown !== undefined) return unknownProperty(unknown, 'userRegistrationDetails');
  const scope = `registrations ${properties.join(',')}`;
  const page = readPage(request, { path: PATH, otherwise: 100, most: MOST, scope, tenant });
  if ('status' in page) return page;
  const write = registrationWriter(tenant, properties);
  const rows: string[] = [];
  let position = page.start;
  for (; position < tenant.size && rows.length < page.top; position += 1) {
    // Another order than the directory's own: nothing promises that they agree.
    const account = tenant.accountAt(tenant.order.forward(tenant.size - 1 - position));
    const row = presence.holds(account) ? write(account) : null;
    if (row !== null) rows.push(row);
  }
  const next = page.next(position < tenant.size ? position : -1);
  return jsonAnswer(
    `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#${PATH}",${next}"value":[${rows.join(',')}]}`,
  );
}
