import { lockAudit, type AuditLock } from './audit-lock.ts';
import { endingsAt, type AuditPlace, type PlaceRequest } from './audit-place.ts';
import { readyToWrite } from './locked.ts';
import { told } from './trouble.ts';
import {
  requireSameQuestions,
  unfinishedAudits,
  writeBeginning,
  type Unfinished,
} from './unfinished-audit.ts';

/** Older than this, the half that was read and the half to come would not be of one date. */
const STALE_MS = 7 * 24 * 3_600_000;

/** The newest unfinished audit that this command can go on with; null where there is none. Throws `KnownError`. */
export async function resumeAudit(request: PlaceRequest): Promise<AuditPlace | null> {
  const { command, now, tell } = request;
  const newest = await newestUnfinished(request);
  if (newest === undefined) return null;
  const { auditFolder, beginning } = newest;
  const at = now();
  if (at.getTime() - Date.parse(beginning.collectedAt) > STALE_MS) {
    await tell(told('tooOld', { audit: auditFolder }));
    return null;
  }
  requireSameQuestions(newest, request);
  const lock = await lockAudit(auditFolder, command, now);
  try {
    // Whoever held it until now may have brought it further, or to its end.
    const held = await newestUnfinished(request);
    if (held?.auditFolder === auditFolder) return await goOn(held, lock, at);
  } catch (error) {
    await lock.release();
    throw error;
  }
  await lock.release();
  return resumeAudit(request);
}

async function newestUnfinished(request: PlaceRequest): Promise<Unfinished | undefined> {
  const { out, identity, command, seals, standsAlone, sample } = request;
  const found = (await unfinishedAudits(out, identity)).filter(
    ({ beginning }) => beginning.standsAlone === standsAlone && beginning.sample === sample,
  );
  return found.find(({ isCollected }) => command === 'audit' || seals || !isCollected);
}

async function goOn(
  { auditFolder, beginning, isCollected }: Unfinished,
  lock: AuditLock,
  at: Date,
): Promise<AuditPlace> {
  await readyToWrite(auditFolder);
  const resumedAt = [...beginning.resumedAt, at.toISOString()];
  const resumed = { ...beginning, resumedAt };
  if (!isCollected) await writeBeginning(auditFolder, resumed);
  return { ...endingsAt(auditFolder, lock), beginning: resumed, isResumed: true, isCollected };
}
