import type { FailOnVerdict } from '../../assessment/fail-on/judge-fail-on.ts';
import type { Language } from '../../i18n/language.ts';
import { printable } from '../../renderers/findings/unprintable.ts';
import { jsonText } from '../json-text.ts';
import type { Situation } from '../../situation/situation.ts';

export const CHECK_FORMATS = ['text', 'json', 'junit', 'github'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** An expression of `--fail-on` with what became of it. */
export interface Checked extends FailOnVerdict {
  readonly expression: string;
}

/** What became of each expression, as a person, a program, a test report or the log of GitHub Actions reads it. */
export function checkText(
  checked: readonly Checked[],
  { tenant, asOf }: Situation,
  format: CheckFormat,
  language: Language,
): string {
  switch (format) {
    case 'text':
      return checked.map(({ words }) => `${words[language]}\n`).join('');
    case 'json': {
      const expressions = checked.map(({ expression, outcome, words }) => ({ expression, outcome, words }));
      return jsonText({ tenant, asOf, expressions });
    }
    case 'junit':
      return junit(checked, `vigie ${tenant.defaultDomain} ${asOf}`, language);
    case 'github':
      return checked.map((one) => `${githubLine(one, language)}\n`).join('');
  }
}

/** https://github.com/testmoapp/junitxml: what matched failed; what could not be assessed is an error. */
function junit(checked: readonly Checked[], name: string, language: Language): string {
  const count = (outcome: FailOnVerdict['outcome']): number =>
    checked.filter((one) => one.outcome === outcome).length;
  const totals = `tests="${checked.length}" failures="${count('matched')}" errors="${count('not-assessed')}"`;
  const cases = checked.map(({ expression, outcome, words }) => {
    const head = `    <testcase classname="vigie" name="${xmlText(expression)}"`;
    if (outcome === 'clear') return `${head}/>`;
    const kind = outcome === 'matched' ? 'failure' : 'error';
    return `${head}><${kind} message="${xmlText(words[language])}"/></testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${totals}>`,
    `  <testsuite name="${xmlText(name)}" ${totals}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function xmlText(text: string): string {
  return printable(text).replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions: an annotation for each. */
function githubLine({ outcome, words }: Checked, language: Language): string {
  const command = { matched: 'error', 'not-assessed': 'warning', clear: 'notice' }[outcome];
  const text = printable(words[language]).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  return `::${command} title=Vigie::${text}`;
}
