import type { SnapshotManifest } from './manifest.ts';
import { sourceReport } from './open.ts';
import { UNKNOWN_PART, type PartOf } from './source-parts.ts';
import type { SourceId } from './tables.ts';

/**
 * Whether a part of a source was read to its end. A source that broke off without telling at which part may have broken
 * off at this one, and a miss that does not tell its part may be of this one.
 */
export function isPartRead<S extends SourceId>(
  manifest: SnapshotManifest,
  source: S,
  part: PartOf<S>,
): boolean {
  const unread = unreadParts(manifest, source);
  return unread !== 'all' && !unread.has(part);
}

/** The parts of a source that were not read to their end; `all` where it cannot be told which. */
export function unreadParts(manifest: SnapshotManifest, source: SourceId): ReadonlySet<string> | 'all' {
  const { outcome, misses = [] } = sourceReport(manifest, source);
  if (outcome === 'refused' || outcome === 'skipped') return 'all';
  if (outcome === 'partial' && misses.length === 0) return 'all';
  const parts = new Set(misses.map(({ part }) => part));
  return parts.has(UNKNOWN_PART) ? 'all' : parts;
}

/** Of a part that a source has many of, the subjects that were not read to their end; `all` where it cannot be told which. */
export function unreadSubjects<S extends SourceId>(
  manifest: SnapshotManifest,
  source: S,
  part: PartOf<S>,
): readonly string[] | 'all' {
  const unread = unreadParts(manifest, source);
  if (unread === 'all') return 'all';
  const wanted: string = part;
  const misses = (sourceReport(manifest, source).misses ?? []).filter((miss) => miss.part === wanted);
  const subjects = misses.flatMap(({ subject }) => subject ?? []);
  return subjects.length < misses.length ? 'all' : subjects;
}
