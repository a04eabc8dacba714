import type { SnapshotManifest, SourceReport } from '../../snapshot/manifest.ts';
import { sourceReport } from '../../snapshot/open.ts';
import type { FoundGap } from './found-gap.ts';
import { directoryDiffers } from './gap-words.ts';

/** The sources that walk the directory, whose count `/users/$count` announces. */
const WALKS = ['accounts', 'sign-in-activity'] as const;

/**
 * Walks of the directory that met more or fewer accounts than it announces: a few come and go while it is read, and
 * then the figures stand; many, and the source is partial.
 */
export function directoryGaps(manifest: SnapshotManifest): FoundGap[] {
  return WALKS.flatMap((source): FoundGap[] => {
    const report = sourceReport(manifest, source);
    if (!differs(report)) return [];
    const { read, expected: announced, outcome } = report;
    const isFew = outcome === 'complete';
    const words = directoryDiffers(source, { announced, read, isFew });
    const accounts = Math.abs(announced - read);
    return [{ source, reason: 'not-read', accounts, words, rank: isFew ? 'ordinary' : 'repair' }];
  });
}

function differs({ outcome, reason, read, expected, lacks }: SourceReport): boolean {
  // A pilot reads no more on purpose.
  if (lacks?.kind === 'sample') return false;
  return read !== expected && (outcome === 'complete' || (outcome === 'partial' && reason === 'not-read'));
}
