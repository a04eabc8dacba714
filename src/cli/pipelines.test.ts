import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { day } from '../i18n/format.ts';
import { auditHere } from '../testing/audit-here.ts';
import { frenchFaults } from '../testing/french-faults.ts';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { situationOf } from '../testing/simulated-audit.ts';

const HEADER =
  'tenant,audit,asOf,indicator,group,id,population,populationBound,examined,count,lowerBound,undetermined,assessable';
const OLDER = '2026-01-01T00-00-00Z';

let folder: string;
let out: string;
let newest: string;
/** The rows of `indicators.csv`, without its header. */
let figures: string[];
let asOf: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-export-'));
  out = join(folder, 'reports');
  const argv = ['--formats', 'csv,markdown', '--lang', 'fr', '--quiet'];
  const audit = await auditHere({ tenant: { mailboxes: 200 }, out, argv });
  expect([audit.exitCode, audit.stderr]).toEqual([0, '']);
  newest = audit.auditFolder;
  copy(newest, join(dirname(newest), OLDER));
  figures = (await readFile(join(newest, 'indicators.csv'), 'utf8')).trimEnd().split('\n').slice(1);
  ({ asOf } = await situationOf(newest));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(folder, 'home-'));
});

function copy(from: string, to: string): void {
  execFileSync('cp', ['-R', from, to]);
}

function exported(...argv: string[]): Promise<EndedHere> {
  return runHere(['export', '--append', 'history.csv', '--out', out, '--lang', 'en', ...argv], {
    ...{ env: {}, cwd: home },
  });
}

function table(): Promise<string> {
  return readFile(join(home, 'history.csv'), 'utf8');
}

function rowsOf(audit: string): string[] {
  return figures.map((row) => `ssss.gouv.qc.ca,${audit},${asOf},${row}`);
}

function lines(...rows: string[]): string {
  return [HEADER, ...rows, ''].join('\n');
}

test('the rows of indicators.csv are added with tenant, audit and date, the same audit once', async () => {
  expect(figures.length).toBeGreaterThan(30);
  const told = { exitCode: 0, stdout: '' };
  expect(await exported()).toEqual({ ...told, stderr: 'history.csv: 1 audit added\n' });
  expect(await table()).toBe(lines(...rowsOf(basename(newest))));
  expect((await stat(join(home, 'history.csv'))).mode & 0o777).toBe(0o600);
  const { mtimeMs } = await stat(join(home, 'history.csv'));
  expect(await exported()).toEqual({ ...told, stderr: 'history.csv: 0 audits added, 1 already there\n' });
  expect((await stat(join(home, 'history.csv'))).mtimeMs).toBe(mtimeMs);
  expect(await exported('previous', '--quiet')).toEqual({ ...told, stderr: '' });
  expect(await table()).toBe(lines(...rowsOf(basename(newest)), ...rowsOf(OLDER)));
  expect(await readdir(home)).toEqual(['history.csv']);
});

test('--all adds every audit that is not there yet, the oldest first, and tells so in French too', async () => {
  const { stderr } = await exported('--all', '--lang', 'fr');
  expect(stderr).toBe('history.csv\u00a0: 2 audits ajoutés\n');
  expect(await table()).toBe(lines(...rowsOf(OLDER), ...rowsOf(basename(newest))));
  expect((await exported('--all', '--lang', 'fr')).stderr).toBe(
    'history.csv\u00a0: 0 audit ajouté, 2 déjà là\n',
  );
  const both = await exported('latest', '--all');
  expect([both.exitCode, both.stderr.split('\n')[0]]).toEqual([
    2,
    'vigie: an audit is named, and --all asks for every one',
  ]);
});

test('a copy of an audit under another folder is the same audit', async () => {
  const twice = join(home, 'twice');
  for (const domain of ['a.example', 'b.example']) {
    await mkdir(join(twice, domain), { recursive: true });
    copy(newest, join(twice, domain, basename(newest)));
  }
  const { stderr } = await exported('--all', '--out', twice);
  expect(stderr).toBe('history.csv: 1 audit added, 1 already there\n');
  expect(await table()).toBe(lines(...rowsOf(basename(newest))));
});

test('an audit that cannot be believed costs its own rows, and the exit code', async () => {
  const some = join(home, 'some', 'ssss.gouv.qc.ca');
  await mkdir(some, { recursive: true });
  for (const name of [OLDER, basename(newest)]) copy(newest, join(some, name));
  const altered = join(some, OLDER, 'situation.json');
  await writeFile(altered, `${await readFile(altered, 'utf8')}\n`);
  const { exitCode, stdout, stderr } = await exported('--all', '--out', join(home, 'some'));
  expect([exitCode, stdout]).toEqual([4, '']);
  expect(stderr.split('\n').slice(0, 2)).toEqual([
    'history.csv: 1 audit added',
    `vigie: The audit was altered: situation.json of ${join(some, OLDER)} changed since the assessment, or no record tells of it.`,
  ]);
  expect(await table()).toBe(lines(...rowsOf(basename(newest))));
});

test('a file that ends without a line feed, or is empty, is added to; a spreadsheet’s line ends are read', async () => {
  await writeFile(join(home, 'history.csv'), '');
  await exported();
  const whole = await table();
  await writeFile(join(home, 'history.csv'), `\uFEFF${whole.trimEnd().replaceAll('\n', '\r\n')}`);
  expect((await exported('--all')).stderr).toBe('history.csv: 1 audit added, 1 already there\n');
  expect((await table()).replaceAll('\r', '')).toBe(
    `\uFEFF${lines(...rowsOf(basename(newest)), ...rowsOf(OLDER))}`,
  );
});

test.each([
  ['indicator,count\nx,1\n', 'history.csv is another table: nothing was added to it'],
  [`${HEADER.replaceAll(',', ';')}\n`, 'history.csv is another table: nothing was added to it'],
  [
    `${HEADER}\nssss.gouv.qc.ca,2026-0`,
    'the table history.csv cannot be read (it has not as many cells as the header, at line 2)',
  ],
  [`${HEADER}\n"a`, 'the table history.csv cannot be read (a quote is never closed, at line 2)'],
])('a file that is another is left as it is: %j', async (content, message) => {
  await writeFile(join(home, 'history.csv'), content);
  const { exitCode, stderr } = await exported();
  expect([exitCode, stderr.split('\n')[0]]).toEqual([2, `vigie: ${message}`]);
  expect(await table()).toBe(content);
});

test('what is no plain file is refused, and nothing is written where it leads', async () => {
  await writeFile(join(home, 'other.csv'), `${HEADER}\n`);
  await symlink(join(home, 'other.csv'), join(home, 'history.csv'));
  const { exitCode, stderr } = await exported();
  expect([exitCode, stderr.split('\n')[0]]).toEqual([
    2,
    'vigie: the table history.csv cannot be read (it is a symbolic link)',
  ]);
  expect(await readFile(join(home, 'other.csv'), 'utf8')).toBe(`${HEADER}\n`);
  const folderInstead = await runHere(['export', '--append', '.', '--out', out], { env: {}, cwd: home });
  expect([folderInstead.exitCode, folderInstead.stderr.split('\n')[0]]).toEqual([
    2,
    'vigie: the table . cannot be read (it is a folder, no plain file)',
  ]);
});

function checked(...argv: string[]): Promise<EndedHere> {
  const expressions = ['inactive-mailboxes > 0', 'terms-of-use > 0', 'gaps:tenant'];
  const failOn = expressions.flatMap((expression) => ['--fail-on', expression]);
  return runHere(['check', newest, ...failOn, ...argv], { env: {}, cwd: home });
}

test('check adds a summary of the outcomes and of what to decide to the file of a job', async () => {
  const alone = await checked('--lang', 'fr');
  const { exitCode, stdout, stderr } = await checked('--lang', 'fr', '--summary', 'sommaire.md');
  expect([exitCode, stdout, stderr]).toEqual([1, alone.stdout, '']);
  expect((await stat(join(home, 'sommaire.md'))).mode & 0o777).toBe(0o600);
  const french = await readFile(join(home, 'sommaire.md'), 'utf8');
  const [title, first, second, third, decide] = french.split('\n').filter((line) => line !== '');
  expect([title, decide]).toEqual([`## Vigie\u00a0: ssss.gouv.qc.ca, ${day(asOf, 'fr')}`, '### À décider']);
  expect([first, second, third].map((line) => line?.slice(0, 7))).toEqual([
    '- **\\--',
    '- **\\--',
    '- \\--fa',
  ]);
  const page = await readFile(join(newest, 'situation.fr.md'), 'utf8');
  const decided = french.split('### À décider\n')[1] ?? '';
  expect(frenchFaults(`${title}\n${decided}`)).toEqual([]);
  expect(decided.split('\n').length).toBeGreaterThan(3);
  expect(page).toContain(`## À décider\n${decided}`);

  await checked('--lang', 'en', '--summary', 'sommaire.md');
  const both = await readFile(join(home, 'sommaire.md'), 'utf8');
  expect(both.slice(0, french.length)).toBe(french);
  expect(both.slice(french.length)).toMatch(/^\n\n## Vigie: ssss\.gouv\.qc\.ca, [^]*\n### To decide\n/);
});

test('a summary goes into no folder, no pipe and no device', async () => {
  const outcome = async (file: string): Promise<unknown[]> => {
    const { exitCode, stdout, stderr } = await checked('--lang', 'en', '--summary', file);
    return [exitCode, stdout.split('\n').length, stderr.split('\n')[0]];
  };
  execFileSync('mkfifo', [join(home, 'pipe')]);
  expect(await outcome('pipe')).toEqual([2, 4, 'vigie: --summary pipe: it is no plain file']);
  expect(await outcome('/dev/null')).toEqual([2, 4, 'vigie: --summary /dev/null: it is no plain file']);
  const [exitCode, , told] = await outcome('.');
  expect([exitCode, told]).toEqual([4, expect.stringMatching(/^vigie: cannot write .*: it is a folder/)]);
});
