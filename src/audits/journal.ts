import { basename, dirname, join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { appendPrivately } from '../disk/append-private.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { isAbsence } from '../disk/path-exists.ts';
import { readPlainFile } from '../disk/plain-files.ts';
import { historyOf } from '../evidence/history.ts';
import {
  appendedText,
  holdsMark,
  markOf,
  readJournalText,
  type JournalFault,
  type JournalRun,
  type ReadJournal,
} from '../evidence/journal.ts';
import { readAuditManifest, readSignature } from '../evidence/manifest.ts';
import type { JournalMark } from '../evidence/sign-manifest.ts';
import { signatureFactsOf, verifySignature } from '../evidence/verify-signature.ts';
import { auditsUnder, isAuditFolderName } from './audit-folder.ts';
import { AuditInUse, lockAudit, type AuditLock } from './audit-lock.ts';

/** A hundred thousand runs. */
const MOST_BYTES = 256 * 1_024 * 1_024;
/** A line is written in milliseconds. */
const WAIT_MS = 15_000;

/** The journal of a folder of audits. */
export function journalFile(out: string): string {
  return join(out, 'journal.ndjson');
}

/** The folder whose journal tells of an audit; null where the audit does not lie in a folder of audits. */
export function journalFolderOf(auditFolder: string): string | null {
  return isAuditFolderName(basename(auditFolder)) ? dirname(dirname(auditFolder)) : null;
}

/** The journal of a folder of audits, held against itself; empty where there is none. Throws `KnownError` (local). */
export async function readJournal(out: string): Promise<ReadJournal> {
  return readJournalText(await journalText(out));
}

/** The state of the journal, for a signature to hold. Throws `KnownError` (local). */
export async function journalMark(out: string): Promise<JournalMark> {
  return markOf(await readJournal(out));
}

/**
 * Adds the line of a run. Runs that end together write one after the other. Throws `KnownError` (local) where it cannot be
 * written.
 */
export async function appendRun(out: string, run: JournalRun, now: () => Date): Promise<void> {
  const lock = await lockJournal(out, now);
  try {
    await appendPrivately(journalFile(out), appendedText(await journalText(out), run));
  } finally {
    await lock.release();
  }
}

/** What is wrong with the journal: its lines among themselves, and what signed audits say of it. Throws `KnownError` (local). */
export async function journalFaults(out: string, journal: ReadJournal): Promise<JournalFault[]> {
  const cut: JournalFault[] = [];
  for (const audit of await auditsUnder(out, auditPaths.signature)) {
    for (const mark of await marksOf(audit)) {
      if (holdsMark(journal, mark)) continue;
      cut.push({ line: mark.lines, what: 'cut', audit: relative(out, audit).split(sep).join('/') });
    }
  }
  return [...journal.faults, ...cut].sort((a, b) => a.line - b.line);
}

/** What an audit whose signature holds tells of the journal; nothing where it does not, which `verify` tells. */
async function marksOf(audit: string): Promise<JournalMark[]> {
  const read = await readAuditManifest(audit);
  if (read === null) return [];
  const history = historyOf(read.manifest, read.text);
  const { outcome } = verifySignature(history, await readSignature(audit), []);
  if (outcome !== 'valid' || !history.isWhole) return [];
  return history.steps.flatMap((step) => signatureFactsOf(step)?.journal ?? []);
}

async function journalText(out: string): Promise<string> {
  try {
    return await readPlainFile(journalFile(out), MOST_BYTES);
  } catch (error) {
    if (isAbsence(error)) return '';
    throw error;
  }
}

/** Another run's line is waited for, not another command on the folder: nothing else locks it. */
async function lockJournal(out: string, now: () => Date): Promise<AuditLock> {
  const until = performance.now() + WAIT_MS;
  for (;;) {
    try {
      return await lockAudit(out, 'journal', now);
    } catch (error) {
      // It may have been let go since.
      if (!(error instanceof AuditInUse) || performance.now() > until) throw error;
      await sleep(50);
    }
  }
}
