import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { KnownError } from '../errors.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { readPlainFile } from '../disk/plain-files.ts';
import { cannotWrite } from '../disk/private-files.ts';
import { readJson } from '../texts/read-json.ts';

const ownerSchema = z.object({
  /** One for each time a lock is taken: a process may have had the number of another. */
  token: z.string(),
  pid: z.int().positive(),
  host: z.string(),
  command: z.string(),
  since: z.string(),
  /** When the process began, in the words of its system; null where the system does not tell. */
  begun: z.string().nullable(),
});

type Owner = z.infer<typeof ownerSchema>;

export interface AuditLock {
  /** Lets others work on the folder. */
  release(): Promise<void>;
}

const BEAT_MS = 10_000;
/** Of another machine only its beats are seen. */
const SILENT_AFTER_MS = 90_000;
/** Between the making of a lock and its first words. */
const WRITTEN_WITHIN_MS = 1_000;
/** A lock takes some hundred. */
const MOST_BYTES = 65_536;
/** A claim is a matter of milliseconds; an older one is of a process killed in the midst of it. */
const CLAIM_LASTS_MS = 10_000;

/**
 * Takes an audit folder for this process. A lock left by a process that ended is taken over; one of a live
 * process is respected: `KnownError` (local) that names it.
 */
export async function lockAudit(auditFolder: string, command: string, now: () => Date): Promise<AuditLock> {
  const path = auditPaths.lock(auditFolder);
  const owner: Owner = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    command,
    since: now().toISOString(),
    begun: await beginningOf(process.pid),
  };
  for (;;) {
    if (await write(path, owner)) return held(path, owner, now);
    const other = await read(path);
    if (other === null) continue;
    if (other !== 'illegible' && (await isAlive(path, other, now))) throw inUse(auditFolder, other);
    if (await takeOver(path, other, owner, now)) return held(path, owner, now);
  }
}

async function write(path: string, owner: Owner): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify(owner));
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
    if (codeOf(error) === 'ENOENT') return null;
    throw cannotWrite(path, error);
  }
  try {
    return ownerSchema.parse(readJson(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return 'illegible';
    throw error;
  }
}

async function isAlive(path: string, owner: Owner, now: () => Date): Promise<boolean> {
  if (owner.host !== hostname()) {
    const beat = await beatOf(path);
    return beat !== null && now().getTime() - beat < SILENT_AFTER_MS;
  }
  if (!isRunning(owner.pid)) return false;
  const begun = await beginningOf(owner.pid);
  return begun === null || owner.begun === null || begun === owner.begun;
}

/** A process of this machine bears that number. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

async function beatOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
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
  now: () => Date,
): Promise<boolean> {
  const claim = `${path}.${keyOf(judged)}.claim`;
  if (!(await write(claim, owner))) {
    const madeAt = await beatOf(claim);
    if (madeAt !== null && now().getTime() - madeAt > CLAIM_LASTS_MS) await rm(claim, { force: true });
    else await sleep(20);
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

function held(path: string, owner: Owner, now: () => Date): AuditLock {
  const beat = setInterval(() => {
    const beatAt = now();
    // A beat that fails is a folder that is gone or read-only: the work itself will tell.
    utimes(path, beatAt, beatAt).catch(() => clearInterval(beat));
  }, BEAT_MS);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      const present = await readOnce(path);
      if (present !== null && present !== 'illegible' && present.token === owner.token)
        await rm(path, { force: true });
    },
  };
}

function inUse(auditFolder: string, owner: Owner): KnownError {
  return new KnownError(
    'local',
    `${auditFolder} is in use: vigie ${owner.command}, process ${owner.pid} on ${owner.host}, since ${owner.since}`,
    { nextSteps: [`Wait until process ${owner.pid} ends, or end it, then run the same command again.`] },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
