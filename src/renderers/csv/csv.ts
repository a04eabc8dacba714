import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import { findingsFile } from '../findings/findings-file.ts';
import { findingsRows } from '../findings/findings-rows.ts';
import type { RenderedFile, Renderer, RenderInput } from '../renderer.ts';
import { csvText } from './csv-text.ts';
import { indicatorRows } from './indicator-rows.ts';

/**
 * `findings/<check>.csv`, one line per finding, for every check that has a findings table; `indicators.csv`, every
 * tally with what it rests on; `gaps.csv`, what is not known, in the language of the report.
 */
export const csv: Renderer = { id: 'csv', files };

function* files({ situation, auditFolder, language, excel, db }: RenderInput): Generator<RenderedFile> {
  for (const check of situation.checks) {
    if (!existsSync(findingsFile(auditFolder, check.id))) continue;
    const content = findingsRows(db, { auditFolder, check }, 'csv', { excel, language });
    yield { path: join('findings', `${check.id}.csv`), content };
  }
  yield { path: 'indicators.csv', content: csvText(indicatorRows(situation), { excel }) };
  yield { path: 'gaps.csv', content: csvText(gapRows(situation, language), { excel }) };
}

function gapRows({ gaps }: Situation, language: Language): (string | number)[][] {
  const rows = gaps.map(({ source, reason, accounts, words }) => [
    source,
    reason,
    accounts,
    words.what[language],
    words.remedy[language],
  ]);
  return [['source', 'reason', 'accounts', 'what', 'remedy'], ...rows];
}
