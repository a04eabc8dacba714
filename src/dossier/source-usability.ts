import { z } from 'zod';
import { identifier, type DuckDb } from '../duckdb/duckdb.ts';
import { isConcealedName } from '../snapshot/concealed-names.ts';
import type { SnapshotManifest, SourceReport } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import type { SourceId } from '../snapshot/tables.ts';
import type { Unusable } from '../snapshot/unusable.ts';
import { isUsable } from './source-use.ts';

/** Up to so many rows, it may be that none of them has anything to tell; as elsewhere where a few accounts are not many. */
const FEW_ROWS = 5;

/** Fewer than one row in so many joins an account: the rows are somebody else's. */
const ONE_IN = 10;

/** Names that are compared at once: a sample by their hash tells as much as all of them, in little memory. */
const NAMES_COMPARED = 50_000;

interface Whole {
  readonly id: SourceId;
  /** What its rows join an account by. */
  readonly by: 'accountId' | 'userPrincipalName' | null;
  /** An SQL aggregate over its rows: they tell nothing of anybody. Null where they cannot but tell. */
  readonly tellsNothing: string | null;
  readonly isDated: boolean;
}

/** No day but the year 1, which is how Graph writes “never”. */
const never = (column: string): string => `count(*) FILTER (WHERE ${column}::DATE > DATE '0001-12-31') = 0`;
const some = (...columns: readonly string[]): string =>
  `coalesce(sum(${columns.map((column) => `coalesce(${column}, 0)`).join(' + ')}), 0) > 0`;
const untold = (column: string): string => `count(*) > 0 AND count(${column}) = 0`;

/** A report that never tells whether a row is that of a deleted account tells of no account. */
function report(id: SourceId, tellsNothing: string): Whole {
  return {
    id,
    by: 'userPrincipalName',
    tellsNothing: `${untold('isDeleted')} OR (${tellsNothing})`,
    isDated: true,
  };
}

/**
 * The sources that are weighed as a whole. A handful of mailboxes may never have been used; a report in which nobody ever
 * was active is another matter, and so is one that counts messages of people of whom it has no activity.
 */
const WHOLES: readonly Whole[] = [
  report(
    'mail-activity',
    `${never('lastActivityOn')} AND (count(*) > ${FEW_ROWS} OR ${some('sendCount', 'readCount')})`,
  ),
  report('mailbox-usage', 'false'),
  report(
    'service-activity',
    `count(*) > ${FEW_ROWS} AND ${['exchange', 'onedrive', 'sharepoint', 'teams', 'vivaEngage']
      .map((service) => never(`${service}LastActivityOn`))
      .join(' AND ')}`,
  ),
  report('onedrive-activity', untold('sharedExternally')),
  report('sharepoint-activity', untold('sharedExternally')),
  {
    ...report('forms-activity', ''),
    // The documented report has no such column.
    tellsNothing: `${never('lastActivityOn')} AND ${some('createdCount', 'respondedCount')}`,
  },
  { id: 'service-counts', by: null, tellsNothing: null, isDated: true },
  {
    id: 'sign-in-activity',
    by: 'accountId',
    // Somebody signs in to every tenant: in whose answer nobody ever did, the property did not come.
    tellsNothing: `count(*) > 0 AND ${[
      'lastSuccessfulSignInAt',
      'lastInteractiveSignInAt',
      'lastNonInteractiveSignInAt',
    ]
      .map(never)
      .join(' AND ')}`,
    isDated: false,
  },
  { id: 'mfa-registrations', by: 'accountId', tellsNothing: untold('isMfaCapable'), isDated: false },
];

/**
 * The manifest with, of each source that was read and is of no use, why (`namesConcealed`, `unusable`); one that is not usable is
 * not complete, and tells whether it broke off (`brokeOff`). A tenant that says of itself that its reports conceal names is
 * believed. Needs the snapshot's views.
 */
export async function withUsability(db: DuckDb, manifest: SnapshotManifest): Promise<SnapshotManifest> {
  const { saysConcealed } = await db.row(
    `SELECT coalesce(bool_or(namesConcealed), false) AS "saysConcealed" FROM tenant`,
    z.object({ saysConcealed: z.boolean() }),
  );
  const found = new Map<SourceId, SourceReport>();
  for (const whole of WHOLES) {
    if (!isUsable(manifest, whole.id)) continue;
    const own = sourceReport(manifest, whole.id);
    const isNamed = whole.by === 'userPrincipalName';
    if (isNamed && saysConcealed) found.set(whole.id, { ...own, namesConcealed: true });
    else found.set(whole.id, judged(own, await weighed(db, manifest, whole)));
  }
  return { ...manifest, sources: manifest.sources.map((own) => found.get(own.id) ?? own) };
}

function judged(own: SourceReport, why: Unusable | 'names-concealed' | null): SourceReport {
  if (why === null) return own;
  if (why === 'names-concealed') return { ...own, namesConcealed: true };
  return {
    ...own,
    outcome: 'partial',
    reason: own.reason ?? 'not-read',
    unusable: why,
    ...(brokeOff(own) ? { brokeOff: true } : {}),
  };
}

/** Of a source that came to its end with fewer rows than announced, a gap of its own tells that: it did not break off. */
function brokeOff({ outcome, reason }: SourceReport): boolean {
  return outcome !== 'complete' && reason !== 'not-read';
}

async function weighed(
  db: DuckDb,
  manifest: SnapshotManifest,
  whole: Whole,
): Promise<Unusable | 'names-concealed' | null> {
  const { areConcealed, joinsNothing } = await joins(db, manifest, whole);
  if (areConcealed) return 'names-concealed';
  if (await isAhead(db, manifest, whole)) return 'dated-in-future';
  if (joinsNothing) return 'joins-nothing';
  return (await tellsNothing(db, whole)) ? 'tells-nothing' : null;
}

/** The rows that are weighed: of a report, those that are not said to be of deleted accounts. */
function rowsOf({ id, by }: Whole): string {
  const isLive = by === 'userPrincipalName' ? ' WHERE isDeleted IS NOT TRUE' : '';
  return `(SELECT * FROM ${identifier(id)}${isLive})`;
}

/** A report may be a day ahead of the collection, by another clock than UTC; not more. Ages count from the latest of all its days. */
async function isAhead(db: DuckDb, manifest: SnapshotManifest, { id, isDated }: Whole): Promise<boolean> {
  if (!isDated) return false;
  const collectedOn = manifest.collectedAt.slice(0, 10);
  const { ahead } = await db.row(
    `SELECT coalesce(max(refreshedOn) > DATE '${collectedOn}' + 1, false) AS ahead FROM ${identifier(id)}`,
    z.object({ ahead: z.boolean() }),
  );
  return ahead;
}

async function tellsNothing(db: DuckDb, whole: Whole): Promise<boolean> {
  if (whole.tellsNothing === null) return false;
  const { nothing } = await db.row(
    `SELECT coalesce(${whole.tellsNothing}, false) AS nothing FROM ${rowsOf(whole)}`,
    z.object({ nothing: z.boolean() }),
  );
  return nothing;
}

/**
 * How much of a source joins accounts. Where the directory was read in part, as much of the source can join as of the
 * directory was read; where that is next to nothing, what joins tells nothing.
 */
async function joins(
  db: DuckDb,
  manifest: SnapshotManifest,
  whole: Whole,
): Promise<{ areConcealed: boolean; joinsNothing: boolean }> {
  if (whole.by === null || !isUsable(manifest, 'accounts'))
    return { areConcealed: false, joinsNothing: false };
  const key = `lower(${identifier(whole.by)})`;
  const parts = Math.max(1, Math.ceil(sourceReport(manifest, whole.id).read / NAMES_COMPARED));
  const keys = (from: string): string =>
    `SELECT DISTINCT ${key} AS k FROM ${from} WHERE ${key} IS NOT NULL AND hash(${key}) % ${parts} = 0`;
  const { told, concealed, joined } = await db.row(
    `WITH told AS MATERIALIZED (${keys(rowsOf(whole))}), known AS MATERIALIZED (${keys('accounts')})
     SELECT count(*)::DOUBLE AS told, count(known.k)::DOUBLE AS joined,
       count(*) FILTER (known.k IS NULL AND ${isConcealedName('told.k')})::DOUBLE AS concealed
     FROM told LEFT JOIN known ON known.k = told.k`,
    z.object({ told: z.number(), concealed: z.number(), joined: z.number() }),
  );
  const { outcome, read, expected } = sourceReport(manifest, 'accounts');
  const most = outcome === 'complete' ? told : (told * read) / Math.max(read, expected);
  return {
    areConcealed: whole.by === 'userPrincipalName' && concealed * 2 > told,
    joinsNothing: joined * ONE_IN < most && (outcome === 'complete' || most > FEW_ROWS),
  };
}
