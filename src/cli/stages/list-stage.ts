import { relative, resolve, sep } from 'node:path';
import { CHECKS } from '../../checks/catalogue.ts';
import type { Check } from '../../checks/check.ts';
import { findingColumns, itemised } from '../../checks/finding-rows.ts';
import type { Verdict } from '../../checks/verdict.ts';
import { identifier, literal, type DuckDb } from '../../duckdb/duckdb.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { day } from '../../i18n/format.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { verdictColumn } from '../../situation/findings-tables.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import { KnownError, worded } from '../../errors.ts';
import type { Language } from '../../i18n/language.ts';
import { coverageOf, gapsOfCheck } from '../../renderers/coverage.ts';
import { scanRows, type RowFormat, type RowOptions } from '../../renderers/findings/findings-rows.ts';
import { chosenColumns, chosenRows, type RowSelection } from './row-selection.ts';
import { findingsFiles, findingsScan, type FindingsQuery } from '../../renderers/findings/findings-scan.ts';
import { listColumns } from '../../renderers/findings/standing.ts';
import { gapLines } from '../../renderers/terminal/gap-lines.ts';
import { readSituation } from '../../situation/read-situation.ts';
import type { Situation } from '../../situation/situation.ts';
import { nameKey } from '../../population/name-key.ts';
import { visibleText } from '../../texts/visible-text.ts';
import { isAuditName } from '../../audits/audit-name.ts';
import { findAudit } from '../../audits/find-audit.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import type { Io } from '../io.ts';
import { journalRead } from './journal-read.ts';
import { ownChecksKept } from './kept-checks.ts';
import { printChecks } from './print-checks.ts';
import { standingTables } from './readers-findings.ts';
import { notChosenLine, refuseLeftOut } from './left-out.ts';
import { printRows } from './print-rows.ts';
import { withOpenedAudit, type OpenedAudit, type OpenOptions } from './opened-audit.ts';
import { withReadersFolder } from './readers-folder.ts';
import { refuseAlteredAssessment, refuseUnexpected } from '../../audits/refuse-altered.ts';

const WORDS = {
  header: { fr: '{tenant}, en date du {day}', en: '{tenant}, as of {day}' },
  leftOut: {
    fr: 'Colonnes sans place ici (--wide les montre, --columns choisit)\u00a0: {names}',
    en: 'Columns without room here (--wide shows them, --columns chooses): {names}',
  },
} as const satisfies Record<string, Words>;

export interface ListRequest extends OpenOptions {
  /** Undefined: every check with its counts. */
  readonly check: string | undefined;
  readonly named: string | undefined;
  readonly out: string;
  readonly lang: Language;
  readonly format: RowFormat;
  readonly excel?: boolean;
  readonly physicians?: boolean;
  readonly category?: string;
  readonly establishment?: string;
  readonly verdict?: Verdict;
  readonly selection: RowSelection;
  readonly wide?: boolean;
  readonly expectSha256?: string;
}

type CheckRequest = ListRequest & { readonly check: string };

/**
 * Streams one check's findings to stdout, or every check with its counts where none is named; what is named alone may be the audit.
 * Throws `KnownError` (usage) naming the allowed values.
 */
export async function listStage(request: ListRequest, io: Io): Promise<void> {
  const { check, named } = request;
  if (check === undefined) return listChecks(request, io);
  const isAudit = named === undefined && (isAuditName(check) || (await pathExists(resolve(io.cwd, check))));
  return isAudit ? listChecks({ ...request, named: check }, io) : listCheck({ ...request, check }, io);
}

async function listChecks(request: ListRequest, io: Io): Promise<void> {
  refuseOfOneCheck(request);
  const auditFolder = await findAudit(request.named, request.out, auditPaths.situation);
  await refuseUnexpected(auditFolder, request);
  const situation = await readSituation(auditFolder);
  await refuseAlteredAssessment(auditFolder, []);
  await tellAudit(situation, request, io);
  await printChecks(situation, request, io);
  await io.stderr.write(notChosenLine(situation, request.lang));
}

/** What chooses among rows chooses none among checks. */
function refuseOfOneCheck(request: ListRequest): void {
  const { physicians, category, establishment, verdict, selection } = request;
  const given = [
    ...(physicians === undefined ? [] : ['--physicians']),
    ...(category === undefined ? [] : ['--category']),
    ...(establishment === undefined ? [] : ['--establishment']),
    ...(verdict === undefined ? [] : ['--verdict']),
    ...(selection.columns === undefined ? [] : ['--columns']),
    ...(selection.where.length === 0 ? [] : ['--where']),
    ...(selection.sort.length === 0 ? [] : ['--sort']),
  ];
  if (given.length === 0) return;
  throw new KnownError(
    'usage',
    { fr: `${given.join(', ')}\u00a0: de quel contrôle?`, en: `${given.join(', ')}: of which check?` },
    {
      nextSteps: [
        {
          fr: 'Nommer le contrôle\u00a0: vigie list CONTRÔLE. «\u00a0vigie list\u00a0» seul dit lesquels il y a.',
          en: 'Name the check: vigie list CHECK. “vigie list” alone says which there are.',
        },
      ],
    },
  );
}

/** On a terminal, whose accounts the table shows, and of when. */
async function tellAudit({ tenant, asOf }: Situation, request: ListRequest, io: Io): Promise<void> {
  if (!io.stdout.isTerminal || request.format !== 'table') return;
  const of = day(asOf, request.lang);
  const words = phrase(WORDS, 'header', request.lang, {
    tenant: `${tenant.displayName} (${tenant.defaultDomain})`,
    day: of,
  });
  await io.stderr.write(`${words}\n`);
}

async function listCheck(request: CheckRequest, io: Io): Promise<void> {
  const kept = await findAudit(request.named, request.out, auditPaths.situation);
  await refuseUnexpected(kept, request);
  await withOpenedAudit(kept, 'rows', request, io, (opened) => listOpened(opened, request, io));
}

async function listOpened(opened: OpenedAudit, request: CheckRequest, io: Io): Promise<void> {
  const { auditFolder } = opened;
  const situation = await readSituation(auditFolder);
  const query = queryOf(request, auditFolder, situation, await ownChecksKept(auditFolder));
  await refuseAlteredAssessment(auditFolder, [
    ...findingsFiles(query).map((file) => relative(auditFolder, file).split(sep).join('/')),
    ...(await standingTables(auditFolder)),
  ]);
  await journalRead(opened, 'list', io);
  chosenColumns(listColumns(query.check), request.selection);
  await tellAudit(situation, request, io);
  await io.stderr.write(coverageLines(situation, request));
  await withReadersFolder(opened, io, (workFolder) =>
    printRows(
      {
        ...request,
        ...{ workFolder, reads: auditFolder },
        leftOutLast: ['verdict', 'userPrincipalName', 'establishment', ...(query.check.itemKey ?? [])],
        // Who names the columns knows of the others.
        ...(request.selection.columns !== undefined
          ? {}
          : { onLeftOut: (names) => tellLeftOut(names, request, io) }),
      },
      (db, options) => chosen(db, query, request, options),
      io,
    ),
  );
}

async function* chosen(
  db: DuckDb,
  query: FindingsQuery,
  { selection, format }: CheckRequest,
  options: RowOptions,
): AsyncGenerator<string> {
  const columns = listColumns(query.check);
  const scan = await chosenRows(db, columns, await findingsScan(db, query), selection);
  yield* scanRows(db, chosenColumns(columns, selection), scan, format, options);
}

async function tellLeftOut(names: readonly string[], { lang }: CheckRequest, io: Io): Promise<void> {
  await io.stderr.write(`${phrase(WORDS, 'leftOut', lang, { names: names.join(', ') })}\n`);
}

/** What the rows rest on, told where anything is not known: rows alone look as if they were all there is. */
function coverageLines(situation: Situation, { check, lang }: CheckRequest): string {
  const indicator = situation.indicators.find(({ id }) => id === check);
  if (indicator === undefined) return '';
  const gaps = gapsOfCheck(situation, check);
  const isWhole = !indicator.lowerBound && indicator.undetermined === 0 && gaps.length === 0;
  if (isWhole && indicator.populationBound === 'exact') return '';
  const lines = coverageOf(situation, check, lang).map((line) => `  • ${line}\n`);
  return [...gaps.flatMap((gap) => gapLines(gap, lang).map((line) => `${line}\n`)), ...lines].join('');
}

function queryOf(
  request: CheckRequest,
  auditFolder: string,
  situation: Situation,
  own: readonly Check[],
): FindingsQuery {
  return {
    auditFolder,
    check: checkOf(situation, request.check),
    standing: true,
    ...rowsOfDossier(request.check, own),
    ...(request.verdict === undefined ? {} : { verdicts: [request.verdict] }),
    ...(request.physicians === true ? { physicians: true } : {}),
    ...(request.category === undefined ? {} : { category: categoryOf(situation, request.category) }),
    ...(request.establishment === undefined
      ? {}
      : { establishment: establishmentOf(situation, request.establishment) }),
  };
}

/** How this version's check of that id reads its rows out of the dossier; nothing for one that it does not have. */
function rowsOfDossier(id: string, own: readonly Check[]): Pick<FindingsQuery, 'ofDossier'> {
  const check = [...CHECKS, ...own].find((one) => one.id === id);
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
  refuseLeftOut(situation, id);
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

const UNKNOWN = {
  check: {
    fr: 'contrôle «\u00a0{id}\u00a0» inconnu dans cet audit',
    en: 'unknown check "{id}" in this audit',
  },
  category: {
    fr: 'catégorie «\u00a0{id}\u00a0» inconnue dans cet audit',
    en: 'unknown category "{id}" in this audit',
  },
  establishment: {
    fr: 'établissement «\u00a0{id}\u00a0» inconnu dans cet audit',
    en: 'unknown establishment "{id}" in this audit',
  },
} as const satisfies Record<string, Words>;

function among<T>(what: keyof typeof UNKNOWN, id: string, known: readonly T[], idOf: (one: T) => string): T {
  const found = known.find((one) => idOf(one) === id);
  if (found !== undefined) return found;
  const allowed = [...new Set(known.map((one) => idOf(one) || '""'))].sort().join(', ');
  throw new KnownError('usage', worded(UNKNOWN[what], { id }), {
    nextSteps: [{ fr: `Permis\u00a0: ${allowed}`, en: `Allowed: ${allowed}` }],
  });
}
