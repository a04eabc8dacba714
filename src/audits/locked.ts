import { requirePlainFiles } from '../disk/plain-files.ts';
import { lockAudit, type AuditLock } from './audit-lock.ts';
import { tidyAudit } from './claim-audit.ts';
import { finishSealing } from './finish-encryption.ts';

/** Does `work` on an audit folder that nobody else works on meanwhile. Throws `KnownError` (local) where one does. */
export async function locked<T>(
  auditFolder: string,
  command: string,
  now: () => Date,
  work: (lock: AuditLock) => Promise<T>,
): Promise<T> {
  const lock = await lockAudit(auditFolder, command, now);
  try {
    await readyToWrite(auditFolder);
    const done = await work(lock);
    await lock.requireHeld();
    return done;
  } finally {
    await lock.release();
  }
}

/** Looks at, and tidies, the folder of an audit that was begun before; whoever calls it holds the lock. Throws `KnownError` (local). */
export async function readyToWrite(auditFolder: string): Promise<void> {
  await requirePlainFiles(auditFolder, 'write');
  await tidyAudit(auditFolder);
  // Before anybody reads it: what a run that was killed left half sealed is no state to work on.
  await finishSealing(auditFolder);
}
