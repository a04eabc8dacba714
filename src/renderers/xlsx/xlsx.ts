import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { toldStanding } from '../findings/standing.ts';
import { reportTree } from '../report/report.ts';
import type { Section, SectionId } from '../report/section.ts';
import type { Situation } from '../../situation/situation.ts';
import type { RenderedFile, Renderer, RenderInput } from '../renderer.ts';
import { blockSheet, piecesOf } from './block-sheet.ts';
import { categorySheets, establishmentSheets, trendSheets } from './breakdown-sheets.ts';
import { columnsSheet } from './columns-sheet.ts';
import { findingsSheets, type AccountSource } from './findings-sheets.ts';
import { movementColumns, movementSheets } from './movements-sheet.ts';
import type { NamedSheet } from './package-parts.ts';
import { packedWorkbook } from './packed-workbook.ts';
import { defineRowMacros } from './row-macros.ts';
import { contentsSheet } from './contents-sheet.ts';
import { SharedTexts } from './shared-texts.ts';
import { sheetNames } from './sheet-names.ts';
import { MOST_ROWS, type Sheet } from './sheet.ts';
import { summarySheet } from './summary-sheet.ts';
import { SECTION_TABS, WORDS } from './words.ts';

/** Of one table of a whole tenant: a sheet that a person scrolls and filters without waiting. */
const READABLE_ROWS = 50_000;

/** `situation.<language>.xlsx`: a summary, a sheet for each breakdown, one for each check's findings. */
export const xlsx: Renderer = { id: 'xlsx', readsFindings: true, files };

function* files(input: RenderInput): Generator<RenderedFile> {
  yield { path: `situation.${input.language}.xlsx`, content: workbook(input) };
}

/**
 * The workbook as it is read, row by row: its size costs no memory. The session answers nothing else until the last chunk
 * was read. Rows past `mostRows` go to a further sheet; of a whole tenant's table, no more than `readable` are in it unless all were
 * asked for. The same input gives the same bytes. Throws a KnownError where
 * findings are unreadable.
 */
export async function* workbook(
  input: RenderInput,
  { mostRows, readable } = { mostRows: MOST_ROWS, readable: READABLE_ROWS },
): AsyncGenerator<Uint8Array> {
  const { situation, language, allRows } = input;
  const limit = allRows || situation.scope !== undefined ? Infinity : readable;
  const shared = new SharedTexts(language);
  const sheets = await namedSheets(input, { mostRows, limit, shared });
  const title = `${frame('title', language)} — ${situation.tenant.displayName}`;
  yield* packedWorkbook(sheets, { title, situation, language, shared });
}

async function namedSheets(
  { situation, language, auditFolder, db, places }: RenderInput,
  limits: Pick<AccountSource, 'mostRows' | 'limit' | 'shared'>,
): Promise<NamedSheet[]> {
  await defineRowMacros(db);
  const source = { situation, auditFolder, language, db, ...limits };
  const findings = await findingsSheets(source);
  const movements = await movementSheets(source);
  const report = reportTree(situation, language, places?.placeOf);
  const { breakdowns, references } = ofReport(report, situation, language);
  const standing = toldStanding(auditFolder);
  const described = [
    ...situation.checks.map(({ title, columns }) => ({
      title: title[language],
      columns: [...columns, ...standing],
    })),
    ...movements.slice(0, 1).map(({ title }) => ({ title, columns: movementColumns(situation) })),
  ];
  const others = [
    ...breakdowns,
    ...movements,
    ...findings,
    ...references,
    ...(findings.length + movements.length === 0 ? [] : [columnsSheet(described, language)]),
  ];
  const tabs = sheetNames([
    phrase(WORDS, 'summary', language),
    phrase(WORDS, 'contentsTab', language),
    ...others.map(({ title, tab }) => tab ?? title),
  ]);
  const [first = '', contents = '', ...names] = tabs;
  const named = others.map((sheet, index) => ({ name: names[index] ?? '', sheet }));
  const listed = named.map(({ name, sheet }) => ({ ...sheet, name }));
  return [
    { name: first, sheet: summarySheet(report, contents, language) },
    { name: contents, sheet: contentsSheet(listed, language) },
    ...named,
  ];
}

/** Parts that the summary tells, or that stand in a table of their own. */
const TOLD_ELSEWHERE: readonly SectionId[] = ['constats', 'decisions', 'matrix', 'certainty', 'checks'];
const REFERENCES: readonly SectionId[] = ['advice', 'gaps', 'limits', 'sources', 'method'];

/** What a part tells beside the tables that stand flat on sheets of their own. */
function withoutFlat(part: Section): Pick<Section, 'blocks' | 'sections'> {
  if (part.id === 'physicians' || part.id === 'other-categories') {
    return { ...part, blocks: part.blocks.filter(({ id, kind }) => kind !== 'table' || id !== part.id) };
  }
  return part.id === 'establishments' && part.sections.length > 0 ? { blocks: [], sections: [] } : part;
}

/** The sheets of the report's parts. */
function ofReport(
  report: Section,
  situation: Situation,
  language: Language,
): { breakdowns: Sheet[]; references: Sheet[] } {
  const breakdowns: Sheet[] = [];
  const references: Sheet[] = [];
  const flat: Readonly<Partial<Record<SectionId, Sheet[]>>> = {
    evolution: trendSheets(situation, language),
    physicians: categorySheets(situation, language),
    establishments: establishmentSheets(situation, language),
  };
  const undetermined = frame('undetermined', language);
  for (const part of report.sections) {
    const { id, title } = part;
    if (TOLD_ELSEWHERE.includes(id)) continue;
    const isReference = REFERENCES.includes(id);
    const pieces = piecesOf(withoutFlat(part));
    const colour = isReference ? 'reference' : 'breakdown';
    if (pieces.some(({ kind }) => kind !== 'chart')) {
      (isReference ? references : breakdowns).push(
        blockSheet({ title, tab: SECTION_TABS[id]?.[language], about: title, colour }, pieces, undetermined),
      );
    }
    breakdowns.push(...(flat[id] ?? []));
  }
  return { breakdowns, references };
}
