import { lackWords } from '../../assessment/gaps/lack-words.ts';
import { grantsInWords } from '../../grants/grant-words.ts';
import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { OUTCOMES, SOURCE_NAMES } from '../../renderers/vocabulary.ts';
import type { SourceReport } from '../../snapshot/manifest.ts';
import type { SourceId } from '../../snapshot/tables.ts';
import type { SourceState } from './source-state.ts';
import { leftOf, rateOf } from './time-left.ts';

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
  leftInAll: { fr: 'Reste environ {time} en tout', en: 'About {time} left in all' },
  needed: { fr: 'il faut', en: 'needs' },
  besides: {
    fr: 'décrites aussi, et non prises (--auth en nomme une)',
    en: 'described too, and not taken (--auth names one)',
  },
  foreseen: { fr: 'il manquera', en: 'will be missing' },
  resumed: { fr: 'reprise de l’audit', en: 'going on with' },
  retry: { fr: 'nouvel essai', en: 'retry' },
} as const satisfies Record<string, Words>;

/** One source's line, without colours: name, counts, rate, time left, why it is slow or how it ended. */
export function sourceLine(state: SourceState, nowMs: number, language: Language): string {
  const name = SOURCE_NAMES[state.id][language].padEnd(NAME_WIDTH[language]);
  const counts = countsOf(state, language);
  if (state.end !== null) {
    const { report, endedMs } = state.end;
    const outcome = OUTCOMES[report.outcome][language];
    const took = duration(endedMs - state.startedMs);
    // Of a refusal there is nothing to count: what must be granted comes before a narrow terminal ends.
    const told = report.outcome === 'refused' ? [name.trimEnd(), outcome] : [name, counts, outcome, took];
    return [...told, ...whyOf(report, language)].filter((part) => part !== '').join('  ');
  }
  const rate = rateOf(state, nowMs);
  const left = leftOf(state, nowMs);
  const slow = left !== null && left > 60_000 ? (NOTES[state.id]?.[language] ?? '') : '';
  return [
    name,
    counts,
    state.read === 0 ? '' : `${integer(Math.round(rate), language)}/${WORDS.perSecond[language]}`,
    left === null || left === 0 ? '' : `${WORDS.left[language]} ${duration(left)}`,
    slow,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

/** Why it is not complete: what must be granted first, then what did not come, or what the cloud answered as it stands. */
function whyOf({ outcome, reason, grants, lacks, detail = '' }: SourceReport, language: Language): string[] {
  const isUngranted = reason === 'permission' || reason === 'licence';
  const granted =
    outcome === 'complete' || !isUngranted || grants === undefined
      ? ''
      : `${WORDS.needed[language]} ${grantsInWords(grants)[language]}`;
  return [granted, lackWords(lacks, detail)[language]];
}

/** How long all sources together will still take. */
export function leftLine(ms: number, language: Language): string {
  return phrase(WORDS, 'leftInAll', language, { time: duration(ms) });
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
