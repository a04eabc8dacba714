import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FORMATS, type Format } from '../renderers/renderer.ts';
import { terminalReport } from '../renderers/terminal/terminal-report.ts';
import { situationSchema } from '../situation/situation.ts';
import type { Io, Output } from './io.ts';
import { showReport } from './show-report.ts';

const SITUATION = situationSchema.parse(
  JSON.parse(readFileSync('fixtures/goldens/renderers/situation.json', 'utf8')),
);
const FILES = ['reports/a/situation.json', 'reports/a/situation.fr.md'];
const PATHS = 'reports/a/situation.json\nreports/a/situation.fr.md\n';
const DRAWN = terminalReport(SITUATION, 'fr', { width: 72, drawings: true, colour: 1 });
const PLAIN = terminalReport(SITUATION, 'fr', { width: null, drawings: false, colour: 0 });
const NEXT = '\n  → Les comptes du constat le plus grave\u00a0: vigie list unread-mail ';

interface Shown {
  readonly formats: readonly Format[];
  readonly isNamed: boolean;
  readonly quiet?: boolean;
  readonly terminals?: readonly ('stdout' | 'stderr')[];
  readonly auditFolder?: string;
}

/** What is written to the two streams. */
async function shown({ formats, isNamed, quiet = false, terminals = [], auditFolder = 'reports/a' }: Shown) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => {
    const write = (text: string): Promise<void> => {
      written[name] += text;
      return Promise.resolve();
    };
    const isTerminal = terminals.includes(name);
    return { isTerminal, columns: 72, write, draw: write, finish: () => Promise.resolve() };
  };
  const io: Io = {
    env: {},
    language: 'en',
    cwd: '/',
    now: () => new Date(0),
    random: () => 0,
    stdout: output('stdout'),
    stderr: output('stderr'),
    signal: new AbortController().signal,
    ending: { onInterruption: [], onFailure: [], folders: new Set() },
  };
  await showReport(
    { auditFolder, situation: SITUATION, files: FILES, isNamed },
    { lang: 'fr', formats, quiet },
    io,
  );
  return written;
}

test('by default the paths are the data, and a person at a terminal sees the report beside them', async () => {
  expect(await shown({ formats: FORMATS, isNamed: false, terminals: ['stdout', 'stderr'] })).toEqual({
    stdout: PATHS,
    stderr: `\n${DRAWN}${NEXT}reports/a\n\n`,
  });
});

test('by default nothing is shown without a terminal, nor where quiet was asked for', async () => {
  const silent = { stdout: PATHS, stderr: '' };
  expect(await shown({ formats: FORMATS, isNamed: false, terminals: ['stdout'] })).toEqual(silent);
  const quiet = { formats: FORMATS, isNamed: false, quiet: true, terminals: ['stderr'] } as const;
  expect(await shown(quiet)).toEqual(silent);
});

test('named, the terminal report is the data', async () => {
  expect(await shown({ formats: ['terminal', 'json'], isNamed: true })).toEqual({
    stdout: PLAIN,
    stderr: PATHS,
  });
  const terminals = ['stdout', 'stderr'] as const;
  expect(await shown({ formats: ['terminal'], isNamed: true, terminals })).toEqual({
    stdout: DRAWN,
    stderr: `${PATHS}${NEXT}reports/a\n`,
  });
});

test('formats among which the terminal is not are paths alone', async () => {
  expect(await shown({ formats: ['json', 'markdown'], isNamed: true, terminals: ['stderr'] })).toEqual({
    stdout: PATHS,
    stderr: '',
  });
});

test('the command to run next can be pasted into a shell', async () => {
  const auditFolder = "reports/l'audit du mois";
  const { stderr } = await shown({ formats: FORMATS, isNamed: false, terminals: ['stderr'], auditFolder });
  expect(stderr.endsWith(`${NEXT}'reports/l'\\''audit du mois'\n\n`)).toBe(true);
});
