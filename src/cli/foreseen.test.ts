import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fault } from '../simulator/faults/fault-plan.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { runAgainst, type EndedHere } from '../testing/run-here.ts';
import { figuresOf, SHIPPED_CONFIG, situationOf, tenantToday } from '../testing/simulated-audit.ts';

const LONG = 240_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-foreseen-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Run extends EndedHere {
  /** Requests to Graph and Exchange Online. */
  readonly asked: number;
}

async function audit(faults: readonly Fault[], ...argv: string[]): Promise<Run> {
  const plan = { seed: 1, faults: [...faults] };
  const cloud = await startSimulator(await tenantToday({ mailboxes: 200, log: true, faults: plan }));
  try {
    const options = ['--config', SHIPPED_CONFIG, '--out', folder, '--formats', 'json', '--lang', 'fr'];
    const ended = await runAgainst(cloud, ['audit', ...options, ...argv]);
    return { ...ended, asked: cloud.requests.filter(({ host }) => !host.startsWith('login')).length };
  } finally {
    await cloud.close();
  }
}

const REFUSED: Fault = {
  kind: 'missing-permission',
  for: ['mail-activity', 'Exchange.ManageAsApp', 'Exchange.ManageAsAppV2'],
};

test(
  'what will be missing is said before the collection, which goes on and finds the same as without it',
  async () => {
    const asked = await audit([REFUSED]);
    const lines = asked.stderr.split('\n');
    const said = lines.filter((line) => line.includes('il manquera'));
    expect(said.map((line) => line.replace(/^.*il manquera\S*\s*:\s*/, ''))).toEqual([
      'mail-activity, refusée (les boîtes aux lettres non utilisées, et celles qui reçoivent encore). Accorder Reports.Read.All.',
      expect.stringMatching(
        /^inbox-rules \(recipient-addresses\), en partie \(.*\)\. Accorder Exchange\.ManageAsApp/,
      ),
      expect.stringMatching(/^mailbox-forwarding, refusée \(.*\)\. Accorder Exchange\.ManageAsApp/),
      expect.stringMatching(/^mail-flow, refusée \(.*\)\. Accorder Exchange\.ManageAsApp/),
    ]);
    const firstEnd = lines.findIndex((line) => /comptes +\d/.test(line));
    expect(lines.findLastIndex((line) => line.includes('il manquera'))).toBeLessThan(firstEnd);
    const plain = await audit([REFUSED], '--no-doctor', '--quiet');
    expect([asked.exitCode, plain.exitCode, plain.stderr.includes('il manquera')]).toEqual([0, 0, false]);
    expect(figuresOf(await situationOf(asked.stdout.trimEnd()))).toEqual(
      figuresOf(await situationOf(plain.stdout.trimEnd())),
    );
    expect(asked.asked - plain.asked).toBeLessThanOrEqual(36);
  },
  LONG,
);

test(
  'where the accounts are refused nothing is collected, and nothing but the journal is left',
  async () => {
    const { exitCode, stderr, asked } = await audit(
      [{ kind: 'missing-permission', for: ['accounts'] }],
      '--quiet',
      ...['--lang', 'en'],
    );
    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringMatching(
        /^vigie: the accounts of the tenant could not be read: 403 Authorization_RequestDenied.*\n {2}→ Grant the application permission User\.Read\.All/,
      ),
    ]);
    expect(asked).toBeLessThanOrEqual(40);
    expect((await readdir(folder)).filter((name) => name !== 'journal.ndjson')).toEqual([]);
  },
  LONG,
);

test(
  'what only passes is left to the collection, which insists: the audit is whole',
  async () => {
    const { exitCode, stdout, stderr } = await audit([
      {
        kind: 'unavailable',
        on: ['tenant', 'roles', 'policies', 'exchange'],
        first: 1,
        retryAfter: 'absent',
        seconds: 1,
      },
    ]);
    expect([exitCode, stderr.includes('il manquera')]).toEqual([0, false]);
    const { sources } = await situationOf(stdout.trimEnd());
    const lost = sources.filter(({ outcome }) => outcome !== 'complete').map(({ id }) => id);
    expect(lost).toEqual(['terms-of-use']);
  },
  LONG,
);
