import { day } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Block, Chart, TableBlock } from '../report/block.ts';
import { headlines, type Headline } from '../report/headlines.ts';
import { reportScope } from '../report/overview.ts';
import { reportBlocks, reportSections, type Section } from '../report/report.ts';
import { plainText } from './plain-text.ts';
import { slideWords } from './words.ts';

/** The report as the slides take it. */
export interface Report {
  readonly situation: Situation;
  readonly language: Language;
  readonly title: string;
  /** What the report says before its first part, beneath its title: whose it is, of when, what is worst. */
  readonly opening: readonly { readonly text: string; readonly strong: boolean }[];
  readonly footer: string;
  readonly headlines: readonly Headline[];
  readonly sections: readonly Section[];
}

/** What stands beneath one heading of the report. */
export interface Part {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export function reportOf(situation: Situation, language: Language): Report {
  const blocks = reportBlocks(situation, language);
  const firstPart = blocks.findIndex((block) => block.kind === 'heading' && block.level === 2);
  const before = firstPart === -1 ? blocks : blocks.slice(0, firstPart);
  const opening = before.flatMap((block) => {
    if (block.kind === 'strong') return [{ text: block.text, strong: true }];
    return block.kind === 'paragraph' ? block.sentences.map((text) => ({ text, strong: false })) : [];
  });
  const title = before.find((block) => block.kind === 'heading');
  const tenant =
    situation.scope === undefined ? situation.tenant.displayName : reportScope(situation, language);
  const date = frame('asOf', language, { day: day(situation.asOf, language) });
  return {
    situation,
    language,
    title: title?.text ?? frame('title', language),
    opening,
    footer: slideWords('footer', language, { tenant: plainText(tenant, 90), date }),
    headlines: headlines(situation, language),
    sections: reportSections(situation, language),
  };
}

export function sectionOf(report: Report, id: string): Section | undefined {
  return report.sections.find((section) => section.id === id);
}

/** The part that a chart of the report stands in: the lowest heading above it and all beneath that. */
export function partWithChart(report: Report, chartId: string): (Part & { readonly chart: Chart }) | null {
  for (const section of report.sections) {
    for (const part of partsOf(section)) {
      const found = part.blocks.find((block) => block.kind === 'chart' && block.chart.id === chartId);
      if (found?.kind === 'chart') return { ...part, chart: found.chart };
    }
  }
  return null;
}

/** What stands under the heading of a section itself, then under each lower heading. */
export function partsOf({ title, blocks }: Section): Part[] {
  const parts: { title: string; blocks: Block[] }[] = [{ title, blocks: [] }];
  for (const block of blocks) {
    if (block.kind === 'heading') parts.push({ title: block.text, blocks: [] });
    else parts.at(-1)?.blocks.push(block);
  }
  return parts;
}

export function tablesOf({ blocks }: Part): TableBlock[] {
  return blocks.filter((block) => block.kind === 'table');
}

/** The sentences and the items of lists. */
export function sentencesOf({ blocks }: Part): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return block.sentences;
    return block.kind === 'bullets' ? block.items : [];
  });
}
