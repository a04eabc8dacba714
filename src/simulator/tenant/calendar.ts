const DAY_MS = 86_400_000;
const OLDEST = 20_000;

/** Dates of the tenant, told as ages in days before the cloud's today. */
export interface Calendar {
  readonly today: string;
  /** The day that usage reports were refreshed. */
  readonly refreshedOn: string;
  readonly lagDays: number;
  /** YYYY-MM-DD of the day `age` days before today; ages may be negative. */
  day(age: number): string;
  /** YYYY-MM-DD of the day `age` days before the reports' refresh. */
  reportDay(age: number): string;
  /** An instant (UTC) of the day `age` days before today, at a time chosen by `noise`. */
  instant(age: number, noise: number): string;
}

/** Throws when `today` is not a day written YYYY-MM-DD. */
export function createCalendar(today: string, lagDays: number): Calendar {
  const start = Date.parse(`${today}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(start)) {
    throw new RangeError(`today is a day written YYYY-MM-DD, not ${JSON.stringify(today)}`);
  }
  const days: string[] = [];
  const day = (age: number): string => {
    const known = days[age];
    if (known !== undefined) return known;
    const written = new Date(start - age * DAY_MS).toISOString().slice(0, 10);
    if (age >= 0 && age < OLDEST) days[age] = written;
    return written;
  };
  const times = Array.from({ length: 1440 }, (_, minute) => {
    const two = (n: number): string => String(n).padStart(2, '0');
    return `T${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two((minute * 37) % 60)}Z`;
  });
  return {
    today,
    refreshedOn: day(lagDays),
    lagDays,
    day,
    reportDay: (age) => day(age + lagDays),
    instant: (age, noise) => day(age) + (times[noise % 1440] ?? 'T00:00:00Z'),
  };
}
