import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Rooms below the renderers: facts are data there until the words are made. */
const ROOMS = [
  'snapshot',
  'collectors',
  'dossier',
  'enforcement',
  'population',
  'checks',
  'assessment',
  'audits',
];

/** Keys that hold a text for people, and nothing that a program may read. */
const FOR_PEOPLE = ['detail', 'needs', 'what', 'remedy', 'subjectName'];

const TEXT_METHODS = [
  ...['includes', 'startsWith', 'endsWith', 'indexOf', 'match', 'matchAll', 'search', 'test', 'exec'],
  ...['replace', 'replaceAll', 'split', 'slice', 'substring', 'localeCompare'],
];

/** Files that make words of parts, sources and grants; who judges does not import them. */
const WORDS = /\/(part|source|miss|gap|mail-flow-part|grant)-words\.ts$/;
const MAKERS = [
  /^(grants|assessment\/gaps)\//,
  /^assessment\/sections\/[a-z-]+\/([a-z]+-)*gap(s|-words)\.ts$/,
  /^assessment\/(assess|trend\/differences)\.ts$/,
];

/** The source's answer to whoever is refused at once, told on stderr. */
const ENDS_THE_RUN = ['collectors/collect.ts'];

function faultsOf(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    const why = whyNot(node, path);
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (why !== null) faults.push(`${path}:${line} ${why}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return faults;
}

function whyNot(node: ts.Node, path: string): string | null {
  if (ts.isCallExpression(node) && readsWords(node)) return 'reads a text meant for people; make it a fact';
  if (ts.isBinaryExpression(node) && comparesWords(node)) return 'compares a text meant for people';
  if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return null;
  const isWords = WORDS.test(node.moduleSpecifier.text) && !path.startsWith('checks/');
  const isMaker = MAKERS.some((maker) => maker.test(path)) || ENDS_THE_RUN.includes(path);
  return isWords && !isMaker ? 'imports words where facts are judged' : null;
}

function readsWords({ expression, arguments: given }: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(expression) || !TEXT_METHODS.includes(expression.name.text))
    return false;
  return [expression.expression, ...given].some(isForPeople);
}

function isForPeople(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return FOR_PEOPLE.includes(node.text);
  if (ts.isPropertyAccessExpression(node))
    return FOR_PEOPLE.includes(node.name.text) || isForPeople(node.expression);
  if (ts.isTemplateExpression(node)) return node.templateSpans.some((span) => isForPeople(span.expression));
  return ts.isCallExpression(node) && isForPeople(node.expression);
}

function comparesWords({ left, operatorToken, right }: ts.BinaryExpression): boolean {
  const isComparison =
    operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken;
  // Whether there is such a text at all may be asked.
  const isText = (node: ts.Node): boolean => node.getText() !== 'undefined' && node.getText() !== 'null';
  return isComparison && isText(left) && isText(right) && [left, right].some(isForPeople);
}

const folder = import.meta.dirname;
const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .filter((path) => ROOMS.some((room) => path.startsWith(`${room}/`)))
  .sort();

test('below the renderers nothing reads a text meant for people', () => {
  expect(paths).toContain('dossier/mail-flow-parts.ts');
  expect(paths.flatMap((path) => faultsOf(path, readFileSync(join(folder, path), 'utf8')))).toEqual([]);
});

test.each([
  ['dossier/a.ts', "const x = report.detail?.includes('MaxDuration');"],
  ['enforcement/a.ts', "misses.some(({ what }) => what.startsWith('conditionalAccess'));"],
  ['assessment/a.ts', 'const x = / \\(.*\\)$/.exec(what)?.[1];'],
  ['assessment/a.ts', 'const x = /licensed/.test(`${code} ${miss.detail}`);'],
  ['dossier/a.ts', 'const x = misses.some(({ what }) => what === group);'],
  ['collectors/a.ts', "const x = needs.toLowerCase().split(' and ');"],
  ['dossier/a.ts', "import { SOURCE_NAMES } from '../assessment/gaps/source-words.ts';"],
  ['assessment/judge.ts', "import { grantsInWords } from '../grants/grant-words.ts';"],
])('a made-up source is refused: %s %s', (path, text) => {
  expect(faultsOf(path, text)).toHaveLength(1);
});

test.each([
  ['dossier/a.ts', "const x = misses.some(({ part }) => part === 'transport-rule');"],
  ['assessment/gaps/a.ts', "import { SOURCE_NAMES } from './source-words.ts';"],
  ['assessment/a.ts', 'const x = report.detail === undefined;'],
])('a made-up source passes: %s %s', (path, text) => {
  expect(faultsOf(path, text)).toEqual([]);
});
