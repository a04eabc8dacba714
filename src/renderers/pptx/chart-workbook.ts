import type { Chart } from '../report/block.ts';
import { zipped } from '../same-bytes.ts';
import { escapeXml, XML } from './xml-parts.ts';

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/**
 * The workbook that PowerPoint opens to edit a chart: labels in column A, a series in each next column, as the chart refers to
 * them. What is not known is an empty cell; pptxgenjs would empty the zeros as well.
 */
export async function chartWorkbook(chart: Chart, date: Date): Promise<Uint8Array> {
  const head = row(1, [text('A1', ''), ...chart.series.map(({ name }, at) => text(`${column(at)}1`, name))]);
  const rows = chart.labels.map((label, at) => {
    const n = at + 2;
    const values = chart.series.map(({ values: all }, of) => number(`${column(of)}${n}`, all[at] ?? null));
    return row(n, [text(`A${n}`, label), ...values]);
  });
  return zipped(
    new Map<string, string>([
      [
        '[Content_Types].xml',
        `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
      ],
      [
        '_rels/.rels',
        `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ],
      [
        'xl/workbook.xml',
        `${XML}<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
      [
        'xl/_rels/workbook.xml.rels',
        `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ],
      [
        'xl/worksheets/sheet1.xml',
        `${XML}<worksheet xmlns="${SHEET}"><sheetData>${[head, ...rows].join('')}</sheetData></worksheet>`,
      ],
    ]),
    date,
  );
}

/** B for the first series; charts have far fewer than 25. */
function column(at: number): string {
  return String.fromCharCode('B'.charCodeAt(0) + at);
}

function row(n: number, cells: readonly string[]): string {
  return `<row r="${n}">${cells.join('')}</row>`;
}

function text(at: string, value: string): string {
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
}

function number(at: string, value: number | null): string {
  return value === null ? '' : `<c r="${at}"><v>${value}</v></c>`;
}
