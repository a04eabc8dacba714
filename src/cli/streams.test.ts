import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../simulator/simulator.ts';
import { mayMount, onSmallDisk, WHERE_MOUNTED } from '../testing/small-disk.ts';
import type { Indicator } from '../situation/situation.ts';
import {
  PROGRAM,
  runProgram,
  startCommand,
  startProgram,
  type StartedProgram,
} from '../testing/run-program.ts';
import {
  auditSimulated,
  SHIPPED_CONFIG,
  situationOf,
  tenantToday,
  type SimulatedAudit,
} from '../testing/simulated-audit.ts';

let folder: string;
let audit: SimulatedAudit;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-streams-'));
  audit = await auditSimulated({ tenant: { mailboxes: 2000 }, out: join(folder, 'reports') });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function list(...argv: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(['list', ...argv, '--out', join(folder, 'reports')]);
  expect([exitCode, withoutCoverage(stderr)]).toEqual([0, '']);
  return stdout;
}

/** What is on stderr besides the gaps and sentences that tell what the rows rest on. */
function withoutCoverage(stderr: string): string {
  return stderr.replace(/^ {2}(!| {2}→|•) .*\n/gm, '');
}

/** Runs a line of a shell in which `vigie` is the program. */
function shell(line: string): ReturnType<typeof runProgram> {
  const script = `set -o pipefail; vigie() { "$NODE" "$PROGRAM" "$@"; }; ${line}`;
  return startCommand('/bin/bash', ['-c', script], {
    cwd: folder,
    env: {
      LANGUAGE: 'en',
      NODE: process.execPath,
      PROGRAM: join(process.cwd(), PROGRAM),
      PATH: '/usr/bin:/bin',
    },
  }).ended;
}

const findingSchema = z.looseObject({
  verdict: z.string(),
  userPrincipalName: z.string(),
  category: z.string(),
  physician: z.boolean(),
  establishment: z.string(),
});

function parseLines(ndjson: string): z.infer<typeof findingSchema>[] {
  return ndjson
    .trimEnd()
    .split('\n')
    .map((line) => findingSchema.parse(JSON.parse(line)));
}

async function indicatorOf(check: string): Promise<Indicator> {
  const { indicators } = await situationOf(audit.auditFolder);
  const found = indicators.find(({ id }) => id === check);
  if (found === undefined) throw new Error(`no indicator ${check}`);
  return found;
}

async function entriesOf(of: string): Promise<{ path: string; isFile: boolean; mode: number }[]> {
  const entries = await readdir(of, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(of, path), isFile: entry.isFile(), mode: (await stat(path)).mode & 0o777 };
    }),
  );
}

const HEAD =
  'verdict,check,userPrincipalName,displayName,category,physician,establishment,accountEnabled,createdOn,accountId,mechanism,rule,action,target,targetClass,effect,why,keepsCopy,targetCount,reason,state,openSince,acceptedUntil,acceptedBy,acceptedReason';

test('an audit writes its folder’s path to stdout and the rest, without escapes, to stderr', async () => {
  expect(audit.exitCode, audit.stderr).toBe(0);
  expect(audit.stdout).toMatch(/^\/.*\/reports\/ssss\.gouv\.qc\.ca\/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\n$/);
  expect(audit.stderr).not.toContain('\u001b');
  expect(audit.stderr).not.toContain('\r');
  const redirects = await indicatorOf('mailbox-redirects');
  expect(audit.stderr.replaceAll('\u00a0', ' ')).toContain(
    `\n  • ${redirects.count} comptes sont automatiquement redirigés, dont ${redirects.physicians.count} comptes médecins (${redirects.undetermined} comptes indéterminés)\n`,
  );
});

test('an audit’s files are for their owner alone, and its manifest vouches for each', async () => {
  const entries = await entriesOf(audit.auditFolder);
  expect(entries.filter(({ isFile, mode }) => mode !== (isFile ? 0o600 : 0o700))).toEqual([]);
  const manifest = z
    .object({ files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })) })
    .parse(JSON.parse(await readFile(join(audit.auditFolder, 'manifest.json'), 'utf8')));
  const files = entries.filter(({ path, isFile }) => isFile && path !== 'manifest.json');
  const actual = files.map(async ({ path }) => {
    const bytes = await readFile(join(audit.auditFolder, path));
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  expect(manifest.files).toEqual((await Promise.all(actual)).sort((a, b) => (a.path < b.path ? -1 : 1)));
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['situation.json', 'situation.fr.md', 'findings/mfa-status.csv']),
  );
});

test('a reader that goes away early is no trouble', async () => {
  const { stdout, stderr } = await shell(
    'vigie list mailbox-redirects --physicians --format csv | head -3; vigie list mfa-status --format ndjson | head -c 10',
  );
  const [head, first, second, rest] = stdout.split('\n');
  expect([head, withoutCoverage(stderr), rest]).toEqual([HEAD, '', '{"verdict"']);
  for (const line of [first, second])
    expect(line).toMatch(/^(non-compliant|undetermined),mailbox-redirects,/);
});

test.skipIf(process.platform !== 'linux')(
  'data that cannot be written ends a command with 4 and its reason, in every format',
  async () => {
    const lines = [
      ...['csv', 'json', 'ndjson', 'table'].map((format) => `list mfa-status --format ${format}`),
      'report --formats terminal',
      'report --formats json',
      '--help',
      '--version',
    ];
    const outcomes = lines.map((line) => `vigie ${line} 2>&1 >/dev/full; echo "exit $?"`);
    const { stdout } = await shell(outcomes.join('\n'));
    const told = withoutCoverage(stdout).split(/^exit /m);
    const trouble = /^vigie: cannot write the output: the disk is full \(ENOSPC.*\n {2}→ .*\n$/;
    expect(told.slice(1).map((one) => one.split('\n', 1)[0])).toEqual(lines.map(() => '4'));
    expect(told.slice(0, -1).map((one) => one.replace(/^\d\n/, ''))).toEqual(
      lines.map((): unknown => expect.stringMatching(trouble)),
    );
  },
);

test.skipIf(!mayMount)(`a disk that fills up under the rows is no success${WHERE_MOUNTED}`, async () => {
  await onSmallDisk(16, async (disk) => {
    const { stdout } = await shell(
      `vigie list mfa-status >${disk.folder}/rows.csv 2>/dev/null; echo "exit $?"`,
    );
    expect(stdout).toBe('exit 4\n');
  });
});

test.skipIf(process.platform !== 'linux')(
  'where nobody can be told anything, the data and the outcome are the same',
  async () => {
    const whole = await shell('vigie list mailbox-redirects; echo "exit $?"');
    for (const broken of ['2>/dev/full', '2>&-']) {
      const { stdout } = await shell(`vigie list mailbox-redirects ${broken}; echo "exit $?"`);
      expect(stdout).toBe(whole.stdout);
    }
    const { stdout } = await shell('vigie list nothing 2>/dev/full; echo "exit $?"');
    expect(stdout).toBe('exit 2\n');
  },
);

test('NDJSON and JSON hold the same rows, one for each finding', async () => {
  const lines = parseLines(await list('mfa-status', '--format', 'ndjson'));
  const whole: unknown = JSON.parse(await list('mfa-status', '--format', 'json'));
  const { count, undetermined } = await indicatorOf('mfa-status');
  expect(whole).toEqual(lines);
  expect(lines).toHaveLength(count + undetermined);
});

test('rows are filtered by verdict, physicians, category and establishment', async () => {
  const of = async (...argv: string[]): Promise<z.infer<typeof findingSchema>[]> =>
    parseLines(await list('inactive-mailboxes', '--format', 'ndjson', ...argv));
  const { categories } = await situationOf(audit.auditFolder);
  const unused = await indicatorOf('inactive-mailboxes');
  const [compliant, physicians, gps, everybody] = await Promise.all([
    of('--verdict', 'compliant'),
    of('--physicians', '--verdict', 'non-compliant'),
    of('--category', 'gp'),
    of(),
  ]);
  expect(new Set(compliant.map(({ verdict }) => verdict))).toEqual(new Set(['compliant']));
  expect([compliant.length, physicians.length]).toEqual([
    unused.examined - unused.count,
    unused.physicians.count,
  ]);
  const ofPhysicians = new Set(categories.filter(({ physician }) => physician).map(({ id }) => id));
  expect(physicians.filter(({ category }) => !ofPhysicians.has(category))).toEqual([]);
  expect(gps).toEqual(everybody.filter(({ category }) => category === 'gp'));
  const name = 'CISSS de l’Outaouais';
  expect(await of('--establishment', name)).toEqual(
    everybody.filter(({ establishment }) => establishment === name),
  );
});

test('a French Excel gets its byte order mark, semicolons and CRLF', async () => {
  const text = await list('mailbox-redirects', '--format', 'csv', '--excel');
  const lines = text.split('\r\n');
  expect(lines[0]).toBe(`\ufeff${HEAD.replaceAll(',', ';')}`);
  expect(lines.at(-1)).toBe('');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('what a spreadsheet would run as a formula is neutralised in CSV and raw in JSON', async () => {
  const argv = ['mailbox-redirects', '--verdict', 'not-applicable', '--format'];
  const raw = await list(...argv, 'ndjson');
  expect(raw).toContain('"displayName":"@Rendez-vous');
  const csv = await list(...argv, 'csv');
  expect(csv).toContain(",'@Rendez-vous");
  expect(csv).not.toMatch(/(^|,)"?[=+@]/m);
});

test('a table can be had without a terminal, and has no escapes', async () => {
  const lines = (await list('mailbox-redirects', '--format', 'table', '--lang', 'en')).split('\n');
  expect(lines[0]).toMatch(/^Verdict +Check +User/);
  expect(lines[1]).toMatch(/^─+(  ─+)+$/);
  expect(lines.join('\n')).not.toContain('\u001b');
});

test('the same audit is reported in English', async () => {
  const { exitCode, stdout, stderr } = await runProgram(
    ['report', audit.auditFolder, '--lang', 'en', '--formats', 'markdown'],
    { cwd: folder },
  );
  const file = join(audit.auditFolder, 'situation.en.md');
  expect([exitCode, stdout]).toEqual([0, `${file}\n`]);
  expect(stderr).toMatch(/^Fingerprint of the audit \(SHA-256 of manifest\.json\): [0-9a-f]{64}\n$/);
  const text = (await readFile(file, 'utf8')).replaceAll('\u00a0', ' ');
  const { count } = await indicatorOf('mailbox-redirects');
  expect(text.split('\n')[0]).toBe('# Situation report — Findings');
  expect(text.toLowerCase()).toContain(`\n- ${count} accounts are automatically redirected, `);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a demo runs from end to end without a credential', async () => {
  const out = join(folder, 'demo');
  const argv = ['demo', '--accounts', '300', '--out', out, '--lang', 'en', '--formats', 'json', '--quiet'];
  const { exitCode, stdout, stderr } = await runProgram(argv, { cwd: folder });
  expect(exitCode, stderr).toBe(0);
  const { population } = await situationOf(stdout.trimEnd());
  expect(population.mailboxes).toBe(300);
  expect(stderr).toBe('');
});

/** Resolves when the program has written `text` to that stream. */
async function told(program: StartedProgram, stream: 'stdout' | 'stderr', text: string): Promise<void> {
  while (!program.written[stream].includes(text)) {
    const source = program.process[stream];
    if (source === null) throw new Error(`${stream} is not piped`);
    await once(source, 'data');
  }
}

test('a simulated tenant is served until it is told to end', async () => {
  const simulate = startProgram(['simulate', '--accounts', '200'], { cwd: folder });
  await told(simulate, 'stderr', 'Serving until Ctrl-C');
  const lines = [...simulate.written.stdout.matchAll(/^export (\w+)='(.*)'$/gm)];
  const env = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
  expect(Object.keys(env)).toEqual([
    'HTTPS_PROXY',
    'NODE_EXTRA_CA_CERTS',
    'AZURE_TENANT_ID',
    'AZURE_CLIENT_ID',
    'AZURE_CLIENT_SECRET',
  ]);
  const out = join(folder, 'simulated');
  const collect = await runProgram(['collect', '--quiet', '--out', out, '--config', SHIPPED_CONFIG], { env });
  expect([collect.exitCode, collect.stderr]).toEqual([0, '']);
  simulate.process.kill('SIGTERM');
  expect((await simulate.ended).exitCode).toBe(0);
});

test('a signal ends also what a thread waits for that never answers, as of a disk that is gone', async () => {
  const pipe = join(folder, 'never');
  execFileSync('mkfifo', [pipe]);
  const wait = join(folder, 'wait.mjs');
  await writeFile(wait, `import { readFile } from 'node:fs';\nreadFile(process.env.PIPE, () => {});\n`);
  const running = startProgram(['simulate', '--accounts', '200'], {
    env: { NODE_OPTIONS: `--import=${wait}`, PIPE: pipe },
  });
  await told(running, 'stderr', 'Serving until');
  const at = performance.now();
  running.process.kill('SIGTERM');
  await running.ended;
  expect([performance.now() - at < 4_000, running.process.signalCode]).toEqual([true, 'SIGTERM']);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends an audit at once, and it tells how to go on',
  async (signal) => {
    const simulator = await startSimulator(await tenantToday({ mailboxes: 3000, batchLatencyMs: 3000 }));
    try {
      const out = join(folder, signal);
      const running = startProgram(
        ['audit', '--no-doctor', '--out', out, '--config', SHIPPED_CONFIG, '--lang', 'en'],
        {
          env: simulator.environment,
        },
      );
      await told(running, 'stderr', 'mailbox usage');
      const at = performance.now();
      running.process.kill(signal);
      const { exitCode, stdout, stderr } = await running.ended;
      expect(performance.now() - at).toBeLessThan(2000);
      const lines = stderr.split('\n').filter((line) => !/^\d{4}-\d\d-\d\dT/.test(line));
      const steps = '  → To go on where it stopped, run the same command again with --resume.';
      expect([exitCode, stdout, lines]).toEqual([130, '', [`vigie: interrupted (${signal})`, steps, '']]);
    } finally {
      await simulator.close();
    }
  },
);

test('a demonstration that is killed outright leaves no process behind', async () => {
  const demo = startProgram(['demo', '--accounts', '20000', '--out', join(folder, 'killed')]);
  await told(demo, 'stderr', 'Configuration');
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(demo.process.pid)]).toString();
  const child = Number(children.trim().split('\n').at(-1));
  expect(child).toBeGreaterThan(1);
  demo.process.kill('SIGKILL');
  await expect.poll(() => existsSync(`/proc/${child}`), { timeout: 10_000 }).toBe(false);
}, 60_000);
