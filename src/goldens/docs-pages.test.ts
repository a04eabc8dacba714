import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { frenchFaults } from '../testing/french-faults.ts';
import { runHere } from '../testing/run-here.ts';
import { ROOT } from './two-audits.ts';

const MOST_BYTES_OF_README = 10_240;

/** What words a wrong command line in English. */
const COMMAND_LINE = 'node_modules/commander/lib/command.js';

const packed = z
  .object({ files: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
  .files.filter((entry) => !entry.startsWith('!'));

const pages = [
  'README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...filesUnder('docs').filter((path) => path.endsWith('.md')),
];

test('the README stays short', () => {
  expect(statSync(join(ROOT, 'README.md')).size).toBeLessThanOrEqual(MOST_BYTES_OF_README);
});

test('every link of the pages in the package leads to what is in it too, and to a heading there', () => {
  const linked = pages.flatMap((page) => linksOf(page).map((link) => ({ page, link })));
  expect(linked.length).toBeGreaterThan(100);
  expect(linked.filter(({ page, link }) => !leadsSomewhere(page, link))).toEqual([]);
});

test('every page of the guide is there in both languages, with as many headings and rows', () => {
  const french = readdirSync(join(ROOT, 'docs/fr')).sort();
  const english = readdirSync(join(ROOT, 'docs/en')).sort();
  expect(french).toEqual(english);
  const translated = english.filter((page) => page !== 'README.md');
  for (const page of translated) expect(shapeOf(`docs/fr/${page}`), page).toEqual(shapeOf(`docs/en/${page}`));
});

test('the French of the guide is French', () => {
  const faults = readdirSync(join(ROOT, 'docs/fr')).flatMap((page) =>
    frenchFaults(prose(`docs/fr/${page}`)).map((fault) => `${page}: ${JSON.stringify(fault)}`),
  );
  expect(faults).toEqual([]);
});

test.each(['en', 'fr'])(
  'every message that the page of troubles (%s) lists is one of the program',
  (language) => {
    const program = [
      ...filesUnder('src').filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts')),
      COMMAND_LINE,
    ]
      .map((path) => read(path).replaceAll('\\u00a0', '\u00a0'))
      .join('\n');
    const messages = [...read(`docs/${language}/troubleshooting.md`).matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(
      ([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message),
    );
    expect(messages.length).toBeGreaterThan(60);
    expect(messages.filter((message) => !fragmentsOf(message).every((one) => program.includes(one)))).toEqual(
      [],
    );
  },
);

test('every command is in the README and, with every option that it has, in the guide', async () => {
  const commands = namesIn(await helpOf([]), /^ {2}([a-z]+) /gm).filter((name) => name !== 'help');
  const options = new Set<string>();
  for (const command of [...commands.map((name) => [name]), ['keys', 'new']])
    for (const option of namesIn(await helpOf(command), /^ {2}(?:-\w, )?(--[a-z0-9-]+)/gm))
      options.add(option);
  expect(commands.length).toBeGreaterThan(10);
  expect(options.size).toBeGreaterThan(40);
  options.delete('--help');
  const guide = ['en', 'fr'].map((language) => `docs/${language}/commands.md`);
  const missing = [
    ...['README.md', ...guide].flatMap((page) => unnamedIn(page, commands, (name) => `vigie ${name}`)),
    ...guide.flatMap((page) => unnamedIn(page, [...options], (name) => name)),
  ];
  expect(missing).toEqual([]);
});

async function helpOf(command: readonly string[]): Promise<string> {
  return (await runHere([...command, '--help'], { env: {} })).stdout;
}

function namesIn(help: string, pattern: RegExp): string[] {
  return [...help.matchAll(pattern)].map(([, name = '']) => name);
}

/** Of `names`, those that a page does not hold as a whole word, written as `words` has it. */
function unnamedIn(page: string, names: readonly string[], words: (name: string) => string): string[] {
  const text = read(page);
  return names
    .filter((name) => !new RegExp(`${words(name)}(?![a-z0-9-])`).test(text))
    .map((name) => `${page}: ${name}`);
}

/** What stands of a message between its `…`, each long enough to tell something. */
function fragmentsOf(message: string): string[] {
  return message
    .split('…')
    .map((fragment) => fragment.replace(/^[\s:,(]+|[\s:(]+$/g, ''))
    .filter((fragment) => fragment.length > 3);
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function read(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** A page without its blocks of code. */
function withoutBlocks(page: string): string {
  return read(page).replace(/^( *)```.*?^\1```/gms, '');
}

/** A page without code of any kind, and without where its links lead. */
function prose(page: string): string {
  return withoutBlocks(page)
    .replace(/`[^`\n]*`/g, '``')
    .replace(/\]\([^)]*\)/g, ']');
}

/** Where the links of a page lead, those to other sites left out. */
function linksOf(page: string): string[] {
  const links = withoutBlocks(page).matchAll(/\]\(([^)\s]+)\)/g);
  return [...links].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#', 2);
  const target = path === '' ? page : join(dirname(page), path).replaceAll('\\', '/');
  const isPacked = packed.some((entry) => target === entry || target.startsWith(`${entry}/`));
  if (!isPacked || !existsSync(join(ROOT, target))) return false;
  return heading === undefined || headingsOf(target).includes(decodeURIComponent(heading));
}

/** The names that a reader of Markdown gives to the headings of a page, to link to them. */
function headingsOf(page: string): string[] {
  return [...withoutBlocks(page).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

function shapeOf(page: string): { headings: number; rows: number; blocks: number } {
  const count = (pattern: RegExp): number => [...read(page).matchAll(pattern)].length;
  return { headings: headingsOf(page).length, rows: count(/^\|/gm), blocks: count(/^ *```\w*$/gm) };
}
