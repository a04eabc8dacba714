import { findJoined } from './find-audit.ts';
import { refuseAlteredSnapshot } from './refuse-altered.ts';

/** The audit that `--with` names, found whole; undefined where it names none. Throws `KnownError` (local). */
export async function joinedAudit(given: {
  readonly with?: string;
  readonly out: string;
}): Promise<string | undefined> {
  if (given.with === undefined) return undefined;
  const joined = await findJoined(given.with, given.out);
  await refuseAlteredSnapshot(joined);
  return joined;
}
