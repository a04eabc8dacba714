import { z } from 'zod';
import { identifier } from '../../duckdb/duckdb.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Column } from '../../situation/check-words.ts';
import { composedList, type ListCell } from '../letters/action-rows.ts';
import { advisedChecks, type AdvisedCheck } from '../letters/advised-checks.ts';
import { inPlace, type RenderInput } from '../renderer.ts';
import { contentsSheet } from '../xlsx/contents-sheet.ts';
import { accountSheets, type AccountSource } from '../xlsx/findings-sheets.ts';
import { packedWorkbook } from '../xlsx/packed-workbook.ts';
import { defineRowMacros } from '../xlsx/row-macros.ts';
import { SharedTexts } from '../xlsx/shared-texts.ts';
import { MOST_ROWS, type Sheet } from '../xlsx/sheet.ts';
import { sheetNames } from '../xlsx/sheet-names.ts';
import { WORDS } from '../xlsx/words.ts';
import { FOLDER_WORDS } from './words.ts';

/**
 * Whom to write to, as one workbook: a sheet for each check that finds somebody, whose head holds the merge fields of its letter.
 * Null where there is nobody to write to. Throws a KnownError where findings are unreadable.
 */
export async function listsWorkbook(input: RenderInput): Promise<AsyncIterable<Uint8Array> | null> {
  const { situation, auditFolder, language, db } = input;
  await defineRowMacros(db);
  const shared = new SharedTexts(language);
  const source: AccountSource = {
    ...{ situation, auditFolder, language, db, shared },
    ...{ mostRows: MOST_ROWS, limit: Infinity },
  };
  const sheets: Sheet[] = [];
  for (const [at, check] of advisedChecks(situation, auditFolder).entries()) {
    sheets.push(...(await listSheets(check, at, input, source)));
  }
  if (sheets.length === 0) return null;
  const [contents = '', ...names] = sheetNames([
    phrase(WORDS, 'contentsTab', language),
    ...sheets.map(({ title, tab }) => tab ?? title),
  ]);
  const named = sheets.map((sheet, at) => ({ name: names[at] ?? '', sheet }));
  const listed = named.map(({ name, sheet }) => ({ ...sheet, name }));
  const title = `${phrase(FOLDER_WORDS, 'listsTitle', language)} — ${situation.scope?.establishment ?? situation.tenant.displayName}`;
  return packedWorkbook([{ name: contents, sheet: contentsSheet(listed, language) }, ...named], {
    ...{ title, situation, language, shared },
  });
}

async function listSheets(
  check: AdvisedCheck,
  at: number,
  { situation, auditFolder, language, db, places }: RenderInput,
  source: AccountSource,
): Promise<Sheet[]> {
  const texts: string[] = [];
  const variable = `list_texts_${at}`;
  const { placeOf } = places ?? inPlace(auditFolder);
  const list = { situation, auditFolder, check, language, placeOf };
  const say = (text: string): string => `getvariable('${variable}')[${texts.push(text)}]`;
  const { cells, rows } = await composedList(db, list, say);
  const selected = cells.map((cell) => `${sqlOf(cell, say)} AS ${identifier(cell.name)}`);
  const scan = `FROM (SELECT ${selected.join(', ')} ${rows})`;
  // Its texts reach the session before it is read, and stay there until the workbook was written.
  await db.setVariable(variable, texts);
  const counted = await db.row(`SELECT count(*)::DOUBLE AS "rows" ${scan}`, z.object({ rows: z.number() }));
  if (counted.rows === 0) return [];
  const table = { scan, columns: cells.map(columnOf), dictionaries: new Map() };
  const about = check.advice.audience === 'holder' ? 'listAbout' : 'listAboutEstablishment';
  return accountSheets(
    table,
    {
      ...{
        title: check.title[language],
        tab: check.shortTitle?.[language],
        rows: counted.rows,
        physicians: 0,
      },
      file: placeOf(`actions/${check.id}.${language}.csv`),
    },
    source,
    () => phrase(FOLDER_WORDS, about, language),
  );
}

function sqlOf(cell: ListCell, say: (text: string) => string): string {
  return cell.kind === 'constant' ? say(cell.text) : cell.sql;
}

/** Its head is the name of the merge field. */
function columnOf({ name, kind }: ListCell): Column {
  return { name, kind: kind === 'constant' ? 'text' : kind, label: { fr: name, en: name } };
}
