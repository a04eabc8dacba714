import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Block } from './block.ts';
import { advice } from './advice.ts';
import { evolution } from './evolution.ts';
import { licences } from './licences.ts';
import { method, sources } from './method.ts';
import { administrators, posture, termsOfUse, unseen } from './organisation.ts';
import { facts, firstPage, indicators } from './overview.ts';
import { categories, enrolments, establishments } from './people.ts';
import { serviceUsage } from './services.ts';

const PARTS = [
  firstPage,
  evolution,
  indicators,
  categories,
  facts,
  posture,
  administrators,
  serviceUsage,
  enrolments,
  termsOfUse,
  licences,
  establishments,
  advice,
  unseen,
  sources,
  method,
];

/** The whole report, for any format to lay out; it depends on the situation and the language alone. */
export function reportBlocks(situation: Situation, language: Language): Block[] {
  return PARTS.flatMap((part) => part(situation, language));
}

/** A part of the report under one heading of level 2, with what stands below it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The report in its parts; what stands before the first heading of level 2 is left out. */
export function reportSections(situation: Situation, language: Language): Section[] {
  const sections: { id: string; title: string; blocks: Block[] }[] = [];
  for (const block of reportBlocks(situation, language)) {
    if (block.kind === 'heading' && block.level === 2) {
      sections.push({ id: block.id, title: block.text, blocks: [] });
    } else sections.at(-1)?.blocks.push(block);
  }
  return sections;
}
