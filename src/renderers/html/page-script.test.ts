import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

test.each([
  { source: 'page/search.ts', name: 'PAGE_SEARCH_SCRIPT', module: 'page-search-script.ts' },
  { source: 'page/page.ts', name: 'PAGE_SCRIPT', module: 'page-script.ts' },
])(
  '$module is what $source compiles to; vitest run … --update=all writes it anew',
  async ({ source, name, module }) => {
    const { outputText } = ts.transpileModule(readFileSync(new URL(source, import.meta.url), 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        removeComments: true,
        newLine: ts.NewLineKind.LineFeed,
      },
    });
    const script = outputText
      .replace(/^export \{\};\n/m, '')
      .replace(/^"use strict";\n/, '')
      .replace(/ {4}/g, ' ');
    // The name of an element's end would end the script, whatever stands around it.
    expect(script).not.toMatch(/<\/|<!--/);
    const text = script.replace(/[\\`]|\$\{/g, '\\$&');
    const written = `/** Compiled from ${source}; its test writes it. */\nexport const ${name} = \`${text}\`;\n`;
    await expect(written).toMatchFileSnapshot(module);
  },
);
