import { tmpdir } from 'node:os';
import { relative, sep } from 'node:path';
import { CHECKS } from '../../checks/catalogue.ts';
import { findingColumns, itemised } from '../../checks/finding-rows.ts';
import type { Verdict } from '../../checks/verdict.ts';
import { identifier, literal } from '../../duckdb/duckdb.ts';
import { verdictColumn } from '../../situation/findings-tables.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import { KnownError } from '../../errors.ts';
import type { Language } from '../../i18n/language.ts';
import { coverageOf, gapsOfCheck } from '../../renderers/coverage.ts';
import { findingsRows, type RowFormat } from '../../renderers/findings/findings-rows.ts';
import { findingsFiles, type FindingsQuery } from '../../renderers/findings/findings-scan.ts';
import { gapLines } from '../../renderers/terminal/gap-lines.ts';
import { readSituation } from '../../situation/read-situation.ts';
import type { Situation } from '../../situation/situation.ts';
import { nameKey } from '../../population/name-key.ts';
import { visibleText } from '../../texts/visible-text.ts';
import { findAudit } from '../../audits/find-audit.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { withWorkFolder } from '../../disk/work-folder.ts';
import type { Io } from '../io.ts';
import { journalRead } from './journal-read.ts';
import { printRows } from './print-rows.ts';
import { refuseAlteredAssessment, refuseUnexpected } from '../../audits/refuse-altered.ts';

export interface ListRequest {
  readonly check: string;
  readonly named: string | undefined;
  readonly out: string;
  readonly lang: Language;
  readonly format: RowFormat;
  readonly excel?: boolean;
  readonly physicians?: boolean;
  readonly category?: string;
  readonly establishment?: string;
  readonly verdict?: Verdict;
  readonly expectSha256?: string;
}

/** Streams one check's findings to stdout. Throws `KnownError` (usage) naming the allowed values. */
export async function listStage(request: ListRequest, io: Io): Promise<void> {
  const auditFolder = await findAudit(request.named, request.out, auditPaths.situation);
  await refuseUnexpected(auditFolder, request);
  const situation = await readSituation(auditFolder);
  const query = queryOf(request, auditFolder, situation);
  await refuseAlteredAssessment(
    auditFolder,
    findingsFiles(query).map((file) => relative(auditFolder, file).split(sep).join('/')),
  );
  await journalRead(auditFolder, 'list', io);
  await io.stderr.write(coverageLines(situation, request));
  await withWorkFolder(tmpdir(), io.now, (workFolder) =>
    printRows(
      { ...request, workFolder, reads: auditFolder },
      (db, options) => findingsRows(db, query, request.format, options),
      io,
    ),
  );
}

/** What the rows rest on, told where anything is not known: rows alone look as if they were all there is. */
function coverageLines(situation: Situation, { check, lang }: ListRequest): string {
  const indicator = situation.indicators.find(({ id }) => id === check);
  if (indicator === undefined) return '';
  const gaps = gapsOfCheck(situation, check);
  const isWhole = !indicator.lowerBound && indicator.undetermined === 0 && gaps.length === 0;
  if (isWhole && indicator.populationBound === 'exact') return '';
  const lines = coverageOf(situation, check, lang).map((line) => `  • ${line}\n`);
  return [...gaps.flatMap((gap) => gapLines(gap, lang).map((line) => `${line}\n`)), ...lines].join('');
}

function queryOf(request: ListRequest, auditFolder: string, situation: Situation): FindingsQuery {
  return {
    auditFolder,
    check: checkOf(situation, request.check),
    ...rowsOfDossier(request.check),
    ...(request.verdict === undefined ? {} : { verdicts: [request.verdict] }),
    ...(request.physicians === true ? { physicians: true } : {}),
    ...(request.category === undefined ? {} : { category: categoryOf(situation, request.category) }),
    ...(request.establishment === undefined
      ? {}
      : { establishment: establishmentOf(situation, request.establishment) }),
  };
}

/** How this version's check of that id reads its rows out of the dossier; nothing for one that it does not have. */
function rowsOfDossier(id: string): Pick<FindingsQuery, 'ofDossier'> {
  const check = CHECKS.find((one) => one.id === id);
  if (check === undefined) return {};
  return {
    ofDossier: (dossier) =>
      `SELECT ${findingColumns(check)} FROM ${itemised(
        check,
        `SELECT *, ${identifier(verdictColumn(id))} AS verdict, ${literal(id)} AS "check" FROM ${dossier}`,
      )}`,
  };
}

function checkOf(situation: Situation, id: string): CheckDescription {
  return among('check', id, situation.checks, (check) => check.id);
}

function categoryOf(situation: Situation, id: string): string {
  return among('category', visibleText(id), situation.categories, (category) => category.id).id;
}

function establishmentOf(situation: Situation, id: string): string {
  const known = situation.indicators.flatMap((indicator) => indicator.byEstablishment);
  const written = known.find((one) => one.id === id) ?? known.find((one) => nameKey(one.id) === nameKey(id));
  return written?.id ?? among('establishment', id, known, (establishment) => establishment.id).id;
}

function among<T>(what: string, id: string, known: readonly T[], idOf: (one: T) => string): T {
  const found = known.find((one) => idOf(one) === id);
  if (found !== undefined) return found;
  const allowed = [...new Set(known.map((one) => idOf(one) || '""'))].sort().join(', ');
  throw new KnownError('usage', `unknown ${what} "${id}" in this audit`, {
    nextSteps: [`Allowed: ${allowed}`],
  });
}
