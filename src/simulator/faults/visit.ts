import type { CloudRequest } from '../cloud/answer.ts';
import { readItems } from '../cloud/batch.ts';
import { parseTarget } from '../cloud/target.ts';
import type { Place } from './place.ts';
import { withoutMark } from './skip-mark.ts';

/** Where a request belongs, and what tells it from others of its place: retries have the same identity. */
export interface Visit {
  readonly place: Place;
  /** A batch has those of all that it holds, since a retry may hold some of them only. */
  readonly identities: readonly string[];
}

/** Null for what no fault can be injected into. */
export function visitOf(request: CloudRequest): Visit | null {
  const { host, target, body } = request;
  switch (host) {
    case 'login.microsoftonline.com':
      // Clients write a new id of their own into each query.
      return { place: 'login', identities: [target.split('?')[0] ?? target] };
    case 'reports.office.com':
      return { place: 'download', identities: [reportOfDownload(target)] };
    case 'graph.microsoft.com': {
      const place = placeOf(target);
      return { place, identities: place === 'batch' ? urlsOf(body) : [withoutMark(target)] };
    }
    case 'outlook.office365.com':
      return { place: 'exchange', identities: [`${target} ${body}`] };
    default:
      return null;
  }
}

function urlsOf(body: string): string[] {
  return (readItems(body) ?? []).map(({ url }) => url);
}

/** The address of a download is another one each time; its report is not. */
function reportOfDownload(target: string): string {
  const text = target.split('/').at(-1)?.split('.')[0] ?? '';
  return Buffer.from(text, 'base64url').toString().split(':')[0] ?? '';
}

function placeOf(target: string): Place {
  const { segments, query } = parseTarget(target) ?? { segments: [], query: new Map<string, string>() };
  const [, first, second] = segments;
  if (segments.at(-1) === '$count') return 'count';
  switch (first ?? '') {
    case '$batch':
      return 'batch';
    case 'users':
      if (segments.length > 3) return 'mailbox-page';
      return placeOfUsers(query.get('$select') ?? '');
    case 'groups':
      return 'groups';
    case 'reports':
      return second === 'authenticationMethods' ? 'registrations' : 'reports-redirect';
    case 'identity':
    case 'policies':
      return 'policies';
    case 'roleManagement':
      return 'roles';
    default:
      return 'tenant';
  }
}

/** What has a request of its own is told by what it selects. */
function placeOfUsers(select: string): Place {
  if (select.includes('perUserMfaState')) return 'per-user-states';
  return select.includes('signInActivity') ? 'sign-ins' : 'directory';
}
