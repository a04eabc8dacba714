import { day, integer, pluralForm } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase, phraseText } from '../../i18n/phrase.ts';
import { isNotAssessable } from '../../i18n/sentence.ts';
import { figure, together, type Text } from '../../i18n/text.ts';
import type { Situation } from '../../situation/situation.ts';
import { missingSources } from '../missing-sources.ts';
import { list, paragraph, said, type Block, type Sentence } from './block.ts';
import { reportDays } from './figure-days.ts';
import { exceptionTroubles } from './exceptions.ts';
import { baseOf, judgedChecks } from './figures.ts';
import { gapText } from './gap-text.ts';
import { importedLine } from './imported.ts';
import { section, type Section } from './section.ts';
import { maskedFrom } from './shared-copy.ts';
import { REPORT_WORDS } from './words.ts';

type Key = keyof typeof REPORT_WORDS;

/** How sure all of it is, in one line; then what is to repair, whose remedies are in the annex. */
export function certainty(situation: Situation, language: Language): Section[] {
  const toRepair = situation.gaps.filter(({ rank }) => rank === 'repair');
  const none = situation.gaps.length === 0 ? [' ', frame('noGap', language)] : [];
  const blocks: Block[] = [
    paragraph(
      'how-sure',
      said(together([lineOf(situation, toRepair.length, language), ...none]), 'limit'),
      ...notChosen(situation, language),
      ...daysOf(situation, language),
      ...exceptionTroubles(situation, language),
      ...importedFrom(situation, language),
      ...maskedFrom(situation, language),
    ),
    ...(toRepair.length === 0
      ? []
      : [
          list(
            'to-repair',
            toRepair.map((gap) => said(gapText(gap, language), 'limit')),
          ),
        ]),
  ];
  return [section('certainty', phrase(REPORT_WORDS, 'howSure', language), { blocks })];
}

/** That checks were left out by choice; the annex names them. */
function notChosen({ parameters }: Situation, language: Language): Sentence[] {
  const left = parameters.notChosen;
  if (left === undefined) return [];
  const n = left.checks.length;
  const key = pluralForm(n, language) === 'one' ? 'notChosenOne' : 'notChosenOther';
  return [
    said(phraseText(REPORT_WORDS, key, language, { n: figure(integer(n, language)), key: left.by }), 'limit'),
  ];
}

/** Reports are some days older than what was asked on the day of the audit. */
function daysOf(situation: Situation, language: Language): Sentence[] {
  const found = reportDays(situation);
  if (found === null) return [];
  const { reports, rest } = found;
  const key = reports.first === reports.last ? 'reportsOf' : 'reportsBetween';
  const [first, last] = [day(rest.first, language), day(rest.last, language)];
  const values = {
    first: day(reports.first, language),
    last: day(reports.last, language),
    collected: first === last ? first : phrase(REPORT_WORDS, 'dayToDay', language, { first, last }),
  };
  return [said(phrase(REPORT_WORDS, key, language, values))];
}

/** That nothing was asked of the cloud is the first limit of all. */
function importedFrom(situation: Situation, language: Language): Sentence[] {
  const line = importedLine(situation, language);
  return line === null ? [] : [said(`${line}.`, 'limit')];
}

/** The base is said: figures of other checks stand over others. */
const EXAMINED = {
  mailboxes: ['mailboxExaminedOne', 'mailboxExaminedOther'],
  enabledAccounts: ['enabledExaminedOne', 'enabledExaminedOther'],
  accounts: ['examinedOne', 'examinedOther'],
} as const;

function lineOf(situation: Situation, toRepair: number, language: Language): Text {
  const judged = judgedChecks(situation);
  const [first] = judged;
  const [one, other] = EXAMINED[first === undefined ? 'accounts' : baseOf(first.check)];
  const unreserved = judged.filter(
    ({ indicator }) => !isNotAssessable(indicator) && !indicator.lowerBound && indicator.undetermined === 0,
  ).length;
  const unread = missingSources(
    situation,
    // What no check that was chosen needs is missed by nothing.
    situation.sources.filter(({ notNeeded }) => notNeeded !== true).map(({ id }) => id),
  ).length;
  const partial = situation.sources.filter(({ outcome }) => outcome === 'partial').length;
  const counted = (n: number, singular: Key, plural: Key, values: Record<string, Text> = {}): Text[] => [
    phraseText(REPORT_WORDS, pluralForm(n, language) === 'one' ? singular : plural, language, {
      n: figure(integer(n, language)),
      ...values,
    }),
  ];
  const of = (n: number): Record<string, Text> => ({ of: figure(integer(n, language)) });
  const parts = [
    ...(first === undefined
      ? []
      : counted(first.indicator.examined, one, other, of(first.indicator.population))),
    ...(judged.length === 0
      ? []
      : counted(unreserved, 'unreservedOne', 'unreservedOther', of(judged.length))),
    ...(unread === 0 ? [] : counted(unread, 'unreadOne', 'unreadOther')),
    ...(partial === 0 ? [] : counted(partial, 'partialOne', 'partialOther')),
    ...(toRepair === 0 ? [] : counted(toRepair, 'toRepairOne', 'toRepairOther')),
  ];
  return together([...parts.flatMap((part, at) => (at === 0 ? [part] : ['; ', part])), '.']);
}
