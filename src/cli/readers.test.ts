import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { auditHere } from '../testing/audit-here.ts';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { situationOf } from '../testing/simulated-audit.ts';
import { mayMount, WHERE_MOUNTED } from '../testing/small-disk.ts';

let folder: string;
let out: string;
/** The older one, then the newer. */
let audits: readonly [string, string];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-readers-'));
  out = join(folder, 'reports');
  const one = async (): Promise<string> => {
    const argv = ['--formats', 'json', '--quiet'];
    const audit = await auditHere({ tenant: { mailboxes: 200 }, out, argv });
    expect([audit.exitCode, audit.stderr]).toEqual([0, '']);
    return audit.auditFolder;
  };
  audits = [await one(), await one()];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function vigie(line: string, terminal?: number): Promise<EndedHere> {
  return vigieOf([...line.split(' '), '--out', out], terminal);
}

function vigieOf(argv: readonly string[], terminal?: number): Promise<EndedHere> {
  return runHere([...argv, '--lang', 'en'], { env: {}, ...(terminal === undefined ? {} : { terminal }) });
}

const READERS = [
  'audits',
  'list',
  'list mailbox-redirects',
  'list mfa-status latest --verdict compliant',
  'compare previous latest',
  'report latest --formats terminal',
];

async function entriesOf(of: string): Promise<unknown[]> {
  const entries = await readdir(of, { recursive: true, withFileTypes: true });
  const paths = [of, ...entries.map((entry) => join(entry.parentPath, entry.name))].sort();
  return Promise.all(
    paths.map(async (path) => {
      const { size, mtimeMs, ctimeMs, mode } = await stat(path);
      return [path, size, mtimeMs, ctimeMs, mode];
    }),
  );
}

test('whoever reads audits leaves them as they are, to the instants of their files, and nothing behind', async () => {
  const before = await entriesOf(out);
  const workDir = join(folder, 'work');
  await mkdir(workDir);
  for (const line of READERS) {
    const options = line.startsWith('audits') || line.startsWith('report') ? [] : ['--work-dir', workDir];
    const { exitCode, stdout, stderr } = await vigieOf([...line.split(' '), ...options, '--out', out]);
    expect([line, exitCode, stdout === ''], stderr).toEqual([line, 0, false]);
    expect(await readdir(workDir)).toEqual([]);
  }
  expect(await entriesOf(out)).toEqual(before);
});

test.runIf(mayMount)(`a read-only archive is read as any folder is${WHERE_MOUNTED}`, async () => {
  const archive = await mkdtemp(join(tmpdir(), 'vigie-archive-'));
  execFileSync('mount', ['--bind', out, archive]);
  try {
    execFileSync('mount', ['-o', 'remount,bind,ro', archive]);
    for (const line of READERS) {
      const { exitCode, stderr } = await vigieOf([...line.split(' '), '--out', archive]);
      expect([line, exitCode], stderr).toEqual([line, 0]);
    }
  } finally {
    execFileSync('umount', [archive]);
    await rmdir(archive);
  }
});

test('--quiet leaves nothing on stderr where all went well', async () => {
  const config = ['--no-config', '--quiet'];
  for (const line of READERS) expect([line, (await vigie(`${line} --quiet`)).stderr]).toEqual([line, '']);
  const copy = join(folder, 'again', basename(dirname(audits[0])), basename(audits[0]));
  await mkdir(dirname(copy), { recursive: true });
  execFileSync('cp', ['-R', audits[0], copy]);
  expect(await vigieOf(['assess', copy, ...config])).toEqual({
    exitCode: 0,
    stdout: `${copy}\n`,
    stderr: '',
  });
  expect((await vigieOf(['report', copy, '--formats', 'json', '--quiet'])).stderr).toBe('');
});

test('an audit is called by its path, its folder’s name, latest, previous, or its month', async () => {
  const [older, newer] = audits;
  const asked = async (name: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await vigie(`report ${name} --formats terminal --fail-on gaps.all`);
    expect([exitCode, stdout === ''], stderr).toEqual([1, false]);
    return stdout;
  };
  const [ofOlder, ofNewer] = [await asked(older), await asked(newer)];
  expect(ofOlder).not.toBe(ofNewer);
  expect([await asked('previous'), await asked(basename(older))]).toEqual([ofOlder, ofOlder]);
  expect([await asked('latest'), await asked(basename(newer).slice(0, 7))]).toEqual([ofNewer, ofNewer]);
  // An existing path wins.
  await mkdir(join(folder, 'latest'));
  const { exitCode, stderr } = await runHere(['report', 'latest', '--out', out], { env: {}, cwd: folder });
  expect([exitCode, stderr.split('\n')[0]]).toEqual([
    4,
    'vigie: latest is not an audit folder: it holds no situation.json',
  ]);
});

test('a name that no audit has, and one that several have, are told with those there are', async () => {
  const [older, newer] = audits.map((audit) => basename(audit));
  expect(await vigie('list 2019-01')).toEqual({
    exitCode: 4,
    stdout: '',
    stderr: `vigie: no audit under ${out} is called 2019-01
  → There: ${newer}, ${older}
  → vigie audits lists them; --out DIR names another folder of audits.
`,
  });
  const two = join(folder, 'two');
  for (const domain of ['a.example', 'b.example']) {
    await mkdir(join(two, domain), { recursive: true });
    execFileSync('cp', ['-R', audits[0], join(two, domain)]);
  }
  const month = (older ?? '').slice(0, 7);
  const several = await vigieOf(['list', month, '--out', two]);
  expect([several.exitCode, several.stderr.split('\n')]).toEqual([
    2,
    [
      `vigie: several audits under ${two} are called ${month}`,
      '  → Name one by its path:',
      ...['a.example', 'b.example'].map((domain) => `  → ${join(two, domain, older ?? '')}`),
      '',
    ],
  ]);
});

test('audits are listed with what they are of, how large they are, and whether they are whole', async () => {
  await mkdir(join(folder, 'some/ssss.gouv.qc.ca/2026-01-01T00-00-00Z'), { recursive: true });
  execFileSync('cp', ['-R', audits[1], join(folder, 'some/ssss.gouv.qc.ca')]);
  const { stdout } = await vigieOf(['audits', '--format', 'json', '--out', join(folder, 'some')]);
  const listed = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(stdout));
  const { asOf } = await situationOf(audits[1]);
  const path = join(folder, 'some/ssss.gouv.qc.ca', basename(audits[1]));
  const files = (await entriesOf(path)).map((entry) => z.array(z.unknown()).parse(entry));
  expect(listed).toEqual([
    {
      ...{ audit: basename(audits[1]), asOf, tenant: 'ssss.gouv.qc.ca', mailboxes: 200, state: 'complete' },
      ...{ bytes: expect.any(Number) as number, path },
    },
    {
      ...{ audit: '2026-01-01T00-00-00Z', asOf: null, tenant: 'ssss.gouv.qc.ca', mailboxes: null },
      ...{ state: 'unfinished', bytes: 0, path: join(folder, 'some/ssss.gouv.qc.ca/2026-01-01T00-00-00Z') },
    },
  ]);
  expect(files.length).toBeGreaterThan(10);
  expect((await vigieOf(['audits', '--out', join(folder, 'nowhere')])).stderr).toBe(
    `No audit under ${join(folder, 'nowhere')}.\n`,
  );
});

test('without a check, every check is listed with the counts of the situation', async () => {
  const { indicators, checks } = await situationOf(audits[1]);
  const { stdout } = await vigie('list --format json');
  const rows = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(stdout));
  expect(rows.map((row) => [row.check, row.titleFr, row.population, row.examined, row.undetermined])).toEqual(
    checks.map(({ id, title }) => {
      const of = indicators.find((one) => one.id === id);
      return [id, title.fr, of?.population, of?.examined, of?.undetermined];
    }),
  );
  const counts = new Map(rows.map((row) => [row.check, row.count]));
  expect(counts.get('inactive-mailboxes')).toBe(
    indicators.find(({ id }) => id === 'inactive-mailboxes')?.count,
  );
  // Not known, and nobody.
  expect([counts.get('terms-of-use'), counts.get('service-usage')]).toEqual([null, null]);
  const refused = await vigie('list latest --physicians --where category=x');
  expect([refused.exitCode, refused.stderr.split('\n')[0]]).toEqual([
    2,
    'vigie: --physicians, --where: of which check?',
  ]);
});

test('columns, rows and their order are chosen in every form', async () => {
  const rows = z.array(z.looseObject({ userPrincipalName: z.string(), physician: z.boolean() }));
  const rowsOf = async (line: string): Promise<z.infer<typeof rows>> =>
    rows.parse(JSON.parse((await vigie(`${line} --format json`)).stdout));
  const whole = await rowsOf('list inactive-mailboxes');
  const physicians = whole.filter(({ physician }) => physician);
  expect([physicians.length > 3, whole.length > physicians.length]).toEqual([true, true]);
  const names = physicians.map(({ userPrincipalName }) => userPrincipalName).sort();
  const chosen =
    'list inactive-mailboxes --columns physician,userPrincipalName --where physician=TRUE --sort -userPrincipalName';
  expect(await rowsOf(chosen)).toEqual(
    names.toReversed().map((userPrincipalName) => ({ physician: true, userPrincipalName })),
  );
  expect((await vigie(`${chosen} --where userPrincipalName=${names[0]} --format csv`)).stdout).toBe(
    `physician,userPrincipalName\ntrue,${names[0]}\n`,
  );
  const wrong = await vigie('list inactive-mailboxes --sort categorie');
  expect([wrong.exitCode, wrong.stdout, wrong.stderr.includes('did you mean category?')]).toEqual([
    2,
    '',
    true,
  ]);
});

test('on a terminal the rows are headed by whose they are, and what has no room is told', async () => {
  const shown = await vigie('list mailbox-redirects', 80);
  expect(shown.stderr).toMatch(/^Réseau .* \(ssss\.gouv\.qc\.ca\), as of \w+ \d+, \d{4}\n/);
  expect(shown.stderr).toMatch(
    /\nColumns without room here \(--wide shows them, --columns chooses\): check, /,
  );
  expect(shown.stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
  expect(shown.stdout.split('\n')[0]).toMatch(/^Verdict .*Target/);
  const wide = await vigie('list mailbox-redirects --wide', 80);
  expect([wide.stdout.split('\n')[0]?.includes('Account id'), wide.stderr.includes('without room')]).toEqual([
    true,
    false,
  ]);
});

test.each([
  ['list mfa-status --excel --format json', '--excel is a form of CSV, and --format asks for json'],
  ['compare previous latest --excel --format table', '--excel is a form of CSV, and --format asks for table'],
  [
    'collect --only accounts --only inbox-rules --skip inbox-rules',
    '--only and --skip both name inbox-rules',
  ],
  [
    'audit --sample 5 --previous latest',
    "option '--sample <n>' cannot be used with option '--previous <audit>'",
  ],
  [
    'audit --max-duration 0s',
    "option '--max-duration <duration>' argument '0s' is invalid. In no time nothing is done: write more than 0, or leave the option out.",
  ],
])('%s is refused', async (line, told) => {
  const { exitCode, stdout, stderr } = await vigie(line);
  expect([exitCode, stdout, stderr.replace(/^(vigie|error): /, '').split('\n')[0]]).toEqual([2, '', told]);
});

test('--excel alone gives CSV, on a terminal too', async () => {
  expect((await vigie('list mfa-status --excel', 80)).stdout.startsWith('\uFEFFverdict;check;')).toBe(true);
});

const shownSchema = z.object({
  account: z.looseObject({ accountId: z.string(), displayName: z.string(), physician: z.boolean() }),
  verdicts: z.array(
    z.object({
      check: z.string(),
      verdict: z.string(),
      because: z.record(z.string(), z.unknown()),
      findings: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
  history: z.array(z.object({ audit: z.string(), verdicts: z.record(z.string(), z.string()).nullable() })),
  notUsed: z.array(z.string()),
});

test('one account is shown with each verdict, what was found, and how earlier audits judged it', async () => {
  const listed = await vigie(
    'list mailbox-redirects --columns userPrincipalName,target --verdict non-compliant --format json',
  );
  const [{ userPrincipalName: name, target } = { userPrincipalName: '', target: '' }] = z
    .array(z.object({ userPrincipalName: z.string(), target: z.string() }))
    .parse(JSON.parse(listed.stdout));
  const { exitCode, stdout, stderr } = await vigie(`show ${name.toUpperCase()} --format json`);
  expect(exitCode, stderr).toBe(0);
  const shown = shownSchema.parse(JSON.parse(stdout));
  const redirects = shown.verdicts.find(({ check }) => check === 'mailbox-redirects');
  expect([redirects?.verdict, redirects?.because.redirected]).toEqual(['non-compliant', true]);
  expect(redirects?.findings.map((row) => row.target)).toContain(target);
  expect(shown.verdicts.map(({ check }) => check)).toEqual(
    (await situationOf(audits[1])).checks.map(({ id }) => id),
  );
  const verdicts = Object.fromEntries(shown.verdicts.map(({ check, verdict }) => [check, verdict]));
  expect([shown.history, shown.notUsed]).toEqual([[{ audit: basename(audits[0]), verdicts }], []]);

  const text = await vigie(`show ${shown.account.accountId}`);
  expect(text.stdout.split('\n')[0]).toBe(`${shown.account.displayName}, ${name}`);
  expect(text.stdout).toContain('\n  Automatic redirects: non-compliant\n');
  expect(text.stdout).toContain(`Target: ${target}`);
  // An empty column says what its emptiness means: that this is nobody's special account is known.
  expect(text.stdout.replaceAll(/\s+/g, ' ')).toContain('specialAccount = any other account');
  expect(text.stdout).toMatch(/\nHistory\n {2}The same verdicts in the earlier audits, since .*\n$/);
});

test('an account that nobody is called is refused with those who are called nearly so', async () => {
  const [{ userPrincipalName: name } = { userPrincipalName: '' }] = z
    .array(z.object({ userPrincipalName: z.string() }))
    .parse(JSON.parse((await vigie('list mfa-status --columns userPrincipalName --format json')).stdout));
  const { exitCode, stdout, stderr } = await vigie(`show ${name.replace('@', 'x@')}`);
  expect([exitCode, stdout, stderr.split('\n')[1]]).toEqual([2, '', '  → Did you mean one of these?']);
  expect(stderr).toContain(`${name} (`);
});

test('--fail-on is held against an audit as a run would, in each form, and nothing is written', async () => {
  const before = await entriesOf(out);
  const expressions = ['inactive-mailboxes > 0', 'terms-of-use > 0', 'gaps:tenant'];
  const argv = expressions.flatMap((expression) => ['--fail-on', expression]);
  const check = (format: string): Promise<EndedHere> =>
    vigieOf(['check', 'latest', '--out', out, '--format', format, ...argv]);
  const json = await check('json');
  const outcomes = z
    .object({ expressions: z.array(z.object({ expression: z.string(), outcome: z.string() })) })
    .parse(JSON.parse(json.stdout)).expressions;
  expect([json.exitCode, json.stderr, outcomes]).toEqual([
    1,
    '',
    [
      { expression: 'inactive-mailboxes > 0', outcome: 'matched' },
      { expression: 'terms-of-use > 0', outcome: 'not-assessed' },
      { expression: 'gaps:tenant', outcome: 'clear' },
    ],
  ]);
  const xml = (await check('junit')).stdout;
  expect(xml).toContain('<testsuites tests="3" failures="1" errors="1">\n');
  expect(xml).toContain(
    'name="inactive-mailboxes &gt; 0"><failure message="--fail-on “inactive-mailboxes &gt; 0”',
  );
  expect(xml).toContain('name="gaps:tenant"/>\n');
  const lines = (await check('github')).stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.split(' title=Vigie::')[0])).toEqual(['::error', '::warning', '::notice']);
  const clear = await vigieOf(['check', '--out', out, '--fail-on', 'gaps:tenant']);
  expect([clear.exitCode, clear.stdout]).toEqual([
    0,
    '--fail-on “gaps:tenant”: not matched (0 gaps to repair)\n',
  ]);
  expect((await vigie('check latest')).exitCode).toBe(2);
  expect(await entriesOf(out)).toEqual(before);
});
