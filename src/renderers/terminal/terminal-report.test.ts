import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../i18n/language.ts';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import { frenchFaults } from '../../testing/french-faults.ts';
import { displayWidth } from '../findings/display-width.ts';
import { terminalReport } from './terminal-report.ts';

const GOLDENS = new URL('../../../fixtures/goldens/renderers/', import.meta.url);
const PLAIN = { width: null, drawings: false, colour: 0 } as const;
const NARROW = { width: 80, drawings: true, colour: 0 } as const;

function sample(): Situation {
  return situationSchema.parse(JSON.parse(readFileSync(new URL('situation.json', GOLDENS), 'utf8')));
}

function golden(name: string): string {
  return new URL(`terminal.${name}.txt`, GOLDENS).pathname;
}

test.each(LANGUAGES)('80 columns in %s', async (language) => {
  await expect(terminalReport(sample(), language, NARROW)).toMatchFileSnapshot(golden(`${language}.80`));
});

test('a log: whole sentences on their lines, neither bars nor arrows', async () => {
  const text = terminalReport(sample(), 'fr', PLAIN);
  await expect(text).toMatchFileSnapshot(golden('fr.plain'));
  expect(text).not.toMatch(/[█░↑↓≥≈─]/);
});

test('colours are the only difference they make: red and green with a sign beside, no yellow', () => {
  const coloured = terminalReport(sample(), 'fr', { ...NARROW, colour: 1 });
  const codes = [...coloured.matchAll(/\u001b\[(\d+)m/g)].map(([, code]) => code);
  expect([...new Set(codes)].sort()).toEqual(['1', '2', '22', '31', '35', '39']);
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(terminalReport(sample(), 'fr', NARROW));
});

test('an increase is red, a decrease green, and what cannot be compared has no colour', () => {
  const trend = sample().trend;
  const indicators = trend?.indicators.map((one) => ({ ...one, comparable: true }));
  if (trend === undefined || indicators === undefined) throw new Error('the sample has no trend');
  const of = (situation: Situation): string =>
    terminalReport(situation, 'en', { width: 110, drawings: true, colour: 1 });
  const comparable = of({ ...sample(), trend: { ...trend, indicators } });
  expect(comparable).toContain('\u001b[31m  Unused mailboxes: ↑ +1,203 since September 27, 2020\u001b[39m');
  expect(comparable).toContain('\u001b[32m  Automatic redirects: ↓ −17 since September 27, 2020\u001b[39m');
  expect(of(sample())).toContain('\u001b[2m  Automatic redirects: ↓ −17 since September 27, 2020 (not');
});

test('without an earlier audit nothing is said of change', () => {
  const text = terminalReport({ ...sample(), trend: undefined }, 'fr', NARROW);
  expect(text).not.toMatch(/Évolution|Écart|↑|↓|depuis le/);
});

test('where nothing moved since the earlier audit, that is said', () => {
  const { trend } = sample();
  if (trend === undefined) throw new Error('the sample has no trend');
  const text = terminalReport({ ...sample(), trend: { ...trend, indicators: [] } }, 'fr', PLAIN);
  expect(text).toContain('\nÉvolution\n  Aucun des nombres connus n’a changé depuis le 27 septembre 2020.\n');
});

test('an establishment where nobody was found is not among the most concerned, a lower bound or not', () => {
  const situation = sample();
  const tally = { population: 10, examined: 10, count: 0, undetermined: 0 };
  const places = [
    { id: 'Boréal', ...tally, physicians: tally },
    { id: 'Austral', ...tally, count: 3, physicians: tally },
  ];
  const indicators = situation.indicators.map((one) => ({
    ...one,
    lowerBound: true,
    byEstablishment: places,
  }));
  const text = terminalReport({ ...situation, indicators }, 'fr', PLAIN);
  expect([text.includes('Austral'), text.includes('Boréal')]).toEqual([true, false]);
});

test('an establishment’s part says so', () => {
  const situation: Situation = { ...sample(), scope: { establishment: 'CISSS des Érables' } };
  expect(terminalReport(situation, 'fr', PLAIN).split('\n')[2]).toBe(
    'Établissement\u00a0: CISSS des Érables',
  );
});

test('an empty situation has a report too', () => {
  const situation = {
    ...sample(),
    gaps: [],
    checks: [],
    indicators: [],
    decisions: [],
    enrolments: [],
    trend: undefined,
  };
  expect(terminalReport(situation, 'fr', NARROW).split('\n').slice(4)).toEqual([
    'Constats',
    '  Aucun constat.',
    '',
    'À décider',
    '  Il n’y a rien à décider\u00a0: aucun constat n’appelle de décision.',
    '',
    'Degré de certitude',
    '  3 sources non lues; 2 sources lues en partie. Aucune lacune.',
    '',
  ]);
});

test.each([PLAIN, NARROW, { ...NARROW, width: 40 }])(
  'a reader of French finds nothing to mark: %j',
  (appearance) => {
    // The cells of a line are set apart by spaces.
    const text = terminalReport(sample(), 'fr', appearance).replace(/(?<=\S) {2,}/g, '\n');
    expect(frenchFaults(text)).toEqual([]);
  },
);

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('\u001b[31m', '\u001b]8;;https://erables.example\u0007', '\r', '\n', '\u202e', '\t'),
      fc.constantFrom('医療', '👩‍⚕️', '=1+1', 'é', ' ', 'x'.repeat(60), '\u009b2J'),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** The sample with a text in the place of every name that an organization chooses. */
function renamed(text: string): Situation {
  const situation = sample();
  const words = { fr: text, en: text };
  return {
    ...situation,
    tenant: { ...situation.tenant, displayName: text, defaultDomain: text },
    gaps: situation.gaps.map((gap) => ({ ...gap, words: { what: words, remedy: words } })),
    checks: situation.checks.map((check) => ({ ...check, title: words })),
    indicators: situation.indicators.map((one) => ({
      ...one,
      byEstablishment: one.byEstablishment.map((part, at) => ({ ...part, id: `${text}${at}` })),
    })),
  };
}

test('no line is wider than the terminal, and nothing in it but text and line ends, whatever the names', () => {
  fc.assert(
    fc.property(
      hostile,
      fc.integer({ min: 20, max: 200 }),
      fc.constantFrom(...LANGUAGES),
      (text, width, language) => {
        const report = terminalReport(renamed(text), language, { width, drawings: true, colour: 0 });
        const lines = report.split('\n');
        expect(Math.max(...lines.map((line) => displayWidth(line)))).toBeLessThanOrEqual(
          Math.min(width, 110),
        );
        expect(report.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2028\u2029]/u);
      },
    ),
    { numRuns: 60 },
  );
});

test('in a log, neither does a name reach the terminal as anything but text', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const report = terminalReport(renamed(text), 'fr', PLAIN);
      expect(report.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2028\u2029]/u);
    }),
    { numRuns: 60 },
  );
});
