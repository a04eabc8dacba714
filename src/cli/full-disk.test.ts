import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator, type RunningSimulator, type SimulatorOptions } from '../simulator/simulator.ts';
import { runProgram, type Ended } from '../testing/run-program.ts';
import {
  figuresOf,
  predictedFigures,
  SHIPPED_CONFIG,
  situationOf,
  tenantToday,
} from '../testing/simulated-audit.ts';
import { mayMount, onSmallDisk, WHERE_MOUNTED, type SmallDisk } from '../testing/small-disk.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';

let options: SimulatorOptions;
let simulator: RunningSimulator;
beforeAll(async () => {
  options = await tenantToday({ mailboxes: 200 });
  simulator = await startSimulator(options);
});
afterAll(() => simulator.close());

/** Where the audits go; set by each test. */
let disk: string;

function onDisk(kilobytes: number, work: (small: SmallDisk) => Promise<void>): Promise<void> {
  return onSmallDisk(kilobytes, (small) => {
    disk = small.folder;
    return work(small);
  });
}

function vigie(...argv: string[]): Promise<Ended> {
  const config = argv[0] === 'report' ? [] : ['--config', SHIPPED_CONFIG];
  return runProgram([...argv, '--out', disk, ...config], { env: simulator.environment });
}

const STEP =
  /^ {2}→ Free space there \(older audit folders can be kept elsewhere\), or choose another folder with --out DIR\.$/m;

const ELSEWHERE = '  → Free space or change the rights there, or choose another folder with --out DIR.\n';

function expectFull({ exitCode, stdout, stderr }: Ended): void {
  expect([exitCode, stdout], stderr).toEqual([4, '']);
  const [message] = /^vigie: .*$/m.exec(stderr) ?? [];
  expect(message?.startsWith(`vigie: cannot write ${disk}/`), stderr).toBe(true);
  expect(message).toContain(': the disk is full (');
  expect(stderr).toMatch(STEP);
  expect(stderr).not.toMatch(/^ {4}at /m);
}

async function expectTheFigures({ exitCode, stdout, stderr }: Ended): Promise<void> {
  expect(exitCode, stderr).toBe(0);
  expect(figuresOf(await situationOf(stdout.trimEnd()))).toEqual(predictedFigures(options));
}

test.skipIf(!mayMount).each([48, 160, 320])(
  `an audit on a disk of %i KB says that it is full; with space, --resume completes it${WHERE_MOUNTED}`,
  async (kilobytes) => {
    await onDisk(kilobytes, async ({ remount }) => {
      expectFull(await vigie('audit', '--no-doctor', '--quiet'));
      remount('size=8m');
      await expectTheFigures(await vigie('audit', '--quiet', '--resume'));
    });
  },
  120_000,
);

test.skipIf(!mayMount)(
  `what was collected can be assessed and reported once there is space${WHERE_MOUNTED}`,
  async () => {
    await onDisk(8_192, async ({ remount, leave }) => {
      const collected = await vigie('collect', '--quiet');
      expect(collected.exitCode, collected.stderr).toBe(0);
      for (const kilobytes of [0, 16, 48]) {
        leave(kilobytes);
        expectFull(await vigie('assess'));
        remount('size=8m');
      }
      await expectTheFigures(await vigie('assess'));
      for (const kilobytes of [0, 16]) {
        leave(kilobytes);
        expectFull(await vigie('report'));
        remount('size=8m');
      }
      const { exitCode, stderr } = await vigie('report');
      expect(exitCode, stderr).toBe(0);
    });
  },
  120_000,
);

test.skipIf(!mayMount)(
  `a read-only disk is told before the tenant is asked${WHERE_MOUNTED}`,
  async () => {
    await onDisk(1_024, async ({ remount }) => {
      remount('ro');
      const absent = join(disk, 'not', 'there');
      const within = await runProgram(
        ['audit', '--quiet', '--no-doctor', '--out', absent, '--config', SHIPPED_CONFIG],
        {
          env: simulator.environment,
        },
      );
      expect([within.exitCode, within.stderr]).toEqual([
        4,
        `vigie: cannot write ${absent}: the disk is read-only (EROFS: read-only file system, mkdir '${join(disk, 'not')}')\n${ELSEWHERE}`,
      ]);
      for (const command of ['audit', 'collect']) {
        const { exitCode, stdout, stderr } = await vigie(command, '--quiet');
        expect([exitCode, stdout, stderr]).toEqual([
          4,
          '',
          `vigie: cannot write ${disk}: the disk is read-only (EROFS: read-only file system, access '${disk}')\n${ELSEWHERE}`,
        ]);
      }
    });
  },
  120_000,
);

test.skipIf(!mayMount)(
  `a disk that became read-only is told by whoever writes there, and nothing on it changes${WHERE_MOUNTED}`,
  async () => {
    await onDisk(8_192, async ({ remount }) => {
      const audited = await vigie('audit', '--no-doctor', '--quiet');
      expect(audited.exitCode, audited.stderr).toBe(0);
      const audit = audited.stdout.trimEnd();
      const before = await readFile(join(audit, 'situation.json'), 'utf8');
      remount('ro');
      for (const command of ['assess', 'report']) {
        const { exitCode, stderr } = await vigie(command);
        expect(stderr).toMatch(/^vigie: cannot write .*: the disk is read-only \(/m);
        expect(exitCode).toBe(4);
      }
      expect(await readFile(join(audit, 'situation.json'), 'utf8')).toBe(before);
    });
  },
  120_000,
);

const isRoot = process.getuid?.() === 0;

test.skipIf(isRoot)(
  `a folder that this user may not write to is told before the tenant is asked${isRoot ? ' (skipped: root may write anywhere)' : ''}`,
  async () => {
    const out = join(await temporaryFolder(), 'closed');
    await mkdir(out, { mode: 0o500 });
    const { exitCode, stderr } = await runProgram(
      ['audit', '--quiet', '--no-doctor', '--out', out, '--config', SHIPPED_CONFIG],
      {
        env: simulator.environment,
      },
    );
    expect([exitCode, stderr]).toEqual([
      4,
      `vigie: cannot write ${out}: permission denied (EACCES: permission denied, access '${out}')\n${ELSEWHERE}`,
    ]);
  },
);

test('a name that is too long is told before the tenant is asked', async () => {
  const { exitCode, stderr } = await runProgram(
    [
      'audit',
      '--quiet',
      '--no-doctor',
      '--out',
      join(await temporaryFolder(), 'x'.repeat(300)),
      '--config',
      SHIPPED_CONFIG,
    ],
    { env: simulator.environment },
  );
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(/^vigie: cannot \w+ .*: the name is too long \(ENAMETOOLONG: /);
});
