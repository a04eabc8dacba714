import { CHECKS } from '../../checks/catalogue.ts';
import { suggestionFor } from '../../config/suggestion.ts';
import { KnownError } from '../../errors.ts';
import { GAP_SOURCES, type GapSource } from '../../situation/gap-source.ts';

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

const GRAMMAR = [
  'Write gaps or gaps:<source> (those to repair), gaps.all (any), exceptions (any that expired), or <indicator> > N, <indicator> >= N, <indicator> > P% (of the accounts examined).',
  `After an indicator may stand .undetermined, .new (in the count now, not in the previous audit's), .change (against the previous count, N or P% of it), .unaccepted (without the accepted cases), .physicians, and these four after .physicians.`,
  'After the limit may stand [known], to look at the examined accounts alone and not at what the undetermined ones may be.',
];

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
  if (countsNobody && !figure.endsWith('undetermined')) {
    throw refused(text, `${indicator} only informs and counts nobody`, [
      `Write ${indicator}.undetermined > N.`,
    ]);
  }
  if (unit === 'percent' && figure.endsWith('new')) {
    throw refused(text, 'new accounts are counted, not a share of anything', [
      `Write ${indicator}.${figure} > N, or ${indicator}.change > P%.`,
    ]);
  }
  if (unit === 'percent' && figure.endsWith('undetermined')) {
    throw refused(text, 'a share is of the accounts examined, which undetermined ones are not', [
      `Write ${indicator}.${figure} > N, without %.`,
    ]);
  }
  if (over === 'known' && figure.endsWith('undetermined')) {
    throw refused(text, 'the undetermined accounts are those of which nothing is known', [
      `Write ${indicator}.${figure} > N, without [known].`,
    ]);
  }
  if (unit === 'accounts' && limit.includes('.')) {
    throw refused(text, `${limit} is no number of accounts`, [
      'Write a whole number, or a percentage such as 2.5%.',
    ]);
  }
}

function sourceOf(text: string, name: string): GapSource {
  const id = among(text, 'source', name.trim(), GAP_SOURCES);
  return GAP_SOURCES.find((one) => one === id) ?? 'tenant';
}

function among(text: string, what: string, word: string, allowed: readonly string[]): string {
  if (allowed.includes(word)) return word;
  const meant = suggestionFor(word, allowed);
  const hint = meant === null ? '' : ` Did you mean ${meant}?`;
  throw refused(text, `there is no ${what} ${JSON.stringify(word)}.${hint}`, [
    `Allowed: ${allowed.join(', ')}`,
  ]);
}

function notUnderstood(text: string): KnownError {
  const meant = suggestionFor(text.trim(), ['gaps', 'gaps.all', 'exceptions']);
  const hint = meant === null ? '' : ` Did you mean ${meant}?`;
  const indicators = `Indicators: ${CHECKS.map(({ id }) => id).join(', ')}`;
  return refused(text, `it is not an expression that can be checked.${hint}`, [...GRAMMAR, indicators]);
}

function refused(text: string, why: string, nextSteps: readonly string[]): KnownError {
  return new KnownError('usage', `--fail-on ${JSON.stringify(text)}: ${why}`, { nextSteps });
}
