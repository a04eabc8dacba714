import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../testing/run-program.ts';
import { auditHere } from '../testing/audit-here.ts';
import { situationOf, type SimulatedAudit } from '../testing/simulated-audit.ts';

let folder: string;
let audit: SimulatedAudit;
/** Mailboxes of the population whose rules were not read. */
let undetermined: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-coverage-'));
  audit = await auditHere({
    tenant: {
      mailboxes: 400,
      overrides: {
        deniedMailboxes: 30,
        mailboxesOnPremises: 12,
        recipientType: 'absent',
        missingPermissions: [
          'service-activity',
          'group-members',
          'mfa-registrations',
          'Exchange.ManageAsApp',
          'Exchange.ManageAsAppV2',
        ],
      },
    },
    out: join(folder, 'reports'),
    argv: ['--lang', 'en'],
  });
  expect(audit.exitCode, audit.stderr).toBe(0);
  const { indicators } = await situationOf(audit.auditFolder);
  undetermined = indicators.find(({ id }) => id === 'mailbox-redirects')?.undetermined ?? 0;
  expect(undetermined).toBeGreaterThan(30);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function vigie(...argv: string[]): ReturnType<typeof runProgram> {
  return runProgram([...argv, '--out', join(folder, 'reports'), '--lang', 'en']);
}

test('every figure of a damaged audit says in the situation what it rests on', async () => {
  const situation = await situationOf(audit.auditFolder);
  expect(situation.populationBound).toBe('approximate');
  expect(
    situation.indicators.map(({ id, lowerBound, populationBound, examined }) => [
      id,
      lowerBound,
      populationBound,
      examined > 0,
    ]),
  ).toEqual([
    ['inactive-mailboxes', false, 'approximate', true],
    ['unread-mail', false, 'approximate', true],
    ['mailbox-redirects', true, 'approximate', true],
    ['mfa-status', true, 'approximate', false],
    ['mfa-enforcement', false, 'approximate', true],
    ['admin-mfa', true, 'approximate', false],
    ['inactive-sign-ins', false, 'approximate', true],
    ['unused-accounts', false, 'approximate', true],
    ['physicians-without-mailbox', false, 'approximate', true],
    ['enrolled-unused', true, 'approximate', false],
    ['terms-of-use', true, 'approximate', false],
    ['external-sharing', false, 'approximate', true],
    ['unused-licences', false, 'approximate', true],
    ['service-usage', true, 'approximate', false],
  ]);
  expect(situation.enrolments.map(({ known }) => known)).toEqual([false]);
  const outcomes = situation.sources.find(({ id }) => id === 'inbox-rules')?.outcomes ?? [];
  expect(outcomes.slice(-2)).toEqual([
    { outcome: 'no-cloud-mailbox', code: 'MailboxNotEnabledForRESTAPI', mailboxes: 12 },
    { outcome: 'denied', code: 'ErrorAccessDenied', mailboxes: 30 },
  ]);
});

test('the page tells the gaps to repair before any check, marks every approximate figure, and counts nothing it does not know', async () => {
  const page = await readFile(join(audit.auditFolder, 'situation.en.md'), 'utf8');
  const [sure, checks] = [page.indexOf('## How sure it is'), page.indexOf('## Every check')];
  expect(page.slice(sure, checks)).toContain('the column Recipient Type is missing');
  expect(page).toMatch(
    /^- About \d+ mailboxes unused for more than 90 days out of about \d+ \(\d+ undetermined accounts\)$/m,
  );
  expect(page).toMatch(/^- At least about \d+ accounts are automatically redirected, .*$/m);
  expect(page).toContain(` (${undetermined} undetermined accounts)\n`);
  expect(page).toContain(
    '## Service usage\n\nNot assessable: Service usage (missing source: activity by service)\n',
  );
  expect(page).toContain('| Telefax service | n. a. | n. a. |\n');
  expect(page).toContain('| access denied | ErrorAccessDenied | 30 |\n');
  expect(page).toContain('“about”: shared, room and equipment mailboxes could not be told');
});

test('a list tells on stderr what its rows rest on', async () => {
  const { exitCode, stdout, stderr } = await vigie('list', 'mailbox-redirects', '--format', 'ndjson');
  expect(exitCode).toBe(0);
  expect(stdout.trimEnd().split('\n').length).toBeGreaterThan(undetermined);
  const lines = stderr.split('\n');
  expect(lines.filter((line) => line.startsWith('  ! ')).map((line) => line.slice(4, 40))).toEqual([
    'Mailbox usage report: the column Rec',
    'Mailboxes whose rules were refused (',
    'Accounts without a mailbox in the cl',
    'Mailboxes of which an enabled redire',
    'Not read: bearers of the organizatio',
    'Redirects set at mailbox level: acce',
    'Mail flow of the organization: acces',
    'Mailbox usage report: rows whose nam',
  ]);
  expect(lines.at(-2)).toMatch(
    /^ {2}• Automatic redirects: population about \d+, examined \d+, undetermined \d+$/,
  );
  expect(lines.at(-2)).toContain(`undetermined ${undetermined}`);
  const unassessed = await vigie('list', 'mfa-status', '--format', 'ndjson');
  expect(unassessed.stderr).toContain(
    '  • Not assessable: Without multifactor authentication (missing source:',
  );
});

test.each(['assess', 'report --formats json'])(
  '--fail-on ends vigie %s with 1 once all is written, and tells why',
  async (command) => {
    const failed = await vigie(
      ...command.split(' '),
      ...['--fail-on', `mailbox-redirects.undetermined >= ${undetermined}`, '--fail-on', 'gaps:tenant'],
      ...['--fail-on', 'mailbox-redirects > 300', '--fail-on', 'mfa-status > 0'],
    );
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout.trimEnd()).toMatch(/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(\/situation\.json)?$/);
    expect(failed.stderr.split('\n').filter((line) => line.startsWith('vigie: '))).toEqual([
      `vigie: --fail-on “mailbox-redirects.undetermined >= ${undetermined}”: matched (${undetermined})`,
      expect.stringMatching(
        /^vigie: --fail-on “mailbox-redirects > 300”: could not be assessed \(at least about \d+; to look at what is known alone: “mailbox-redirects > 300 \[known\]”\)$/,
      ),
      'vigie: --fail-on “mfa-status > 0”: could not be assessed (no account could be examined)',
    ]);
    const clear = await vigie(...command.split(' '), '--fail-on', 'gaps:tenant');
    expect([clear.exitCode, clear.stderr.includes('--fail-on')]).toEqual([0, false]);
  },
);

test('an expression that cannot be is told before any work', async () => {
  expect(await vigie('assess', '--fail-on', 'mfa-statu > 0')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr:
      'vigie: --fail-on "mfa-statu > 0": there is no indicator "mfa-statu". Did you mean mfa-status?\n' +
      '  → Allowed: inactive-mailboxes, unread-mail, mailbox-redirects, mfa-status, mfa-enforcement, admin-mfa, inactive-sign-ins, unused-accounts, physicians-without-mailbox, enrolled-unused, terms-of-use, external-sharing, unused-licences, service-usage\n',
  });
});
