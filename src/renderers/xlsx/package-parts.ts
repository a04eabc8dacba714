import type { Situation } from '../../situation/situation.ts';
import { xmlText } from './cell-text.ts';
import { filterRange, type Sheet } from './sheet.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export interface NamedSheet {
  readonly name: string;
  readonly sheet: Sheet;
}

/** The parts of a workbook that say what its other parts are, by path, in the order of the archive. */
export function packageParts(
  sheets: readonly NamedSheet[],
  title: string,
  situation: Situation,
): [string, string][] {
  return [
    ['[Content_Types].xml', contentTypes(sheets.length)],
    [
      '_rels/.rels',
      relations([
        [`${OFFICE}/relationships/officeDocument`, 'xl/workbook.xml'],
        [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
        [`${OFFICE}/relationships/extended-properties`, 'docProps/app.xml'],
      ]),
    ],
    ['docProps/core.xml', core(title, situation)],
    ['docProps/app.xml', app()],
    ['xl/workbook.xml', workbook(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheets.map((_, index): [string, string] => [
          `${OFFICE}/relationships/worksheet`,
          `worksheets/sheet${index + 1}.xml`,
        ]),
        [`${OFFICE}/relationships/styles`, 'styles.xml'],
        [`${OFFICE}/relationships/sharedStrings`, 'sharedStrings.xml'],
      ]),
    ],
  ];
}

function contentTypes(sheets: number): string {
  const parts = [
    ['/xl/workbook.xml', `${SPREADSHEET}.sheet.main+xml`],
    ...Array.from({ length: sheets }, (_, index) => [
      `/xl/worksheets/sheet${index + 1}.xml`,
      `${SPREADSHEET}.worksheet+xml`,
    ]),
    ['/xl/styles.xml', `${SPREADSHEET}.styles+xml`],
    ['/xl/sharedStrings.xml', `${SPREADSHEET}.sharedStrings+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'],
  ];
  const overrides = parts.map(([path, type]) => `<Override PartName="${path}" ContentType="${type}"/>`);
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}

/** Types and targets; each goes by its place, from rId1. */
function relations(list: readonly (readonly [string, string])[]): string {
  const items = list.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

function core(title: string, { collectedAt, tenant }: Situation): string {
  const instant = `${new Date(collectedAt).toISOString().slice(0, 19)}Z`;
  return `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:subject>${xmlText(tenant.displayName)}</dc:subject><dc:creator>Vigie</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${instant}</dcterms:modified></cp:coreProperties>`;
}

function app(): string {
  return `${HEAD}<Properties xmlns="${OFFICE}/extended-properties"><Application>Vigie</Application></Properties>`;
}

function workbook(sheets: readonly NamedSheet[]): string {
  const entries = sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}/relationships"><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="16000" tabRatio="850"/></bookViews><sheets>${entries.join('')}</sheets>${definedNames(sheets)}</workbook>`;
}

/** The range of each filter, and the head that is printed on every page. */
function definedNames(sheets: readonly NamedSheet[]): string {
  const names = sheets.flatMap(({ name, sheet }, index) => {
    const range = filterRange(sheet);
    if (range === null) return [];
    const quoted = xmlText(`'${name.replaceAll("'", "''")}'`);
    const cells = range.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted}!${cells}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted}!$1:$1</definedName>`,
    ];
  });
  return names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`;
}
