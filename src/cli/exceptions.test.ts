import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { auditHere } from '../testing/audit-here.ts';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { SHIPPED_CONFIG } from '../testing/simulated-audit.ts';

const FINDING = z.object({
  userPrincipalName: z.string(),
  state: z.string().nullable(),
  openSince: z.string().nullable(),
  acceptedUntil: z.string().nullable(),
  acceptedBy: z.string().nullable(),
  acceptedReason: z.string().nullable(),
});
type Finding = z.infer<typeof FINDING>;

const OWN_CHECK = `title: { fr: Comptes sans adresse de courriel, en: Accounts without a mail address }
shortTitle: { fr: Sans adresse, en: No address }
question: { fr: Quels comptes n’ont pas d’adresse?, en: Which accounts have no address? }
rule: { fr: Le compte n’a pas d’adresse., en: The account has no address. }
sentence:
  fr: { one: "{n} compte est sans adresse", other: "{n} comptes sont sans adresse" }
  en: { one: "{n} account has no address", other: "{n} accounts have no address" }
sources: [accounts]
population: accountEnabled
nonCompliantWhen: physician
columns:
  - { name: age, kind: integer, label: { fr: Âge, en: Age in days }, sql: ageAtCollection }
  - { name: rowPlace, kind: text, label: { fr: Lieu, en: Place }, sql: establishment }
`;

let folder: string;
let out: string;
/** The one that the second audit is of; the first had no exceptions. */
let audit: string;
let first: Finding[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-exceptions-'));
  out = join(folder, 'reports');
  const argv = ['--formats', 'json', '--quiet'];
  await auditHere({ tenant: { mailboxes: 200 }, out, argv });
  first = await findings('latest');
  const [accepted, expired] = [...new Set(first.map((one) => one.userPrincipalName))];
  const config = join(folder, 'vigie.config.yaml');
  await writeFile(
    config,
    `${await readFile(SHIPPED_CONFIG, 'utf8')}\nexceptions: { file: exceptions.csv }\nchecks: { folder: checks }\n`,
  );
  await writeFile(
    join(folder, 'exceptions.csv'),
    [
      'check,account,reason,owner,until',
      `mailbox-redirects,${accepted},projet pilote,DRI,2999-12-31`,
      `mailbox-redirects,${expired},congé,RH,2000-01-01`,
    ].join('\n'),
  );
  await mkdir(join(folder, 'checks'));
  await writeFile(join(folder, 'checks', 'own-no-department.yaml'), OWN_CHECK);
  audit = (await auditHere({ tenant: { mailboxes: 200 }, out, config, argv })).auditFolder;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function vigie(...argv: readonly string[]): Promise<EndedHere> {
  return runHere([...argv, '--out', out, '--lang', 'en'], { env: {} });
}

async function findings(of: string): Promise<Finding[]> {
  const { stdout } = await vigie(
    'list',
    'mailbox-redirects',
    of,
    '--format',
    'json',
    '--where',
    'verdict=non-compliant',
  );
  return z.array(FINDING).parse(JSON.parse(stdout));
}

test('a finding of the first audit has no age, one of the second is open since the first, and an accepted one says by whom', async () => {
  expect(first.map(({ state, openSince }) => [state, openSince])).toEqual(first.map(() => [null, null]));
  const [accepted, expired] = [...new Set(first.map((one) => one.userPrincipalName))];
  const now = await findings('latest');
  const nobody = { acceptedUntil: null, acceptedBy: null, acceptedReason: null };
  const day = now[0]?.openSince ?? '';
  expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(now).toEqual(
    first.map(({ userPrincipalName }) => ({
      ...{ userPrincipalName, openSince: day, state: 'open', ...nobody },
      ...(userPrincipalName !== accepted
        ? {}
        : {
            ...{ state: 'accepted', acceptedUntil: '2999-12-31' },
            ...{ acceptedBy: 'DRI', acceptedReason: 'projet pilote' },
          }),
    })),
  );
  const shown = await Promise.all([accepted, expired].map((name = '') => vigie('show', name, 'latest')));
  expect(
    shown.map(
      ({ stdout }) => /Found since .*\n(?: {4}Accepted until .*\n)?/.exec(stdout)?.[0].split('\n')[1],
    ),
  ).toEqual(['    Accepted until December 31, 2999 by DRI: projet pilote', '']);
});

test('an exception that expired ends the run with 1, from what was kept too, and the audit is worked out again as it was', async () => {
  await rm(join(folder, 'exceptions.csv'));
  await rm(join(folder, 'checks'), { recursive: true });
  const assessed = await vigie('assess', 'latest', '--fail-on', 'exceptions');
  expect([assessed.exitCode, assessed.stderr]).toEqual([
    1,
    expect.stringContaining('--fail-on “exceptions”: matched (1 exception expired)') as unknown,
  ]);
  expect(await readFile(join(audit, 'inputs', 'exceptions.csv'), 'utf8')).toContain('projet pilote');
  const verified = await vigie('verify', audit, '--recompute');
  expect(verified.stdout).toMatch(/Worked out again.*the same, byte for byte: 21\.?/);
  expect(verified.exitCode).toBe(0);
});

test('a check of the configuration is judged, listed, kept and held against --fail-on like a shipped one', async () => {
  const id = 'own-no-department';
  const { stdout } = await vigie('list', id, 'latest', '--verdict', 'compliant', '--format', 'csv');
  expect(stdout.split('\n')[1]).toMatch(/^compliant,own-no-department,/);
  const found = await vigie('list', id, 'latest', '--verdict', 'non-compliant', '--format', 'json');
  const [one] = z
    .array(z.object({ age: z.int(), rowPlace: z.string(), establishment: z.string(), state: z.null() }))
    .parse(JSON.parse(found.stdout));
  expect(one?.rowPlace).toBe(one?.establishment);
  const held = async (expression: string): Promise<unknown[]> => {
    const { exitCode, stdout: told, stderr } = await vigie('check', 'latest', '--fail-on', expression);
    return [exitCode, `${told}${stderr}`.split('\n').find((line) => line.includes('own-')) ?? ''];
  };
  expect(await held(`${id} > 0`)).toEqual([1, expect.stringContaining('matched') as unknown]);
  expect(await held('own-other > 0')).toEqual([
    2,
    expect.stringContaining('there is no indicator "own-other"') as unknown,
  ]);
  expect(await readFile(join(audit, 'inputs', 'checks', `${id}.yaml`), 'utf8')).toBe(OWN_CHECK);
});
