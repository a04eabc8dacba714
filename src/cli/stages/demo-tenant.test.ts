import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../main.ts';
import type { Io, Output } from '../io.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-faults-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Exit code and messages of a command line that runs in the folder. */
async function attempt(...argv: string[]): Promise<unknown[]> {
  const told: string[] = [];
  const output = (into: string[]): Output => {
    const write = (text: string): Promise<void> => Promise.resolve(void into.push(text));
    return { isTerminal: false, columns: 120, write, draw: write, finish: () => Promise.resolve() };
  };
  const io: Io = {
    env: { LANGUAGE: 'en' },
    language: 'en',
    cwd: folder,
    now: () => new Date('2020-10-29T06:00:00Z'),
    random: () => 0.5,
    stdout: output([]),
    stderr: output(told),
    signal: AbortSignal.abort(new Error('no command that starts may last')),
    ending: { onInterruption: [], onFailure: [], folders: new Set() },
  };
  return [await run(argv, io), told.join('')];
}

test.each(['simulate', 'demo'])(
  '%s refuses a fault plan that is not one, with its place and what is allowed there',
  async (command) => {
    await writeFile(
      join(folder, 'plan.json'),
      JSON.stringify({ seed: 1, faults: [{ kind: 'slow-body', milliseconds: 5, at: 1, on: 'mailboxes' }] }),
    );
    expect(await attempt(command, '--faults', 'plan.json')).toEqual([
      2,
      `vigie: plan.json: faults[0].on[0]: must be all, or some of directory, sign-ins, per-user-states, registrations, groups, count, tenant, policies, roles, download, batch, mailbox-page, exchange, login
  → Every kind of fault, its keys and an example: src/simulator/faults/README.md
`,
    ]);
  },
);

test('a fault plan that is not there is a usage error', async () => {
  const [exitCode, told] = await attempt('simulate', '--faults', 'none.json');
  expect([exitCode, String(told).split(',')[0]]).toEqual([
    2,
    'vigie: none.json: cannot be read: ENOENT: no such file or directory',
  ]);
});
