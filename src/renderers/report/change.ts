import type { CheckDescription } from '../../situation/check-description.ts';
import { day, integer, signed } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase, phraseText } from '../../i18n/phrase.ts';
import { countPhysiciansAlone } from '../../i18n/sentence.ts';
import { figure, joined, plain, type Text } from '../../i18n/text.ts';
import type { Situation } from '../../situation/situation.ts';
import type { HeadlineChange } from './headline.ts';
import { REPORT_WORDS } from './words.ts';

type Change = NonNullable<Situation['trend']>['indicators'][number];
type Moved = Change['physicians'];
type MoveKind = keyof NonNullable<Moved['moves']>;

/** In the order they are told: what got worse first. */
export const MOVE_KINDS: readonly MoveKind[] = [
  'appeared',
  'altered',
  'joined',
  'becameKnown',
  'resolved',
  'left',
  'becameUnknown',
];

/** The change of a check's figure, as its Constat counts it; null where there is no previous audit. */
export function changeOf(
  situation: Situation,
  check: CheckDescription,
  language: Language,
): HeadlineChange | null {
  const previous = situation.trend?.previous;
  if (previous === undefined) return null;
  const since = phrase(REPORT_WORDS, 'since', language, { day: day(previous.asOf, language) });
  const found = situation.trend?.indicators.find(({ id }) => id === check.id);
  if (found === undefined) {
    const text = phrase(REPORT_WORDS, 'changeUnknown', language, { since });
    return {
      direction: 'unknown',
      text: plain(text),
      since: text,
      value: null,
      moves: [],
      comparable: false,
    };
  }
  const moved = countPhysiciansAlone(check.constats[language]) ? found.physicians : found;
  const asItStands = (change: Text): Text =>
    found.comparable ? change : phraseText(REPORT_WORDS, 'notComparable', language, { change });
  return {
    direction: moved.change > 0 ? 'up' : moved.change < 0 ? 'down' : 'same',
    text: asItStands(changeText(moved.change, since, language)),
    since: joined(asItStands(plain(since))),
    value: moved.change,
    moves: movesOf(moved, check, language),
    comparable: found.comparable,
  };
}

function changeText(change: number, since: string, language: Language): Text {
  return change === 0
    ? phraseText(REPORT_WORDS, 'noChange', language, { since })
    : phraseText(REPORT_WORDS, 'changeSince', language, { n: figure(signed(change, language)), since });
}

function movesOf({ moves }: Moved, check: CheckDescription, language: Language): string[] {
  if (moves === undefined) return [];
  return MOVE_KINDS.filter((kind) => moves[kind] > 0).map((kind) =>
    phrase(REPORT_WORDS, 'labelled', language, {
      label: moveLabel(kind, check, language),
      value: integer(moves[kind], language),
    }),
  );
}

/** What a movement of accounts is called: the check's own words, else the plain ones. */
export function moveLabel(kind: MoveKind, { moves }: CheckDescription, language: Language): string {
  const own =
    kind === 'appeared' || kind === 'resolved' || kind === 'altered' ? moves?.[kind]?.[language] : undefined;
  return own ?? phrase(REPORT_WORDS, kind, language);
}
