import type { ImportedFile } from '../../../snapshot/imported.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import type { FoundGap } from '../../gaps/found-gap.ts';
import { missingColumns, otherPeriod, unmatchedLines } from './gap-words.ts';

/** What the imported files leave untold, file by file. */
export function importedGaps({ imported }: SnapshotManifest): FoundGap[] {
  return (imported?.files ?? []).flatMap(gapsOf);
}

function gapsOf(file: ImportedFile): FoundGap[] {
  const { source, unmatched, rows } = file;
  const gap = { source, reason: 'not-exported', accounts: 0 } as const;
  return [
    // Those of the mail flow are parts of their source, which tells them.
    ...(file.missing.length === 0 || source === 'mail-flow' ? [] : [{ ...gap, words: missingColumns(file) }]),
    ...(isOfOtherPeriod(file) ? [{ ...gap, words: otherPeriod(file) }] : []),
    ...(unmatched === 0
      ? []
      : [
          {
            ...gap,
            rank: isFew(unmatched, rows) ? ('ordinary' as const) : ('repair' as const),
            words: unmatchedLines(file),
          },
        ]),
  ];
}

/** Over how many days Graph is asked for the counts of the reports. */
const DAYS = 180;
const DAYS_OF_TOTALS = 90;

function isOfOtherPeriod({ source, periodDays }: ImportedFile): boolean {
  const days = source === 'service-counts' ? DAYS_OF_TOTALS : DAYS;
  return periodDays !== undefined && periodDays !== days;
}

/** Accounts made, renamed or deleted between two exports. */
function isFew(unmatched: number, rows: number): boolean {
  return unmatched * 100 <= rows;
}
