import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  beginningOf,
  removeBeginning,
  requireSameQuestions,
  unfinishedAudits,
  writeBeginning,
  type Beginning,
  type Identity,
  type Unfinished,
} from '../../audits/beginning.ts';
import { defaultDomainOf, type TenantReading } from '../../collectors/tenant/tenant.ts';
import type { Config } from '../../config/config.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { lockAudit, type AuditLock } from '../../audits/audit-lock.ts';
import { claimAuditFolder, tidyAudit } from '../../audits/claim-audit.ts';
import { requirePlainFiles } from '../../disk/plain-files.ts';
import type { Io } from '../io.ts';
import { removeIfEmpty } from './remove-if-empty.ts';

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
  /** Lets others work on it. */
  readonly release: () => Promise<void>;
}

/** Older than this, the half that was read and the half to come would not be of one date. */
const STALE_MS = 7 * 24 * 3_600_000;

/** What a run looks for a place with. */
export interface PlaceRequest {
  /** Folder of the audits. */
  readonly out: string;
  readonly identity: Identity;
  readonly config: Config;
  readonly command: CollectingCommand;
  /** Only sources that stand alone are asked. */
  readonly standsAlone: boolean;
  readonly io: Pick<Io, 'now' | 'stderr'>;
}

/** The newest unfinished audit that this command can go on with; null where there is none. Throws `KnownError`. */
export async function resumedPlace(request: PlaceRequest): Promise<AuditPlace | null> {
  const { config, command, io } = request;
  const newest = await newestUnfinished(request);
  if (newest === undefined) return null;
  const { auditFolder, beginning } = newest;
  const now = io.now();
  if (now.getTime() - Date.parse(beginning.collectedAt) > STALE_MS) {
    await io.stderr.write(
      `${auditFolder}: begun more than 7 days ago, too old to go on with; a new audit begins\n`,
    );
    return null;
  }
  requireSameQuestions(newest, config);
  const lock = await lockAudit(auditFolder, command, io.now);
  try {
    // Whoever held it until now may have brought it further, or to its end.
    const held = await newestUnfinished(request);
    if (held?.auditFolder === auditFolder) return await resume(held, lock, now);
  } catch (error) {
    await lock.release();
    throw error;
  }
  await lock.release();
  return resumedPlace(request);
}

async function newestUnfinished(request: PlaceRequest): Promise<Unfinished | undefined> {
  const { out, identity, command, standsAlone } = request;
  const found = (await unfinishedAudits(out, identity)).filter(
    ({ beginning }) => beginning.standsAlone === standsAlone,
  );
  return found.find(({ isCollected }) => command === 'audit' || !isCollected);
}

async function resume(
  { auditFolder, beginning, isCollected }: Unfinished,
  lock: AuditLock,
  now: Date,
): Promise<AuditPlace> {
  await requirePlainFiles(auditFolder);
  await tidyAudit(auditFolder);
  const resumedAt = [...beginning.resumedAt, now.toISOString()];
  const resumed = { ...beginning, resumedAt };
  if (!isCollected) await writeBeginning(auditFolder, resumed);
  return { ...placeAt(auditFolder, lock), beginning: resumed, isResumed: true, isCollected };
}

/** A folder for a new audit. Throws `KnownError` (local). */
export async function newPlace(
  { out, identity, config, command, standsAlone, io }: PlaceRequest,
  tenant: TenantReading,
  startedAt: Date,
): Promise<AuditPlace> {
  const { auditFolder, collectedAt } = await claimAuditFolder(out, defaultDomainOf(tenant.facts), startedAt);
  const lock = await lockAudit(auditFolder, command, io.now);
  const beginning = beginningOf(identity, tenant, config, collectedAt, standsAlone);
  await writeBeginning(auditFolder, beginning);
  return { ...placeAt(auditFolder, lock), beginning, isResumed: false, isCollected: false };
}

function placeAt(
  auditFolder: string,
  lock: AuditLock,
): Pick<AuditPlace, 'auditFolder' | 'complete' | 'abandon' | 'release'> {
  return {
    auditFolder,
    complete: async () => {
      await removeBeginning(auditFolder);
      await rm(auditPaths.collecting(auditFolder), { recursive: true, force: true });
    },
    abandon: async () => {
      await rm(auditFolder, { recursive: true, force: true });
      await removeIfEmpty(dirname(auditFolder));
    },
    release: () => lock.release(),
  };
}
