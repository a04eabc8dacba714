import type { DateOrder } from '../snapshot/imported.ts';

/** A day with or without a time, as a file wrote it; `a` and `b` are the two numbers before or after the year. */
interface Parts {
  readonly year: string;
  readonly a: string;
  readonly b: string;
  readonly isYearFirst: boolean;
  readonly time: string;
  readonly zone: string;
}

const TIME = String.raw`(?:[T ,\u00a0\u202f]+(\d{1,2})(?::| ?h ?)(\d{2})(?:(?::| ?min ?)(\d{2})(?:[.,]\d+)?(?: ?s)?)?(?: ?min)?\s?([AaPp]\.?\s?[Mm]\.?)?)?`;
const ZONE = String.raw`\s?(Z|UTC|[+-]\d{2}:?\d{2})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}${ZONE}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${TIME}${ZONE}$`);

/** Null for what is no date. */
function partsOf(text: string): Parts | null {
  const first = YEAR_FIRST.exec(text);
  if (first !== null) {
    const [, year = '', a = '', b = ''] = first;
    return ended({ year, a, b, isYearFirst: true }, first);
  }
  const last = YEAR_LAST.exec(text);
  if (last === null) return null;
  const [, a = '', b = '', year = ''] = last;
  return ended({ year, a, b, isYearFirst: false }, last);
}

function ended(day: Omit<Parts, 'time' | 'zone'>, match: RegExpExecArray): Parts | null {
  const [, , , , hour, minute = '00', second = '00', half, zone = ''] = match;
  const time = hour === undefined ? '00:00:00' : timeOf(hour, minute, second, half);
  return time === null ? null : { ...day, time, zone };
}

function timeOf(hour: string, minute: string, second: string, half: string | undefined): string | null {
  const isPm = half !== undefined && /^p/i.test(half);
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isPm ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return null;
  return `${padded(hours)}:${minute}:${second}`;
}

function padded(value: number): string {
  return String(value).padStart(2, '0');
}

/** What one date tells of the order that its file writes them in; `either` is a day and a month that both could be. */
export type Evidence = DateOrder | 'either' | 'same' | null;

/** Null for what is no date in any order. `same`: the day and the month are one number. */
export function evidenceOf(text: string): Evidence {
  const parts = partsOf(text);
  if (parts === null) return null;
  if (parts.isYearFirst) return isoOf(parts, 'year-first') === null ? null : 'year-first';
  const [asDay, asMonth] = [isoOf(parts, 'day-first'), isoOf(parts, 'month-first')];
  if (asDay === null && asMonth === null) return null;
  if (asMonth === null) return 'day-first';
  if (asDay === null) return 'month-first';
  return asDay === asMonth ? 'same' : 'either';
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** As `YYYY-MM-DD`; null for a day that does not exist. */
function isoOf({ year, a, b, isYearFirst }: Parts, order: DateOrder): string | null {
  const [month, day] =
    isYearFirst || order === 'month-first' ? [Number(a), Number(b)] : [Number(b), Number(a)];
  const y = Number(year);
  const isLeap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
  return y < 1 || day < 1 || day > days ? null : `${year}-${padded(month)}-${padded(day)}`;
}

/**
 * A date as `YYYY-MM-DD HH:MM:SS` in UTC; one that does not tell its zone is taken for UTC, which the portals write. Null for what is
 * no date in this order, and for year 1, which is how Microsoft writes “never”.
 */
export function instantOf(text: string, order: DateOrder): string | null {
  const parts = partsOf(text);
  if (parts === null) return null;
  const day = isoOf(parts, order);
  if (day === null || parts.year === '0001') return null;
  if (parts.zone === '' || parts.zone === 'Z' || parts.zone === 'UTC') return `${day} ${parts.time}`;
  const zone = parts.zone.includes(':') ? parts.zone : `${parts.zone.slice(0, 3)}:${parts.zone.slice(3)}`;
  const utc = new Date(`${day}T${parts.time}${zone}`);
  return Number.isNaN(utc.getTime()) ? null : utc.toISOString().slice(0, 19).replace('T', ' ');
}

/** The order that a file writes its dates in, from what its dates tell; `ambiguous` where each could be read both ways. */
export class DateEvidence {
  #told = new Set<Evidence>();

  add(evidence: Evidence): void {
    this.#told.add(evidence);
  }

  /** Null where the file holds no date. */
  get order(): DateOrder | 'ambiguous' | 'contradictory' | null {
    const told = this.#told;
    if (told.has('day-first') && told.has('month-first')) return 'contradictory';
    if (told.has('day-first')) return 'day-first';
    if (told.has('month-first')) return 'month-first';
    if (told.has('either')) return 'ambiguous';
    if (told.has('same')) return 'day-first';
    return told.has('year-first') ? 'year-first' : null;
  }
}
