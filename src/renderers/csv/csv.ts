import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import { changesFile, unmatchedFile } from '../../situation/findings-tables.ts';
import { actionFiles } from '../actions/action-files.ts';
import { findingsFile } from '../findings/findings-file.ts';
import { findingsRows } from '../findings/findings-rows.ts';
import type { RenderedFile, Renderer, RenderInput } from '../renderer.ts';
import { categoryRows, establishmentRows } from './breakdown-rows.ts';
import { changeRows } from './change-rows.ts';
import { csvText } from './csv-text.ts';
import { indicatorRows } from './indicator-rows.ts';
import { enrolmentRows, serviceRows } from './service-rows.ts';
import { evolutionRows, trendRows } from './trend-rows.ts';
import { unmatchedRows } from './unmatched-rows.ts';

/**
 * `findings/<check>.csv`, one line per finding, for every check that has a findings table; the lists to act on; then every
 * tally with what it rests on, by each breakdown, what changed since the previous audit, and what is not known.
 */
export const csv: Renderer = { id: 'csv', files };

function* files(input: RenderInput): Generator<RenderedFile> {
  const { situation, auditFolder, language, excel, db } = input;
  for (const check of situation.checks) {
    if (!existsSync(findingsFile(auditFolder, check.id))) continue;
    const content = findingsRows(db, { auditFolder, check }, 'csv', { excel, language });
    yield { path: join('findings', `${check.id}.csv`), content };
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
    yield { path: `${name}.csv`, content: csvText(rows, { excel }) };
  }
  if (existsSync(unmatchedFile(auditFolder))) {
    yield { path: 'roster-unmatched.csv', content: unmatchedRows(db, auditFolder, excel) };
  }
  // Where nothing could be compared, heads without a row would read as nobody who moved.
  if (existsSync(changesFile(auditFolder))) {
    yield { path: 'changes.csv', content: changeRows(db, auditFolder, excel) };
  }
}

function gapRows({ gaps }: Situation, language: Language): (string | number)[][] {
  const rows = gaps.map(({ source, reason, accounts, words, rank }) => [
    source,
    reason,
    accounts,
    words.what[language],
    words.remedy[language],
    rank,
  ]);
  return [['source', 'reason', 'accounts', 'what', 'remedy', 'rank'], ...rows];
}
