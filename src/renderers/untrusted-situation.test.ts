import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { LANGUAGES } from '../i18n/language.ts';
import { readSituation } from '../situation/read-situation.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { situationPage } from './markdown/markdown.ts';
import { terminalReport } from './terminal/terminal-report.ts';

const GOLDEN = readFileSync(
  new URL('../../fixtures/goldens/renderers/situation.json', import.meta.url),
  'utf8',
);

/** The places of a JSON value, each as its steps. */
function placesOf(value: unknown, steps: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [steps];
  return [steps, ...Object.entries(value).flatMap(([name, part]) => placesOf(part, [...steps, name]))];
}

/** The value with what stands at a place replaced, or left out. */
function changedAt(value: unknown, [step, ...rest]: readonly string[], by: unknown): unknown {
  if (step === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, part]): [string, unknown] => [
    name,
    name === step ? changedAt(part, rest, by) : part,
  ]);
  const kept = entries.filter(([, part]) => part !== undefined);
  return Array.isArray(value) ? kept.map(([, part]) => part) : Object.fromEntries(kept);
}

test('a situation that was cut or changed anywhere is refused as local trouble, or is one that an assessment could have written', async () => {
  const folder = await temporaryFolder();
  const golden: unknown = JSON.parse(GOLDEN);
  const place = fc.constantFrom(...placesOf(golden));
  const other = fc.oneof(
    fc.constantFrom(undefined, null, '', -1, 0, 1.5, 7, 1e300, true, [], {}, '2020-13-45', 'exact'),
    fc.jsonValue(),
  );
  const text = fc.oneof(
    fc.tuple(place, other).map(([steps, by]) => JSON.stringify([changedAt(golden, steps, by)]).slice(1, -1)),
    fc.nat(GOLDEN.length - 1).map((length) => GOLDEN.slice(0, length)),
    fc
      .tuple(fc.nat(GOLDEN.length - 1), fc.string({ maxLength: 3, unit: 'binary' }))
      .map(([at, by]) => GOLDEN.slice(0, at) + by + GOLDEN.slice(at + by.length)),
  );
  await fc.assert(
    fc.asyncProperty(text, async (one) => {
      await writeFile(join(folder, 'situation.json'), one);
      try {
        const situation = await readSituation(folder);
        for (const { population, examined, undetermined, count } of situation.indicators) {
          expect(examined + undetermined).toBe(population);
          expect(count).toBeLessThanOrEqual(examined);
        }
        for (const language of LANGUAGES) {
          const constats = language === 'fr' ? 'Constats' : 'Findings';
          expect(situationPage(situation, language)).toContain(constats);
          const drawn = { width: 40, drawings: true, colour: 0 } as const;
          expect(terminalReport(situation, language, drawn)).toContain(constats);
        }
      } catch (error) {
        if (!(error instanceof KnownError)) throw error;
        expect(error.kind).toBe('local');
      }
    }),
    { numRuns: 400 },
  );
});
