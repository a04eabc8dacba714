import { lockAudit } from './audit-lock.ts';
import { tidyAudit } from './claim-audit.ts';

/** Does `work` on an audit folder that nobody else works on meanwhile. Throws `KnownError` (local) where one does. */
export async function locked<T>(
  auditFolder: string,
  command: string,
  now: () => Date,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await lockAudit(auditFolder, command, now);
  try {
    await tidyAudit(auditFolder);
    return await work();
  } finally {
    await lock.release();
  }
}
