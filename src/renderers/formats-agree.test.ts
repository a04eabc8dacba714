import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { situationSchema, type Situation } from '../situation/situation.ts';
import {
  figuresOf,
  figuresOfCsv,
  figuresOfSituation,
  htmlTables,
  markdownTables,
  plain,
  slideTexts,
  slideTables,
  terminalTables,
  workbookTables,
  workbookTexts,
  type Figures,
} from '../testing/read-figures.ts';
import { RENDERERS } from './catalogue.ts';
import { FILE_FORMATS } from './renderer.ts';
import { terminalReport } from './terminal/terminal-report.ts';

const SAMPLE = new URL('../../reports/sample/', import.meta.url);
const MADE_UP = new URL('../../fixtures/goldens/renderers/situation.json', import.meta.url);

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-agree-'));
  db = await openDuckDb({ temporaryFolder: join(folder, '.tmp') });
  await mkdir(join(folder, 'findings'));
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

/** A file of a report by its name. */
type Files = (name: string) => Buffer;

function situationIn(file: URL): Situation {
  return situationSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

const sample: Files = (name) => readFileSync(new URL(name, SAMPLE));

/** Every file of a situation's report in French, without accounts. */
async function rendered(situation: Situation): Promise<Files> {
  const files = new Map<string, Buffer>();
  const input = { situation, auditFolder: folder, language: 'fr', excel: false, allRows: false, db } as const;
  for (const format of FILE_FORMATS) {
    const renderer = await RENDERERS[format]();
    for (const { path, content } of renderer.files(input)) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of typeof content === 'string' ? [content] : content) {
        chunks.push(Buffer.from(chunk));
      }
      files.set(path, Buffer.concat(chunks));
    }
  }
  const terminal = terminalReport(situation, 'fr', { width: null, drawings: false, colour: 0 });
  files.set('situation.fr.txt', Buffer.from(terminal));
  return (name) => files.get(name) ?? Buffer.alloc(0);
}

/** What each format shows, read back from its file. */
async function figuresByFormat(files: Files, situation: Situation): Promise<Record<string, Figures>> {
  const text = (name: string): string => files(name).toString('utf8');
  const [markdown, html, terminal] = ['md', 'html', 'txt'].map((ending) => text(`situation.fr.${ending}`));
  const [xlsx, pptx] = [files('situation.fr.xlsx'), files('situation.fr.pptx')];
  return {
    json: figuresOfSituation(situationSchema.parse(JSON.parse(text('situation.json')))),
    csv: figuresOfCsv(text),
    markdown: figuresOf(markdownTables(markdown ?? ''), markdown ?? '', situation),
    html: figuresOf(htmlTables(html ?? ''), plain(html ?? ''), situation),
    terminal: figuresOf(terminalTables(terminal ?? ''), terminal ?? '', situation),
    xlsx: figuresOf(await workbookTables(xlsx), await workbookTexts(xlsx), situation),
    pptx: figuresOf(await slideTables(pptx), await slideTexts(pptx), situation),
  };
}

/** What a format shows otherwise than the situation does: [what, shown, true]. */
function disagreements(figures: Figures, truth: Figures): (string | number | null | undefined)[][] {
  return [...figures].flatMap(([key, value]) =>
    truth.get(key) === value ? [] : [[key, value, truth.get(key)]],
  );
}

/** What each format shows of every check that is judged, where the figure is known. */
const SHOWN: Readonly<Record<string, readonly RegExp[]>> = {
  csv: [/^(indicator|category)\//, /^establishment\/.*\/(population|count)$/],
  markdown: [/^(population|indicator|decision)\//, /^establishment\/.*\/(population|count)$/],
  html: [/^(population|indicator|decision)\//, /^establishment\/.*\/(population|count)$/],
  xlsx: [/^(population|indicator|decision)\//, /^establishment\/.*\/(population|count)$/],
  terminal: [/^(population|decision)\//, /^indicator\/.*\/(count|undetermined)$/],
  pptx: [/^(population|decision)\//, /^indicator\/.*\/count$/],
};

/** What a format ought to show and does not; an informative check has no figure that is judged. */
function missing(format: string, figures: Figures, truth: Figures, { checks }: Situation): string[] {
  const informative = checks.filter(({ constats }) => constats.fr.length === 0).map(({ id }) => `/${id}/`);
  return [...truth].flatMap(([key, value]) => {
    const isShown = SHOWN[format]?.some((pattern) => pattern.test(key)) === true && value !== null;
    return isShown && !figures.has(key) && !informative.some((id) => key.includes(id)) ? [key] : [];
  });
}

interface Read {
  readonly situation: Situation;
  readonly truth: Figures;
  readonly found: Readonly<Record<string, Figures>>;
}

async function readBack(situation: Situation, files: Files): Promise<Read> {
  return {
    situation,
    truth: figuresOfSituation(situation),
    found: await figuresByFormat(files, situation),
  };
}

/** Of the sample as it is committed, and of a small situation with lower bounds, gaps and refusals as it is written now. */
const READ = {
  committed: async (): Promise<Read> => readBack(situationIn(new URL('situation.json', SAMPLE)), sample),
  faulty: async (): Promise<Read> => {
    const situation = situationIn(MADE_UP);
    return readBack(situation, await rendered(situation));
  },
};
const kept: Partial<Record<keyof typeof READ, Promise<Read>>> = {};
const read = (name: keyof typeof READ): Promise<Read> => (kept[name] ??= READ[name]());

test.each(['committed', 'faulty'] as const)(
  'every figure is the same in every format, read back from its file: %s',
  async (name) => {
    const { situation, truth, found } = await read(name);
    for (const [format, figures] of Object.entries(found)) {
      expect([format, disagreements(figures, truth)]).toEqual([format, []]);
      expect([format, missing(format, figures, truth, situation)]).toEqual([format, []]);
    }
    // They lay out one tree.
    const keys = (format: string): string[] => [...(found[format]?.keys() ?? [])].sort();
    expect([keys('html'), keys('xlsx')]).toEqual([keys('markdown'), keys('markdown')]);
  },
);

test('a number that one format shows otherwise is found in it', async () => {
  const { situation, truth, found } = await read('faulty');
  const other: Situation = {
    ...situation,
    population: { ...situation.population, mailboxes: situation.population.mailboxes + 1 },
    indicators: situation.indicators.map((one) =>
      one.id === 'inactive-mailboxes' ? { ...one, count: one.count + 1 } : one,
    ),
  };
  const key = 'indicator/inactive-mailboxes/count';
  for (const [format, figures] of Object.entries(found)) {
    const told = disagreements(figures, figuresOfSituation(other)).map(([what]) => what);
    expect([format, told]).toEqual([
      format,
      format === 'csv' ? [key] : expect.arrayContaining([key, 'population/mailboxes']),
    ]);
  }
  const html = '<h2>x</h2><table><tr><th>Indicateur</th><th>Examinés</th><th>Non conformes</th></tr>';
  const title = situation.checks.find(({ id }) => id === 'inactive-mailboxes')?.title.fr ?? '';
  const row = `<tr><td>${title}</td><td>1</td><td>au moins 12\u00a0345 (3 ind.)</td></tr></table>`;
  expect(figuresOf(htmlTables(html + row), '', situation).get(key)).toBe(12_345);
  expect(truth.get(key)).not.toBe(12_345);
});
