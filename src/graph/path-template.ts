/** Collections whose next segment names one object, a person's as often as not. */
const KEYED: ReadonlySet<string> = new Set([
  'users',
  'groups',
  'agreements',
  'acceptances',
  'roleDefinitions',
  'roleAssignments',
  'servicePrincipals',
]);

/** A word of an API: `mailFolders`, `$count`, `v1.0`, `Get-Mailbox`; no address, no id, no name with a dot or a figure. */
const WORD = /^(\$?[A-Za-z][A-Za-z-]{0,59}|v\d+\.\d+)$/;

/** `getEmailActivityUserDetail(period='D180')`: a function with its parameters. */
const FUNCTION = /^([A-Za-z][A-Za-z0-9]{0,59})\((.*)\)$/;

/**
 * The path of a request, and the names in its query, with `{id}` in the place of whatever is not a word of the API, so
 * that it tells of no object, no person and no secret: `/v1.0/users/{id}/messageRules?$select&$top`.
 */
export function pathTemplate(url: string): string {
  if (!URL.canParse(url)) return '/{id}';
  const { pathname, searchParams } = new URL(url);
  const segments = pathname.split('/').slice(1);
  const words = segments.map((segment, at) => segmentTemplate(segment, segments[at - 1] ?? ''));
  const names = [...new Set(searchParams.keys())].map((name) => (WORD.test(name) ? name : '{name}'));
  return `/${words.join('/')}${names.length === 0 ? '' : `?${names.join('&')}`}`;
}

function segmentTemplate(segment: string, before: string): string {
  if (KEYED.has(before) && !segment.startsWith('$')) return '{id}';
  const [, called, given = ''] = FUNCTION.exec(decoded(segment)) ?? [];
  if (called !== undefined) return `${called}(${given.split(',').map(parameterName).join(',')})`;
  return WORD.test(segment) ? segment : '{id}';
}

function parameterName(parameter: string): string {
  const [name = ''] = parameter.split('=');
  return WORD.test(name.trim()) && parameter.includes('=') ? name.trim() : '{value}';
}

/** As it is where its escapes are no text. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}
