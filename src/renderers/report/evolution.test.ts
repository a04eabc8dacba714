import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { joined } from '../../i18n/text.ts';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import type { Block } from './block.ts';
import { evolution } from './evolution.ts';
import type { Section } from './section.ts';

const GOLDEN = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);

function sample(): Situation {
  return situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
}

/** What a reader of the part reads, a table row by row, a chart by its id. */
function linesOf(parts: readonly Section[]): string[] {
  return parts.flatMap(({ title, blocks, sections }) => [
    title,
    ...blocks.flatMap(linesOfBlock),
    ...linesOf(sections),
  ]);
}

function linesOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'table':
      return block.rows.map((row) => row.map(({ text }) => text).join(' | '));
    case 'chart':
      return [`[${block.chart.id}]`];
    case 'list':
      return block.items.map(({ text }) => joined(text));
    case 'paragraph':
      return block.sentences.map(({ text }) => joined(text));
    case 'figures':
      return block.headlines.map(({ title }) => title);
    case 'strong':
    case 'code':
      return [block.text];
  }
}

test('an audit that no earlier one was looked for has no evolution; the first of its tenant says that it is', () => {
  const { trend, ...without } = sample();
  expect(evolution(without, 'fr')).toEqual([]);
  if (trend === undefined) throw new Error('the sample has no trend');
  const first = { ...trend, previous: undefined, indicators: [], differences: [], notUsed: [] };
  expect(linesOf(evolution({ ...without, trend: first }, 'fr'))).toEqual([
    'Évolution',
    'Aucun audit antérieur de ce locataire\u00a0: il n’y a rien à comparer.',
  ]);
});

test('what differs beside the accounts stands before the figures', () => {
  expect(linesOf(evolution(sample(), 'en')).slice(0, 8)).toEqual([
    'Changes',
    'Compared with the audit as of September 27, 2020 (data collected on September 29, 2020 at 06:00 UTC).',
    'To know before comparing',
    'Mailbox forwarding was known to the previous audit and no longer is.',
    'The previous audit was made by Vigie 0.0.9.',
    'Unused mailboxes that receive mail | 120,000 | 120,000 | 0 | 12,000 | 12,000 | 0 | yes',
    'Automatic redirects | 1,834 | at least 1,817 | \u221217 | 580 | at least 577 | \u22123 | no',
    'Administrators without multifactor authentication | n. a. | n. a. | n. a. | n. a. | n. a. | n. a. | no',
  ]);
});

test('movements that nobody made are left out, and those whose accounts are not known too', () => {
  const situation = sample();
  const lines = linesOf(evolution(situation, 'en'));
  const [from, to] = [lines.indexOf('Accounts that changed'), lines.indexOf('From audit to audit')];
  expect(lines.slice(from + 1, to)).toEqual([
    'Unused mailboxes that receive mail | Newly non-compliant | 40 | 0',
    'Unused mailboxes that receive mail | Compliant again | 40 | 0',
    'Automatic redirects | Newly redirected | 12 | 2',
    'Automatic redirects | New target | 4 | 1',
    'Automatic redirects | Undetermined before | 1 | 0',
    'Automatic redirects | No longer redirected | 30 | 5',
    'Unused mailboxes | Newly unused | 1,500 | 80',
    'Unused mailboxes | New accounts, or newly concerned | 120 | 0',
    'Unused mailboxes | Back in use | 297 | 120',
    'Unused mailboxes | Accounts removed, or no longer concerned | 120 | 0',
    'The accounts themselves are in findings/changes.parquet and changes.csv.',
  ]);
  const { trend } = situation;
  if (trend === undefined) throw new Error('the sample has no trend');
  const indicators = trend.indicators.map((one) => ({ ...one, moves: undefined }));
  expect(linesOf(evolution({ ...situation, trend: { ...trend, indicators } }, 'en'))).not.toContain(
    'Accounts that changed',
  );
});

test('physicians who were not known, then or now, are no zeros', () => {
  const situation = sample();
  const { trend } = situation;
  if (trend?.previous === undefined) throw new Error('the sample has no previous audit');
  const first = (changed: Situation): string | undefined =>
    linesOf(evolution(changed, 'en')).find((line) => line.startsWith('Unused mailboxes | 132'));
  expect(first({ ...situation, categoriesKnown: false })).toBe(
    'Unused mailboxes | 132,912 | 134,115 | +1,203 | 12,702 | n. a. | n. a. | yes',
  );
  const previous = { ...trend.previous, categoriesKnown: false };
  expect(first({ ...situation, trend: { ...trend, previous } })).toBe(
    'Unused mailboxes | 132,912 | 134,115 | +1,203 | n. a. | 12,662 | n. a. | yes',
  );
});
