import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFile,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { literal, openDuckDb } from '../duckdb/duckdb.ts';
import { KnownError } from '../errors.ts';
import { recordedFiles } from '../evidence/manifest.ts';
import { vouchFor } from '../evidence/vouch-for.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { runAgainst, runHere } from '../testing/run-here.ts';
import { SHIPPED_CONFIG, tenantToday } from '../testing/simulated-audit.ts';
import type { Io } from './io.ts';
import { assessStage } from './stages/assess-stage.ts';

let folder: string;
/** A good audit, to be copied and damaged. */
let audit: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-damaged-'));
  const simulator = await startSimulator(await tenantToday({ mailboxes: 200 }));
  try {
    const argv = [
      'audit',
      '--no-doctor',
      '--quiet',
      '--out',
      join(folder, 'good'),
      '--config',
      SHIPPED_CONFIG,
    ];
    const { exitCode, stdout, stderr } = await runAgainst(simulator, argv);
    expect(exitCode, stderr).toBe(0);
    audit = stdout.trimEnd();
  } finally {
    await simulator.close();
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let copies = 0;
async function damagedCopy(damage: (copy: string) => unknown): Promise<string> {
  copies += 1;
  const copy = join(folder, String(copies), 'audit');
  await cp(audit, copy, { recursive: true });
  await damage(copy);
  return copy;
}

/** Exit code and messages of a command on a damaged copy; paths are told from the copy's own folder. */
async function told(command: string, damage: (copy: string) => unknown): Promise<unknown[]> {
  const copy = await damagedCopy(damage);
  const argv = [
    ...command.split(' '),
    copy,
    ...(command.startsWith('assess') ? ['--config', SHIPPED_CONFIG] : []),
  ];
  const { exitCode, stdout, stderr } = await runHere(argv, { env: {} });
  expect(stdout).toBe('');
  return [exitCode, stderr.replaceAll(copy, '.')];
}

async function rewrite(file: string, select: string): Promise<void> {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  await db.run(`CREATE TABLE t AS FROM read_parquet(${literal(file)})`);
  await db.run(`COPY (${select}) TO ${literal(file)} (FORMAT parquet)`);
  await db.close();
}

const table = (copy: string, source: string): string => join(copy, 'snapshot', `${source}.parquet`);

/** Records the snapshot as it is now, as somebody would who wants to be believed; a table that is gone leaves the record. */
async function forge(copy: string): Promise<void> {
  const there = await readdir(join(copy, 'snapshot'));
  const recorded = (await recordedFiles(copy)).filter((path) => path.startsWith('snapshot/'));
  const held = there.map((name) => `snapshot/${name}`);
  await vouchFor(
    copy,
    held,
    '0.0.0',
    recorded.filter((path) => !held.includes(path)),
  );
}

const KEPT = '  → Take the audit folder from where it was kept, or collect again with “vigie collect”.\n';

test.each<[string, (copy: string) => unknown, string]>([
  [
    'another source’s table',
    (copy) => copyFile(table(copy, 'inbox-rules'), table(copy, 'accounts')),
    'snapshot/accounts.parquet',
  ],
  ['an emptied table', (copy) => truncate(table(copy, 'inbox-rules')), 'snapshot/inbox-rules.parquet'],
  ['a byte more', (copy) => appendFile(table(copy, 'tenant'), '\n'), 'snapshot/tenant.parquet'],
  [
    'a row less, well written',
    (copy) => rewrite(table(copy, 'mail-activity'), 'FROM t OFFSET 1'),
    'snapshot/mail-activity.parquet',
  ],
  [
    'a date of collection edited by hand',
    async (copy) => {
      const file = join(copy, 'snapshot', 'manifest.json');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace(/"collectedAt": "\d{4}/, '"collectedAt": "2019'));
    },
    'snapshot/manifest.json',
  ],
])('%s is known by the record of what was collected', async (_, damage, what) => {
  expect(await told('assess', damage)).toEqual([
    4,
    `vigie: The snapshot is damaged: ${what} of . changed since the collection, or no record tells of it.\n${KEPT}`,
  ]);
});

const manifestSchema = z.looseObject({ files: z.array(z.looseObject({ path: z.string() })) });

/** Takes the records of some files out of the manifest. */
async function unrecord(copy: string, isTaken: (path: string) => boolean): Promise<void> {
  const file = join(copy, 'manifest.json');
  const manifest = manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const files = manifest.files.filter(({ path }) => !isTaken(path));
  await writeFile(file, JSON.stringify({ ...manifest, files }));
}

const FEWER_ROWS = (copy: string): Promise<void> =>
  rewrite(table(copy, 'inbox-rules'), 'SELECT * REPLACE ([] AS rules) FROM t');

test.each<[string, (copy: string) => unknown, string]>([
  [
    'one table has no record any more',
    (copy) => unrecord(copy, (path) => path === 'snapshot/inbox-rules.parquet'),
    'The snapshot is damaged: snapshot/inbox-rules.parquet of . changed since the collection, or no record tells of it.',
  ],
  [
    'nothing of the snapshot has one',
    (copy) => unrecord(copy, (path) => path.startsWith('snapshot/')),
    'The snapshot is damaged: snapshot/manifest.json, ',
  ],
  [
    'the record is gone',
    (copy) => rm(join(copy, 'manifest.json')),
    './manifest.json is missing: nothing tells that the snapshot is as it was collected.',
  ],
  [
    'a table was added',
    (copy) => copyFile(table(copy, 'accounts'), table(copy, 'terms-of-use')),
    'The snapshot is damaged: snapshot/terms-of-use.parquet of . changed since the collection, or no record tells of it.',
  ],
])('no snapshot is judged of which %s', async (_, damage, why) => {
  const [exitCode, stderr] = await told('assess', async (copy) => {
    await FEWER_ROWS(copy);
    await damage(copy);
    // Its own table is put back where the record of another is what is looked at.
    if (why.includes('terms-of-use')) await copyFile(table(audit, 'inbox-rules'), table(copy, 'inbox-rules'));
  });
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(new RegExp(`^vigie: ${why.replaceAll('.', '\\.')}`));
  expect(String(stderr).endsWith(KEPT)).toBe(true);
});

test.each([
  ['findings/mfa-status.parquet', 'findings/mfa-status.parquet'],
  ['dossier.parquet', 'dossier.parquet'],
  ['establishments.json', 'establishments.json'],
])('no report is made of an audit whose %s no record tells of', async (path, what) => {
  expect(await told('report', (copy) => unrecord(copy, (one) => one === path))).toEqual([
    4,
    `vigie: The audit was altered: ${what} of . changed since the assessment, or no record tells of it.\n  → Assess the snapshot again with “vigie assess”, or take the audit folder from where it was kept.\n`,
  ]);
});

test.each(['assess', 'report', 'list mfa-status'])(
  'vigie %s refuses an audit whose manifest is not the one whose SHA-256 was kept',
  async (command) => {
    const kept = await sha256Of(audit);
    const other = '0'.repeat(64);
    const line = (expected: string): string => `${command} --expect-sha256 ${expected}`;
    expect(await told(line(other), () => undefined)).toEqual([
      4,
      `vigie: The audit is not the one expected: the SHA-256 of ./manifest.json is ${kept}\n  → Take the audit folder from where it was kept, or compare with the log of the run that wrote it.\n`,
    ]);
    const [exitCode, stderr] = await told(line(kept), async (copy) => {
      await rewrite(table(copy, 'accounts'), 'FROM t LIMIT 1');
      await forge(copy);
    });
    expect([exitCode, stderr]).toEqual([4, expect.stringContaining('The audit is not the one expected: ')]);
    expect(await told(line('12'), () => undefined)).toEqual([
      2,
      expect.stringContaining('It must have 64 hexadecimal digits.'),
    ]);
  },
);

test('the SHA-256 that a run prints is the one that the next one asks for', async () => {
  const copy = await damagedCopy(() => undefined);
  const argv = (sha256: string): string[] => [
    ...['assess', copy, '--lang', 'en', '--config', SHIPPED_CONFIG, '--expect-sha256', sha256],
  ];
  const first = await runHere(argv((await sha256Of(copy)).toUpperCase()), { env: {} });
  expect(first.exitCode, first.stderr).toBe(0);
  const [, printed = ''] =
    /Fingerprint of the audit \(SHA-256 of manifest\.json\): ([0-9a-f]{64})\n$/.exec(first.stderr) ?? [];
  expect(printed).toBe(await sha256Of(copy));
  const second = await runHere(argv(printed), { env: {} });
  expect(second.exitCode, second.stderr).toBe(0);
});

async function sha256Of(copy: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(join(copy, 'manifest.json')))
    .digest('hex');
}

const AGAIN = '  → Collect a new snapshot with “vigie collect”.\n';

test.each<[string, (copy: string) => unknown, RegExp]>([
  [
    'another source’s table',
    (copy) => copyFile(table(copy, 'inbox-rules'), table(copy, 'accounts')),
    /accounts\.parquet: it has no column userPrincipalName, /,
  ],
  [
    'an emptied table',
    (copy) => truncate(table(copy, 'inbox-rules')),
    /inbox-rules\.parquet: it is not a Parquet file that can be read/,
  ],
  [
    'a row less, well written',
    (copy) => rewrite(table(copy, 'mail-activity'), 'FROM t OFFSET 1'),
    /mail-activity\.parquet: it has \d+ rows, though the manifest tells \d+ read\.$/m,
  ],
  [
    'an account twice',
    (copy) =>
      rewrite(
        table(copy, 'accounts'),
        'FROM t UNION ALL (SELECT * FROM t LIMIT 1) ORDER BY accountId OFFSET 1',
      ),
    /accounts\.parquet: an account is in it twice\.$/m,
  ],
  [
    'a text where a date belongs',
    (copy) =>
      rewrite(table(copy, 'sign-in-activity'), "SELECT * REPLACE ('hier' AS lastSuccessfulSignInAt) FROM t"),
    /its column lastSuccessfulSignInAt is of type VARCHAR, not TIMESTAMP\.$/m,
  ],
  [
    'a table that is gone',
    (copy) => rm(table(copy, 'mfa-registrations')),
    /mfa-registrations\.parquet: the file is missing though its source was read\.$/m,
  ],
])('%s is known also where the record was made to fit', async (_, damage, why) => {
  const [exitCode, stderr] = await told('assess', async (copy) => {
    await damage(copy);
    await forge(copy);
  });
  expect([exitCode, stderr]).toEqual([4, expect.stringMatching(why)]);
  expect(stderr).toMatch(/^vigie: The snapshot is damaged: \.\/snapshot\//);
  expect(String(stderr).endsWith(AGAIN)).toBe(true);
});

const TAKE_AWAY =
  '  → Find out who put it there, and take it away; or take the audit folder from where it was kept.\n';

test.each([
  ['assess', 'findings', 'a symbolic link'],
  ['assess', 'findings/mfa-status.parquet.part', 'a symbolic link'],
  ['assess', 'snapshot', 'a symbolic link'],
  ['assess', 'snapshot/accounts.parquet', 'a pipe'],
  ['assess', 'manifest.json', 'a pipe'],
  ['assess', 'situation.json', 'a symbolic link'],
  ['report', 'situation.json', 'a symbolic link'],
  ['report', 'situation.json', 'a pipe'],
  ['report', 'situation.fr.md', 'a symbolic link'],
  ['report', 'findings', 'a symbolic link'],
  ['list mfa-status', 'findings/mfa-status.parquet', 'a symbolic link'],
  ['list mfa-status', 'findings/mfa-status.parquet', 'a pipe'],
])('vigie %s works in no audit where %s is %s', async (command, path, kind) => {
  const elsewhere = join(folder, `elsewhere-${copies}`);
  await mkdir(elsewhere);
  let before: unknown;
  const answer = await told(command, async (copy) => {
    const planted = join(copy, path);
    const away = join(elsewhere, 'it');
    await rename(planted, away).catch(() => writeFile(away, 'mine'));
    if (kind === 'a pipe') execFileSync('mkfifo', [planted]);
    else await symlink(away, planted);
    before = await contents(elsewhere);
  });
  expect(await contents(elsewhere)).toEqual(before);
  expect(answer).toEqual([
    4,
    `vigie: ./${path} is ${kind}: an audit folder holds plain files and folders only\n${TAKE_AWAY}`,
  ]);
});

async function contents(of: string): Promise<unknown> {
  const entries = await readdir(of, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(files.sort().map(async (file) => [file, await readFile(file, 'base64')]));
}

/** Judges a copy as the command does; its situation, or what it was refused for. */
async function outcome(copy: string): Promise<unknown> {
  const write = () => Promise.resolve();
  const silent = { write, draw: write, finish: write, isTerminal: false, columns: 80 };
  const io: Io = {
    env: {},
    language: 'en',
    cwd: copy,
    now: () => new Date(0),
    random: () => 0,
    stdout: silent,
    stderr: silent,
    signal: new AbortController().signal,
    ending: { onInterruption: [], onFailure: [], folders: new Set() },
  };
  try {
    return await assessStage(copy, { config: SHIPPED_CONFIG, lang: 'fr', out: 'reports' }, io);
  } catch (error) {
    if (error instanceof KnownError && error.kind === 'local') return 'refused';
    throw error;
  }
}

type Change = 'flip' | 'write over' | 'cut' | 'lengthen' | 'double' | 'remove';

function changed(bytes: Buffer, how: Change, at: number): Buffer | null {
  const place = at % Math.max(1, bytes.length);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place + 1)];
  const byte = bytes[place] ?? 0;
  switch (how) {
    case 'flip':
      return Buffer.concat([before, Buffer.from([byte ^ (1 << (at % 8))]), after]);
    case 'write over':
      return Buffer.concat([before, Buffer.from([at % 256]), after]);
    case 'cut':
      return before;
    case 'lengthen':
      return Buffer.concat([bytes, Buffer.alloc(1 + (at % 9), at)]);
    case 'double':
      return Buffer.concat([bytes, bytes]);
    case 'remove':
      return null;
  }
}

const HOW: readonly Change[] = ['flip', 'write over', 'cut', 'lengthen', 'double', 'remove'];

test('whatever byte of a snapshot changes, the figures are the same or the audit is refused', async () => {
  const whole = await outcome(await damagedCopy(() => undefined));
  expect(whole).toMatchObject({ schema: 'vigie/situation/1' });
  const tables = (await readdir(join(audit, 'snapshot'))).map((name) => join('snapshot', name)).sort();
  const files = [...tables, 'manifest.json', 'manifest.json', 'snapshot/manifest.json'];
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), fc.constantFrom(...HOW), fc.nat(), async (file, how, at) => {
      const copy = await damagedCopy(async (path) => {
        const bytes = changed(await readFile(join(path, file)), how, at);
        await (bytes === null ? rm(join(path, file)) : writeFile(join(path, file), bytes));
      });
      const found = await outcome(copy);
      if (found === 'refused') refused += 1;
      else expect(found).toEqual(whole);
      await rm(copy, { recursive: true });
    }),
    { numRuns: 60, seed: 20_201_027 },
  );
  expect(refused).toBeGreaterThan(40);
}, 120_000);

test('where the record was made to fit, a damaged table is refused or read, and never a bug', async () => {
  const tables = (await readdir(join(audit, 'snapshot'))).filter((name) => name.endsWith('.parquet')).sort();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...tables), fc.constantFrom(...HOW), fc.nat(), async (name, how, at) => {
      const copy = await damagedCopy(async (path) => {
        const file = join(path, 'snapshot', name);
        const bytes = changed(await readFile(file), how, at);
        await (bytes === null ? rm(file) : writeFile(file, bytes));
        await forge(path);
      });
      const found = await outcome(copy);
      expect(found === 'refused' || typeof found === 'object').toBe(true);
      await rm(copy, { recursive: true });
    }),
    { numRuns: 15, seed: 20_201_027 },
  );
}, 120_000);
