import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAULT_KINDS, faultPlanSchema, loadFaultPlan } from './fault-plan.ts';
import { placesOf } from './fault-kinds.ts';
import { PERMISSIONS } from '../tenant/permission.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-fault-plan-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function load(text: string): Promise<unknown> {
  const file = join(folder, 'plan.json');
  await writeFile(file, text);
  try {
    return await loadFaultPlan(file, 'plan.json');
  } catch (error) {
    return String(error);
  }
}

const withFault = (fault: object): string => JSON.stringify({ seed: 1, faults: [fault] });

test('the shipped bad day is a plan, with its places written out', async () => {
  const { seed, faults } = await loadFaultPlan('fixtures/faults/bad-day.json');
  expect([seed, faults.length]).toEqual([20201027, 11]);
  expect(faults[1]).toEqual({ kind: 'unavailable', on: ['batch-item'], rate: 0.03, retryAfter: 'absent' });
});

test('all places are all that the kind can happen to, but not the sign-in', () => {
  const [fault, bare] = faultPlanSchema.parse({
    seed: 1,
    faults: [
      { kind: 'malformed-json', on: 'all', rate: 0.1 },
      { kind: 'malformed-json', rate: 0.1 },
    ],
  }).faults;
  const places = [
    'directory',
    'sign-ins',
    'per-user-states',
    'registrations',
    'groups',
    'tenant',
    'policies',
    'roles',
    'batch',
    'mailbox-page',
    'exchange',
  ];
  expect(fault).toEqual({ kind: 'malformed-json', on: places, rate: 0.1 });
  expect(bare?.kind === 'malformed-json' && placesOf(bare)).toEqual(places);
});

test('a file that is not there, or no JSON, is told by its name', async () => {
  await expect(loadFaultPlan(join(folder, 'none.json'), 'none.json')).rejects.toThrow(
    /^none\.json: cannot be read: ENOENT/,
  );
  expect(await load('{"seed": 1,')).toMatch(/^FaultPlanError: plan\.json: not JSON: /);
});

test.each([
  [withFault({ kind: 'earthquake' }), `faults[0].kind: kind must be one of ${FAULT_KINDS.join(', ')}`],
  [
    withFault({ kind: 'truncated-csv', on: 'directory', rate: 0.1 }),
    'faults[0].on[0]: must be all, or some of download',
  ],
  [
    withFault({ kind: 'status', rate: 0.1, status: 404 }),
    'faults[0].status: Invalid option: expected one of 500|502|503|504|408',
  ],
  [
    withFault({ kind: 'reset-before' }),
    'faults[0]: say when it is injected: rate (0 to 1), first (attempts of each request) or at (the nth request)',
  ],
  [withFault({ kind: 'reset-before', rate: 2 }), 'faults[0].rate: Too big: expected number to be <=1'],
  [withFault({ kind: 'stale-report', days: 3, weeks: 1 }), 'faults[0]: Unrecognized key: "weeks"'],
  [withFault({ kind: 'mailboxes', answer: 403 }), 'faults[0]: give either count or share'],
  [
    withFault({ kind: 'missing-permission', for: ['mail'] }),
    `faults[0].for[0]: Invalid option: expected one of ${PERMISSIONS.map((name) => `"${name}"`).join('|')}`,
  ],
  ['{"faults": []}', 'seed: Invalid input: expected number, received undefined'],
])('a wrong plan is told with its place and what is allowed there: %s', async (text, problem) => {
  expect(await load(text)).toBe(`FaultPlanError: plan.json: ${problem}`);
});

test('the page about plans names every kind', async () => {
  const page = await readFile(new URL('README.md', import.meta.url), 'utf8');
  expect(FAULT_KINDS.filter((kind) => !page.includes(`\`${kind}\``))).toEqual([]);
});
