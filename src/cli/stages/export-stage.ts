import { basename, resolve } from 'node:path';
import { findAudit, findEveryAudit } from '../../audits/find-audit.ts';
import { notOfEverybody, sampleOf } from '../../audits/pilot.ts';
import { refuseAlteredAssessment } from '../../audits/refuse-altered.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { requirePlainFiles } from '../../disk/plain-files.ts';
import { KnownError } from '../../errors.ts';
import { integer, pluralForm } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { Cell } from '../../renderers/csv/csv-text.ts';
import { auditKey, historyRows, type AuditKey } from '../../renderers/csv/history-rows.ts';
import { readSituation } from '../../situation/read-situation.ts';
import type { Io } from '../io.ts';
import { openHistory, type HistoryFile } from './history-file.ts';

export interface ExportRequest {
  readonly named: string | undefined;
  readonly append: string;
  readonly all?: boolean;
  readonly out: string;
  readonly lang: Language;
}

const WORDS = {
  addedOne: { fr: '{n} audit ajouté', en: '{n} audit added' },
  addedOther: { fr: '{n} audits ajoutés', en: '{n} audits added' },
  there: { fr: '{n} déjà là', en: '{n} already there' },
  pilot: {
    fr: 'L’audit {audit} est un essai, sur un échantillon de comptes\u00a0: il est laissé de côté.',
    en: 'The audit {audit} is a pilot, over a sample of accounts: it is left aside.',
  },
  told: { fr: '{file}\u00a0: {counts}', en: '{file}: {counts}' },
} as const satisfies Record<string, Words>;

interface AuditRows {
  readonly key: AuditKey;
  readonly rows: readonly (readonly Cell[])[];
}

interface ReadAudits {
  readonly good: readonly AuditRows[];
  /** Why the figures of the others cannot be believed. */
  readonly failures: readonly KnownError[];
}

/**
 * Adds the rows of one audit, or of all, to the table that `append` names; those that it has already are left as they are. Writes
 * nothing but that file. Throws `KnownError`: (usage) where the file is another, (local) where an audit could not be read, once the
 * others are added.
 */
export async function exportStage(request: ExportRequest, io: Io): Promise<void> {
  if (request.all === true && request.named !== undefined)
    throw new KnownError(
      'usage',
      {
        fr: 'un audit est nommé, et --all les demande tous',
        en: 'an audit is named, and --all asks for every one',
      },
      {
        nextSteps: [{ fr: 'Omettre l’un des deux.', en: 'Leave one of the two out.' }],
      },
    );
  const audits = await auditsOf(request, io);
  const history = await openHistory(request.append, resolve(io.cwd, request.append));
  try {
    await addAll(audits, history, request, io);
  } finally {
    await history.close();
  }
}

/** Pilots are no part of a history. */
async function auditsOf({ all, named, out, lang }: ExportRequest, io: Io): Promise<readonly string[]> {
  if (all !== true) {
    const audit = await findAudit(named, out, auditPaths.situation);
    const sample = await sampleOf(audit);
    if (sample !== null) throw notOfEverybody(named ?? audit, sample);
    return [audit];
  }
  const { audits, pilots } = await findEveryAudit(out, auditPaths.situation);
  for (const pilot of pilots)
    await io.stderr.write(`${phrase(WORDS, 'pilot', lang, { audit: basename(pilot) })}\n`);
  return audits;
}

async function addAll(
  audits: readonly string[],
  history: HistoryFile,
  { append, lang }: ExportRequest,
  { stderr }: Io,
): Promise<void> {
  const { good, failures } = await readAll(audits);
  const [failure] = failures;
  if (failure !== undefined && good.length === 0) throw failure;
  const missing = onceEach(good).filter(({ key }) => !history.has(key));
  if (missing.length > 0) await history.add(missing.flatMap(({ rows }) => rows));
  const counts = countsText(missing.length, good.length - missing.length, lang);
  await stderr.write(`${phrase(WORDS, 'told', lang, { file: append, counts })}\n`);
  if (failure !== undefined) throw allOf(failures, failure);
}

/** A copy of an audit may lie under another folder of its tenant. */
function onceEach(audits: readonly AuditRows[]): AuditRows[] {
  return [...new Map(audits.map((audit) => [JSON.stringify(audit.key), audit])).values()];
}

async function readAll(audits: readonly string[]): Promise<ReadAudits> {
  const good: AuditRows[] = [];
  const failures: KnownError[] = [];
  for (const audit of audits) {
    try {
      good.push(await readAudit(audit));
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      failures.push(error);
    }
  }
  return { good, failures };
}

async function readAudit(auditFolder: string): Promise<AuditRows> {
  await requirePlainFiles(auditFolder);
  const situation = await readSituation(auditFolder);
  await refuseAlteredAssessment(auditFolder, []);
  const audit = basename(auditFolder);
  return { key: auditKey(situation, audit), rows: historyRows(situation, audit) };
}

function countsText(added: number, there: number, language: Language): string {
  const key = pluralForm(added, language) === 'one' ? 'addedOne' : 'addedOther';
  const told = phrase(WORDS, key, language, { n: integer(added, language) });
  return there === 0 ? told : `${told}, ${phrase(WORDS, 'there', language, { n: integer(there, language) })}`;
}

/** The first, with the others among its next steps. */
function allOf(failures: readonly KnownError[], first: KnownError): KnownError {
  const others = failures.slice(1).map(({ words }) => words);
  return new KnownError(first.kind, first.words, {
    nextSteps: [
      ...others,
      ...new Map(failures.flatMap(({ steps }) => steps).map((step) => [step.en, step])).values(),
    ],
    cause: first,
  });
}
