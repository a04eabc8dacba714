import type { Block, BlockId, Chart, Sentence, TableBlock } from './block.ts';

/** Every part of the report. `check` and `agreement` come once for each check, or agreement, within another part. */
export type SectionId =
  | 'administrators'
  | 'advice'
  | 'agreement'
  | 'agreements'
  | 'certainty'
  | 'check'
  | 'checks'
  | 'constats'
  | 'decisions'
  | 'dictionary'
  | 'differences'
  | 'enrolments'
  | 'establishments'
  | 'evolution'
  | 'exceptions'
  | 'facts'
  | 'gaps'
  | 'indicators'
  | 'licences'
  | 'licences-by-establishment'
  | 'limits'
  | 'mail-flow'
  | 'matrix'
  | 'mailbox-outcomes'
  | 'imported-files'
  | 'method'
  | 'moves'
  | 'not-used'
  | 'other-categories'
  | 'over-time'
  | 'physicians'
  | 'report'
  | 'roster'
  | 'service-usage'
  | 'sources'
  | 'tenant-services';

/** A part of the report: its own blocks, then the parts beneath it. The whole report is one. */
export interface Section {
  readonly id: SectionId;
  readonly title: string;
  /** The checks whose figures it tells. */
  readonly checkIds: readonly string[];
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

/** A part; what is not given it has none of. */
export function section(
  id: SectionId,
  title: string,
  { blocks = [], sections = [], checkIds = [] }: Partial<Omit<Section, 'id' | 'title'>>,
): Section {
  return { id, title, checkIds, blocks, sections };
}

/** A part with everything beneath it, from top to bottom. */
export function* within(part: Section): Generator<Section> {
  yield part;
  for (const one of part.sections) yield* within(one);
}

/** The first part of this id, from top to bottom. */
export function findSection(part: Section, id: SectionId): Section | undefined {
  return [...within(part)].find((one) => one.id === id);
}

/** All blocks of a part and of those beneath it. */
export function allBlocks(part: Section): Block[] {
  return [...within(part)].flatMap(({ blocks }) => blocks);
}

/** The first chart of this block. */
export function findChart(part: Section, id: BlockId): Chart | undefined {
  const found = allBlocks(part).find((block) => block.id === id);
  return found?.kind === 'chart' ? found.chart : undefined;
}

/** The first table of this id. */
export function findTable(part: Section, id: BlockId): TableBlock | undefined {
  const found = allBlocks(part).find((block) => block.id === id);
  return found?.kind === 'table' ? found : undefined;
}

/** The part's own tables. */
export function tablesOf({ blocks }: Section): TableBlock[] {
  return blocks.filter((block) => block.kind === 'table');
}

/** The sentences of the part's own paragraphs and lists. */
export function sentencesOf({ blocks }: Section): Sentence[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return block.sentences;
    return block.kind === 'list' ? block.items : [];
  });
}
