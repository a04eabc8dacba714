import { beforeAll, expect, test } from 'vitest';
import { freshBuild } from '../../testing/fresh-build.ts';
import { runVigie } from './run-vigie.ts';

beforeAll(freshBuild, 400_000);

const IO = { env: {}, cwd: process.cwd(), signal: new AbortController().signal };

test('a process that ends by itself gives its exit code', async () => {
  expect(await runVigie(['--version'], {}, IO)).toBe(0);
  expect(await runVigie(['no-such-command'], {}, IO)).toBe(2);
});

test('one that Node ends for want of memory is told as that, with how to go on', async () => {
  const starved = { NODE_OPTIONS: '--max-old-space-size=4' };
  await expect(runVigie(['permissions'], starved, IO)).rejects.toMatchObject({
    kind: 'local',
    message: expect.stringMatching(
      /^the audit was ended by SIG(ABRT|TRAP), as happens where memory lacks$/,
    ) as string,
    nextSteps: [
      expect.stringContaining('--max-old-space-size') as string,
      expect.stringContaining('--resume') as string,
    ],
  });
});
