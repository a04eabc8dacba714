import { lockAudit } from '../../audits/audit-lock.ts';
import { tidyAudit } from '../../audits/claim-audit.ts';
import type { Io } from '../io.ts';

/** Does `work` on an audit folder that nobody else works on meanwhile. Throws `KnownError` (local) where one does. */
export async function locked<T>(
  auditFolder: string,
  command: string,
  io: Io,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await lockAudit(auditFolder, command, io.now);
  try {
    await tidyAudit(auditFolder);
    return await work();
  } finally {
    await lock.release();
  }
}
