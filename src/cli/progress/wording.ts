import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import type { Words } from '../../i18n/words.ts';
import { OUTCOMES, SOURCE_NAMES } from '../../renderers/vocabulary.ts';
import type { SourceId } from '../../snapshot/tables.ts';

const NOTES: Partial<Record<SourceId, Words>> = {
  'sign-in-activity': {
    fr: 'Graph en répond 500 par page et 10 pages par minute',
    en: 'Graph answers 500 a page and 10 pages a minute',
  },
};

const WORDS = {
  credential: { fr: 'identité', en: 'credential' },
  perSecond: { fr: 's', en: 's' },
  left: { fr: 'reste', en: 'left' },
  besides: {
    fr: 'décrites aussi, et non prises (--auth en nomme une)',
    en: 'described too, and not taken (--auth names one)',
  },
  foreseen: { fr: 'il manquera', en: 'will be missing' },
  resumed: { fr: 'reprise de l’audit', en: 'going on with' },
  retry: { fr: 'nouvel essai', en: 'retry' },
} as const satisfies Record<string, Words>;

export interface SourceState {
  readonly id: SourceId;
  readonly read: number;
  readonly expected: number | null;
  readonly startedMs: number;
  /** Where the rate is counted from: some seconds ago, so that it tells of now. */
  readonly since: { readonly ms: number; readonly read: number };
  /** Its ending, when it has one: outcome and detail. */
  readonly end: { outcome: keyof typeof OUTCOMES; detail: string; endedMs: number } | null;
}

/** One source's line, without colours: name, counts, rate, time left, why it is slow or how it ended. */
export function sourceLine(state: SourceState, nowMs: number, language: Language): string {
  const name = SOURCE_NAMES[state.id][language].padEnd(NAME_WIDTH[language]);
  const counts = countsOf(state, language);
  if (state.end !== null) {
    const { outcome, detail, endedMs } = state.end;
    const took = duration(endedMs - state.startedMs);
    return [name, counts, OUTCOMES[outcome][language], took, detail].filter((part) => part !== '').join('  ');
  }
  const rate = ((state.read - state.since.read) * 1_000) / Math.max(1, nowMs - state.since.ms);
  const left = state.expected === null || rate === 0 ? null : ((state.expected - state.read) / rate) * 1_000;
  const slow = left !== null && left > 60_000 ? (NOTES[state.id]?.[language] ?? '') : '';
  return [
    name,
    counts,
    state.read === 0 ? '' : `${integer(Math.round(rate), language)}/${WORDS.perSecond[language]}`,
    left === null || left <= 0 ? '' : `${WORDS.left[language]} ${duration(left)}`,
    slow,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

const NAME_WIDTH = { fr: widthOf('fr'), en: widthOf('en') };

function widthOf(language: Language): number {
  return Math.max(...Object.values(SOURCE_NAMES).map((words) => words[language].length));
}

function countsOf({ read, expected }: SourceState, language: Language): string {
  return expected === null || expected === read
    ? integer(read, language)
    : `${integer(read, language)} / ${integer(expected, language)}`;
}

/** `7 s`, `3 min 20 s`, `1 h 02 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

export function saying(
  word: 'credential' | 'besides' | 'resumed' | 'foreseen' | 'retry',
  text: string,
  language: Language,
): string {
  return `${WORDS[word][language]}${language === 'fr' ? '\u00a0' : ''}: ${text}`;
}

export function gaveUpLast(patienceMs: number, language: Language): string {
  const time = duration(patienceMs);
  return {
    fr: `Il ne restait que des boîtes aux lettres qui échouent : elles sont abandonnées après ${time}. --give-up-after les attend plus longtemps.`,
    en: `Only mailboxes that fail were left: they are given up after ${time}. --give-up-after waits longer for them.`,
  }[language];
}
