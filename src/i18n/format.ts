import type { Language } from './language.ts';

const INTEGERS = perLanguage((locale) => new Intl.NumberFormat(locale));
const AMOUNTS = perLanguage(amountFormat);
const SIZES = perLanguage(sizeFormat);
const SHARES = perLanguage(shareFormat);
const DAYS = perLanguage(dayFormat);
const MONTHS = perLanguage(monthFormat);
const PLURALS = perLanguage((locale) => new Intl.PluralRules(locale));

/** Stands where there is no number to write. */
export const NOTHING = '—';

/** An integer with its thousands grouped: "134 115" (no-break spaces), "134,115". */
export function integer(value: number, language: Language): string {
  return plainNoBreak(INTEGERS[language].format(value));
}

/**
 * `part / whole` with one decimal: "43,9 %", "43.9%". A dash when `whole` is 0. Neither some nor
 * almost all is rounded to none or all: "< 0,1 %", "> 99,9 %".
 */
export function share(part: number, whole: number, language: Language): string {
  if (whole === 0) return NOTHING;
  const format = (ratio: number) => plainNoBreak(SHARES[language].format(ratio));
  const ratio = part / whole;
  if (part > 0 && ratio < 0.0005) return `<\u00a0${format(0.001)}`;
  if (part < whole && ratio >= 0.9995) return `>\u00a0${format(0.999)}`;
  return format(ratio);
}

/** The share that `part / whole` is at least, with one decimal: never rounded up. A dash when `whole` is 0. */
export function leastShare(part: number, whole: number, language: Language): string {
  if (whole === 0) return NOTHING;
  return plainNoBreak(SHARES[language].format(Math.floor((part * 1000) / whole) / 1000));
}

/** A difference with its sign: "+1 203", "−297", "0". */
export function signed(value: number, language: Language): string {
  const size = integer(Math.abs(value), language);
  return value === 0 ? size : `${value > 0 ? '+' : '\u2212'}${size}`;
}

/** An amount with two decimals, and its currency (ISO 4217) where there is one: "1 234,50 CAD". */
export function money(amount: number, currency: string | undefined, language: Language): string {
  const number = plainNoBreak(AMOUNTS[language].format(amount));
  return currency === undefined ? number : `${number}\u00a0${currency}`;
}

/** So many bytes in megabytes, with one decimal: "12,3 Mo", "12.3 MB". Something is never written as nothing. */
export function megabytes(bytes: number, language: Language): string {
  const size = bytes === 0 ? 0 : Math.max(0.1, bytes / 1_000_000);
  return `${plainNoBreak(SIZES[language].format(size))}\u00a0${language === 'fr' ? 'Mo' : 'MB'}`;
}

/** A day (YYYY-MM-DD) in words: "27 octobre 2020", "October 27, 2020". What is no day is given back. */
export function day(isoDay: string, language: Language): string {
  const date = new Date(isoDay);
  if (Number.isNaN(date.getTime())) return isoDay;
  const words = plainNoBreak(DAYS[language].format(date));
  return language === 'fr' ? words.replace(/^1 /, '1er ') : words;
}

/** The name of a month, from 1, as `day` writes it: "octobre", "October". */
export function monthName(month: number, language: Language): string {
  return MONTHS[language].format(new Date(Date.UTC(2020, month - 1, 2)));
}

/**
 * An instant (ISO 8601) in words, to the minute, in a time zone of the IANA database, which is named: "29 octobre 2020 à 2 h 00 HAE".
 * What is no instant is given back.
 */
export function instant(isoInstant: string, language: Language, timeZone = 'UTC'): string {
  const date = new Date(isoInstant);
  if (Number.isNaN(date.getTime())) return isoInstant;
  const parts = new Map(
    instantFormat(language, timeZone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => plainNoBreak(parts.get(type) ?? '');
  const onDay = day(dayIn(isoInstant, timeZone), language);
  const [hours, minutes, zone] = [part('hour'), part('minute'), part('timeZoneName')];
  return language === 'fr'
    ? `${onDay} à ${Number(hours)}\u00a0h\u00a0${minutes} ${zone}`
    : `${onDay} at ${hours}:${minutes} ${zone}`;
}

/** The day (YYYY-MM-DD) that it was there at an instant (ISO 8601). */
export function dayIn(isoInstant: string, timeZone: string): string {
  // Sweden writes days as ISO does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(isoInstant));
}

/** Which of two forms a number takes; the French `many` of the millions reads as `other` here. */
export function pluralForm(value: number, language: Language): 'one' | 'other' {
  return PLURALS[language].select(value) === 'one' ? 'one' : 'other';
}

/** A label within a sentence: its first letter lower-cased, unless it begins an acronym. */
export function withinSentence(label: string): string {
  return /^\p{Lu}(\p{Ll}|$|[^\p{L}])/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** A sentence with its first letter in upper case. */
export function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** A sentence with an aside in parentheses at its end, before its full stop where it has one. */
export function withAside(sentence: string, aside: string): string {
  const stop = sentence.endsWith('.') ? '.' : '';
  return `${sentence.slice(0, sentence.length - stop.length)} (${aside})${stop}`;
}

/** Each is made when it is first asked for: a command needs few, and all take as long as reading a situation. */
function perLanguage<T>(make: (locale: string) => T): Readonly<Record<Language, T>> {
  const made = new Map<Language, T>();
  const of = (language: Language): T => {
    const known = made.get(language);
    if (known !== undefined) return known;
    const one = make(`${language}-CA`);
    made.set(language, one);
    return one;
  };
  return {
    get fr() {
      return of('fr');
    },
    get en() {
      return of('en');
    },
  };
}

function amountFormat(locale: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function sizeFormat(locale: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

function shareFormat(locale: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
}

function monthFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
}

function instantFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const told = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
  return new Intl.DateTimeFormat(`${language}-CA`, { ...told, timeZone });
}

function dayFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
}

// Later ICU data writes narrow no-break spaces; one kind keeps reports the same on every Node.
function plainNoBreak(text: string): string {
  return text.replaceAll('\u202f', '\u00a0');
}
