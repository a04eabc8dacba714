import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { frenchFaults } from '../testing/french-faults.ts';
import { runHere } from '../testing/run-here.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

/** Texts of one language alone that a failure of this room would be told in. */
function untranslated(name: string): string[] {
  const source = ts.createSourceFile(
    name,
    readFileSync(join(folder, name), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const texts = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
    if (isText && /[a-z]{2}.* /i.test(node.getText())) found.push(`${name}: ${node.getText()}`);
    ts.forEachChild(node, texts);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && /^(KnownError|AuditInUse)$/.test(node.expression.getText()))
      node.arguments?.forEach(texts);
    if (ts.isCallExpression(node) && node.expression.getText() === 'trouble')
      node.arguments.slice(3).forEach(texts);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('every failure that concerns an audit folder is told in both languages, its next steps too', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap(untranslated)).toEqual([]);
});

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+?)(?:Fr|En)?\}/g)].map(([, name = '']) => name).sort();

test('the two languages tell the same facts, and the French is French', () => {
  const all = Object.values(TROUBLE_WORDS);
  expect(all.map(({ fr }) => placeholders(fr))).toEqual(all.map(({ en }) => placeholders(en)));
  // Without what is filled in, and without names of commands.
  const french = all.map(({ fr }) => fr.replaceAll(/\{\w+\}/g, 'x').replaceAll(/ \([a-z, ]+\)/g, ''));
  expect(frenchFaults(french.join('\n'))).toEqual([]);
});

const FRENCH = (out: string): string =>
  `vigie: aucun audit sous ${out}\n  → Lancer d’abord \`vigie audit\`, ou nommer le dossier d’audit, ou le dossier des audits avec --out DOSSIER.\n`;
const ENGLISH = (out: string): string =>
  `vigie: no audit under ${out}\n  → Run \`vigie audit\` first, or name the audit folder, or the folder of audits with --out DIR.\n`;

test.each([
  [['--lang', 'fr'], { LANGUAGE: 'en' }, FRENCH],
  [['--lang=en'], { LANGUAGE: 'fr_CA:en' }, ENGLISH],
  [[], { LANGUAGE: 'fr_CA:en' }, FRENCH],
  [[], { LANGUAGE: '', LANG: 'en_CA.UTF-8' }, ENGLISH],
  [[], { LANGUAGE: '' }, FRENCH],
])('vigie list %j with %j tells that there is no audit in one language', async (argv, env, expected) => {
  const out = await temporaryFolder();
  const ended = await runHere(['list', 'mfa-status', '--out', out, ...argv], { env });
  expect(ended).toEqual({ exitCode: 4, stdout: '', stderr: expected(out) });
});
