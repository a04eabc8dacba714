import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** A room another may import; with `types`, only its types; with `files`, only those files. */
type Door = string | { readonly room: string; readonly types: true; readonly files?: readonly string[] };

interface Room {
  readonly doors: readonly Door[];
  /** What to do instead of a forbidden import. */
  readonly way: string;
}

const EVERYTHING = ['*'];

const ROOMS: Readonly<Record<string, Room>> = {
  errors: { doors: [], way: 'errors.ts stands below everything' },
  attributes: { doors: [], way: 'attributes.ts is a list of names, below everything' },
  texts: { doors: ['errors'], way: 'texts knows characters and syntax; what they say is handed to others' },
  i18n: { doors: ['errors'], way: 'words and formatters know no room; hand them plain values' },
  disk: { doors: ['errors'], way: 'disk knows files and folders; what stands in them is handed to it' },
  duckdb: { doors: ['errors', 'disk'], way: 'duckdb runs SQL; what the SQL is about is handed to it' },
  grants: {
    doors: ['i18n'],
    way: 'grants says what a permission, a role or a licence is; who needs which is said by collectors/',
  },
  evidence: {
    doors: ['errors', 'texts', 'disk'],
    way: 'evidence works on files as bytes; hand it paths',
  },
  graph: { doors: ['errors', 'texts'], way: 'graph carries requests; what is asked belongs in collectors/' },
  exchange: {
    doors: ['errors', 'graph'],
    way: 'exchange carries cmdlets; what is asked belongs in collectors/',
  },
  config: {
    doors: ['errors', 'attributes', 'texts', 'i18n', 'disk'],
    way: 'a config says what is wanted; others read it',
  },
  snapshot: {
    doors: ['errors', 'attributes', 'texts', 'i18n', 'grants', 'disk', 'duckdb', 'evidence', 'config'],
    way: 'a snapshot holds facts; who asks the cloud and who judges import it, never the reverse',
  },
  enforcement: {
    doors: ['errors', 'texts', 'i18n', 'duckdb', 'snapshot'],
    way: 'enforcement evaluates policies over snapshot tables; it knows neither who collects nor who judges',
  },
  collectors: {
    doors: [
      { room: 'i18n', types: true },
      'errors',
      'attributes',
      'texts',
      'graph',
      'exchange',
      'grants',
      'disk',
      'snapshot',
      'duckdb',
      'config',
      'enforcement',
    ],
    way: 'collectors stop at the snapshot; judging starts from the snapshot on disk',
  },
  population: {
    doors: ['errors', 'attributes', 'texts', 'config', 'disk', 'snapshot', 'duckdb', 'i18n'],
    way: 'population reads the snapshot and the config; it knows no network and no check',
  },
  situation: {
    doors: ['errors', 'texts', 'i18n', 'disk', 'snapshot'],
    way: 'situation is the published model; what computes it belongs in assessment/',
  },
  dossier: {
    doors: [
      'errors',
      'i18n',
      'disk',
      'duckdb',
      'config',
      'snapshot',
      'enforcement',
      'population',
      'situation',
    ],
    way: 'the dossier joins the sources; what judges it belongs in checks/ or assessment/',
  },
  checks: {
    doors: ['i18n', 'situation', 'dossier', { room: 'snapshot', types: true }],
    way: 'a check is SQL over the dossier and words; whatever else it needs belongs in the dossier',
  },
  assessment: {
    doors: [
      'errors',
      'i18n',
      'grants',
      'disk',
      'snapshot',
      'duckdb',
      'config',
      'population',
      'checks',
      'enforcement',
      'dossier',
      'situation',
    ],
    way: 'assessment counts what the snapshot holds; it knows no network and no format',
  },
  sharing: {
    doors: ['errors', 'i18n', 'disk', 'duckdb', 'evidence', 'situation', 'dossier', 'checks', 'assessment'],
    way: 'sharing writes an audit again under pseudonyms; where the copy lies is said by cli/',
  },
  audits: {
    doors: [
      'errors',
      'attributes',
      'texts',
      'i18n',
      'disk',
      'config',
      'snapshot',
      'collectors',
      'situation',
      'evidence',
      'assessment',
    ],
    way: 'audits knows the life of an audit folder; what is in it is made elsewhere',
  },
  renderers: {
    doors: [
      'errors',
      'i18n',
      'disk',
      'situation',
      'duckdb',
      { room: 'checks', types: true, files: ['check.ts', 'verdict.ts'] },
    ],
    way: 'a renderer lays out the situation and the findings; count in assessment/, describe in checks/',
  },
  setup: {
    doors: ['errors', 'i18n', 'grants', 'snapshot', 'collectors'],
    way: 'setup prints what an administrator runs; what is needed is said by collectors/',
  },
  preflight: {
    doors: [
      'errors',
      'texts',
      'i18n',
      'grants',
      'graph',
      'exchange',
      'config',
      'snapshot',
      'collectors',
      'setup',
    ],
    way: 'preflight asks what a run would ask, a little of it; it collects nothing and judges nobody',
  },
  imports: {
    doors: [
      'errors',
      'attributes',
      'texts',
      'i18n',
      'disk',
      'duckdb',
      'snapshot',
      'collectors',
      // The digest of what was exported.
      'evidence',
      // The failures of the parsers that collections share, and over how many days a report is.
      'graph',
    ],
    way: 'imports turns exported files into a snapshot; it asks no network and judges nobody',
  },
  simulator: {
    doors: [],
    way: 'the simulator is a program on the other side of the network; write it from the documents of Graph',
  },
  testing: { doors: EVERYTHING, way: '' },
  bench: { doors: EVERYTHING, way: '' },
  goldens: { doors: EVERYTHING, way: '' },
  chaos: { doors: EVERYTHING, way: '' },
  cli: { doors: EVERYTHING, way: '' },
};

/** Rooms that few may enter, whatever their own doors say. */
const GUESTS: Readonly<Record<string, { readonly from: readonly string[]; readonly way: string }>> = {
  simulator: {
    from: ['cli', 'testing', 'bench', 'goldens', 'chaos'],
    way: 'the product meets the simulator over the network only',
  },
  cli: {
    from: ['testing', 'bench', 'goldens'],
    way: 'cli/ joins the stages from above; move what is shared into its own room',
  },
  testing: { from: [], way: 'only tests import testing/' },
  bench: { from: [], way: 'bench/ is started by npm scripts only' },
  goldens: { from: [], way: 'goldens/ is started by npm scripts and its test only' },
  chaos: { from: ['testing'], way: 'chaos/ is started by npm scripts and its test only' },
};

const NETWORK = ['graph', 'exchange', 'simulator', 'testing', 'bench', 'goldens'];

/** Packages and built-in modules that only some rooms may import. */
const MODULES: readonly {
  readonly names: readonly string[];
  readonly rooms: readonly string[];
  readonly way: string;
}[] = [
  {
    names: ['undici', 'node:http', 'node:https', 'node:http2', 'node:tls', 'node:net'],
    rooms: NETWORK,
    way: 'ask the cloud through graph/ or exchange/, whose guard lets only reads out',
  },
  {
    names: ['@azure/identity', '@microsoft/microsoft-graph-client'],
    rooms: NETWORK,
    way: 'ask the cloud through graph/ or exchange/, whose guard lets only reads out',
  },
  { names: ['@duckdb/node-api'], rooms: ['duckdb'], way: 'use openDuckDb of duckdb/duckdb.ts' },
];

const ABOVE = ['cli', 'simulator', 'testing', 'bench', 'goldens', 'chaos'];

/** What reaches outside the program without an import. */
const REACHES: Readonly<Record<string, { readonly rooms: readonly string[]; readonly way: string }>> = {
  'process.env': { rooms: ABOVE, way: 'cli/ reads the environment; take the value as an argument' },
  'process.stdout': { rooms: ABOVE, way: 'cli/ writes to stdout; return the text or take a writer' },
  'Math.random': { rooms: ABOVE, way: 'take a random function as an argument' },
  'Date.now': {
    rooms: [...ABOVE, 'graph'],
    way: 'take `now` as an argument, or use the snapshot’s own date',
  },
  'new Date()': {
    rooms: [...ABOVE, 'graph'],
    way: 'take `now` as an argument, or use the snapshot’s own date',
  },
  fetch: {
    rooms: NETWORK,
    way: 'ask the cloud through graph/ or exchange/, whose guard lets only reads out',
  },
};

const MOST_LINES = 350;
const NEVER_SHIPPED: ReadonlySet<string> = new Set(['testing', 'bench', 'goldens', 'chaos']);
const VAGUE_NAMES = ['util', 'utils', 'helper', 'helpers', 'manager', 'data', 'info'];

interface Import {
  readonly line: number;
  /** As written; null where it is not a plain text. */
  readonly module: string | null;
  readonly typesOnly: boolean;
}

interface Source {
  /** From `src/`, with slashes: `graph/retry.ts`. */
  readonly path: string;
  readonly room: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly reaches: readonly { readonly line: number; readonly name: string }[];
  readonly defaultExports: readonly number[];
  readonly emptyCatches: readonly number[];
  readonly deepFolders: readonly number[];
}

function readSource(path: string, text: string): Source {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const reaches: { line: number; name: string }[] = [];
  const defaultExports: number[] = [];
  const emptyCatches: number[] = [];
  const deepFolders: number[] = [];
  const lineOf = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found !== null) imports.push({ line: lineOf(node), ...found });
    for (const name of reachesOf(node)) reaches.push({ line: lineOf(node), name });
    if (isDefaultExport(node)) defaultExports.push(lineOf(node));
    if (isEmptyCatch(node)) emptyCatches.push(lineOf(node));
    if (isDeepMkdir(node)) deepFolders.push(lineOf(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  const room = path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '');
  const lines = text.replace(/\n$/, '').split('\n').length;
  return { path, room, lines, imports, reaches, defaultExports, emptyCatches, deepFolders };
}

function importOf(node: ts.Node): { module: string | null; typesOnly: boolean } | null {
  if (ts.isImportDeclaration(node)) {
    // `import { type X }` still loads the module when it runs; only `import type` does not.
    const typesOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { module: textOf(node.moduleSpecifier), typesOnly };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return { module: textOf(node.moduleSpecifier), typesOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node)) {
    const module = ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : null;
    return { module, typesOnly: true };
  }
  if (ts.isCallExpression(node) && isImporter(node.expression)) {
    return { module: textOf(node.arguments[0]), typesOnly: false };
  }
  return null;
}

function isImporter(called: ts.Expression): boolean {
  return called.kind === ts.SyntaxKind.ImportKeyword || called.getText() === 'require';
}

function textOf(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;
}

function reachesOf(node: ts.Node): string[] {
  if (ts.isImportDeclaration(node)) return namesOfProcess(node);
  return [reachOf(node)].filter((name) => name in REACHES);
}

function reachOf(node: ts.Node): string {
  if (ts.isPropertyAccessExpression(node)) {
    return node
      .getText()
      .replace(/^globalThis\??\./, '')
      .replace('?.', '.');
  }
  if (ts.isNewExpression(node)) {
    return node.expression.getText() === 'Date' && !node.arguments?.length ? 'new Date()' : '';
  }
  if (!ts.isCallExpression(node)) return '';
  const called = node.expression.getText();
  return called === 'Date' ? 'new Date()' : called === 'fetch' ? called : '';
}

function namesOfProcess({ moduleSpecifier, importClause }: ts.ImportDeclaration): string[] {
  if (!/^(node:)?process$/.test(textOf(moduleSpecifier) ?? '')) return [];
  const named = importClause?.namedBindings;
  const elements = named !== undefined && ts.isNamedImports(named) ? [...named.elements] : [];
  return elements
    .map((element) => `process.${(element.propertyName ?? element.name).text}`)
    .filter((name) => name in REACHES);
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === 'default';
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
}

function isEmptyCatch(node: ts.Node): boolean {
  if (ts.isCatchClause(node)) return node.block.statements.length === 0;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const handler = node.arguments[0];
  return (
    node.expression.name.text === 'catch' &&
    handler !== undefined &&
    (ts.isArrowFunction(handler) || ts.isFunctionExpression(handler)) &&
    ts.isBlock(handler.body) &&
    handler.body.statements.length === 0
  );
}

/** Node's own way to make missing parents, which never ends below a folder of /proc that is not there. */
function isDeepMkdir(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !/(^|\.)mkdir(Sync)?$/.test(node.expression.getText())) return false;
  return node.arguments.some((given) => /\brecursive: true\b/.test(given.getText()));
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts');
}

/** What is wrong with one source's imports, each with the right way to do it. */
function importFaults(source: Source): string[] {
  if (isTest(source.path)) return [];
  const room = ROOMS[source.room];
  if (room === undefined)
    return [
      `${source.path} lies in no known room; its first folder must be one of ${Object.keys(ROOMS).join(', ')}`,
    ];
  return source.imports.flatMap((found) => {
    const fault =
      found.module === null
        ? 'write the module’s name out, so that the arrow can be read'
        : arrowFault(source, room, found.module, found.typesOnly);
    return fault === null
      ? []
      : [`${source.path}:${found.line} imports ${found.module ?? 'a computed name'}: ${fault}`];
  });
}

function arrowFault(source: Source, room: Room, module: string, typesOnly: boolean): string | null {
  if (!module.startsWith('.')) return moduleFault(source.room, module);
  const target = posix.join(posix.dirname(source.path), module);
  if (target.startsWith('../')) return 'only what lies under src/ is imported; read other files as files';
  const targetRoom = target.includes('/')
    ? target.slice(0, target.indexOf('/'))
    : target.replace(/\.ts$/, '');
  if (targetRoom === source.room) return null;
  const guests = GUESTS[targetRoom];
  if (guests !== undefined) return guests.from.includes(source.room) ? null : guests.way;
  const door = room.doors.find(
    (one) => one === '*' || (typeof one === 'string' ? one : one.room) === targetRoom,
  );
  if (door === undefined) return `${source.room} must not import ${targetRoom}: ${room.way}`;
  if (typeof door === 'string') return null;
  const files = door.files?.map((name) => `${targetRoom}/${name}`);
  if (files !== undefined && !files.includes(target))
    return `of ${targetRoom}, ${source.room} may import ${files.join(' and ')} only: ${room.way}`;
  return typesOnly
    ? null
    : `${source.room} may import only types of ${targetRoom} (import type …): ${room.way}`;
}

function moduleFault(room: string, module: string): string | null {
  const name = isBuiltin(module) && !module.startsWith('node:') ? `node:${module}` : module;
  const rule = MODULES.find(({ names }) => names.some((one) => name === one || name.startsWith(`${one}/`)));
  if (rule === undefined || rule.rooms.includes(room)) return null;
  return `only ${rule.rooms.filter((one) => one !== 'testing' && one !== 'bench' && one !== 'goldens').join(', ')} may; ${rule.way}`;
}

function reachFaults(source: Source): string[] {
  if (isTest(source.path)) return [];
  return source.reaches.flatMap(({ line, name }) => {
    const rule = REACHES[name];
    return rule === undefined || rule.rooms.includes(source.room)
      ? []
      : [`${source.path}:${line} uses ${name}: ${rule.way}`];
  });
}

function fileFaults(source: Source): string[] {
  const { path } = source;
  const long = !isTest(path) && source.room !== 'testing' && source.lines > MOST_LINES;
  const names = path.replace(/(\.test)?\.ts$/, '').split('/');
  return [
    ...(long ? [`${path} has ${source.lines} lines; split it below ${MOST_LINES}`] : []),
    ...names
      .filter((name) => VAGUE_NAMES.includes(name))
      .map((name) => `${path}: "${name}" says nothing; name it after what it exports`),
    ...names
      .filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
      .map((name) => `${path}: write "${name}" in kebab-case`),
    ...source.defaultExports.map((line) => `${path}:${line} has a default export; export by name`),
    ...source.emptyCatches.map(
      (line) => `${path}:${line} swallows an error; handle it, tell it, or let it pass`,
    ),
    ...(isTest(path) || NEVER_SHIPPED.has(source.room) ? [] : source.deepFolders).map(
      (line) =>
        `${path}:${line} makes folders with Node’s recursive mkdir; take makeFolders of disk/make-folders.ts`,
    ),
  ];
}

/** Which file imports which, types included. */
function importGraph(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  const known = new Set(sources.map(({ path }) => path));
  return new Map(
    sources.map(({ path, imports }) => [
      path,
      imports
        .flatMap(({ module }) =>
          module?.startsWith('.') === true ? [posix.join(posix.dirname(path), module)] : [],
        )
        .filter((target) => known.has(target)),
    ]),
  );
}

/** The shortest way from a file back to itself, for each group of files that import one another, with the way out. */
function circleFaults(sources: readonly Source[]): string[] {
  const graph = importGraph(sources);
  const told = new Set<string>();
  return [...graph.keys()].flatMap((path) => {
    if (told.has(path)) return [];
    const circle = wayBack(graph, path);
    if (circle === null) return [];
    for (const one of circle) told.add(one);
    return [
      `${circle.join(' → ')} is a circle: move what both ends need, types included, into a file of its own below them`,
    ];
  });
}

function wayBack(graph: ReadonlyMap<string, readonly string[]>, start: string): string[] | null {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    for (const target of graph.get(path) ?? []) {
      if (target === start) return [...trailTo(cameFrom, path), start];
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, path);
      waiting.push(target);
    }
  }
  return null;
}

function trailTo(cameFrom: ReadonlyMap<string, string>, end: string): string[] {
  const before = cameFrom.get(end);
  return before === undefined ? [end] : [...trailTo(cameFrom, before), end];
}

function faultsOf(path: string, text: string): string[] {
  const source = readSource(path, text);
  return [...importFaults(source), ...reachFaults(source), ...fileFaults(source)];
}

const folder = import.meta.dirname;
const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();
const sources = paths.map((path) => readSource(path, readFileSync(join(folder, path), 'utf8')));

test('every source keeps the arrows of the house', () => {
  expect(sources.flatMap(importFaults)).toEqual([]);
});

test('no two sources import each other in a circle, types included', () => {
  expect(circleFaults(sources)).toEqual([]);
});

test('a circle of made-up sources is told with its files, types and dynamic imports included', () => {
  const circular = [
    readSource('a/one.ts', "import { two } from './two.ts';"),
    readSource('a/two.ts', "import { type Three } from '../b/three.ts'; import './alone.ts';"),
    readSource('b/three.ts', "import type { One } from '../a/one.ts';"),
    readSource('a/alone.ts', "import { join } from 'node:path'; await import('./itself.ts');"),
    readSource('a/itself.ts', "type Me = import('./itself.ts').Me;"),
  ];
  expect(circleFaults(circular)).toEqual([
    'a/one.ts → a/two.ts → b/three.ts → a/one.ts is a circle: move what both ends need, types included, into a file of its own below them',
    'a/itself.ts → a/itself.ts is a circle: move what both ends need, types included, into a file of its own below them',
  ]);
});

test('no source below cli reaches for the clock, chance, the environment or stdout', () => {
  expect(sources.flatMap(reachFaults)).toEqual([]);
});

test('every file is short, named after what it holds, without default export or swallowed error', () => {
  expect(sources.flatMap(fileFaults)).toEqual([]);
});

test('the sources are found, this very file among them', () => {
  expect(paths).toContain('architecture.test.ts');
  expect(paths).toContain('config/load-config.ts');
  expect(dirname(folder)).not.toBe(folder);
});

test('a made-up source that breaks no rule has no faults', () => {
  const text = `import type { SourceId } from '../../snapshot/tables.ts';
import { z } from 'zod';
import { join } from 'node:path';
import { other } from '../other/other.ts';
export type { Words } from '../../i18n/words.ts';
export function day(text: string): Date { try { return new Date(text); } catch (error) { throw error; } }
`;
  expect(faultsOf('checks/made-up/made-up.ts', text)).toEqual([]);
});

test.each([
  ['a static import', 'checks/a/a.ts', "import { openDuckDb } from '../../duckdb/duckdb.ts';"],
  ['a dynamic import', 'renderers/a.ts', "const x = await import('../graph/client.ts');"],
  ['an export from', 'graph/a.ts', "export { x } from '../snapshot/seal.ts';"],
  ['an import type expression', 'errors.ts', "type X = import('./i18n/words.ts').Words;"],
  ['a value where only types pass', 'collectors/a.ts', "import { phrase } from '../i18n/phrase.ts';"],
  [
    'a type imported as a value',
    'checks/a/a.ts',
    "import { type SourceId } from '../../snapshot/tables.ts';",
  ],
  ['types of a file that is not open', 'renderers/a.ts', "import type { X } from '../checks/catalogue.ts';"],
  ['the simulator from the product', 'graph/a.ts', "import { serve } from '../simulator/serve.ts';"],
  ['the product from the simulator', 'simulator/a.ts', "import { KnownError } from '../errors.ts';"],
  ['cli from a room', 'situation/a.ts', "import { run } from '../cli/main.ts';"],
  ['testing from a source', 'cli/a.ts', "import { x } from '../testing/x.ts';"],
  ['bench from a source', 'cli/a.ts', "import { x } from '../bench/x.ts';"],
  ['a computed name', 'cli/a.ts', 'await import(name);'],
  ['outside src', 'cli/a.ts', "import x from '../../package.json';"],
  ['the network by package', 'collectors/a.ts', "import { fetch } from 'undici';"],
  [
    'the network by sub-path',
    'cli/a.ts',
    "import 'node:tls'; import '@microsoft/microsoft-graph-client/x.js';",
  ],
  ['a built-in without its prefix', 'config/a.ts', "import http from 'http';"],
  ['DuckDB past its room', 'situation/a.ts', "import { DuckDBInstance } from '@duckdb/node-api';"],
  ['an unknown room', 'attic/a.ts', ''],
  ['the environment', 'graph/a.ts', 'const x = process.env.HOME; const y = globalThis.process.stdout;'],
  ['the environment by import', 'config/a.ts', "import { env as e } from 'node:process';"],
  [
    'the clock',
    'collectors/a.ts',
    'const x = Date.now(); const y = new Date(); const z = new Date(0); const d = Date();',
  ],
  ['chance', 'collectors/a.ts', 'const x = Math.random();'],
  ['the network without import', 'snapshot/a.ts', "await fetch('https://a.example');"],
  ['a long file', 'cli/a.ts', 'export {};\n'.repeat(351)],
  ['a vague name', 'graph/utils.ts', ''],
  ['a name that is not kebab-case', 'graph/HttpClient.ts', ''],
  [
    'default exports',
    'cli/a.ts',
    'export default 1; export { x as default }; export default function f() {}',
  ],
  [
    'recursive mkdir',
    'cli/a.ts',
    'await mkdir(folder, { recursive: true }); fs.mkdirSync(x, { recursive: true });',
  ],
  ['swallowed errors', 'cli/a.ts', 'try { f(); } catch {} p.catch(() => {}); p.catch((e) => { tell(e); });'],
])('a made-up source is refused for %s', (_, path, text) => {
  expect(faultsOf(path, text).join('\n')).toMatchSnapshot();
});

test('tests may import anything and read the clock', () => {
  const text = "import { serve } from '../simulator/serve.ts';\nconst x = Date.now();\n";
  expect(faultsOf('collectors/a.test.ts', text)).toEqual([]);
});
