import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { contentWithDigest, textWithDigest } from '../evidence/digest.ts';
import { faultPlanSchema } from '../simulator/faults/fault-plan.ts';
import { startSimulator, type RunningSimulator } from '../simulator/simulator.ts';
import { runProgram, startProgram, type Ended, type StartedProgram } from '../testing/run-program.ts';
import {
  figuresOf,
  predictedFigures,
  SHIPPED_CONFIG,
  situationOf,
  tenantToday,
} from '../testing/simulated-audit.ts';

const MAILBOXES = 2000;
/** Two audits or three each: a machine under load is slow. */
const LONG = 120_000;

let folder: string;
let simulator: RunningSimulator;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-resume-'));
  simulator = await startSimulator(
    await tenantToday({ mailboxes: MAILBOXES, batchLatencyMs: 700, log: true }),
  );
});
afterEach(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

const OPTIONS = ['--config', SHIPPED_CONFIG, '--formats', 'json', '--quiet', '--lang', 'en'];

function start(...argv: string[]): StartedProgram {
  return startProgram(['audit', '--no-doctor', '--out', folder, ...OPTIONS, ...argv], {
    env: simulator.environment,
  });
}

function run(...argv: string[]): Promise<Ended> {
  return start(...argv).ended;
}

/** Whose the addresses are that rules lead to is asked once the rules are read: by Graph's proxyAddresses, and Get-Recipient. */
const LOOKUP = /\/users\?.*proxyAddresses|\/InvokeCommand(\?|$)/i;

/** Asked since `from`, without the batches' and the tokens' requests, and lookups of addresses. */
function asked(from: number): string[] {
  const others = simulator.requests.slice(from).filter(({ path }) => !LOOKUP.test(decodeURIComponent(path)));
  const paths = others.map(({ path }) => path.replace(/\?.*/, ''));
  return [...new Set(paths)].filter((path) => !path.includes('token') && !path.endsWith('batch')).sort();
}

/** What lies in the folder now; none where a temporary folder went away while it was looked through. */
async function namesBelow(): Promise<string[]> {
  try {
    return await readdir(folder, { recursive: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Those that are asked by default, besides the inbox rules and the tenant. */
const OTHER_SOURCES = 16;

/** Waits until the inbox rules of some mailboxes are on the disk, and every other source is done. */
async function untilOnlyRulesAreLeft(program: StartedProgram): Promise<void> {
  for (let done = 0; done < OTHER_SOURCES;) {
    await sleep(20);
    if (program.process.exitCode !== null) throw new Error(program.written.stderr);
    const names = await namesBelow();
    const batches = simulator.requests.filter(({ path }) => path.endsWith('batch'));
    done = batches.length < 20 ? 0 : names.filter((name) => name.endsWith('.done.kept.json')).length;
  }
}

async function auditFolders(): Promise<string[]> {
  const tenants = (await readdir(folder)).filter((name) => name !== 'journal.ndjson');
  return (await Promise.all(tenants.map((name) => readdir(join(folder, name))))).flat();
}

test(
  'an interrupted run says how to go on, and what is done is not asked again',
  async () => {
    const first = start();
    await untilOnlyRulesAreLeft(first);
    first.process.kill('SIGINT');
    const interrupted = await first.ended;
    expect(interrupted).toEqual({
      exitCode: 130,
      stdout: '',
      stderr:
        'vigie: interrupted (SIGINT)\n  → To go on where it stopped, run the same command again with --resume.\n',
    });
    const before = simulator.requests.length;
    const resumed = await run('--resume');
    expect(resumed.exitCode, resumed.stderr).toBe(0);
    expect(asked(before).filter((path) => !path.includes('/messageRules'))).toEqual([]);
    // No listing of Exchange's is among the lookups: those have next pages, and thousands of rows.
    const commands = simulator.requests.slice(before).filter(({ path }) => path.includes('/InvokeCommand'));
    expect(commands.every(({ path }) => !path.includes('skiptoken'))).toBe(true);
    expect(await auditFolders()).toHaveLength(1);
    const auditFolder = resumed.stdout.trimEnd();
    const { snapshot, left } = await whatIsIn(auditFolder);
    expect([snapshot.resumedAt.length, left]).toEqual([1, []]);
    const options = await tenantToday({ mailboxes: MAILBOXES });
    expect(figuresOf(await situationOf(auditFolder))).toEqual(predictedFigures(options));
  },
  LONG,
);

async function whatIsIn(auditFolder: string): Promise<{ snapshot: { resumedAt: string[] }; left: string[] }> {
  const text = await readFile(join(auditFolder, 'snapshot', 'manifest.json'), 'utf8');
  const snapshot = z.looseObject({ resumedAt: z.array(z.string()) }).parse(JSON.parse(text));
  const names = await readdir(auditFolder, { recursive: true });
  return { snapshot, left: names.filter((name) => /(^|\/)\./.test(name)) };
}

test(
  'a folder in use is refused by name of the process, and taken over once that is killed',
  async () => {
    const first = start();
    await untilOnlyRulesAreLeft(first);
    const second = await run('--resume');
    expect([second.exitCode, second.stdout]).toEqual([4, '']);
    expect(second.stderr).toContain(`is in use: vigie audit, process ${first.process.pid} on `);
    first.process.kill('SIGKILL');
    await first.ended;
    const third = await run('--resume');
    expect(third.exitCode, third.stderr).toBe(0);
    expect(await auditFolders()).toHaveLength(1);
  },
  LONG,
);

test(
  'two audits at once have a folder each',
  async () => {
    const ended = await Promise.all([run(), run()]);
    expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(new Set(ended.map(({ stdout }) => stdout)).size).toBe(2);
  },
  LONG,
);

test(
  'a collection is not gone on with under a configuration that asks for something else',
  async () => {
    const first = start();
    await untilOnlyRulesAreLeft(first);
    first.process.kill('SIGKILL');
    await first.ended;
    const config = join(folder, 'other.yaml');
    await writeFile(config, 'establishments: { attribute: officeLocation }\n');
    const resumed = await runProgram(['audit', '--resume', '--out', folder, '--config', config, '--quiet'], {
      env: simulator.environment,
    });
    const [tenant = ''] = (await readdir(folder)).filter(
      (name) => !['other.yaml', 'journal.ndjson'].includes(name),
    );
    const [instant = ''] = await readdir(join(folder, tenant));
    expect(resumed).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        `vigie: ${join(folder, tenant, instant)} was begun with another configuration: attributes, groups changed\n` +
        '  → Go on with the configuration it was begun with, or run without --resume to begin a new audit.\n',
    });
  },
  LONG,
);

test(
  'a source that rests on another goes on when that one is read at last',
  async () => {
    const slow = { kind: 'slow-headers', on: ['sign-ins'], milliseconds: 2_500, rate: 1 };
    const faults = faultPlanSchema.parse({ seed: 1, faults: [slow] });
    const options = await tenantToday({ mailboxes: 300, faults, log: true });
    const calm = await startSimulator(options);
    try {
      const first = startProgram(
        ['audit', '--no-doctor', '--out', folder, ...OPTIONS, '--skip', 'mailbox-usage'],
        {
          env: calm.environment,
        },
      );
      const isRead = async (): Promise<boolean> =>
        (await namesBelow()).some((name) => name.endsWith('inbox-rules.parquet'));
      while (!(await isRead())) {
        if (first.process.exitCode !== null) throw new Error(first.written.stderr);
        await sleep(20);
      }
      first.process.kill('SIGKILL');
      await first.ended;
      const resumed = await runProgram(['audit', '--resume', '--out', folder, ...OPTIONS], {
        env: calm.environment,
      });
      expect(resumed.exitCode, resumed.stderr).toBe(0);
      expect(figuresOf(await situationOf(resumed.stdout.trimEnd()))).toEqual(predictedFigures(options));
    } finally {
      await calm.close();
    }
  },
  LONG,
);

test(
  'a table that was sealed just before a kill is not taken for that of a source that is then not asked',
  async () => {
    const first = start();
    await untilOnlyRulesAreLeft(first);
    first.process.kill('SIGKILL');
    await first.ended;
    const done = (await namesBelow()).find((name) => name.endsWith('service-activity.done.kept.json'));
    await rm(join(folder, done ?? ''));
    const resumed = await run('--resume', '--skip', 'service-activity');
    expect(resumed.exitCode, resumed.stderr).toBe(0);
    const { sources, serviceUsage } = await situationOf(resumed.stdout.trimEnd());
    expect(sources.find(({ id }) => id === 'service-activity')?.outcome).toBe('skipped');
    expect(serviceUsage.map(({ service }) => service)).toEqual(['forms']);
  },
  LONG,
);

test(
  'where no audit is unfinished, one begins; a finished one is not gone on with',
  async () => {
    const calm = await startSimulator(await tenantToday({ mailboxes: 200 }));
    const resume = (): Promise<Ended> =>
      runProgram(['audit', '--no-doctor', '--out', folder, ...OPTIONS, '--resume'], {
        env: calm.environment,
      });
    try {
      const first = await resume();
      expect(first.exitCode, first.stderr).toBe(0);
      await sleep(1_000);
      const second = await resume();
      expect(second.exitCode, second.stderr).toBe(0);
      expect(await auditFolders()).toHaveLength(2);
    } finally {
      await calm.close();
    }
  },
  LONG,
);

test(
  'a half that is more than a week old is left alone, and a new audit begins',
  async () => {
    const first = start();
    await untilOnlyRulesAreLeft(first);
    first.process.kill('SIGKILL');
    await first.ended;
    const [tenant = ''] = await readdir(folder);
    const [instant = ''] = await readdir(join(folder, tenant));
    const file = join(folder, tenant, instant, '.unfinished.json');
    const beginning = z
      .looseObject({ collectedAt: z.string() })
      .parse(contentWithDigest(await readFile(file, 'utf8')));
    const longAgo = new Date(Date.parse(beginning.collectedAt) - 8 * 86_400_000).toISOString();
    await writeFile(file, textWithDigest({ ...beginning, collectedAt: longAgo }));
    const options = OPTIONS.filter((option) => option !== '--quiet');
    const resumed = await runProgram(['audit', '--out', folder, ...options, '--resume'], {
      env: simulator.environment,
    });
    expect(resumed.exitCode, resumed.stderr).toBe(0);
    expect(resumed.stderr).toContain(
      'begun more than 7 days ago, too old to go on with; a new audit begins\n',
    );
    expect(await auditFolders()).toHaveLength(2);
  },
  LONG,
);
