import { XMLParser } from 'fast-xml-parser';
import JSZip from 'jszip';

type Node = Record<string, unknown>;

/** A slide as another reader finds it. */
export interface ReadSlide {
  readonly title: string;
  /** Of each shape and each cell, a paragraph each; in reading order. */
  readonly texts: readonly string[];
  readonly notes: readonly string[];
  readonly charts: readonly ReadChart[];
  /** The rows of each table, its head first. */
  readonly tables: readonly (readonly (readonly string[])[])[];
  /** Of the charts and tables. */
  readonly alternatives: readonly string[];
}

export interface ReadChart {
  readonly kind: string;
  readonly labels: readonly string[];
  /** By name; null where there is no point. */
  readonly series: Readonly<Record<string, readonly (number | null)[]>>;
  /** The rows of its workbook. */
  readonly cells: readonly (readonly (string | number | null)[])[];
}

const PARSER = new XMLParser({
  preserveOrder: false,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  isArray: (name) =>
    ['p', 'r', 'sp', 'graphicFrame', 'tr', 'tc', 'ser', 'pt', 'Relationship', 'row', 'c'].includes(name),
});

/** Every part of an archive; each must be well-formed. */
export async function readParts(file: Uint8Array): Promise<Map<string, string>> {
  const archive = await JSZip.loadAsync(file);
  const parts = new Map<string, string>();
  for (const { name } of Object.values(archive.files)) {
    const text = (await archive.file(name)?.async('string')) ?? '';
    parts.set(name, text);
    if (name.endsWith('.xlsx')) continue;
    if (!isWellFormed(text)) throw new Error(`${name} is not well-formed`);
  }
  return parts;
}

const TOKEN =
  /<\?[^?]*\?>|<(\/?)([\w:.-]+)(?:\s+[\w:.-]+\s*=\s*"(?:[^"<&]|&(?:\w+|#x?[\da-fA-F]+);)*")*\s*(\/?)>|(?:[^<&]|&(?:\w+|#x?[\da-fA-F]+);)+/gy;

const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Every character belongs to a tag or a text, every tag is closed in its turn, and no character is forbidden. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  let end = 0;
  for (const [token, closes, name, isEmpty] of xml.matchAll(TOKEN)) {
    end += token.length;
    if (name === undefined || isEmpty === '/') continue;
    if (closes === '') open.push(name);
    else if (open.pop() !== name) return false;
  }
  return end === xml.length && open.length === 0 && !FORBIDDEN.test(xml);
}

/** The slides of a presentation, in their order. */
export async function readSlides(file: Uint8Array): Promise<ReadSlide[]> {
  const archive = await JSZip.loadAsync(file);
  const parts = await readParts(file);
  const numbers = [...parts.keys()].flatMap((name) => /^ppt\/slides\/slide(\d+)\.xml$/.exec(name)?.[1] ?? []);
  const slides: ReadSlide[] = [];
  for (const n of numbers.sort((a, b) => Number(a) - Number(b))) {
    const tree = at(parse(parts, `ppt/slides/slide${n}.xml`), 'sld', 'cSld', 'spTree');
    const rels = list(parse(parts, `ppt/slides/_rels/slide${n}.xml.rels`), 'Relationships', 'Relationship');
    const charts: ReadChart[] = [];
    for (const target of rels.map((rel) => String(rel['@Target'])).filter((one) => one.includes('charts/'))) {
      charts.push(
        await readChart(
          archive,
          parts,
          target.replace(/^\/|^\.\.\//, (from) => (from === '/' ? '' : 'ppt/')),
        ),
      );
    }
    const shapes = list(tree, 'sp').map(paragraphsOf);
    const frames = list(tree, 'graphicFrame');
    const tables = frames
      .map((frame) =>
        list(frame, 'graphic', 'graphicData', 'tbl', 'tr').map((row) =>
          list(row, 'tc').map((cell) => paragraphsOf(cell).join(' ')),
        ),
      )
      .filter((rows) => rows.length > 0);
    const cells = frames.flatMap((frame) =>
      list(frame, 'graphic', 'graphicData', 'tbl', 'tr').flatMap((row) =>
        list(row, 'tc').flatMap(paragraphsOf),
      ),
    );
    const [title = [], ...texts] = shapes;
    slides.push({
      title: title.join(' '),
      texts: [...texts.flat(), ...cells].filter((text) => text !== ''),
      notes: notesOf(parse(parts, `ppt/notesSlides/notesSlide${n}.xml`)),
      charts,
      tables,
      alternatives: frames.map((frame) => text(at(frame, 'nvGraphicFramePr', 'cNvPr')['@descr'])),
    });
  }
  return slides;
}

function notesOf(part: Node): string[] {
  const [, body] = list(at(part, 'notes', 'cSld', 'spTree'), 'sp');
  return body === undefined ? [] : paragraphsOf(body).filter((text) => text !== '');
}

async function readChart(archive: JSZip, parts: Map<string, string>, path: string): Promise<ReadChart> {
  const plot = at(parse(parts, path), 'chartSpace', 'chart', 'plotArea');
  const kind = Object.keys(plot).find((name) => name.endsWith('Chart')) ?? '';
  const series = list(plot, kind, 'ser');
  const [first = {}] = series;
  const labels = points(at(first, 'cat', 'multiLvlStrRef', 'multiLvlStrCache', 'lvl'));
  const count = Number(at(first, 'val', 'numRef', 'numCache', 'ptCount')['@val']);
  const read = series.map((one) => {
    const [name = ''] = points(at(one, 'tx', 'strRef', 'strCache')).values();
    const found = points(at(one, 'val', 'numRef', 'numCache'));
    const values = Array.from({ length: count }, (_, index) => found.get(index) ?? null);
    return [name, values.map((value) => (value === null ? null : Number(value)))] as const;
  });
  const [rel = {}] = list(
    parse(parts, path.replace('charts/', 'charts/_rels/') + '.rels'),
    'Relationships',
    'Relationship',
  );
  const target = String(rel['@Target']).replace('../', 'ppt/');
  const workbook = await archive.file(target)?.async('uint8array');
  return {
    kind,
    labels: [...labels.values()],
    series: Object.fromEntries(read),
    cells: workbook === undefined ? [] : await cellsOf(workbook),
  };
}

async function cellsOf(workbook: Uint8Array): Promise<(string | number | null)[][]> {
  const parts = await readParts(workbook);
  const rows = list(parse(parts, 'xl/worksheets/sheet1.xml'), 'worksheet', 'sheetData', 'row');
  return rows.map((row) =>
    list(row, 'c').map((cell) =>
      cell['@t'] === 'inlineStr' ? text(at(cell, 'is').t) : Number(text(cell.v)),
    ),
  );
}

function points(cache: Node): Map<number, string> {
  return new Map(list(cache, 'pt').map((point) => [Number(point['@idx']), text(point.v)]));
}

function paragraphsOf(shape: Node): string[] {
  return list(shape, 'txBody', 'p').map((paragraph) =>
    list(paragraph, 'r')
      .map((run) => text(run.t))
      .join(''),
  );
}

function parse(parts: ReadonlyMap<string, string>, name: string): Node {
  const found = parts.get(name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return node(PARSER.parse(found));
}

/** What stands under the names, {} where nothing does. */
function at(from: Node, ...names: readonly string[]): Node {
  return names.reduce((one, name) => node(one[name]), from);
}

function list(from: Node, ...names: readonly string[]): Node[] {
  const parent = at(from, ...names.slice(0, -1));
  const found = parent[names.at(-1) ?? ''];
  return (Array.isArray(found) ? found : found === undefined ? [] : [found]).map(node);
}

function node(value: unknown): Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const inner = node(value)['#text'];
  return typeof inner === 'string' ? inner : '';
}
