import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator } from '../simulator/simulator.ts';
import { peopleOf } from '../testing/people-of.ts';
import { runAgainst, runHere, type EndedHere } from '../testing/run-here.ts';
import { SHIPPED_CONFIG, tenantToday } from '../testing/simulated-audit.ts';
import { textsOfFiles } from '../testing/texts-of-files.ts';

const LONG = 180_000;

interface Made {
  readonly folder: string;
  readonly key: string;
  readonly recipient: string;
  /** Audited in clear. */
  readonly older: string;
  /** Collected for the recipient that the configuration names. */
  readonly newer: string;
  readonly people: readonly string[];
}

let made: Made;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-stages-'));
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const key = join(folder, 'key');
  await writeFile(key, `${identity}\n`);
  const own = join(folder, 'own.yaml');
  await writeFile(own, `${await readFile(SHIPPED_CONFIG, 'utf8')}\nencryptTo: [${recipient}]\n`);
  const simulator = await startSimulator(await tenantToday({ mailboxes: 200 }));
  const out = ['--out', join(folder, 'reports'), '--lang', 'en', '--quiet'];
  try {
    const audit = ['audit', '--no-doctor', '--formats', 'json', '--config', SHIPPED_CONFIG, ...out];
    const older = await runAgainst(simulator, audit);
    const newer = await runAgainst(simulator, ['collect', '--config', own, ...out]);
    expect([older.exitCode, newer.exitCode], `${older.stderr}${newer.stderr}`).toEqual([0, 0]);
    const people = await peopleOf(older.stdout.trimEnd());
    made = {
      ...{ folder, key, recipient, people: people.filter((name) => name.length > 3) },
      ...{ older: older.stdout.trimEnd(), newer: newer.stdout.trimEnd() },
    };
  } finally {
    await simulator.close();
  }
}, LONG);

afterAll(() => rm(made.folder, { recursive: true, force: true }));

const vigie = (...argv: readonly string[]): Promise<EndedHere> =>
  runHere([...argv, '--lang', 'en'], { env: {}, cwd: made.folder });

async function peopleIn(folder: string): Promise<string[]> {
  const whole = [...(await textsOfFiles(folder)).values()].join('\n');
  return made.people.filter((name) => whole.includes(name));
}

test(
  'each stage by itself encrypts, and opens what was encrypted',
  async () => {
    const { older, newer, key, recipient } = made;
    expect(made.people.length).toBeGreaterThan(600);
    expect(await peopleIn(newer)).toEqual([]);

    const closed = await vigie('assess', newer);
    expect([closed.exitCode, closed.stderr]).toEqual([2, expect.stringContaining('--identity FILE')]);
    const unnamed = await vigie('assess', newer, '--identity', key);
    expect([unnamed.exitCode, unnamed.stderr]).toEqual([
      2,
      expect.stringContaining(`--encrypt-to ${recipient}`),
    ]);
    const judged = await vigie('assess', newer, '--identity', key, '--config', 'own.yaml');
    expect([judged.exitCode, judged.stdout], judged.stderr).toEqual([0, `${newer}\n`]);
    const lists = ['report', newer, '--formats', 'csv', '--identity', key, '--encrypt-to', recipient];
    expect((await vigie(...lists)).stdout).toContain('/actions/');
    const page = (await vigie('report', newer, '--formats', 'markdown')).stdout.trimEnd();
    const again = await vigie(
      ...['assess', newer, '--identity', key, '--encrypt-to', recipient, '--inactive-after', '30'],
    );
    expect([again.exitCode, again.stdout], again.stderr).toEqual([0, `${newer}\n`]);
    expect([page.endsWith('situation.en.md'), existsSync(page)]).toEqual([true, false]);
    expect(await readdir(newer)).not.toContain('actions');
    expect(again.stderr).toContain(`${newer}: the reports of its earlier assessment`);
    expect(again.stderr).toContain(`kept with the audit: ${join(newer, 'inputs')}`);

    const inClear = await vigie('assess', older, '--encrypt-to', recipient);
    expect(inClear.exitCode, inClear.stderr).toBe(0);
    expect([await peopleIn(older), await peopleIn(newer)]).toEqual([[], []]);
    const verified = await vigie('verify', newer, '--identity', key);
    expect(verified.exitCode, verified.stdout).toBe(0);
  },
  LONG,
);

test(
  'encrypted audits are compared and shared by whoever has the identity, and a pseudonym of the copy is turned back',
  async () => {
    const { older, newer, key } = made;
    const closed = await vigie('compare', older, newer);
    expect([closed.exitCode, closed.stderr]).toEqual([2, expect.stringContaining('--identity FILE')]);
    const compared = await vigie('compare', older, newer, '--identity', key, '--format', 'json');
    expect(compared.exitCode, compared.stderr).toBe(0);
    // Their accounts were held against each other.
    expect(compared.stdout).toContain('"moves":{"appeared":0');

    await vigie('keys', 'new', '--for', 'share', '--out', 'share.key');
    const shared = await vigie(
      ...['share', newer, '--key', 'share.key', '--identity', key],
      ...['--out', 'shared', '--formats', 'json,csv'],
    );
    expect(shared.exitCode, shared.stderr).toBe(0);
    const copy = shared.stdout.trimEnd();
    expect(await peopleIn(copy)).toEqual([]);
    const [pseudonym = ''] = /n-[0-9a-f]{20}/.exec([...(await textsOfFiles(copy)).values()].join('\n')) ?? [];
    const revealed = await vigie(
      ...['reveal', pseudonym, newer, '--key', 'share.key', '--identity', key, '--format', 'json'],
    );
    expect(revealed.exitCode, revealed.stderr).toBe(0);
    expect(made.people.filter((name) => revealed.stdout.includes(`"${name}"`)).length).toBeGreaterThan(0);
    const exported = await vigie('export', newer, '--append', 'history.csv');
    expect(exported.exitCode, exported.stderr).toBe(0);
  },
  LONG,
);

test('what is imported is encrypted, and no display name of it kept', async () => {
  const { folder, key, recipient } = made;
  const lines = [1, 2].map(
    (n) =>
      `p${n}@reseau.example,Personne Importée ${n},b7c1000${n}-2f6e-4c1a-9d3b-5e8f0a6c000${n},Member,True,2015-02-01T12:00:00Z`,
  );
  const header = 'userPrincipalName,displayName,id,userType,accountEnabled,createdDateTime';
  await writeFile(join(folder, 'users.csv'), `${[header, ...lines].join('\n')}\n`);
  await writeFile(join(folder, 'unnamed.yaml'), `names: false\nencryptTo: [${recipient}]\n`);
  const from = ['--from', 'users.csv', '--domain', 'reseau.example', '--config', 'unnamed.yaml'];
  const imported = await vigie('import', ...from, '--out', 'imported');
  expect(imported.exitCode, imported.stderr).toBe(0);
  const audit = imported.stdout.trimEnd();
  expect(
    [...(await textsOfFiles(audit)).keys()].filter((path) => path.endsWith('accounts.parquet.age')),
  ).toHaveLength(1);
  const judged = await vigie('assess', audit, '--identity', key, '--config', 'unnamed.yaml');
  expect(judged.exitCode, judged.stderr).toBe(0);
  const rows = await vigie(
    ...['query', 'SELECT userPrincipalName, displayName FROM accounts ORDER BY ALL', audit],
    ...['--identity', key, '--format', 'csv'],
  );
  expect(rows.stdout).toBe('userPrincipalName,displayName\np1@reseau.example,\np2@reseau.example,\n');
});

test('a recipient of the configuration that is none is refused with its place, and not quoted where it may be a secret', async () => {
  await writeFile(
    join(made.folder, 'wrong.yaml'),
    'inactiveAfterDays: 90\nencryptTo: [AGE-SECRET-KEY-1ABC]\n',
  );
  const { exitCode, stderr } = await vigie('collect', '--config', 'wrong.yaml', '--out', 'none');
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringContaining('wrong.yaml:2:12  encryptTo: it is no age recipient'),
  ]);
  expect(stderr).not.toContain('AGE-SECRET-KEY-1ABC');
});
