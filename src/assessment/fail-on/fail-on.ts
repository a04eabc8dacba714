import { CHECKS } from '../../checks/catalogue.ts';
import { suggestionFor } from '../../config/suggestion.ts';
import { asIs, KnownError, worded, type InBoth } from '../../errors.ts';
import { GAP_SOURCES, type GapSource } from '../../situation/gap-source.ts';
import { FAIL_ON_WORDS } from './fail-on-words.ts';

/** Which figure of an indicator an expression is about. */
export const FAIL_ON_FIGURES = [
  'count',
  'undetermined',
  'new',
  'change',
  'unaccepted',
  'physicians',
  'physicians.undetermined',
  'physicians.new',
  'physicians.change',
  'physicians.unaccepted',
] as const;
export type FailOnFigure = (typeof FAIL_ON_FIGURES)[number];

/** When a run that did all its work is to end with exit code 1 nevertheless. */
export type FailOn =
  | {
      readonly kind: 'gaps';
      readonly text: string;
      readonly source: GapSource | null;
      /** repair: those to repair alone. */
      readonly ranks: 'repair' | 'all';
    }
  | {
      /** Accepted cases whose last day is past. */
      readonly kind: 'exceptions';
      readonly text: string;
    }
  | {
      readonly kind: 'figure';
      readonly text: string;
      readonly indicator: string;
      readonly figure: FailOnFigure;
      readonly comparison: '>' | '>=';
      readonly limit: number;
      /** percent: of the accounts examined; of a change, of the earlier count. */
      readonly unit: 'accounts' | 'percent';
      /** known: the examined accounts alone decide; possible: it is clear only if it were so whatever the undetermined are. */
      readonly over: 'known' | 'possible';
    };

const GRAMMAR = [FAIL_ON_WORDS.write, FAIL_ON_WORDS.figures, FAIL_ON_WORDS.known];

const COMPARISON =
  /^\s*([^\s<>=.]+)((?:\.[^\s<>=.]+)*)\s*(>=?)\s*(\d{1,15}(?:\.\d{1,6})?)\s*(%?)\s*(\[\s*known\s*\])?\s*$/;

/**
 * Reads an expression of `--fail-on`: `gaps`, `gaps:inbox-rules`, `gaps.all`, `mailbox-redirects > 0`, `mfa-status >= 5%`,
 * `inactive-mailboxes.physicians > 100`, `mailbox-redirects.undetermined > 0`, `mfa-status > 5% [known]`.
 *
 * @throws KnownError `usage` naming the allowed words
 */
export function parseFailOn(text: string): FailOn {
  const expression = text.trim();
  if (/^gaps\s*\.\s*all$/.test(expression))
    return { kind: 'gaps', text: expression, source: null, ranks: 'all' };
  if (expression === 'exceptions') return { kind: 'exceptions', text: expression };
  const gaps = /^gaps(?:\s*:\s*(.*))?$/.exec(expression);
  if (gaps !== null) {
    const source = gaps[1] === undefined ? null : sourceOf(text, gaps[1]);
    return { kind: 'gaps', text: expression, source, ranks: 'repair' };
  }
  const [, name, path, comparison, limit, percent, known] = COMPARISON.exec(expression) ?? [];
  if (name === undefined || path === undefined || limit === undefined) throw notUnderstood(text);
  const figure = path === '' ? 'count' : among(text, 'figure', path.slice(1), FAIL_ON_FIGURES.slice(1));
  // Which checks of its own a configuration has is not known here; `requireIndicators` holds them against it.
  const indicator = name.startsWith('own-')
    ? name
    : among(
        text,
        'indicator',
        name,
        CHECKS.map(({ id }) => id),
      );
  const unit = percent === '%' ? 'percent' : 'accounts';
  const over = known === undefined ? 'possible' : 'known';
  refuseSenseless(text, { indicator, figure, limit, unit, over });
  return {
    kind: 'figure',
    text: expression,
    indicator,
    figure: FAIL_ON_FIGURES.find((one) => one === figure) ?? 'count',
    comparison: comparison === '>=' ? '>=' : '>',
    limit: Number(limit),
    unit,
    over,
  };
}

/** Throws `KnownError` (usage) where an expression is of a check that is none of `ids`. */
export function requireIndicators(all: readonly FailOn[], ids: readonly string[]): void {
  for (const one of all) {
    if (one.kind === 'figure') among(one.text, 'indicator', one.indicator, ids);
  }
}

function refuseSenseless(
  text: string,
  given: Pick<Extract<FailOn, { kind: 'figure' }>, 'indicator' | 'unit' | 'over'> & {
    readonly figure: string;
    readonly limit: string;
  },
): void {
  const { indicator, figure, limit, unit, over } = given;
  const countsNobody = CHECKS.some(({ id, constats }) => id === indicator && constats.fr.length === 0);
  const place = { indicator, figure };
  if (countsNobody && !figure.endsWith('undetermined')) {
    throw refused(text, worded(FAIL_ON_WORDS.informs, { indicator }), [
      worded(FAIL_ON_WORDS.writeUndetermined, { indicator }),
    ]);
  }
  if (unit === 'percent' && figure.endsWith('new'))
    throw refused(text, FAIL_ON_WORDS.newIsCounted, [worded(FAIL_ON_WORDS.writeNew, place)]);
  if (unit === 'percent' && figure.endsWith('undetermined'))
    throw refused(text, FAIL_ON_WORDS.shareOfExamined, [worded(FAIL_ON_WORDS.writeNoPercent, place)]);
  if (over === 'known' && figure.endsWith('undetermined'))
    throw refused(text, FAIL_ON_WORDS.nothingKnown, [worded(FAIL_ON_WORDS.writeNoKnown, place)]);
  if (unit === 'accounts' && limit.includes('.'))
    throw refused(text, worded(FAIL_ON_WORDS.noNumber, { limit }), [FAIL_ON_WORDS.writeWhole]);
}

function sourceOf(text: string, name: string): GapSource {
  const id = among(text, 'source', name.trim(), GAP_SOURCES);
  return GAP_SOURCES.find((one) => one === id) ?? 'tenant';
}

/** What each kind of word is called where it is not known. */
const UNKNOWN = {
  figure: FAIL_ON_WORDS.noFigure,
  indicator: FAIL_ON_WORDS.noIndicator,
  source: FAIL_ON_WORDS.noSource,
} as const;

function among(text: string, what: keyof typeof UNKNOWN, word: string, allowed: readonly string[]): string {
  if (allowed.includes(word)) return word;
  const hint = hintOf(suggestionFor(word, allowed));
  throw refused(text, worded(UNKNOWN[what], { word: JSON.stringify(word), hint }), [
    worded(FAIL_ON_WORDS.allowed, { words: allowed.join(', ') }),
  ]);
}

function notUnderstood(text: string): KnownError {
  const hint = hintOf(suggestionFor(text.trim(), ['gaps', 'gaps.all', 'exceptions']));
  const indicators = worded(FAIL_ON_WORDS.indicators, { ids: CHECKS.map(({ id }) => id).join(', ') });
  return refused(text, worded(FAIL_ON_WORDS.notUnderstood, { hint }), [...GRAMMAR, indicators]);
}

function hintOf(meant: string | null): InBoth {
  return meant === null ? asIs('') : worded(FAIL_ON_WORDS.hint, { meant });
}

function refused(text: string, why: InBoth, nextSteps: readonly InBoth[]): KnownError {
  const message = worded(FAIL_ON_WORDS.refused, { text: JSON.stringify(text), why });
  return new KnownError('usage', message, { nextSteps });
}
