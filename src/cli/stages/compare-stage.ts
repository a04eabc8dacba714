import { KnownError } from '../../errors.ts';
import { basename, join } from 'node:path';
import { literal, pathLiteral } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { gapsOfCheck } from '../../renderers/coverage.ts';
import { scanRows, type RowFormat } from '../../renderers/findings/findings-rows.ts';
import { inertJson } from '../../renderers/findings/unprintable.ts';
import { gapLines } from '../../renderers/terminal/gap-lines.ts';
import { createStyle } from '../../renderers/terminal/style.ts';
import { CHANGE_COLUMNS } from '../../situation/trend/change-columns.ts';
import { compareSituations } from '../../assessment/trend/compare-situations.ts';
import { titlesOf } from '../../assessment/trend/differences.ts';
import { pointOf } from '../../assessment/trend/point.ts';
import { previousOf } from '../../assessment/trend/trend.ts';
import type { EarlierAudit } from '../../assessment/trend/earlier-audits.ts';
import type { Column } from '../../situation/check-words.ts';
import { isLeftOut } from '../../situation/not-chosen.ts';
import { arePhysiciansComparable } from '../../situation/trend/comparability.ts';
import type { IndicatorChange, Trend } from '../../situation/trend/trend-schema.ts';
import { withEnoughMemory } from '../../duckdb/with-enough-memory.ts';
import { appearanceOf } from '../appearance.ts';
import type { Io } from '../io.ts';
import { comparisonLines } from './comparison-lines.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { findAudit } from '../../audits/find-audit.ts';
import { assessedIn, requireInOrder } from '../../audits/previous-audit.ts';
import { journalRead } from './journal-read.ts';
import { withOpenedAudit, type OpenedAudit, type OpenOptions } from './opened-audit.ts';
import { refuseLeftOut } from './left-out.ts';
import { printRows } from './print-rows.ts';
import { withReadersFolder } from './readers-folder.ts';

export interface CompareRequest extends OpenOptions {
  /** Audits, by path or by name. */
  readonly older: string;
  readonly newer: string;
  /** Folder of the audits. */
  readonly out: string;
  readonly lang: Language;
  readonly format: RowFormat;
  readonly excel?: boolean;
  /** One check only. */
  readonly check?: string;
}

const WORDS = {
  notCompared: {
    fr: 'Non évaluable dans l’un des deux audits, et donc non comparé\u00a0: {titles}.',
    en: 'Not assessable in one of the two audits, and so not compared: {titles}.',
  },
  notChosenBefore: {
    fr: 'Non choisi par la configuration de l’audit antérieur ({key}), et donc non comparé\u00a0: {titles}.',
    en: 'Not chosen by the configuration of the earlier audit ({key}), and so not compared: {titles}.',
  },
  notChosenNow: {
    fr: 'Non choisi par la configuration du second audit ({key}), et donc non comparé\u00a0: {titles}.',
    en: 'Not chosen by the configuration of the later audit ({key}), and so not compared: {titles}.',
  },
} as const satisfies Record<string, Words>;

const LEAST_MEMORY_MB = 200;

/**
 * Compares two assessed audits on stdout, and writes into neither. What stands in the way of comparing goes to stderr
 * first. Throws `KnownError` as `assessedAudit`, and (usage) where they are not of one tenant, one after the other.
 */
export async function compareStage(request: CompareRequest, io: Io): Promise<void> {
  const kept = await findAudit(request.older, request.out, auditPaths.situation);
  const keptNow = await findAudit(request.newer, request.out, auditPaths.situation);
  await withOpenedAudit(kept, 'rows', request, io, (older) =>
    withOpenedAudit(keptNow, 'rows', request, io, (newer) => compareOpened({ older, newer }, request, io)),
  );
}

interface Opened {
  readonly older: OpenedAudit;
  readonly newer: OpenedAudit;
}

async function compareOpened(opened: Opened, request: CompareRequest, io: Io): Promise<void> {
  const older = await assessedIn(opened.older.auditFolder, request.older);
  const newer = await assessedIn(opened.newer.auditFolder, request.newer);
  requireInOrder(older.situation, newer.situation);
  requireCheck(newer, request.check);
  for (const one of [opened.older, opened.newer]) await journalRead(one, 'compare', io);
  // What is worked on of an encrypted one is as secret as itself.
  const { workDir } = opened.newer.decrypted === null ? opened.older : opened.newer;
  await withReadersFolder(workDir === undefined ? {} : { workDir }, io, async (folder) => {
    const file = join(folder, 'changes.parquet');
    const compared = await withEnoughMemory(LEAST_MEMORY_MB, (memoryLimitMb) =>
      compareSituations(older, newer, { file, workFolder: folder, memoryLimitMb }),
    );
    const trend = only(request.check, {
      previous: previousOf(older),
      ...compared,
      points: [older, newer].map(({ auditFolder, situation }) => pointOf(situation, basename(auditFolder))),
      notUsed: [],
    });
    await io.stderr.write(caveats({ older, newer }, trend, request));
    await print(newer, trend, { folder, file }, request, io);
  });
}

function requireCheck({ situation }: EarlierAudit, check: string | undefined): void {
  if (check !== undefined) refuseLeftOut(situation, check);
  if (check === undefined || situation.checks.some(({ id }) => id === check)) return;
  throw new KnownError(
    'usage',
    {
      fr: `contrôle «\u00a0${check}\u00a0» inconnu dans le plus récent des deux audits`,
      en: `unknown check "${check}" in the later audit`,
    },
    {
      nextSteps: [
        {
          fr: `Permis\u00a0: ${situation.checks.map(({ id }) => id).join(', ')}`,
          en: `Allowed: ${situation.checks.map(({ id }) => id).join(', ')}`,
        },
      ],
    },
  );
}

/** The trend of one check, where one is asked for. */
function only(check: string | undefined, trend: Trend): Trend {
  if (check === undefined) return trend;
  return {
    ...trend,
    indicators: trend.indicators.filter(({ id }) => id === check),
    differences: trend.differences.filter(({ indicators }) => indicators.includes(check)),
    points: trend.points.map((point) => ({
      ...point,
      indicators: point.indicators.filter(({ id }) => id === check),
    })),
  };
}

/** What to know before reading the rows: what differs beside the accounts, what could not be compared, and the gaps. */
function caveats(
  { older, newer: { situation } }: { readonly older: EarlierAudit; readonly newer: EarlierAudit },
  trend: Trend,
  { check, lang }: CompareRequest,
): string {
  const asked = situation.checks.filter(({ id, constats }) =>
    check === undefined ? constats.fr.length > 0 : id === check,
  );
  const uncompared = asked.filter(({ id }) => trend.indicators.every((change) => change.id !== id));
  const before = older.situation.parameters;
  const notBefore = uncompared.filter(({ id }) => isLeftOut(before, id));
  const missing = uncompared.filter((one) => !notBefore.includes(one));
  const had = new Set(older.situation.checks.map(({ id }) => id));
  const { notChosen } = situation.parameters;
  const notNow = check === undefined ? (notChosen?.checks ?? []).filter(({ id }) => had.has(id)) : [];
  const told = [
    ...trend.differences.map(({ words }) => words[lang]),
    ...(missing.length === 0
      ? []
      : [phrase(WORDS, 'notCompared', lang, { titles: titlesOf(missing, lang) })]),
    ...(notBefore.length === 0
      ? []
      : [
          phrase(WORDS, 'notChosenBefore', lang, {
            key: before.notChosen?.by ?? '',
            titles: titlesOf(notBefore, lang),
          }),
        ]),
    ...(notNow.length === 0
      ? []
      : [phrase(WORDS, 'notChosenNow', lang, { key: notChosen?.by ?? '', titles: titlesOf(notNow, lang) })]),
  ];
  const gaps = check === undefined ? situation.gaps : gapsOfCheck(situation, check);
  const lines = [...told.map((text) => `  ! ${text}`), ...gaps.flatMap((gap) => gapLines(gap, lang))];
  return lines.map((line) => `${line}\n`).join('');
}

interface Written {
  readonly folder: string;
  /** The accounts that moved. */
  readonly file: string;
}

async function print(
  { situation }: EarlierAudit,
  trend: Trend,
  written: Written,
  request: CompareRequest,
  io: Io,
): Promise<void> {
  const { format, lang } = request;
  if (format === 'table') {
    const style = createStyle(appearanceOf(io.stdout, io.env));
    const lines = comparisonLines(situation, trend, lang, style);
    await io.stdout.draw(lines.map((line) => `${line}\n`).join(''));
  }
  if (format === 'json') await io.stdout.write(`{"trend":${inertJson(JSON.stringify(trend))},\n"accounts":`);
  await printAccounts(written, trend, request, io);
  if (format === 'json') await io.stdout.write('}\n');
}

/** Whether the figures that a row counts in compare: of a physician's, those of the physicians. */
const COMPARABLE: Column = {
  name: 'comparable',
  kind: 'boolean',
  label: { fr: 'Comparable', en: 'Comparable' },
};

/** The rows of a file of changes with `comparable`. */
function comparableRows(file: string, trend: Trend): string {
  const among = (changes: readonly IndicatorChange[]): string =>
    `list_contains([${changes.map(({ id }) => literal(id)).join(', ')}]::VARCHAR[], "check")`;
  const all = trend.indicators.filter(({ comparable }) => comparable);
  const ofPhysicians = trend.indicators.filter((change) => arePhysiciansComparable(trend, change));
  return `SELECT *, CASE WHEN physician THEN ${among(ofPhysicians)} ELSE ${among(all)} END AS comparable
    FROM read_parquet(${pathLiteral(file)})`;
}

function printAccounts(
  { folder, file }: Written,
  trend: Trend,
  request: CompareRequest,
  io: Io,
): Promise<void> {
  const { check, format } = request;
  const ofCheck = check === undefined ? '' : ` WHERE "check" = ${literal(check)}`;
  const scan = `FROM (${comparableRows(file, trend)})${ofCheck}`;
  return printRows(
    { ...request, workFolder: folder, reads: folder },
    (db, options) => scanRows(db, [...CHANGE_COLUMNS, COMPARABLE], scan, format, options),
    io,
  );
}
