import { Command } from 'commander';
import { XMLParser } from 'fast-xml-parser';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { asIs, KnownError, type FailureKind } from '../errors.ts';
import { RUNNER_TOKEN } from '../simulator/cloud/pipeline-runner.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { PROGRAM } from '../testing/run-program.ts';
import { startCommand, type Ended } from '../testing/run-command.ts';
import { SHIPPED_CONFIG, tenantToday } from '../testing/simulated-audit.ts';
import { addCommands } from './add-commands.ts';
import { BUG, exitCodeOf } from './exit-code.ts';
import type { Io } from './io.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGES = ['docs/en/ci.md', 'docs/fr/ci.md'];
const SAMPLES = filesUnder('docs/ci');
const PATH = process.env.PATH ?? '';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-ci-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function filesUnder(path: string): string[] {
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

test('the samples are these, and each is linked from both pages', () => {
  const linked = SAMPLES.filter((path) => basename(path) !== 'vigie.env');
  expect(SAMPLES.map((path) => relative('docs/ci', path))).toEqual([
    'Containerfile',
    'azure-pipelines.yml',
    'crontab',
    'github-actions.yml',
    'systemd/vigie.service',
    'systemd/vigie.timer',
    'vigie.env',
    'windows/register-vigie-task.ps1',
    'windows/vigie-audit.ps1',
  ]);
  for (const page of PAGES) {
    const text = read(page);
    expect(linked.filter((path) => !text.includes(`(../ci/${relative('docs/ci', path)})`))).toEqual([]);
  }
});

// Command lines.

/** The words of a command line, up to what is the shell's: a redirection, a pipe, the end of a quotation. */
function wordsOf(line: string): string[] {
  const words = /\s*(?:'([^']*)'|"([^"]*)"|([^\s'"`;|>)]+))/y;
  const found: string[] = [];
  for (let match = words.exec(line); match !== null; match = words.exec(line))
    found.push(match[1] ?? match[2] ?? match[3] ?? '');
  return found;
}

function commandLinesOf(path: string): string[][] {
  const text = read(path).replace(/\\\n\s*/g, ' ');
  const written = [...text.matchAll(/(?<![\w.-])vigie (?!vigie )([a-z][^`\n]*)/g)].map(([, rest = '']) =>
    wordsOf(rest),
  );
  const ofContainer = [...text.matchAll(/^CMD (\[.*\])$/gm)].map(([, words = '']) =>
    z.array(z.string()).parse(JSON.parse(words)),
  );
  return [...written, ...ofContainer];
}

/** The options that the program takes from a command line, which it does not run. Rejects where it would refuse it. */
async function parsed(argv: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const ran: Readonly<Record<string, unknown>>[] = [];
  const quiet = { writeOut: () => undefined, writeErr: () => undefined };
  const program = new Command('vigie').exitOverride().configureOutput(quiet);
  addCommands(program, silentIo(), { exitCode: 0 });
  const leaves = program.commands.flatMap((command) => [command, ...command.commands]);
  for (const command of leaves.filter(({ commands }) => commands.length === 0))
    command.action(() => {
      ran.push(command.opts());
    });
  await program.parseAsync([...argv], { from: 'user' });
  const [taken] = ran;
  if (taken === undefined) throw new Error(`no command: ${argv.join(' ')}`);
  return taken;
}

function silentIo(): Io {
  const nothing = (): Promise<void> => Promise.resolve();
  const output = { isTerminal: false, columns: 80, write: nothing, draw: nothing, finish: nothing };
  return {
    ...{
      env: {},
      language: 'en',
      cwd: folder,
      now: () => new Date(0),
      random: () => 0,
      signal: new AbortController().signal,
    },
    ...{ stdout: output, stderr: output },
    ending: { onInterruption: [], onFailure: [], folders: new Set() },
  };
}

test('the program takes every command line of the samples and of their pages', async () => {
  await expect(parsed(['audit', '--no-such'])).rejects.toThrow(/unknown option/);
  await expect(parsed(['audit', '--auth', 'no-such'])).rejects.toThrow(/Allowed choices/);
  const lines = [...SAMPLES, ...PAGES].flatMap((path) =>
    commandLinesOf(path).map((argv) => ({ path, argv })),
  );
  const refused: string[] = [];
  for (const { path, argv } of lines)
    await parsed(argv).catch((error: unknown) =>
      refused.push(`${path}: ${argv.join(' ')}: ${String(error)}`),
    );
  expect(refused).toEqual([]);
  expect(lines.length).toBeGreaterThan(20);
});

test('every sample runs one audit, which asks for a configuration and fails on something', async () => {
  const found: Record<string, unknown> = {};
  for (const path of SAMPLES)
    for (const argv of commandLinesOf(path)) {
      const { requireConfig, failOn, auth } = await parsed(argv);
      found[basename(path)] = [argv[0], requireConfig, z.array(z.unknown()).parse(failOn).length > 0, auth];
    }
  expect(found).toEqual({
    Containerfile: ['audit', true, true, undefined],
    'azure-pipelines.yml': ['audit', true, true, 'azure-pipelines'],
    crontab: ['audit', true, true, 'certificate'],
    'github-actions.yml': ['audit', true, true, 'github'],
    'vigie-audit.ps1': ['audit', true, true, 'certificate'],
    'vigie.service': ['audit', true, true, 'certificate'],
  });
});

test('the pages explain the exit codes that the program has, and no other', () => {
  const kinds: readonly FailureKind[] = ['usage', 'tenant', 'local', 'interrupted'];
  const codes = [0, 1, ...kinds.map((kind) => exitCodeOf(new KnownError(kind, asIs('')))), BUG];
  const ascending = codes.sort((a, b) => a - b);
  for (const page of PAGES)
    expect(
      [...read(page).matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code)),
      page,
    ).toEqual(ascending);
});

test('nothing of docs names a folder of one machine, or where packages are fetched from', () => {
  const texts = filesUnder('docs').filter((path) => !path.endsWith('.png'));
  expect(texts.length).toBeGreaterThan(40);
  const found = texts.filter((path) =>
    /\/(?:work|home|root)\/|npmjs|docker\.io|quay\.io|registry\./.test(read(path)),
  );
  expect(found).toEqual([]);
});

// The two pipelines.

const workflowSchema = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.object({
    audit: z.object({
      steps: z.array(
        z.object({ id: z.string().optional(), uses: z.string().optional(), run: z.string().optional() }),
      ),
    }),
  }),
});

const pipelineSchema = z.object({
  jobs: z.tuple([
    z.object({
      steps: z.array(
        z.object({
          task: z.string().optional(),
          inputs: z.object({ inlineScript: z.string().optional() }).optional(),
          env: z.record(z.string(), z.string()).optional(),
        }),
      ),
    }),
  ]),
});

function yaml(path: string): unknown {
  const document = parseDocument(read(path));
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
}

const workflow = (): z.infer<typeof workflowSchema> =>
  workflowSchema.parse(yaml('docs/ci/github-actions.yml'));

function pipelineStep(): { readonly script: string; readonly env: Readonly<Record<string, string>> } {
  const [{ steps }] = pipelineSchema.parse(yaml('docs/ci/azure-pipelines.yml')).jobs;
  const step = steps.find(({ task }) => task === 'AzureCLI@2');
  return { script: step?.inputs?.inlineScript ?? '', env: step?.env ?? {} };
}

test('neither pipeline has a secret, and the actions of GitHub are pinned by their commit', () => {
  const { permissions, jobs } = workflow();
  expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  const uses = jobs.audit.steps.flatMap((step) => step.uses ?? []);
  expect(uses.filter((action) => !/^actions\/[a-z-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
  expect(uses.length).toBe(3);
  expect(pipelineStep().env).toEqual({ SYSTEM_ACCESSTOKEN: '$(System.AccessToken)' });
  for (const path of SAMPLES) expect(read(path), path).not.toMatch(/secrets\.|CLIENT_SECRET/);
});

/** A folder of a job, with a `vigie` of its own on the path, a configuration, and files of the runner. */
async function job(name: string, vigie: string): Promise<{ cwd: string; env: Record<string, string> }> {
  const cwd = join(folder, name);
  await mkdir(join(cwd, 'bin'), { recursive: true, mode: 0o700 });
  await writeFile(join(cwd, 'bin/vigie'), `#!/bin/sh\n${vigie}\n`, { mode: 0o755 });
  await chmod(join(cwd, 'bin/vigie'), 0o755);
  await copyFile(SHIPPED_CONFIG, join(cwd, 'vigie.config.yaml'));
  return { cwd, env: { HOME: cwd, PATH: `${join(cwd, 'bin')}:${PATH}` } };
}

function bash(script: string, given: { cwd: string; env: Record<string, string> }): Promise<Ended> {
  return startCommand('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], given).ended;
}

async function auditFolderOfGitHub(): Promise<{ ended: Ended; summary: string; outputs: string }> {
  // What the audit asks first has tests of its own, and takes longer than this small tenant.
  const program = `exec "${process.execPath}" "${join(ROOT, PROGRAM)}" "$@" --no-doctor`;
  const { cwd, env } = await job('github', program);
  const cloud = await startSimulator(await tenantToday({ mailboxes: 200 }));
  try {
    const script = workflow().jobs.audit.steps.find(({ id }) => id === 'audit')?.run ?? '';
    const outputs = join(cwd, 'outputs');
    const summary = join(cwd, 'summary.md');
    const ended = await bash(script, {
      cwd,
      env: {
        ...{
          ...cloud.environment,
          ...env,
          AZURE_CLIENT_SECRET: '',
          RUNNER_TEMP: cwd,
          GITHUB_OUTPUT: outputs,
          GITHUB_STEP_SUMMARY: summary,
        },
        ACTIONS_ID_TOKEN_REQUEST_URL:
          'https://pipelines.actions.githubusercontent.com/a/idtoken?api-version=2.0',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: RUNNER_TOKEN,
      },
    });
    return { ended, summary: await readFile(summary, 'utf8'), outputs: await readFile(outputs, 'utf8') };
  } finally {
    await cloud.close();
  }
}

test('the steps of both pipelines audit, keep what they should, and end as the audit does', async () => {
  const { ended, summary, outputs } = await auditFolderOfGitHub();
  expect([ended.exitCode, ended.stdout], ended.stderr).toEqual([1, '']);
  expect(ended.stderr).toContain('GitHub Actions (OIDC)');
  const [, audit = ''] = /^folder=(.+)\n$/.exec(outputs) ?? [];
  expect(summary).toBe(await readFile(join(audit, 'situation.fr.md'), 'utf8'));
  expect(summary).not.toMatch(/\w@\w/);

  const { cwd, env } = await job('azure', `echo "${audit}"; exit 1`);
  const directories = { AGENT_TEMPDIRECTORY: cwd, BUILD_ARTIFACTSTAGINGDIRECTORY: join(cwd, 'staged') };
  const azure = await bash(pipelineStep().script, { cwd, env: { ...env, ...directories } });
  expect(azure).toEqual({
    exitCode: 1,
    stdout: `##vso[task.uploadsummary]${audit}/situation.fr.md\n##vso[task.setvariable variable=isAudited]true\n`,
    stderr: '',
  });
  const csv = (path: string): string[] =>
    readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.csv'))
      .sort();
  expect(csv(join(cwd, 'staged/csv'))).toEqual(csv(audit));
  expect(csv(audit)).toContain('findings/mailbox-redirects.csv');
}, 180_000);

test('where no audit came of it, the steps end with the code alone', async () => {
  const { cwd, env } = await job('none', 'exit 3');
  const files = {
    ...{ RUNNER_TEMP: cwd, GITHUB_OUTPUT: join(cwd, 'outputs'), GITHUB_STEP_SUMMARY: join(cwd, 'summary') },
    ...{ AGENT_TEMPDIRECTORY: cwd, BUILD_ARTIFACTSTAGINGDIRECTORY: cwd },
  };
  const github = workflow().jobs.audit.steps.find(({ id }) => id === 'audit')?.run ?? '';
  for (const script of [github, pipelineStep().script])
    expect(await bash(script, { cwd, env: { ...env, ...files } })).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: '',
    });
  expect(existsSync(join(cwd, 'outputs'))).toBe(false);
});

test('every piece of sh in the pages is sh', async () => {
  const pieces = PAGES.flatMap((page) => [...read(page).matchAll(/^( *)```sh\n(.*?)^\1```/gms)]);
  expect(pieces.length).toBeGreaterThan(7);
  for (const [, , piece = ''] of pieces)
    expect(await startCommand('bash', ['-n', '-c', piece], { env: { PATH } }).ended).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
});

// Machines of one's own.

test('the line of cron has its five fields, and gives the audit its variables', async () => {
  const [line = '', ...others] = read('docs/ci/crontab')
    .split('\n')
    .filter((one) => /^[\d*]/.test(one));
  expect(others).toEqual([]);
  const [, when, command = ''] = /^((?:[\d*/,-]+ ){5})(.*)$/.exec(line) ?? [];
  expect(when).toBe('30 2 3 * * ');
  expect(command.replaceAll('\\%', '')).not.toContain('%');
  const { cwd, env } = await job('cron', 'umask; echo "$AZURE_CLIENT_ID"; echo "$@"; exit 1');
  await copyFile(join(ROOT, 'docs/ci/vigie.env'), join(cwd, 'vigie.env'));
  const ended = await startCommand('sh', ['-c', command], { cwd, env }).ended;
  expect([ended.exitCode, ended.stderr]).toEqual([1, '']);
  expect(ended.stdout.split('\n').slice(0, 2)).toEqual(['0077', '00000000-0000-0000-0000-000000000000']);
  expect(ended.stdout).toContain(`--out ${cwd}/reports`);
});

/** Each key of each section of a unit, with its values. */
function unit(path: string): Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> {
  const sections: Record<string, Record<string, string[]>> = {};
  let keys: Record<string, string[]> = {};
  for (const line of read(path).split('\n')) {
    const [, section] = /^\[(\w+)\]$/.exec(line) ?? [];
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (section !== undefined) sections[section] = keys = {};
    else if (key !== undefined && value !== undefined) (keys[key] ??= []).push(value);
    else expect(line, path).toMatch(/^(#.*)?$/);
  }
  return sections;
}

test('the service keeps to its folder, and does not try again what a person must settle', () => {
  const { Service = {}, Unit = {} } = unit('docs/ci/systemd/vigie.service');
  expect(Unit).toMatchObject({ After: ['network-online.target'], StartLimitBurst: ['4'] });
  expect(Service).toMatchObject({
    ...{
      Type: ['oneshot'],
      User: ['vigie'],
      UMask: ['0077'],
      StateDirectory: ['vigie'],
      StateDirectoryMode: ['0700'],
    },
    ...{ NoNewPrivileges: ['yes'], ProtectSystem: ['strict'], ProtectHome: ['yes'], PrivateTmp: ['yes'] },
    ...{ CapabilityBoundingSet: [''], EnvironmentFile: ['/etc/vigie/vigie.env'] },
  });
  const [prevented = ''] = Service.RestartPreventExitStatus ?? [];
  const again = ['usage', 'tenant', 'local'] as const;
  const isTriedAgain = (kind: FailureKind): boolean =>
    !prevented.split(' ').includes(String(exitCodeOf(new KnownError(kind, asIs('')))));
  expect(again.filter(isTriedAgain)).toEqual(['tenant']);
  expect(unit('docs/ci/systemd/vigie.timer')).toMatchObject({
    Timer: { OnCalendar: ['*-*-03 02:30:00'], Persistent: ['true'] },
    Install: { WantedBy: ['timers.target'] },
  });
});

const ANALYZE = PATH.split(':')
  .map((path) => join(path, 'systemd-analyze'))
  .find((path) => existsSync(path));

test.skipIf(ANALYZE === undefined)('systemd takes the units', async () => {
  const units = ['vigie.service', 'vigie.timer'].map((name) => join(folder, name));
  for (const path of units) {
    // This machine has no vigie there.
    const text = read(`docs/ci/systemd/${basename(path)}`).replace('/usr/local/bin/vigie ', '/bin/true ');
    await writeFile(path, text);
  }
  const ended = await startCommand(ANALYZE ?? '', ['verify', '--man=no', ...units], { env: { PATH } }).ended;
  expect(ended).toEqual({ exitCode: 0, stdout: '', stderr: '' });
});

const taskSchema = z.object({
  Task: z.object({
    Triggers: z.object({
      CalendarTrigger: z.object({
        ScheduleByMonth: z.object({
          DaysOfMonth: z.object({ Day: z.number() }),
          Months: z.record(z.string(), z.literal('')),
        }),
      }),
    }),
    Actions: z.object({ Exec: z.object({ Command: z.string(), Arguments: z.string() }) }),
  }),
});

test('the task of Windows runs every month what stands beside it', () => {
  const script = read('docs/ci/windows/register-vigie-task.ps1');
  const [, task = ''] = /@"\n(.*?)\n"@/s.exec(script) ?? [];
  const { Triggers, Actions } = taskSchema.parse(new XMLParser().parse(task)).Task;
  expect(Object.keys(Triggers.CalendarTrigger.ScheduleByMonth.Months).length).toBe(12);
  expect(Triggers.CalendarTrigger.ScheduleByMonth.DaysOfMonth).toEqual({ Day: 3 });
  expect(Actions.Exec.Command).toBe('powershell.exe');
  expect(script).toContain("Join-Path $PSScriptRoot 'vigie-audit.ps1'");
  expect(task.match(/\$\w+/g)).toEqual(['$script']);
});

test('the image is made of the tarball that npm pack makes, and does not run as root', () => {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json')));
  const steps = read('docs/ci/Containerfile')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));
  expect(steps.map((step) => step.split(' ')[0])).toEqual([
    ...['ARG', 'FROM', 'COPY', 'RUN', 'USER', 'WORKDIR', 'VOLUME', 'ENTRYPOINT', 'CMD'],
  ]);
  expect(steps).toEqual(
    expect.arrayContaining(['USER node', 'ENTRYPOINT ["vigie"]', 'COPY vigie-*.tgz /tmp/vigie.tgz']),
  );
  expect(`vigie-${version}.tgz`).toMatch(/^vigie-.*\.tgz$/);
});
