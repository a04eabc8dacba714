import { resolve } from 'node:path';
import { journalFaults, journalFile, readJournal } from '../../audits/journal.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { KnownError } from '../../errors.ts';
import type { JournalEntry, JournalFault } from '../../evidence/journal.ts';
import { instant, integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { printable } from '../../renderers/findings/unprintable.ts';
import type { CommandOutcome } from '../command-outcome.ts';
import type { Io } from '../io.ts';
import { jsonLine, jsonText } from '../json-text.ts';

export interface JournalRequest {
  readonly out: string;
  readonly lang: Language;
  readonly format: 'text' | 'json' | 'ndjson';
}

const FAULTS: Readonly<Record<JournalFault['what'], Words>> = {
  illegible: { fr: 'ce n’est pas une ligne du journal', en: 'it is no line of a journal' },
  number: { fr: 'son numéro ne suit pas', en: 'its number does not follow' },
  previous: {
    fr: 'elle ne suit pas la ligne qui la précède, modifiée, déplacée ou retirée',
    en: 'it does not follow the line before it, which was changed, moved or taken away',
  },
  cut: {
    fr: 'l’audit signé {audit} l’a vue autrement\u00a0: le journal a été tronqué ou récrit',
    en: 'the signed audit {audit} saw it otherwise: the journal was cut or written anew',
  },
};

const WORDS = {
  whole: {
    fr: 'Journal intact\u00a0: {file} (lignes\u00a0: {n})',
    en: 'Journal intact: {file} (lines: {n})',
  },
  broken: {
    fr: 'Journal ALTÉRÉ\u00a0: {file} (lignes\u00a0: {n})',
    en: 'Journal ALTERED: {file} (lines: {n})',
  },
  fault: { fr: '✗ ligne {line}\u00a0: {what}', en: '✗ line {line}: {what}' },
  entry: {
    fr: '{number}. {at}, {command} par {who}, code {exitCode}, {audit}; fichiers écrits\u00a0: {written}; retirés\u00a0: {removed}; épurés\u00a0: {purged}',
    en: '{number}. {at}, {command} by {who}, exit code {exitCode}, {audit}; files written: {written}; taken away: {removed}; purged: {purged}',
  },
  noAudit: { fr: 'sans audit', en: 'no audit' },
  illegible: { fr: '{number}. (illisible)', en: '{number}. (illegible)' },
} as const satisfies Record<string, Words>;

/** Shows the journal of a folder of audits, and what is wrong with it: exit code 4 where anything is. Throws `KnownError` (local). */
export async function journalStage(request: JournalRequest, io: Io, outcome: CommandOutcome): Promise<void> {
  const out = resolve(io.cwd, request.out);
  const file = journalFile(out);
  if (!(await pathExists(file))) {
    throw new KnownError(
      'local',
      { fr: `aucun journal\u00a0: ${file} manque`, en: `no journal: ${file} is missing` },
      {
        nextSteps: [
          {
            fr: 'Nommer le dossier des audits avec --out DOSSIER; chaque exécution y ajoute une ligne.',
            en: 'Name the folder of audits with --out DIR; every run adds a line there.',
          },
        ],
      },
    );
  }
  const journal = await readJournal(out);
  const faults = await journalFaults(out, journal);
  const told = { file, intact: faults.length === 0, lines: journal.entries.length, faults };
  await io.stdout.write(textOf({ ...told, entries: journal.entries }, request));
  if (told.intact) return;
  outcome.exitCode = 4;
  if (request.format === 'ndjson') await io.stderr.write(faultLines(faults, request.lang));
}

interface Told {
  readonly file: string;
  readonly intact: boolean;
  readonly lines: number;
  readonly faults: readonly JournalFault[];
  readonly entries: readonly (JournalEntry | null)[];
}

function textOf(told: Told, { format, lang }: JournalRequest): string {
  if (format === 'json') return jsonText({ schema: 'vigie/journal-verification/1', ...told });
  const entries = told.entries.filter((entry) => entry !== null);
  if (format === 'ndjson') return entries.map(jsonLine).join('');
  const n = integer(told.lines, lang);
  const head = phrase(WORDS, told.intact ? 'whole' : 'broken', lang, { file: printable(told.file), n });
  const lines = told.entries.map((entry, at) => entryLine(entry, at + 1, lang));
  return `${head}\n${faultLines(told.faults, lang)}${lines.map((line) => `  ${line}\n`).join('')}`;
}

function faultLines(faults: readonly JournalFault[], lang: Language): string {
  return faults
    .map(({ line, what, audit = '' }) => {
      const words = phrase(FAULTS, what, lang, { audit: printable(audit) });
      return `  ${phrase(WORDS, 'fault', lang, { line: String(line), what: words })}\n`;
    })
    .join('');
}

function entryLine(entry: JournalEntry | null, number: number, lang: Language): string {
  if (entry === null) return phrase(WORDS, 'illegible', lang, { number: String(number) });
  const { at, command, user, application, exitCode, audit, written, removed, purged } = entry;
  const who = [user, application].filter((one) => one !== null).join(', ');
  return phrase(WORDS, 'entry', lang, {
    ...{ number: String(number), at: instant(at, lang), command: printable(command), who: printable(who) },
    exitCode: String(exitCode),
    audit: audit === null ? phrase(WORDS, 'noAudit', lang) : printable(audit),
    written: integer(written.length, lang),
    removed: integer(removed.length, lang),
    purged: integer(purged.length, lang),
  });
}
