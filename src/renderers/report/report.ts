import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import { underItsName, type PlaceOf } from '../renderer.ts';
import { advice } from './advice.ts';
import type { Sentence } from './block.ts';
import { evolution } from './evolution.ts';
import type { Headline } from './headline.ts';
import { headlines } from './headlines.ts';
import { licences } from './licences.ts';
import { method, sources } from './method.ts';
import { administrators, limits, mailFlow, termsOfUse } from './organisation.ts';
import { certainty } from './certainty.ts';
import { decisions } from './decisions.ts';
import { matrix } from './matrix.ts';
import { exceptions } from './exceptions.ts';
import { everyCheck, facts, findings, gaps, indicators, opening } from './overview.ts';
import { establishments } from './establishments.ts';
import { categories, enrolments } from './people.ts';
import { section, sentencesOf, type Section } from './section.ts';
import { serviceUsage } from './services.ts';

/** Everything behind the first page. */
const ANNEX = [
  indicators,
  exceptions,
  facts,
  mailFlow,
  administrators,
  serviceUsage,
  enrolments,
  termsOfUse,
  licences,
  categories,
  establishments,
  advice,
  gaps,
  limits,
  method,
  sources,
];

/**
 * The whole report as one tree of parts, for any format to walk; its root holds the title and what stands before the first part. First
 * comes what a page that decides needs; the rest is annex. It depends on the situation, the language, and where the files that it names lie.
 */
export function reportTree(
  situation: Situation,
  language: Language,
  placeOf: PlaceOf = underItsName,
): Section {
  const all = headlines(situation, language);
  return section('report', frame('title', language), {
    checkIds: all.map(({ checkId }) => checkId),
    blocks: opening(situation, all, language),
    sections: [
      ...findings(situation, all, language),
      ...decisions(situation, language, placeOf),
      ...matrix(situation, all, language),
      ...certainty(situation, language),
      ...evolution(situation, language, placeOf),
      ...everyCheck(situation, all, language),
      ...ANNEX.flatMap((part) => part(situation, language, placeOf)),
    ],
  });
}

/** The sentences of the Constats that no large figure tells: of a check that has none, of those who are enrolled. */
export function otherConstats(report: Section): Sentence[] {
  const told = new Set(headlinesOf(report).map(({ checkId }) => checkId));
  const constats = report.sections.filter(({ id }) => id === 'constats').flatMap(sentencesOf);
  return constats.filter(
    ({ role, checkId }) => role === 'constat' && (checkId === undefined || !told.has(checkId)),
  );
}

/** The Constats of a report as large figures, worst first. */
export function headlinesOf(report: Section): readonly Headline[] {
  return report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'figures' ? block.headlines : [])),
  );
}
