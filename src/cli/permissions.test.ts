import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { runHere } from '../testing/run-here.ts';

const printed = (...argv: string[]): ReturnType<typeof runHere> =>
  runHere(['permissions', ...argv], { env: {} });

test('the permissions of chosen sources are rows of CSV', async () => {
  const { exitCode, stdout, stderr } = await printed('--only', 'mail-flow', '--lang', 'en');
  expect([exitCode, stderr]).toEqual([0, '']);
  const exchange = { exchangePermissions: 'Exchange.ManageAsApp', entraRole: 'Global Reader' };
  const nothing = { graphPermissions: '', delegatedPermissions: '', licence: '' };
  const rows: unknown = parse(stdout, { columns: true });
  expect(rows).toEqual([
    ...['domains', 'organization', 'report-settings', 'subscribed-skus'].map((part): unknown =>
      expect.objectContaining({ source: 'tenant', part, exchangePermissions: '' }),
    ),
    expect.objectContaining({ source: 'accounts', part: '', graphPermissions: 'User.Read.All' }),
    expect.objectContaining({
      ...{ source: 'mail-flow', part: '', ...nothing, ...exchange, exchangeRole: 'View-Only Configuration' },
      ...{ grantedBySetup: 'true', why: 'what redirects, stops or allows in the whole organisation' },
    }),
    expect.objectContaining({ part: 'journal-rule', exchangeRole: 'Journaling', grantedBySetup: 'false' }),
    expect.objectContaining({ part: 'recipient-addresses', exchangeRole: 'View-Only Recipients' }),
  ]);
});

test('as JSON they come with the least that grants them, and the commands', async () => {
  const { stdout } = await printed('--format', 'json', '--only', 'mail-activity', '--lang', 'fr');
  expect(JSON.parse(stdout)).toMatchObject({
    sources: [
      {},
      {},
      {},
      {},
      { source: 'accounts' },
      { source: 'mail-activity', licence: null, grantedBySetup: true },
    ],
    least: { exchange: [], readsUsageReports: true },
    commands: ['vigie setup --print powershell'],
  });
});

test('as a table they end with the commands, and a source that is left out is not in it', async () => {
  const { stdout } = await printed('--format', 'table', '--skip', 'terms-of-use', '--lang', 'fr');
  expect(stdout).not.toContain('terms-of-use');
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/^Source +Ce qu’il faut +Licence +Pourquoi$/),
    expect.stringMatching(/^-+ {2}-+ {2}-+ {2}-+$/),
    expect.stringMatching(/^tenant\/domains +Domain\.Read\.All +aucune +les domaines de l’organisation/),
  ]);
  expect(stdout.trimEnd().split('\n').slice(-4)).toEqual([
    '  vigie setup --print powershell',
    "  New-ServicePrincipal -AppId <application id> -ObjectId <object id of the enterprise application> -DisplayName 'Vigie'",
    "  New-RoleGroup -Name 'Vigie' -Roles 'View-Only Configuration','View-Only Recipients'",
    "  Add-RoleGroupMember -Identity 'Vigie' -Member <object id of the enterprise application>",
  ]);
});
