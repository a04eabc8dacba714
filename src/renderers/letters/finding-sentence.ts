import type { Column } from '../../situation/check-words.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import { identifier } from '../../duckdb/duckdb.ts';
import { monthName, withinSentence } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { typedColumn } from '../findings/cell-macros.ts';
import { UNPRINTABLE_RE2 } from '../findings/unprintable.ts';

/** Gives a text to the query: the SQL expression that stands for it. */
export type Say = (text: string) => string;

/** A sentence in the parts between and with its `{column}`, and the SQL of what must hold of the row besides. */
interface Template {
  readonly parts: readonly string[];
  readonly conditions: readonly string[];
}

/**
 * SQL over the rows of a check's findings: the first of the templates that fits and all of whose `{column}` are known of the row, filled with
 * its values as a sentence writes them; '' where there is none. A `{name}` that is no column of the check stays as it is.
 */
export function findingSentence(check: CheckDescription, language: Language, say: Say): string {
  const templates = templatesOf(check, language, say);
  const told = check.columns.filter(({ name }) => templates.some(({ parts }) => parts.includes(`{${name}}`)));
  const places = new Map(told.map(({ name }, index) => [`{${name}}`, `spoken[${index + 1}]`]));
  const cases = templates.map(({ parts, conditions }) => {
    const known = parts.flatMap((part) => places.get(part) ?? []).map((value) => `${value} IS NOT NULL`);
    const values = parts.map((part) => places.get(part) ?? say(part));
    return `WHEN ${['true', ...conditions, ...known].join(' AND ')} THEN concat(${values.join(', ')})`;
  });
  if (cases.length === 0) return `''`;
  const values = told.map((column) => spoken(check, column, language, say));
  // Each value is said once, for all the sentences: planning it again for each takes longer than a small table does.
  return `list_transform([[${values.join(', ')}]::VARCHAR[]],
    lambda spoken: CASE ${cases.join('\n  ')} ELSE '' END)[1]`;
}

/** Those that hold of some rows alone come first; one about a column that the check has not fits no row. */
function templatesOf({ advice, columns }: CheckDescription, language: Language, say: Say): Template[] {
  if (advice === undefined) return [];
  const partsOf = (text: string): string[] => text.split(/(\{\w+\})/).filter((part) => part !== '');
  const of = (texts: readonly string[], conditions: readonly string[]): Template[] =>
    texts.map((text) => ({ parts: partsOf(text), conditions }));
  const special = (advice.findingWhen ?? []).flatMap(({ when, finding }) => {
    const conditions = Object.entries(when).map(([name, value]) => {
      if (!columns.some((column) => column.name === name)) return 'false';
      return `${identifier(name)} IS NOT DISTINCT FROM ${typeof value === 'boolean' ? value : say(value)}`;
    });
    return of(finding[language], conditions);
  });
  return [...special, ...of(advice.finding[language], [])];
}

/** A value as a sentence writes it; null where it is not known. */
function spoken(check: CheckDescription, column: Column, language: Language, say: Say): string {
  const value = typedColumn(column);
  switch (column.kind) {
    case 'text':
      return `nullif(trim(regexp_replace(${inWords(check, column, language, say)}, ${say(UNPRINTABLE_RE2.characters)}, ' ', 'g')), '')`;
    case 'integer':
      return `replace(format('{:,}', ${value}), ',', ${say(language === 'fr' ? '\u00a0' : ',')})`;
    case 'boolean':
      return `CASE WHEN ${value} THEN ${say(frame('yes', language))}
        WHEN NOT ${value} THEN ${say(frame('no', language))} END`;
    case 'date':
      return dayInWords(value, language, say);
  }
}

/** The word that the check has for a value, else the value. */
function inWords(check: CheckDescription, column: Column, language: Language, say: Say): string {
  const terms = Object.entries(check.terms);
  const name = identifier(column.name);
  if (terms.length === 0) return name;
  const words = terms.map(
    ([value, word]) => `WHEN ${say(value)} THEN ${say(withinSentence(word[language]))}`,
  );
  return `CASE ${name} ${words.join(' ')} ELSE ${name} END`;
}

/** "27 octobre 2020", "October 27, 2020", as `day` writes it. */
function dayInWords(value: string, language: Language, say: Say): string {
  const months = Array.from({ length: 12 }, (_, index) => say(monthName(index + 1, language)));
  const month = `[${months.join(', ')}][month(${value})]`;
  // A list of parts makes `||`, which keeps null, unlike concat.
  return language === 'fr'
    ? `CASE WHEN day(${value}) = 1 THEN '1er' ELSE day(${value})::VARCHAR END || ' ' || ${month} || ' ' || year(${value})`
    : `${month} || ' ' || day(${value}) || ', ' || year(${value})`;
}
