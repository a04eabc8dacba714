import { plain, type Text } from '../../i18n/text.ts';
import type { Cell } from './cell.ts';
import type { Headline } from './headline.ts';

/** Every block of the report; a format that places, folds or leaves one out goes by it. */
export type BlockId =
  | 'about-dictionary'
  | 'accepted-domains'
  | 'administrators'
  | 'administrators-note'
  | 'advice'
  | 'advice-audience'
  | 'advice-note'
  | 'agreement'
  | 'agreements-note'
  | 'categories-unknown'
  | 'changes'
  | 'columns'
  | 'compared'
  | 'constats'
  | 'constats-note'
  | 'coverage'
  | 'dates'
  | 'decisions'
  | 'detail-sources'
  | 'dictionary'
  | 'differences'
  | 'enrolments'
  | 'establishment'
  | 'establishments-ranked'
  | 'evidence'
  | 'exceptions'
  | 'exceptions-about'
  | 'exceptions-notes'
  | 'exceptions-where'
  | 'fact'
  | 'fact-chart'
  | 'fact-note'
  | 'fact-numbers'
  | 'gaps'
  | 'gaps-else'
  | 'headlines'
  | 'how-sure'
  | 'indicator-notes'
  | 'indicators'
  | 'licence-notes'
  | 'licences'
  | 'licences-by-establishment'
  | 'limits'
  | 'mail-flow-notes'
  | 'mailbox-outcomes'
  | 'imported-files'
  | 'matrix'
  | 'matrix-note'
  | 'moves'
  | 'moves-note'
  | 'no-constat'
  | 'no-decision'
  | 'no-establishment'
  | 'no-gap'
  | 'no-physician-category'
  | 'no-previous'
  | 'not-used'
  | 'other-categories'
  | 'other-constats'
  | 'outbound-policies'
  | 'over-time'
  | 'parameters'
  | 'physicians'
  | 'physicians-by-category'
  | 'question'
  | 'remote-domains'
  | 'roster'
  | 'roster-by-category'
  | 'roster-by-establishment'
  | 'rule'
  | 'sample'
  | 'sample-note'
  | 'scope'
  | 'scope-note'
  | 'service-chart'
  | 'service-usage'
  | 'services-alike'
  | 'services-unknown'
  | 'shared-copy'
  | 'shared-copy-note'
  | 'masked-note'
  | 'sources'
  | 'sql-population'
  | 'sql-verdict'
  | 'tenant'
  | 'to-repair'
  | 'tenant-services'
  | 'tenant-services-note'
  | 'transport-rules'
  | 'journal-rules'
  | 'outbound-connectors'
  | 'trend'
  | 'unused-by-category'
  | 'without-report'
  | 'worst';

/**
 * What a sentence is: a Constat; a limit of what is known; a remedy, or what to do; something to know before comparing; what is
 * said of the SQL that stands beneath it; or a note.
 */
export type SentenceRole = 'constat' | 'limit' | 'remedy' | 'caution' | 'about-sql' | 'note';

export interface Sentence {
  readonly text: Text;
  readonly role: SentenceRole;
  /** The check that says it; left out where none does. */
  readonly checkId?: string;
}

/** The columns that a format looks for. */
export type ColumnId = 'gap' | 'accounts' | 'remedy';

export interface TableColumn {
  readonly id?: ColumnId;
  readonly head: string;
  /** Numbers are aligned right. */
  readonly align: 'left' | 'right';
}

/** One of the values of a chart; null where it is not known, which is not 0. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/**
 * A chart. Its values stand in a table of the report as well, or are all written in `summary`, its text alternative.
 * bars: one value per label; stacked: the parts of each label's whole; lines: one value per label for each series, over time.
 */
export interface Chart {
  readonly id: string;
  readonly form: 'bars' | 'grouped' | 'stacked' | 'lines';
  readonly title: string;
  readonly summary: string;
  readonly unit: 'count' | 'share';
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
}

export interface TableBlock {
  readonly kind: 'table';
  readonly id: BlockId;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** What each row is of, such as the id of a source; left out where no format looks for a row. */
  readonly keys?: readonly string[];
  /** The chart beside it that shows all it says. */
  readonly drawnAs?: string;
}

/**
 * A piece of the report, the same for every format. All texts are plain: each format escapes them itself, so that no text
 * of the tenant reaches a page as markup.
 */
export type Block =
  /** Sentences, a line each. */
  | { readonly kind: 'paragraph'; readonly id: BlockId; readonly sentences: readonly Sentence[] }
  | { readonly kind: 'strong'; readonly id: BlockId; readonly text: string }
  | { readonly kind: 'list'; readonly id: BlockId; readonly items: readonly Sentence[] }
  | TableBlock
  | {
      readonly kind: 'code';
      readonly id: BlockId;
      /** What it is. */
      readonly caption: string;
      readonly text: string;
      readonly syntax: 'sql';
    }
  | { readonly kind: 'chart'; readonly id: BlockId; readonly chart: Chart }
  /** The Constats as large figures, worst first. Their sentences stand beside them. */
  | { readonly kind: 'figures'; readonly id: BlockId; readonly headlines: readonly Headline[] };

export type ChartBlock = Extract<Block, { kind: 'chart' }>;

/** A sentence, of a check where it says whose. */
export function said(text: string | Text, role: SentenceRole = 'note', checkId?: string): Sentence {
  const spans = typeof text === 'string' ? plain(text) : text;
  return { text: spans, role, ...(checkId === undefined ? {} : { checkId }) };
}

/** One line per sentence; a text alone is a note. */
export function paragraph(id: BlockId, ...sentences: readonly (string | Sentence)[]): Block {
  return { kind: 'paragraph', id, sentences: sentences.map(sentenceOf) };
}

export function strong(id: BlockId, text: string): Block {
  return { kind: 'strong', id, text };
}

export function list(id: BlockId, items: readonly (string | Sentence)[]): Block {
  return { kind: 'list', id, items: items.map(sentenceOf) };
}

function sentenceOf(one: string | Sentence): Sentence {
  return typeof one === 'string' ? said(one) : one;
}

type Head = string | Pick<TableColumn, 'id' | 'head'>;

/** A table; its first column and those of `text` (by position) are aligned left, the others right. */
export function table(
  id: BlockId,
  heads: readonly Head[],
  rows: readonly (readonly Cell[])[],
  { text = [], ...more }: Pick<TableBlock, 'keys' | 'drawnAs'> & { readonly text?: readonly number[] } = {},
): TableBlock {
  const columns = heads.map((head, index): TableColumn => ({
    ...(typeof head === 'string' ? { head } : head),
    align: index === 0 || text.includes(index) ? 'left' : 'right',
  }));
  return { kind: 'table', id, columns, rows, ...more };
}

export function sql(id: BlockId, caption: string, text: string): Block {
  return { kind: 'code', id, caption, text, syntax: 'sql' };
}
