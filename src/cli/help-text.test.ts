import { Command, type Option } from 'commander';
import { expect, test } from 'vitest';
import { runHere } from '../testing/run-here.ts';
import { addCommands } from './add-commands.ts';
import type { Io } from './io.ts';
import { commandsOf } from './help-text.ts';

const silent: Io['stdout'] = {
  ...{ isTerminal: false, columns: 120 },
  write: () => Promise.resolve(),
  draw: () => Promise.resolve(),
  finish: () => Promise.resolve(),
};
const program = new Command('vigie');
addCommands(
  program,
  {
    ...{
      env: {},
      language: 'en',
      cwd: '.',
      now: () => new Date(0),
      random: () => 0,
      stdout: silent,
      stderr: silent,
    },
    signal: new AbortController().signal,
    ending: { onInterruption: [], onFailure: [], folders: new Set() },
  },
  { exitCode: 0 },
);
const commands = commandsOf(program);

async function helpOf(words: string): Promise<string> {
  return (await runHere([...words.split(' '), '--help'], { env: {} })).stdout;
}

/** The lines beneath a heading. */
function part(help: string, heading: string): string[] {
  const [, rest = ''] = help.split(`\n${heading}:\n`);
  return (rest.split('\n\n')[0] ?? '').split('\n').filter((line) => line !== '');
}

test('every command, nested ones too, has an example and its exit codes in its help', async () => {
  expect(commands.length).toBeGreaterThan(20);
  const without: string[] = [];
  for (const { words } of commands) {
    const help = await helpOf(words);
    const examples = part(help, 'Examples').map((line) => line.trim());
    if (examples.length === 0 || !examples.every((line) => line.startsWith(`vigie ${words}`)))
      without.push(`${words}: example`);
    const codes = part(help, 'Exit codes').map((line) => Number.parseInt(line, 10));
    if (!codes.includes(0) || !codes.includes(2) || [...codes].sort((a, b) => a - b).join() !== codes.join())
      without.push(`${words}: exit codes`);
  }
  expect(without).toEqual([]);
});

test('what an example names is an option of its command', async () => {
  const named: string[] = [];
  for (const { words, command } of commands) {
    const known = new Set(command.options.map(({ long }: Option) => long));
    for (const example of part(await helpOf(words), 'Examples')) {
      const options = [...example.matchAll(/ (--[a-z0-9-]+)/g)].map(([, option = '']) => option);
      named.push(...options.filter((option) => !known.has(option)).map((option) => `${words}: ${option}`));
    }
  }
  expect(named).toEqual([]);
});

test('a command that signs in tells the variables that it reads, and one that only reads audits tells none of them', async () => {
  const tells = async (words: string): Promise<boolean> => (await helpOf(words)).includes('AZURE_CLIENT_ID');
  expect(await Promise.all(['audit', 'collect', 'doctor', 'list', 'verify'].map(tells))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('whoever signs, or ends by --fail-on, says so', async () => {
  for (const { words, command } of commands) {
    const has = (option: string): boolean => command.options.some(({ long }: Option) => long === option);
    const help = await helpOf(words);
    expect([words, help.includes('VIGIE_SIGNING_KEY'), / 1 {2}done, and a --fail-on/.test(help)]).toEqual([
      words,
      has('--sign-key'),
      has('--fail-on'),
    ]);
  }
});
