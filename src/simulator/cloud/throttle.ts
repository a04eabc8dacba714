/** Documented limits: `limit` units within any `windowMs`. */
interface Limit {
  readonly limit: number;
  readonly windowMs: number;
}

// https://learn.microsoft.com/graph/throttling-limits
const LIMITS = {
  'sign-in-activity': { limit: 10, windowMs: 60_000 },
  'registration-details': { limit: 5, windowMs: 10_000 },
  'conditional-access': { limit: 1, windowMs: 1000 },
  getEmailActivityUserDetail: { limit: 14, windowMs: 600_000 },
  getMailboxUsageDetail: { limit: 14, windowMs: 600_000 },
  getOffice365ActiveUserDetail: { limit: 14, windowMs: 600_000 },
  getOneDriveActivityUserDetail: { limit: 14, windowMs: 600_000 },
  getSharePointActivityUserDetail: { limit: 14, windowMs: 600_000 },
  getFormsUserActivityUserDetail: { limit: 14, windowMs: 600_000 },
  getOffice365ServicesUserCounts: { limit: 14, windowMs: 600_000 },
  identity: { limit: 8_000, windowMs: 10_000 },
} as const satisfies Record<string, Limit>;

export type Bucket = keyof typeof LIMITS;

const MAILBOX_REQUESTS: Limit = { limit: 10_000, windowMs: 600_000 };
const MAILBOX_CONCURRENT = 4;
/** A sped-up clock magnifies the jitter of a real network too; this much of it is forgiven. */
const FORGIVEN_MS = 20;

/** Decides whether a request may pass; answers the client's own seconds to wait where it may not. */
export interface Throttle {
  take(bucket: Bucket, units: number): number | null;
  /** Enters a mailbox; leave it with `leaveMailbox` where it answered null. */
  enterMailbox(slot: number): number | null;
  leaveMailbox(slot: number): void;
}

interface Entry {
  readonly at: number;
  readonly units: number;
}

/**
 * Sliding windows on a clock that runs `clockSpeed` times as fast as `now` (milliseconds). Refused requests
 * count as well, as documented, up to twice the limit.
 */
export function createThrottle(clockSpeed: number, slots: number, now: () => number): Throttle {
  const windows = new Map<Bucket, Entry[]>();
  const mailboxCounts = new Uint16Array(slots);
  const inFlight = new Map<number, number>();
  let mailboxWindow = 0;
  const simulated = (): number => now() * clockSpeed;

  const take = (bucket: Bucket, units: number): number | null => {
    const { limit, windowMs } = LIMITS[bucket];
    const time = simulated();
    const oldest = time - windowMs + FORGIVEN_MS * (clockSpeed - 1);
    const entries = (windows.get(bucket) ?? []).filter(({ at }) => at > oldest);
    windows.set(bucket, entries);
    const used = entries.reduce((n, entry) => n + entry.units, 0);
    if (used < 2 * limit) entries.push({ at: time, units });
    if (used + units <= limit) return null;
    const free = timeOfRoom(entries, used + units - limit);
    return Math.max(0.001, (free + windowMs - time) / 1000 / clockSpeed);
  };

  return {
    take,
    enterMailbox(slot) {
      const window = Math.floor(simulated() / MAILBOX_REQUESTS.windowMs);
      if (window !== mailboxWindow) mailboxCounts.fill(0);
      mailboxWindow = window;
      const count = (mailboxCounts[slot] ?? 0) + 1;
      mailboxCounts[slot] = Math.min(count, 65_535);
      if (count > MAILBOX_REQUESTS.limit) {
        const left = (window + 1) * MAILBOX_REQUESTS.windowMs - simulated();
        return left / 1000 / clockSpeed;
      }
      const busy = inFlight.get(slot) ?? 0;
      if (busy >= MAILBOX_CONCURRENT) return 1 / clockSpeed;
      inFlight.set(slot, busy + 1);
      return null;
    },
    leaveMailbox(slot) {
      const busy = (inFlight.get(slot) ?? 1) - 1;
      if (busy === 0) inFlight.delete(slot);
      else inFlight.set(slot, busy);
    },
  };
}

/** When the entry was made whose leaving frees the last of `units`. */
function timeOfRoom(entries: readonly Entry[], units: number): number {
  let freed = 0;
  for (const entry of entries) {
    freed += entry.units;
    if (freed >= units) return entry.at;
  }
  return entries.at(-1)?.at ?? 0;
}
