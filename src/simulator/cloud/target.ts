import { badRequest, type Answer } from './answer.ts';

/** A request target taken apart. */
export interface Target {
  /** Path segments, decoded. */
  readonly segments: readonly string[];
  /** Query options by name; names are as sent. */
  readonly query: ReadonlyMap<string, string>;
  /** The query as sent, without the question mark. */
  readonly rawQuery: string;
}

/** Takes a path and query apart; null where it is not validly encoded. */
export function parseTarget(target: string): Target | null {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const rawQuery = mark < 0 ? '' : target.slice(mark + 1);
  const query = new Map<string, string>();
  try {
    for (const part of rawQuery.split('&')) {
      if (part === '') continue;
      const equals = part.indexOf('=');
      const name = decode(equals < 0 ? part : part.slice(0, equals));
      query.set(name, equals < 0 ? '' : decode(part.slice(equals + 1)));
    }
    const segments = path.split('/').filter((segment) => segment !== '');
    return { segments: segments.map((segment) => decodeURIComponent(segment)), query, rawQuery };
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

/** The first query option that is not among the allowed ones, told as Graph does; null when all are. */
export function refuseOptions(query: ReadonlyMap<string, string>, allowed: readonly string[]): Answer | null {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !allowed.includes(name)) {
      return badRequest(`Query option '${name}' is not supported for this resource.`);
    }
  }
  return null;
}

/** `$select` as a list; null when it was not given. */
export function selectOf(query: ReadonlyMap<string, string>): readonly string[] | null {
  const select = query.get('$select');
  return select === undefined ? null : select.split(',').map((name) => name.trim());
}

/** `$top`, or `otherwise` when it was not given; null when it is no number from 1 to `most`. */
export function topOf(query: ReadonlyMap<string, string>, otherwise: number, most: number): number | null {
  const text = query.get('$top');
  if (text === undefined) return otherwise;
  const top = Number(text);
  return Number.isInteger(top) && top >= 1 && top <= most ? top : null;
}

export function unknownProperty(name: string, type: string): Answer {
  return badRequest(`Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`);
}

/** An object with only the selected of its properties; null where one is not known. */
export function project(
  object: Readonly<Record<string, unknown>>,
  select: readonly string[] | null,
): Record<string, unknown> | null {
  if (select === null) return { ...object };
  if (select.some((name) => !(name in object))) return null;
  return Object.fromEntries(select.map((name) => [name, object[name]]));
}
