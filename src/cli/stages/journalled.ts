import { userInfo } from 'node:os';
import { relative, sep } from 'node:path';
import { z } from 'zod';
import { appendRun } from '../../audits/journal.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { KnownError, worded, wordsOf, type FailureKind, type InBoth } from '../../errors.ts';
import { historyOf, type Step } from '../../evidence/history.ts';
import type { JournalRun } from '../../evidence/journal.ts';
import { manifestDigest, readAuditManifest } from '../../evidence/manifest.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';

/** What the journal is told of a run, while it goes on. */
export interface RunTold {
  /** Where it works, as soon as that is known. */
  auditFolder: string | null;
  exitCode: number;
  /** Files of an audit that is gone as a whole, with its manifest. */
  purged: readonly string[];
}

interface Journalled {
  readonly command: string;
  /** Folder of the audits; null where the audit does not lie in one: then there is no journal. */
  readonly out: string | null;
  /** The audit, where the run begins with one that is there. */
  readonly auditFolder?: string;
}

/**
 * Does a run's work, and adds its line to the journal of the folder of audits, however it ends. A run that left no such folder, or
 * that was asked for wrongly, is not told of. Where the journal cannot be written, a run that went well ends with that (`KnownError`, local), and another with its
 * own trouble.
 */
export async function journalled<T>(
  { command, out, auditFolder }: Journalled,
  io: Io,
  work: (run: RunTold) => Promise<T>,
): Promise<T> {
  const begun = io.now();
  const run: RunTold = { auditFolder: auditFolder ?? null, exitCode: 0, purged: [] };
  const before = auditFolder === undefined ? null : await orUnread(() => manifestDigest(auditFolder));
  const tell = async (exitCode: number): Promise<void> => {
    if (out === null || !(await pathExists(out))) return;
    const durationMs = Math.max(0, io.now().getTime() - begun.getTime());
    const facts = await factsOf(run.auditFolder, before);
    const audit = run.auditFolder === null ? null : relative(out, run.auditFolder).split(sep).join('/');
    const { user, application } = whoRuns(io);
    const at = begun.toISOString();
    const line: JournalRun = {
      ...{ at, durationMs, vigie: vigieVersion(), command, user, application },
      ...{ tenant: facts.tenant, audit, exitCode, sources: before === null ? facts.sources : [] },
      ...{ written: facts.written, removed: facts.removed, purged: [...facts.purged, ...run.purged] },
      manifestSha256: facts.manifestSha256,
    };
    await appendRun(out, line, io.now);
  };
  let done: T;
  try {
    done = await work(run);
  } catch (error) {
    if (!isOfKind('usage', error)) await tellFailure(() => tell(exitCodeOf(error)), error, io);
    throw error;
  }
  await tell(run.exitCode);
  return done;
}

const NOT_WRITTEN = {
  fr: 'le journal n’a pas pu être écrit\u00a0: {why}',
  en: 'the journal could not be written: {why}',
} as const satisfies InBoth;

/** The run's own trouble is what is told; that of the journal beside it, unless both are the disk's. */
async function tellFailure(
  tell: () => Promise<void>,
  error: unknown,
  { stderr, language }: Io,
): Promise<void> {
  try {
    await tell();
  } catch (trouble) {
    if (isOfKind('local', error) && isOfKind('local', trouble)) return;
    await stderr.write(`vigie: ${worded(NOT_WRITTEN, { why: wordsOf(trouble) })[language]}\n`);
  }
}

function isOfKind(kind: FailureKind, error: unknown): boolean {
  return error instanceof KnownError && error.kind === kind;
}

/** Adds the line of somebody who reads an audit. Throws `KnownError` (local) where it cannot be written. */
export async function tellRead(out: string, auditFolder: string, command: string, io: Io): Promise<void> {
  const { user, application } = whoRuns(io);
  const facts = await factsOf(auditFolder, null);
  await appendRun(
    out,
    {
      ...{ at: io.now().toISOString(), durationMs: 0, vigie: vigieVersion(), command, user, application },
      ...{ tenant: facts.tenant, audit: relative(out, auditFolder).split(sep).join('/'), exitCode: 0 },
      ...{ sources: [], written: [], removed: [], purged: [], manifestSha256: facts.manifestSha256 },
    },
    io.now,
  );
}

/** The account of this machine, and the application that signs in. */
function whoRuns({ env }: Io): Pick<JournalRun, 'user' | 'application'> {
  return { user: userName(), application: env.AZURE_CLIENT_ID ?? null };
}

/** A container may run as a number without a name. */
function userName(): string | null {
  try {
    return userInfo().username;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(process.getuid?.() ?? '') || null;
    throw error;
  }
}

type Facts = Pick<JournalRun, 'tenant' | 'sources' | 'written' | 'removed' | 'purged' | 'manifestSha256'>;

const snapshotFactsSchema = z.object({
  tenant: z.string(),
  sources: z.array(z.object({ id: z.string(), outcome: z.string(), read: z.number(), expected: z.number() })),
});

const NOTHING: Facts = {
  ...{ tenant: null, manifestSha256: null },
  sources: [],
  written: [],
  removed: [],
  purged: [],
};

/** What the audit's manifest tells of the layers over the one of digest `before`; of all of them where that is null. */
async function factsOf(auditFolder: string | null, before: string | null): Promise<Facts> {
  if (auditFolder === null) return NOTHING;
  const read = await orUnread(() => readAuditManifest(auditFolder));
  if (read === null) return NOTHING;
  const { steps } = historyOf(read.manifest, read.text);
  const since = steps.slice(steps.findIndex(({ sha256 }) => sha256 === before) + 1);
  const snapshot = steps.find(({ kind }) => kind === 'snapshot');
  const told = snapshotFactsSchema.safeParse(snapshot?.facts).data;
  const written = [...new Set(since.flatMap((step) => step.written))].sort();
  const gone = (ofPurge: boolean): string[] =>
    [...new Set(since.filter(({ kind }) => (kind === 'purge') === ofPurge).flatMap(removedBy))].sort();
  return {
    ...{ tenant: told?.tenant ?? null, sources: told?.sources ?? [] },
    ...{ written, removed: gone(false), purged: gone(true) },
    manifestSha256: steps.at(-1)?.sha256 ?? (await manifestDigest(auditFolder)),
  };
}

function removedBy({ written, gone }: Step): string[] {
  const isWritten = new Set(written);
  return gone.map(({ path }) => path).filter((path) => !isWritten.has(path));
}

/** Null in the place of a manifest that cannot be read: the run itself tells of it. */
async function orUnread<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof KnownError) return null;
    throw error;
  }
}
