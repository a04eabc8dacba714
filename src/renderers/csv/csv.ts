import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import { EXCEPTION_TABLE_COLUMNS } from '../../situation/exceptions/exception-columns.ts';
import { changesFile, exceptionsFile, unmatchedFile } from '../../situation/findings-tables.ts';
import { UNMATCHED_COLUMNS } from '../../situation/sections/unmatched-columns.ts';
import { CHANGE_COLUMNS } from '../../situation/trend/change-columns.ts';
import { actionFiles } from '../letters/action-files.ts';
import { findingsFile } from '../findings/findings-file.ts';
import { findingsLines } from '../findings/findings-rows.ts';
import { linesFile } from '../findings/line-text.ts';
import { gapText } from '../report/gap-text.ts';
import type { RenderedFile, Renderer, RenderInput } from '../renderer.ts';
import { categoryRows, establishmentRows } from './breakdown-rows.ts';
import { csvText } from './csv-text.ts';
import { TROUBLE_WORDS } from '../findings/trouble-words.ts';
import { describedRows, type DescribedTable } from './described-rows.ts';
import { indicatorRows } from './indicator-rows.ts';
import { enrolmentRows, serviceRows } from './service-rows.ts';
import { evolutionRows, trendRows } from './trend-rows.ts';

/**
 * `findings/<check>.csv`, one line per finding, for every check that has a findings table; the lists to act on; then every
 * tally with what it rests on, by each breakdown, what changed since the previous audit, and what is not known.
 */
export const csv: Renderer = { id: 'csv', readsFindings: true, files };

function* files(input: RenderInput): Generator<RenderedFile> {
  const { situation, auditFolder, language, excel, db } = input;
  for (const check of situation.checks) {
    if (situation.scope !== undefined && !hasFindings(situation, check.id)) continue;
    if (!existsSync(findingsFile(auditFolder, check.id))) continue;
    const query = { auditFolder, check, standing: true } as const;
    yield linesFile(db, join('findings', `${check.id}.csv`), () => findingsLines(db, query, excel));
  }
  yield* actionFiles(input);
  const tables = {
    indicators: indicatorRows(situation),
    categories: categoryRows(situation),
    establishments: establishmentRows(situation),
    services: serviceRows(situation),
    enrolments: enrolmentRows(situation),
    evolution: evolutionRows(situation),
    trend: trendRows(situation),
    gaps: gapRows(situation, language),
  };
  for (const [name, rows] of Object.entries(tables)) {
    // The head alone: of a whole audit it says that there is none, and an establishment has no use for it.
    if (situation.scope !== undefined && rows.length === 1) continue;
    yield { path: `${name}.csv`, content: csvText(rows, { excel }) };
  }
  // Where nothing could be compared, heads without a row would read as nobody who moved; so for a roster.
  for (const [name, table] of Object.entries(describedTables(auditFolder))) {
    if (existsSync(table.file)) yield linesFile(db, `${name}.csv`, () => describedRows(db, table, excel));
  }
}

/** Whether a check has an account to list. */
function hasFindings({ indicators }: Situation, id: string): boolean {
  return indicators.some((one) => one.id === id && (one.count > 0 || one.undetermined > 0));
}

function describedTables(auditFolder: string): Readonly<Record<string, DescribedTable>> {
  return {
    'roster-unmatched': {
      file: unmatchedFile(auditFolder),
      columns: UNMATCHED_COLUMNS,
      name: TROUBLE_WORDS.rosterLines,
    },
    exceptions: {
      file: exceptionsFile(auditFolder),
      columns: EXCEPTION_TABLE_COLUMNS,
      name: TROUBLE_WORDS.exceptions,
    },
    changes: {
      file: changesFile(auditFolder),
      columns: CHANGE_COLUMNS,
      name: TROUBLE_WORDS.changes,
    },
  };
}

function gapRows({ gaps }: Situation, language: Language): (string | number)[][] {
  const rows = gaps.map((gap) => [
    gap.source,
    gap.reason,
    gap.accounts ?? '',
    gapText(gap, language),
    gap.words.remedy[language],
    gap.rank,
  ]);
  return [['source', 'reason', 'accounts', 'what', 'remedy', 'rank'], ...rows];
}
