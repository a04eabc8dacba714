import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Language } from '../../i18n/language.ts';
import { createStyle } from '../../renderers/terminal/style.ts';
import { situationSchema } from '../../situation/situation.ts';
import { showLines } from './show-lines.ts';

const GOLDEN = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);
const golden = situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));

test('the age of a finding says what the earlier audits could tell, and no more', () => {
  const [check] = golden.checks;
  if (check === undefined) throw new Error('the golden has no check');
  const style = createStyle({ width: null, drawings: false, colour: 0 });
  const told = (state: string, language: Language): string | undefined => {
    const standing = { state, openSince: '2020-09-27', acceptedUntil: null };
    const verdict = {
      check,
      verdict: 'non-compliant',
      written: 'non-compliant',
      columns: [],
      findings: [],
    } as const;
    const record = {
      facts: {},
      notAsked: [],
      verdicts: [{ ...verdict, standing }],
      history: [],
      notUsed: [],
    };
    const lines = showLines(record, golden, language, style);
    return lines[lines.findIndex((line) => line.includes(check.title[language])) + 1];
  };
  expect(['new', 'open', 'reopened'].map((state) => [told(state, 'fr'), told(state, 'en')])).toEqual([
    [
      '    Nouveau\u00a0: absent du dernier audit qui le disait',
      '    New: not found by the last audit that could tell',
    ],
    ['    Trouvé depuis le 27 septembre 2020', '    Found since September 27, 2020'],
    ['    Trouvé de nouveau depuis le 27 septembre 2020', '    Found again since September 27, 2020'],
  ]);
});
