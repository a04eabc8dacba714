import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

const SOURCE = new URL('page/page.ts', import.meta.url);

test('the script of the page is what page/page.ts compiles to; vitest run … --update writes it anew', async () => {
  const { outputText } = ts.transpileModule(readFileSync(SOURCE, 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      removeComments: true,
      newLine: ts.NewLineKind.LineFeed,
    },
  });
  const body = outputText.replace(/^export \{\};\n/m, '').replace(/ {4}/g, ' ');
  const script = `(() => {\n'use strict';\n${body}})();\n`;
  // The name of an element's end would end the script, whatever stands around it.
  expect(script).not.toMatch(/<\/|<!--/);
  const text = script.replace(/[\\`]|\$\{/g, '\\$&');
  const module = `/** Compiled from page/page.ts; its test writes it. */\nexport const PAGE_SCRIPT = \`${text}\`;\n`;
  await expect(module).toMatchFileSnapshot('page-script.ts');
});
