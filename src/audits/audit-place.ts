import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Config } from '../config/config.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { removeIfEmpty } from '../disk/remove-if-empty.ts';
import type { NotNeeded } from '../snapshot/leavable-fields.ts';
import type { AuditLock } from './audit-lock.ts';
import type { Tell } from './tell.ts';
import { removeBeginning, type Beginning, type Identity } from './unfinished-audit.ts';

export type CollectingCommand = 'audit' | 'collect';

/** The folder that a run works in, locked, with what its collection began with. */
export interface AuditPlace {
  readonly auditFolder: string;
  readonly beginning: Beginning;
  /** An earlier run began it. */
  readonly isResumed: boolean;
  /** Its snapshot is sealed already. */
  readonly isCollected: boolean;
  /** All that was asked for is written: nothing is left to resume. */
  readonly complete: () => Promise<void>;
  /** Nothing of worth came of it: leaves no trace. */
  readonly abandon: () => Promise<void>;
  /** Makes sure that it is still the same folder, and this process's. Throws `KnownError` (local). */
  readonly requireHeld: () => Promise<void>;
  /** Lets others work on it. */
  readonly release: () => Promise<void>;
}

/** What a run looks for a place with. */
export interface PlaceRequest {
  /** Folder of the audits. */
  readonly out: string;
  readonly identity: Identity;
  readonly config: Config;
  /** What no check that it chooses needs. */
  readonly notNeeded: NotNeeded;
  readonly command: CollectingCommand;
  /** What it collects is encrypted by the same command, which is done with it then alone. */
  readonly seals: boolean;
  /** Only sources that stand alone are asked. */
  readonly standsAlone: boolean;
  /** So many accounts are asked, as a pilot; null where all are. */
  readonly sample: number | null;
  readonly now: () => Date;
  readonly tell: Tell;
}

/** How a run leaves the audit folder whose lock it holds. */
export function endingsAt(
  auditFolder: string,
  lock: AuditLock,
): Pick<AuditPlace, 'auditFolder' | 'complete' | 'abandon' | 'requireHeld' | 'release'> {
  return {
    auditFolder,
    complete: async () => {
      await lock.requireHeld();
      await removeBeginning(auditFolder);
      await rm(auditPaths.collecting(auditFolder), { recursive: true, force: true });
    },
    abandon: async () => {
      await lock.requireHeld();
      await rm(auditFolder, { recursive: true, force: true });
      await removeIfEmpty(dirname(auditFolder));
    },
    requireHeld: () => lock.requireHeld(),
    release: () => lock.release(),
  };
}
