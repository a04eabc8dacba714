import { expect, test } from 'vitest';
import { graphPermissions } from '../../grants/grant.ts';
import type { SourceReport } from '../../snapshot/manifest.ts';
import type { SourceState } from './source-state.ts';
import { leftInAll } from './time-left.ts';
import { sourceLine } from './wording.ts';

function ended(report: Omit<SourceReport, 'read' | 'expected'>): SourceState {
  const state = { id: report.id, read: 0, expected: 2_000, startedMs: 0, since: { ms: 0, read: 0 } };
  return { ...state, end: { report: { ...report, read: 0, expected: 2_000 }, endedMs: 3_000 } };
}

test.each([
  [
    'inbox-rules' as const,
    {
      reason: 'permission',
      detail: '403 ErrorAccessDenied',
      grants: graphPermissions('MailboxSettings.Read'),
    } as const,
    'règles de boîte de réception  refusée  il faut MailboxSettings.Read  403 ErrorAccessDenied',
    'inbox rules  refused  needs MailboxSettings.Read  403 ErrorAccessDenied',
  ],
  [
    'inbox-rules' as const,
    { reason: 'denied', detail: '2 mailboxes …', lacks: { kind: 'rules', count: 2 } } as const,
    'règles de boîte de réception  refusée  2 boîtes aux lettres n’ont pas donné leurs règles',
    'inbox rules  refused  2 mailboxes did not give their rules',
  ],
])(
  'a source that was refused tells on its own line what must be granted, in the language of whoever reads (%s, %j)',
  (id, why, fr, en) => {
    const state = ended({ id, outcome: 'refused', ...why });
    const shown = (language: 'fr' | 'en'): string =>
      sourceLine(state, 3_000, language).replaceAll('\u00a0', ' ');
    expect([shown('fr'), shown('en')]).toEqual([fr, en]);
  },
);

function running(read: number, expected: number | null, startedMs = 0): SourceState {
  return { id: 'accounts', read, expected, startedMs, since: { ms: startedMs, read: 0 }, end: null };
}

test('the time left in all is that of the slowest source; nothing is told while one tells nothing or has just begun, or where all is nearly over', () => {
  const atSixty = (...states: SourceState[]): number | null => leftInAll(states, 60_000);
  const over = ended({ id: 'tenant', outcome: 'complete' });
  expect(atSixty(running(600, 1_200), running(100, 1_100), over)).toBe(600_000);
  expect(atSixty(running(600, 1_200), running(5, null))).toBeNull();
  expect(atSixty(running(600, 1_200), running(0, 100))).toBeNull();
  expect(atSixty(running(600, 1_200), running(1, 9_000, 59_000))).toBeNull();
  expect(atSixty(running(1, 9_000, 59_000))).toBeNull();
  expect(atSixty(running(990, 1_000))).toBeNull();
  expect(atSixty(over)).toBeNull();
});
