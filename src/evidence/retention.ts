import { AGE_SUFFIX, clearPath } from './age-files.ts';
import type { FileRecord } from './manifest-schema.ts';

/** What has a term of its own, from the one that tells most of people. */
export const KEPT_KINDS = ['snapshots', 'findings', 'situations'] as const;

export type KeptKind = (typeof KEPT_KINDS)[number];

/** Terms such as `13 months`; what has none is kept. */
export type Terms = Readonly<Partial<Record<KeptKind, string>>>;

/** Figures alone, of no fewer people than the report shows: what is kept after the lists are gone. A file that is not named here goes. */
const TALLIES = new Set([
  ...['situation.json', 'establishments.json', 'snapshot/manifest.json'],
  ...['inputs/inputs.json', 'inputs/vigie.config.yaml'],
  ...[
    'categories',
    'enrolments',
    'establishments',
    'evolution',
    'gaps',
    'indicators',
    'services',
    'trend',
  ].map((name) => `${name}.csv`),
]);

/** A rule names nobody. */
const OWN_CHECK = /^inputs\/checks\/own-[a-z0-9-]+\.yaml$/;

const REPORT = /^situation\.(fr|en)\.(html|md|pptx)$/;

/** Whether a file holds figures alone, in clear; what judged the audit may name people. */
export function isTally(path: string): boolean {
  return !path.endsWith(AGE_SUFFIX) && kindOf(path) === 'situations' && !path.startsWith('inputs/');
}

/** With what a file of an audit goes: encrypted, with what it is in clear. */
export function kindOf(encrypted: string): KeptKind {
  const path = clearPath(encrypted);
  // That of the audit in clear: without it, nothing that is encrypted can be opened.
  if (path !== encrypted && path === 'manifest.json') return 'situations';
  if (TALLIES.has(path) || REPORT.test(path) || OWN_CHECK.test(path)) return 'situations';
  return path.startsWith('snapshot/') ? 'snapshots' : 'findings';
}

const UNITS = { day: 'Date', month: 'Month', year: 'FullYear' } as const;

/** When a term that begins then is over; a month that lacks the day ends on its last. Throws for what is no term. */
export function endOf(term: string, begun: Date): Date {
  const [, count, unit] = /^(\d+) (day|month|year)s?$/.exec(term) ?? [];
  if (unit !== 'day' && unit !== 'month' && unit !== 'year') throw new Error(`no term of retention: ${term}`);
  const end = new Date(begun);
  end[`setUTC${UNITS[unit]}`](end[`getUTC${UNITS[unit]}`]() + Number(count));
  // 31 January and a month is 3 March in this calendar: the end of February is meant.
  if (unit !== 'day' && end.getUTCDate() !== begun.getUTCDate()) end.setUTCDate(0);
  return end;
}

/** When each kind of an audit's files goes, where there is a term for it. */
export function expiryOf(terms: Terms, begun: Date): ReadonlyMap<KeptKind, Date> {
  return new Map(
    KEPT_KINDS.flatMap((kind): [KeptKind, Date][] => {
      const term = terms[kind];
      return term === undefined ? [] : [[kind, endOf(term, begun)]];
    }),
  );
}

/** The files that are due of an audit that is kept as a whole for longer. */
export function dueFiles(
  files: readonly FileRecord[],
  expiry: ReadonlyMap<KeptKind, Date>,
  now: Date,
): FileRecord[] {
  return files.filter(({ path }) => {
    const end = expiry.get(kindOf(path));
    return end !== undefined && end.getTime() <= now.getTime();
  });
}
