import { findTable } from '../report/section.ts';
import type { Report } from './report-parts.ts';
import { slideWords } from './words.ts';
import { sourceName } from '../vocabulary.ts';

/** What a speaker may be asked: of each check, its counting rule; then each source with what became of it. */
export function notesOf(report: Report, checkIds: readonly string[]): string[] {
  const { situation, language } = report;
  const checks = situation.checks.filter(({ id }) => checkIds.includes(id));
  const rules = checks.map(({ title, rule }) =>
    slideWords('labelled', language, { label: title[language], value: rule[language] }),
  );
  const ids = [...new Set(checks.flatMap(({ evidence }) => evidence))];
  return [...rules, ...sourceNotes(report, ids)];
}

/** A line per source: what became of it, how much was read, of which day. */
export function sourceNotes(report: Report, ids: readonly string[]): string[] {
  const { language } = report;
  const table = findTable(report.tree, 'sources');
  return ids.map((id) => {
    const row = table?.rows[table.keys?.indexOf(id) ?? -1];
    if (table === undefined || row === undefined) return sourceName(id, language);
    const [name = id, ...facts] = row.map(({ text }) => text);
    const told = facts.map((fact, at) =>
      slideWords('labelled', language, { label: table.columns[at + 1]?.head ?? '', value: fact }),
    );
    return `${name} — ${told.join(', ')}`;
  });
}
