import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../simulator/simulator.ts';
import { runProgram } from '../testing/run-program.ts';
import { SHIPPED_CONFIG, tenantToday } from '../testing/simulated-audit.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';

const lineSchema = z.strictObject({
  at: z.iso.datetime(),
  host: z.enum(['graph.microsoft.com', 'outlook.office365.com', 'reports.office.com']),
  method: z.enum(['GET', 'POST']),
  path: z.string().regex(/^(\/(\{\w+\}|v\d\.\d|[$A-Za-z][\w-]*(\((\w+,?)*\))?))+(\?(\$\w+&?)+)?$/),
  status: z.int(),
  ms: z.int().nonnegative(),
  requestId: z.guid().nullable(),
  items: z.record(z.string().regex(/^\d{3}$/), z.int().positive()).optional(),
});

test('a trace tells each request on a line, to this user alone, without a secret, an id or a person', async () => {
  const options = await tenantToday({ mailboxes: 200, log: true });
  const simulator = await startSimulator(options);
  const folder = await temporaryFolder();
  const file = join(folder, 'trace.jsonl');
  try {
    const argv = [
      'collect',
      '--quiet',
      '--out',
      folder,
      '--config',
      SHIPPED_CONFIG,
      '--trace',
      'trace.jsonl',
    ];
    const { exitCode, stderr } = await runProgram(argv, { env: simulator.environment, cwd: folder });
    expect(exitCode, stderr).toBe(0);
  } finally {
    await simulator.close();
  }
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const text = await readFile(file, 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => lineSchema.parse(JSON.parse(line)));
  const asked = simulator.requests.filter(({ host }) => !host.startsWith('login.'));
  expect(lines.map(({ method, host, status }) => `${method} ${host} ${status}`).sort()).toEqual(
    asked.map(({ method, host, status }) => `${method} ${host} ${status}`).sort(),
  );
  const { id, clientId, clientSecret } = options.tenant;
  const domains = options.tenant.domains.map(({ name }) => name);
  const telling = [id, clientId, clientSecret, '@', 'Bearer', ...domains, 'D180', 'skiptoken='];
  expect(telling.filter((one) => text.includes(one))).toEqual([]);
  const withoutRequestIds = text.replaceAll(/"requestId":"[^"]*"/g, '');
  expect(/[0-9a-f]{8}-/i.exec(withoutRequestIds)).toBeNull();
}, 60_000);

test('a trace that cannot be written is told before the tenant is asked', async () => {
  const folder = await temporaryFolder();
  const argv = ['collect', '--out', folder, '--trace', folder];
  const env = { AZURE_TENANT_ID: 'x', AZURE_CLIENT_ID: 'x', AZURE_CLIENT_SECRET: 'x' };
  const { exitCode, stderr } = await runProgram(argv, { env, cwd: folder });
  expect(exitCode).toBe(4);
  expect(stderr).toContain(`vigie: cannot write ${folder}: `);
});
