import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

/** What a collection of one source shows on a terminal. */
async function shown(env: Readonly<Record<string, string>>): Promise<string> {
  let written = '';
  const write = (text: string): Promise<void> => {
    written += text;
    return Promise.resolve();
  };
  const output = { isTerminal: true, columns: 80, write, draw: write, finish: () => Promise.resolve() };
  const io = { env, now: () => new Date('2020-10-29T06:00:00Z') };
  const progress = createProgress({ output, language: 'en', quiet: false, io });
  progress.say('credential', 'client secret');
  progress.started('accounts');
  progress.update('accounts', { read: 999, expected: 2000 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  progress.ended({ id: 'accounts', outcome: 'complete', read: 2000, expected: 2000 });
  progress.stop();
  return written;
}

test('a terminal that can draws each source’s line anew', async () => {
  expect(await shown({ TERM: 'xterm' })).toContain('\u001b[1A\u001b[0J');
});

test('a terminal that cannot is given a log: no code, and no line twice', async () => {
  const text = await shown({ TERM: 'dumb' });
  expect(text.split('\n').map((line) => line.replace(/ {2,}/g, ' '))).toEqual([
    '2020-10-29T06:00:00Z credential: client secret',
    '2020-10-29T06:00:00Z accounts 2,000 complete 0 s',
    '',
  ]);
});
