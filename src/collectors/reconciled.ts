import type { SourceReport } from '../snapshot/manifest.ts';
import type { SourceId } from '../snapshot/tables.ts';
import { areMany } from './paged-source.ts';

const WALKS_OF_THE_DIRECTORY: readonly SourceId[] = ['accounts', 'sign-in-activity'];

/** Two walks of one directory hold as many accounts: the shorter one ended too early, whatever the directory announced. */
export function reconciled(reports: readonly SourceReport[]): SourceReport[] {
  const walks = reports.filter(
    ({ id, outcome, read }) => WALKS_OF_THE_DIRECTORY.includes(id) && outcome !== 'skipped' && read > 0,
  );
  const most = Math.max(...walks.map(({ read }) => read));
  return reports.map((report) => {
    const isShort = walks.includes(report) && areMany(most - report.read, most);
    if (!isShort || report.outcome !== 'complete') return report;
    const detail = `another walk of the directory held ${most} accounts, ${report.read} came`;
    return {
      ...report,
      outcome: 'partial',
      expected: Math.max(most, report.expected),
      reason: 'not-read',
      detail,
      lacks: { kind: 'other-walk', count: report.read, of: most },
    };
  });
}
