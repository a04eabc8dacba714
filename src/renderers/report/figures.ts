import { integer, leastShare, share } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import { countBound, countPhysiciansAlone, isNotAssessable, type Bound } from '../../i18n/sentence.ts';
import type { Language } from '../../i18n/language.ts';
import { GRAVITIES, type Theme } from '../../situation/check-words.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import type { Indicator, Situation, Tally } from '../../situation/situation.ts';
import { definesPhysicians } from '../constats.ts';
import { isDirectoryPart, missingSources } from '../missing-sources.ts';
import type { NothingCell, NumberCell, ShareCell, UnknownCell } from './cell.ts';
import { counted, nothing, ratioCell, unknown } from './cells.ts';

/** A check that judges, with its tallies. */
export interface Judged {
  readonly check: CheckDescription;
  readonly indicator: Indicator;
  /** How far its shares of the accounts examined can be relied on. */
  readonly shareBound: Bound;
}

/** The checks that judge accounts; those without sentences only inform. */
export function judgedChecks(situation: Situation): Judged[] {
  return described(situation).filter(({ check }) => !informs(check));
}

/**
 * The same in the order of every format: those that found somebody, then those that may have missed somebody, then the ones where there
 * is nobody; each the gravest first, else in the order of the situation.
 */
export function rankedChecks(situation: Situation): Judged[] {
  return judgedChecks(situation)
    .map((judged, at) => ({ judged, at, rank: rankOf(situation, judged) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ judged }) => judged);
}

function rankOf(situation: Situation, { check, indicator }: Judged): number {
  const alone = countPhysiciansAlone(check.constats.fr);
  const tally = alone ? indicator.physicians : indicator;
  const isKnown = !isNotAssessable(tally) && (!alone || definesPhysicians(situation));
  const isWhole =
    isKnown &&
    !indicator.lowerBound &&
    indicator.populationBound !== 'approximate' &&
    tally.undetermined === 0;
  const found = isKnown && tally.count > 0 && tally.population > 0 ? 0 : isWhole ? 2 : 1;
  return found * GRAVITIES.length + GRAVITIES.indexOf(check.gravity ?? 'notable');
}

/** Whom a check looks at, where its own expression names one of the two bases that most figures have. */
export function baseOf({ sql }: CheckDescription): 'mailboxes' | 'enabledAccounts' | 'accounts' {
  if (sql.population === 'personalMailbox') return 'mailboxes';
  return sql.population === 'enabledMember' ? 'enabledAccounts' : 'accounts';
}

/** The checks that only inform: they count nobody, but tell whom they know of. */
export function informingChecks(situation: Situation): Judged[] {
  return described(situation).filter(({ check }) => informs(check));
}

/** The ids of the checks that a part of the report tells of. */
export function checksOf({ checks }: Situation, theme: Theme): string[] {
  return checks.filter((check) => check.theme === theme).map(({ id }) => id);
}

function informs({ constats }: CheckDescription): boolean {
  return constats.fr.length === 0 && constats.en.length === 0;
}

function described(situation: Situation): Judged[] {
  return situation.checks.flatMap((check) => {
    const indicator = situation.indicators.find(({ id }) => id === check.id);
    if (indicator === undefined) return [];
    return [{ check, indicator, shareBound: shareBoundOf(situation, check, indicator) }];
  });
}

/** Accounts that were not read at all may add to a count; to a share they may as well take from it. */
function shareBoundOf(situation: Situation, check: CheckDescription, indicator: Indicator): Bound {
  const isPart = isDirectoryPart(situation);
  const lowerBound =
    indicator.lowerBound &&
    !(isPart && missingSources(situation, check.primary ?? check.evidence).length === 0);
  const populationBound = indicator.populationBound === 'approximate' ? 'approximate' : 'exact';
  return countBound({ lowerBound, populationBound });
}

/** The count of a tally: "1 817", "au moins 1 817", "577 (12 ind.)", "n. d.", or a dash for nobody. */
export function countCell(
  tally: Tally | undefined,
  bound: Bound,
  language: Language,
): NumberCell | UnknownCell | NothingCell {
  if (tally === undefined || tally.population === 0) return nothing();
  if (isNotAssessable(tally)) return unknown(language);
  const count = counted(tally.count, language, bound);
  if (tally.undetermined === 0) return count;
  const undetermined = frame('undeterminedShort', language, { n: integer(tally.undetermined, language) });
  return { ...count, text: `${count.text} (${undetermined})`, undetermined: tally.undetermined };
}

/** The share of the accounts examined that is counted, of which a lower bound is one too. */
export function shareCell(
  tally: Tally | undefined,
  bound: Bound,
  language: Language,
): ShareCell | UnknownCell | NothingCell {
  if (tally === undefined || tally.population === 0) return nothing();
  if (isNotAssessable(tally)) return unknown(language);
  const write = bound === 'exact' || bound === 'approximate' ? share : leastShare;
  return ratioCell(
    tally.count / tally.examined,
    write(tally.count, tally.examined, language),
    bound,
    language,
  );
}

/** In the situation of an establishment: the same of the whole network, to stand beside its own. */
export function networkTally({ scope }: Situation, checkId: string): NetworkTally | undefined {
  return scope?.network?.find(({ id }) => id === checkId);
}

type NetworkTally = NonNullable<NonNullable<Situation['scope']>['network']>[number];

/** A count that rests on one source, as far as that source is known. */
export function knownCell(
  count: number,
  bound: Bound | 'unknown',
  language: Language,
): NumberCell | UnknownCell {
  return bound === 'unknown' ? unknown(language) : counted(count, language, bound);
}

/** What the short marks of the cells mean, for those that occur. */
export function notes(judged: readonly Judged[], language: Language): string[] {
  const tallies = judged.flatMap(({ indicator }) => talliesOf(indicator));
  const found: string[] = [frame('shareNote', language)];
  if (tallies.some(({ examined, undetermined }) => examined > 0 && undetermined > 0)) {
    found.push(frame('undeterminedNote', language));
  }
  if (tallies.some(isNotAssessable)) found.push(frame('notAssessableNote', language));
  if (judged.some(({ indicator }) => indicator.lowerBound && !isNotAssessable(indicator))) {
    found.push(frame('lowerBoundNote', language));
  }
  if (judged.some(({ indicator }) => indicator.populationBound === 'approximate')) {
    found.push(frame('approximateNote', language));
  }
  return found;
}

function talliesOf(indicator: Indicator): Tally[] {
  const ofEstablishments = indicator.byEstablishment.flatMap((one) => [one, one.physicians]);
  return [indicator, indicator.physicians, ...indicator.byCategory, ...ofEstablishments];
}
