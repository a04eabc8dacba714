import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import { temporaryFolder } from '../../testing/tiny-snapshot.ts';
import type { Io, Output } from '../io.ts';
import { explainError } from '../explain-error.ts';
import { fileFormats, reportStage } from './report-stage.ts';

const SITUATION = situationSchema.parse(
  JSON.parse(readFileSync('fixtures/goldens/renderers/situation.json', 'utf8')),
);

const write = () => Promise.resolve();
const OUTPUT: Output = { isTerminal: false, columns: 80, write, draw: write, finish: write };

function quietIo(signal: AbortSignal = new AbortController().signal): Io {
  return {
    env: {},
    language: 'en',
    cwd: '/',
    now: () => new Date(0),
    random: () => 0,
    stdout: OUTPUT,
    stderr: OUTPUT,
    signal,
    ending: { onInterruption: [], onFailure: [], folders: new Set() },
  };
}

test('the terminal’s report is no file', async () => {
  const folder = await temporaryFolder();
  expect(fileFormats(['markdown', 'terminal', 'json'])).toEqual(['markdown', 'json']);
  expect(await reportStage(folder, SITUATION, { lang: 'fr', formats: ['terminal'] }, quietIo())).toEqual([]);
  expect(existsSync(join(folder, 'manifest.json'))).toBe(false);
});

test('a bug in one format names it, keeps its stack, and loses none of the formats before it', async () => {
  const folder = await temporaryFolder();
  const broken: Situation = {
    ...SITUATION,
    get limits(): Situation['limits'] {
      if (existsSync(join(folder, 'situation.json'))) throw new TypeError('no limits');
      return SITUATION.limits;
    },
  };
  const given = { lang: 'fr', formats: ['json', 'markdown'] } as const;
  const failure = await reportStage(folder, broken, given, quietIo()).catch((error: unknown) => error);
  const told = explainError(failure).split('\n');
  expect(told.slice(1, 3)).toEqual([
    'the markdown report could not be written: no limits',
    'TypeError: no limits',
  ]);
  expect(told[3]).toMatch(/^ {4}at .*report-stage\.test\.ts/);
  expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toContain('"situation.json"');
});

test('an interruption stays one', async () => {
  const stop = new AbortController();
  const reason = new Error('asked to end');
  stop.abort(reason);
  const given = { lang: 'fr', formats: ['json'] } as const;
  const folder = await temporaryFolder();
  const ended = reportStage(folder, SITUATION, given, quietIo(stop.signal));
  await expect(ended).rejects.toBe(reason);
});
