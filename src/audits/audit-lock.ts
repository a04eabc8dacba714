import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { auditPaths } from '../disk/audit-paths.ts';
import { isAbsence } from '../disk/path-exists.ts';
import { readPlainFile } from '../disk/plain-files.ts';
import { cannotWrite } from '../disk/private-files.ts';
import { isRunning, processScope } from '../disk/process-scope.ts';
import { identityOf, requireSameFolder } from '../disk/same-folder.ts';
import { requireTrustedFolder } from '../disk/trusted-folder.ts';
import { readJson } from '../texts/read-json.ts';
import { KnownError } from '../errors.ts';
import { told, trouble } from './trouble.ts';

const ownerSchema = z.object({
  /** One for each time a lock is taken: a process may have had the number of another. */
  token: z.string(),
  pid: z.int().positive(),
  host: z.string(),
  command: z.string(),
  since: z.string(),
  /** When the process began, in the words of its system; null where the system does not tell. */
  begun: z.string().nullable(),
  /** Where its number means that process (`processScope`); null where that is not known, as of earlier versions. */
  scope: z.string().nullable().default(null),
});

type Owner = z.infer<typeof ownerSchema>;

export interface AuditLock {
  /**
   * Makes sure, before a stage writes, that the folder is the one that was locked, and the lock still this process's. Throws
   * `KnownError` (local).
   */
  requireHeld(): Promise<void>;
  /** Lets others work on the folder. */
  release(): Promise<void>;
}

export interface LockTimes {
  /** How often an owner gives a sign of life. */
  readonly beatMs: number;
  /** How long an owner may be busy, or its disk slow, without one. */
  readonly silentAfterMs: number;
  /** A claim is a matter of milliseconds; one that lasts is of a process killed in the midst of it. */
  readonly claimLastsMs: number;
}

const TIMES: LockTimes = { beatMs: 10_000, silentAfterMs: 90_000, claimLastsMs: 10_000 };
/** So many beats are waited for where the clocks say that an owner fell silent. */
const BEATS_WATCHED = 2.5;
/** A lock has a few hundred bytes. */
const MOST_BYTES = 64 * 1_024;
/** Between the making of a lock and its first words. */
const WRITTEN_WITHIN_MS = 1_000;

/**
 * Takes an audit folder for this process. A lock left by a process that ended is taken over; one of a live
 * process is respected: `KnownError` (local) that names it. So is a folder that somebody else could replace.
 */
export async function lockAudit(
  auditFolder: string,
  command: string,
  now: () => Date,
  times: LockTimes = TIMES,
): Promise<AuditLock> {
  await requireTrustedFolder(auditFolder);
  const folder = await identityOf(auditFolder);
  const path = auditPaths.lock(auditFolder);
  const owner: Owner = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    command,
    since: now().toISOString(),
    begun: await beginningOf(process.pid),
    scope: await processScope(),
  };
  await takeLock(auditFolder, owner, now, times);
  const beat = beats(path, now, times.beatMs);
  return {
    requireHeld: async () => {
      await requireSameFolder(auditFolder, folder);
      const present = await readOnce(path);
      if (present === null || present === 'illegible' || present.token !== owner.token)
        throw lost(auditFolder);
    },
    release: async () => {
      clearInterval(beat);
      const present = await readOnce(path);
      if (present !== null && present !== 'illegible' && present.token === owner.token)
        await rm(path, { force: true });
    },
  };
}

async function takeLock(auditFolder: string, owner: Owner, now: () => Date, times: LockTimes): Promise<void> {
  const path = auditPaths.lock(auditFolder);
  const claims = new OthersClaims(times.claimLastsMs);
  for (;;) {
    if (await write(path, owner)) return;
    const other = await read(path);
    if (other === null) continue;
    const isHere = other !== 'illegible' && (await isOfThisScope(other));
    if (other !== 'illegible' && (isHere ? await isOwnerRunning(other) : await givesBeats(path, now, times)))
      throw inUse(auditFolder, other, isHere ? null : times);
    if (await takeOver(path, other, owner, claims)) return;
  }
}

async function write(path: string, owner: Owner): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify(owner));
    } catch (error) {
      // On a full disk: an empty lock would be somebody's.
      await rm(path, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw cannotWrite(path, error);
  }
}

/** Who holds the lock; null where nobody does. What is illegible may only be being written. */
async function read(path: string): Promise<Owner | 'illegible' | null> {
  for (let waitedMs = 0; ; waitedMs += 100) {
    const owner = await readOnce(path);
    if (owner !== 'illegible' || waitedMs >= WRITTEN_WITHIN_MS) return owner;
    await sleep(100);
  }
}

async function readOnce(path: string): Promise<Owner | 'illegible' | null> {
  let text: string;
  try {
    text = await readPlainFile(path, MOST_BYTES);
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
  try {
    return ownerSchema.parse(readJson(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return 'illegible';
    throw error;
  }
}

/** Its number means that process here: of another machine, or in another container, only the beats are seen. */
async function isOfThisScope({ host, scope }: Owner): Promise<boolean> {
  return host === hostname() && scope !== null && scope === (await processScope());
}

async function isOwnerRunning(owner: Owner): Promise<boolean> {
  if (!isRunning(owner.pid)) return false;
  const begun = await beginningOf(owner.pid);
  return begun === null || owner.begun === null || begun === owner.begun;
}

/**
 * A beat of late is believed. Where the last one is long past, or yet to come, a clock may have been set: then it counts
 * whether another one comes while somebody watches, by a clock that nobody sets.
 */
async function givesBeats(
  path: string,
  now: () => Date,
  { beatMs, silentAfterMs }: LockTimes,
): Promise<boolean> {
  const last = await beatOf(path);
  if (last === null) return false;
  if (Math.abs(now().getTime() - last) < silentAfterMs) return true;
  const until = performance.now() + beatMs * BEATS_WATCHED;
  while (performance.now() < until) {
    await sleep(beatMs / 10);
    if ((await beatOf(path)) !== last) return true;
  }
  return false;
}

async function beatOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw cannotWrite(path, error);
  }
}

/** Linux tells when a process began (field 22 of its stat): a number used again is another process. */
async function beginningOf(pid: number): Promise<string | null> {
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch (error) {
    if (codeOf(error) !== '') return null;
    throw error;
  }
}

/**
 * Puts this process in the place of a lock judged dead; false where another did, or is about to. Only who
 * makes the claim on that very lock may replace it: otherwise two that judged it together would, one after the other.
 */
async function takeOver(
  path: string,
  judged: Owner | 'illegible',
  owner: Owner,
  claims: OthersClaims,
): Promise<boolean> {
  const claim = `${path}.${keyOf(judged)}.claim`;
  if (!(await write(claim, owner))) {
    await claims.wait(claim);
    return false;
  }
  try {
    const present = await readOnce(path);
    if (present === null || keyOf(present) !== keyOf(judged)) return false;
    const beside = `${path}.${owner.token}.part`;
    await write(beside, owner);
    await rename(beside, path);
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

/** A token comes from a file: hashed, it is no path. */
function keyOf(owner: Owner | 'illegible'): string {
  const token = owner === 'illegible' ? '' : owner.token;
  return createHash('sha256').update(token).digest('hex').slice(0, 16);
}

/** The claims of other processes, and since when they are in the way, by a clock that nobody sets. */
class OthersClaims {
  readonly #lastsMs: number;
  readonly #seenAt = new Map<string, number>();

  constructor(lastsMs: number) {
    this.#lastsMs = lastsMs;
  }

  /** Waits a little; takes away a claim that stays. */
  async wait(claim: string): Promise<void> {
    const madeAt = await beatOf(claim);
    if (madeAt === null) return;
    const key = `${madeAt} ${claim}`;
    const seenAt = this.#seenAt.get(key) ?? performance.now();
    this.#seenAt.set(key, seenAt);
    if (performance.now() - seenAt > this.#lastsMs) await rm(claim, { force: true });
    else await sleep(20);
  }
}

function beats(path: string, now: () => Date, beatMs: number): NodeJS.Timeout {
  const beat = setInterval(() => {
    const beatAt = now();
    // A folder that is gone, or a disk that is full or away for a while: the work itself will tell, and the next beat may succeed.
    utimes(path, beatAt, beatAt).catch((error: unknown) => {
      if (isAbsence(error)) clearInterval(beat);
    });
  }, beatMs);
  return beat.unref();
}

/** Another process holds the folder. */
export class AuditInUse extends KnownError {}

function inUse(auditFolder: string, owner: Owner, unseen: LockTimes | null): AuditInUse {
  const killed = unseen === null ? [] : [told('ifKilled', { seconds: String(unseen.silentAfterMs / 1_000) })];
  return new AuditInUse(
    'local',
    told('inUse', {
      audit: auditFolder,
      command: owner.command,
      pid: String(owner.pid),
      host: owner.host,
      since: owner.since,
    }),
    { nextSteps: [told('waitForIt', { pid: String(owner.pid) }), ...killed] },
  );
}

function lost(auditFolder: string): KnownError {
  return trouble('local', 'lockGone', { audit: auditFolder }, [told('makeSure')]);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
