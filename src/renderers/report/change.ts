import type { CheckDescription } from '../../situation/check-description.ts';
import { day, integer, signed } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { countPhysiciansAlone } from '../../i18n/sentence.ts';
import type { Situation } from '../../situation/situation.ts';
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

/** How a figure moved since the previous audit. More is always worse: a count is of non-compliant accounts. */
export interface HeadlineChange {
  readonly direction: 'up' | 'down' | 'same' | 'unknown';
  /** "+1 203 depuis le 29 septembre 2020", or why nothing can be said. */
  readonly text: string;
  /** The difference itself, signed; null where it is not known. */
  readonly value: number | null;
  /** Who moved: "Nouvellement inutilisés : 1 500", "De nouveau utilisés : 297". */
  readonly moves: readonly string[];
  /** False where something other than the accounts may be part of it; the evolution says what. */
  readonly comparable: boolean;
}

/** The change of a check's figure, as its Constat counts it; null where there is no previous audit. */
export function changeOf(
  situation: Situation,
  check: CheckDescription,
  language: Language,
): HeadlineChange | null {
  const previous = situation.trend?.previous;
  if (previous === undefined) return null;
  const since = day(previous.asOf, language);
  const found = situation.trend?.indicators.find(({ id }) => id === check.id);
  if (found === undefined) {
    const text = phrase(REPORT_WORDS, 'changeUnknown', language, { day: since });
    return { direction: 'unknown', text, value: null, moves: [], comparable: false };
  }
  const moved = countPhysiciansAlone(check.constats[language]) ? found.physicians : found;
  return {
    direction: moved.change > 0 ? 'up' : moved.change < 0 ? 'down' : 'same',
    text: changeText(moved.change, since, found.comparable, language),
    value: moved.change,
    moves: movesOf(moved, check, language),
    comparable: found.comparable,
  };
}

function changeText(change: number, since: string, comparable: boolean, language: Language): string {
  const plain =
    change === 0
      ? phrase(REPORT_WORDS, 'noChange', language, { day: since })
      : phrase(REPORT_WORDS, 'changeSince', language, { n: signed(change, language), day: since });
  return comparable ? plain : phrase(REPORT_WORDS, 'notComparable', language, { change: plain });
}

function movesOf({ moves }: Moved, check: CheckDescription, language: Language): string[] {
  if (moves === undefined) return [];
  return MOVE_KINDS.filter((kind) => moves[kind] > 0).map((kind) =>
    phrase(REPORT_WORDS, 'move', language, {
      label: moveLabel(kind, check, language),
      n: integer(moves[kind], language),
    }),
  );
}

/** What a movement of accounts is called: the check's own words, else the plain ones. */
export function moveLabel(kind: MoveKind, { moves }: CheckDescription, language: Language): string {
  const own =
    kind === 'appeared' || kind === 'resolved' || kind === 'altered' ? moves?.[kind]?.[language] : undefined;
  return own ?? phrase(REPORT_WORDS, kind, language);
}
