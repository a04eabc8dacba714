import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { frenchFaults } from './testing/french-faults.ts';

/** The rooms whose failures are told in both languages. */
const ROOMS = [
  'assessment',
  'audits',
  'checks',
  'cli',
  'collectors',
  'config',
  'disk',
  'dossier',
  'duckdb',
  'enforcement',
  'evidence',
  'exchange',
  'graph',
  'imports',
  'population',
  'preflight',
  'renderers',
  'setup',
  'sharing',
  'situation',
  'snapshot',
  'texts',
];

/** What makes a failure, or words for one. */
const MAKERS =
  /^(KnownError|WordedError|NotPlain|NoExpression|AccountsRefused|UnreadableJson|AuditInUse|trouble|asIs)$/;

const folder = import.meta.dirname;

function sourcesOf(room: string): ts.SourceFile[] {
  return readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(folder, room, name))
    .map((path) =>
      ts.createSourceFile(relative(folder, path), readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true),
    );
}

/** The text of a literal, with `{x}` for what is filled in. */
function literal(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal: { text } }) => text)].join('{x}');
}

interface Pair {
  readonly at: string;
  readonly fr: string;
  readonly en: string;
}

/** The two texts of `{ fr: …, en: … }`; of a computed one, nothing. */
function pairOf(node: ts.Node): Pair | null {
  if (!ts.isObjectLiteralExpression(node)) return null;
  const texts = new Map(
    node.properties
      .filter((property) => ts.isPropertyAssignment(property))
      .map(({ name, initializer }) => [name.getText(), literal(initializer)]),
  );
  const [fr, en] = [texts.get('fr'), texts.get('en')];
  if (fr === undefined || fr === null || en === undefined || en === null) return null;
  const source = node.getSourceFile();
  return { at: `${source.fileName}:${source.getLineAndCharacterOfPosition(node.pos).line + 1}`, fr, en };
}

function everyNode(source: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Texts of one language alone in what makes a failure: words, of which two follow one another. */
function untranslated(made: ts.Node): string[] {
  if (!ts.isNewExpression(made) && !ts.isCallExpression(made)) return [];
  if (!MAKERS.test(made.expression.getText())) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (pairOf(node) !== null) return;
    const text = literal(node);
    // An option with its value is the same in both.
    if (text !== null && /\p{L}{2}.* /u.test(text.replace(/^--\S+ \S+$/, '')))
      found.push(`${node.getSourceFile().fileName}: ${text}`);
    ts.forEachChild(node, visit);
  };
  made.arguments?.forEach(visit);
  return found;
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+?)(?:Fr|En)?\}/g)].map(([, name = '']) => name).sort();

/** Without what is filled in, and without lists of the names of commands. */
const french = ({ fr }: Pair): string => fr.replaceAll(/\{\w+\}/g, 'x').replaceAll(/ \([a-z, ]+\)/g, '');

const sources = ROOMS.flatMap(sourcesOf);
const nodes = sources.flatMap(everyNode);

/** Of files that tell of failures: what a report says is held against French where the report is. */
const pairs = sources
  .filter(({ text }) => /from '[./]+errors\.ts'/.test(text))
  .flatMap(everyNode)
  .flatMap((node) => pairOf(node) ?? []);

test('every failure is told in both languages, its next steps too', () => {
  expect(nodes.flatMap(untranslated)).toEqual([]);
});

test('the two languages tell the same facts, and the French is French', () => {
  expect(pairs.length).toBeGreaterThan(60);
  const told = pairs.filter(({ fr, en }) => placeholders(fr).join() !== placeholders(en).join());
  expect(told).toEqual([]);
  expect(pairs.flatMap((pair) => frenchFaults(french(pair)).map((fault) => `${pair.at}: ${fault}`))).toEqual(
    [],
  );
});
