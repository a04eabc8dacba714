import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDuckDb } from '../duckdb/duckdb.ts';
import { KnownError } from '../errors.ts';
import { tableScan } from '../snapshot/check-table.ts';
import { SnapshotStore } from '../snapshot/snapshot-store.ts';
import type { SourceId } from '../snapshot/tables.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { importExports } from './import-exports.ts';
import { recognise } from './recognise.ts';
import { scanExport, type ScannedExport } from './scan-export.ts';

const id = (n: number): string => `b7c1000${n}-2f6e-4c1a-9d3b-5e8f0a6c000${n}`;

/** Accounts p1, p2, … as the portal writes them. */
function users(count: number): string {
  const lines = Array.from(
    { length: count },
    (_, at) => `p${at + 1}@reseau.example,P${at + 1},${id(at + 1)},Member,True,2015-02-01T12:00:00Z`,
  );
  return text('userPrincipalName,displayName,id,userType,accountEnabled,createdDateTime', ...lines);
}

function text(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

const rowSchema = z.record(z.string(), z.unknown());

/** These columns of a source’s table, as these exports give it, and what is told of the source. */
async function imported(
  source: SourceId,
  columns: string,
  texts: readonly string[],
  names = true,
): Promise<{ rows: unknown[]; outcome: unknown }> {
  const folder = await temporaryFolder();
  const files: ScannedExport[] = [];
  for (const [at, content] of texts.entries()) {
    const path = join(folder, `${at}.csv`);
    await writeFile(path, content);
    const found = await recognise(path);
    if (found === null) throw new Error(`${content} is none`);
    files.push(await scanExport(found, null));
  }
  const store = await SnapshotStore.create(folder);
  const at = new Date('2026-11-20');
  const options = {
    ...{ store, files, vigie: '0.0.0', names },
    importedAt: at,
    now: () => at,
    onSource: () => undefined,
  };
  const tenant = { id: 'reseau.example', displayName: 'Réseau', domains: ['reseau.example'] };
  const { sources } = await importExports({ ...options, tenant }).finally(() => store.close());
  const report = sources.find((one) => one.id === source);
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    const table = tableScan(join(folder, 'snapshot', `${source}.parquet`));
    const rows = await db.rows(`SELECT ${columns} FROM ${table} ORDER BY ALL`, rowSchema);
    return { rows: rows.map((row) => Object.values(row)), outcome: report?.outcome };
  } finally {
    await db.close();
  }
}

/** What is refused of these exports. */
async function refused(...given: Parameters<typeof imported>): Promise<string> {
  try {
    return JSON.stringify(await imported(...given));
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    return error.message;
  }
}

const FORWARDING = 'accountId[8] AS account, forwardingReturned, forwardingSmtpAddress';

test.each([
  ['ForwardingAddress', 'ForwardingSmtpAddress'],
  ['ForwardingSmtpAddress', 'ForwardingAddress'],
])('an export of mailboxes without %s clears nobody, whatever else it tells', async (_, column) => {
  const header = `ExternalDirectoryObjectId,RecipientTypeDetails,${column},DeliverToMailboxAndForward`;
  const lines = [`${id(1)},UserMailbox,,False`, `${id(2)},UserMailbox,p1@reseau.example,True`];
  const found = await imported('mailbox-forwarding', FORWARDING, [users(2), text(header, ...lines)]);
  const address = column === 'ForwardingSmtpAddress' ? 'p1@reseau.example' : null;
  expect(found).toEqual({
    outcome: 'partial',
    rows: [
      ['1', false, null],
      ['2', true, address],
    ],
  });
});

test('mailboxes are read by the headers by which they are recognised, however they are spaced', async () => {
  const header =
    'External Directory Object Id;Recipient Type Details;Forwarding Address;Forwarding Smtp Address;Deliver To Mailbox And Forward';
  const lines = [`${id(1)};UserMailbox;;smtp:x@gmail.com;FAUX`, `${id(2)};UserMailbox;;;FAUX`];
  expect(await imported('mailbox-forwarding', FORWARDING, [users(2), text(header, ...lines)])).toEqual({
    outcome: 'complete',
    rows: [
      ['1', true, 'x@gmail.com'],
      ['2', true, null],
    ],
  });
});

test('without display names, recipients are kept by their addresses alone, and one that only a name tells stays unresolved', async () => {
  const header =
    'ExternalDirectoryObjectId,DisplayName,PrimarySmtpAddress,ForwardingAddress,ForwardingSmtpAddress,DeliverToMailboxAndForward';
  const mailboxes = text(
    header,
    `${id(1)},Anne Roy,p1@reseau.example,Luc Cyr,,True`,
    `${id(2)},Luc Cyr,p2@reseau.example,Jo Nadeau,,True`,
    `${id(3)},P3,p3@reseau.example,x@gmail.com,,True`,
  );
  const forwarding = 'accountId[8] AS account, forwardingAddress, resolvedAddress';
  expect(await imported('mailbox-forwarding', forwarding, [users(3), mailboxes], false)).toMatchObject({
    rows: [
      ['1', 'p2@reseau.example', 'p2@reseau.example'],
      ['2', 'name-not-kept', null],
      ['3', 'x@gmail.com', 'x@gmail.com'],
    ],
  });
  const rule = (to: string): string => `${id(1)},Suivi,True,False,"${to.replaceAll('"', '""')}",,,1`;
  const rules = text(
    'Mailbox,Name,Enabled,InError,RedirectTo,ForwardTo,ForwardAsAttachmentTo,RuleCount',
    rule('"Luc Cyr" [EX:/o=Reseau/cn=Luc Cyr]'),
  );
  expect(
    await imported(
      'inbox-rules',
      'outcome, list_transform(rules, lambda r: r.redirectTo) AS targets',
      [users(1), rules],
      false,
    ),
  ).toMatchObject({ rows: [['rules', [['']]]] });
  expect(await imported('accounts', 'accountId[8] AS account, displayName', [users(1)], false)).toMatchObject(
    {
      rows: [['1', null]],
    },
  );
});

test('an export of mailboxes without a line is refused', async () => {
  const header = 'ExternalDirectoryObjectId,ForwardingAddress,ForwardingSmtpAddress';
  expect(await refused('mailbox-forwarding', FORWARDING, [users(1), text(header)])).toMatch(
    /holds no mailbox/,
  );
});

const SERVICES = ['Exchange', 'OneDrive', 'SharePoint', 'Teams', 'Yammer'] as const;

/** The report of active users: of each service its licence and its last day. */
function serviceReport(licence: (service: string) => string, without = ''): string {
  const columns = [
    ...[
      ['Report Refresh Date', '2026-11-19'] as const,
      ['User Principal Name', 'p1@reseau.example'] as const,
    ],
    ['Is Deleted', 'False'] as const,
    ...SERVICES.map((name) => [`Has ${name} License`, licence(name)] as const),
    ...SERVICES.map((name) => [`${name} Last Activity Date`, ''] as const),
  ].filter(([header]) => header !== without);
  return text(columns.map(([header]) => header).join(','), columns.map(([, cell]) => cell).join(','));
}

const LICENCES = 'exchangeLicensed, teamsLicensed, vivaEngageLicensed, teamsLastActivityOn';

test('a service that the report of active users does not tell of is refused, not counted as one that nobody has', async () => {
  const read = (report: string): Promise<string> =>
    refused('service-activity', LICENCES, [users(1), report]).then((said) => said.replace(/^\S+ \(/, '('));
  const all = serviceReport(() => 'True');
  expect([
    await read(all),
    await read(serviceReport(() => 'True', 'Has Teams License')),
    await read(serviceReport(() => 'True', 'Yammer Last Activity Date')),
    await read(serviceReport(() => 'True', 'Is Deleted')),
    await read(serviceReport((name) => (name === 'Teams' ? '' : 'True'))),
  ]).toEqual([
    '{"rows":[[true,true,true,null]],"outcome":"complete"}',
    '(service-activity) has no column Has Teams License.',
    '(service-activity) has no column Yammer Last Activity Date.',
    '(service-activity) has no column Is Deleted.',
    '(service-activity) tells nothing in Has Teams License.',
  ]);
});

const TASKS = 'Microsoft.Exchange.MessagingPolicies.Rules.Tasks';

test('a transport rule of one condition, exception or action has it, as one of two has both', async () => {
  const header = 'Name,State,Mode,Priority,RedirectMessageTo,DeleteMessage,Conditions,Exceptions,Actions';
  const parts = (...names: string[]): string => names.map((name) => `${TASKS}.${name}`).join(';');
  const rules = [
    ['a', parts('FromMemberOfPredicate'), parts('FromPredicate'), parts('QuarantineAction')],
    [
      'b',
      parts('FromMemberOfPredicate', 'FromScopePredicate'),
      parts('FromPredicate', 'SentToPredicate'),
      '',
    ],
    ['c', '', '', ''],
    ['d', `${TASKS}.TransportRulePredicate[]`, 'System.Collections.ArrayList', 'System.Object[]'],
  ].map(([name, ...cells]) => `${name ?? ''},Enabled,Enforce,0,,,${cells.join(',')}`);
  const { rows } = await imported('mail-flow', 'name, otherConditions, exceptions, stops', [
    users(1),
    text(header, ...rules),
  ]);
  const one = (name: string): string => `${TASKS}.${name}`;
  expect(rows).toEqual([
    ['a', [one('FromMemberOfPredicate')], [one('FromPredicate')], true],
    ['b', [one('FromMemberOfPredicate')], [one('FromPredicate'), one('SentToPredicate')], false],
    ['c', [], [], false],
    ['d', null, null, null],
  ]);
});

const RULES_HEADER =
  'Mailbox,RuleCount,Failure,Name,Enabled,InError,RedirectTo,ForwardTo,ForwardAsAttachmentTo';
const RULES = `accountId[8] AS account, outcome, code, list_transform(rules, lambda r: r.name) AS names`;

/** An export of rules, where each line is whose, how many rules it says, and which one this is (one that redirects elsewhere). */
function rulesExport(
  ...lines: readonly (readonly [owner: string, said: number | '', name: string])[]
): string {
  return text(
    RULES_HEADER,
    ...lines.map(([owner, said, name]) =>
      name === '' ? `${owner},${said},,,,,,,` : `${owner},${said},,${name},True,False,x@gmail.com,,`,
    ),
  );
}

/** The rows of rules of p1, from exports of which each tells this of it: how many rules it says, and the names of those it has. */
async function rulesFrom(
  ...exports: readonly (readonly [said: number | '', ...names: string[]])[]
): Promise<unknown> {
  const texts = exports.map(([said, ...names]) =>
    rulesExport(...names.map((name): [string, number | '', string] => [id(1), said, name])),
  );
  const { rows } = await imported('inbox-rules', RULES, [users(1), ...texts]);
  return rows[0];
}

test('of a mailbox in two exports of rules, one that is whole is believed, and two that differ tell nothing', async () => {
  expect({
    twoHalves: await rulesFrom([2, 'a'], [2, 'b']),
    wholeAndPart: await rulesFrom([2, 'a'], [2, 'a', 'b']),
    wholes: await rulesFrom([2, 'a', 'b'], [2, 'b', 'a']),
    oneMore: await rulesFrom([1, 'a'], [2, 'a', 'b']),
    another: await rulesFrom([1, 'a'], [1, 'b']),
    noMore: await rulesFrom([0, ''], [1, 'a']),
    withoutNumbers: await rulesFrom(['', 'a'], ['', 'a', 'b']),
    othersWithoutNumbers: await rulesFrom(['', 'a', 'c'], ['', 'a', 'b']),
    twoInOne: await rulesFrom([1, 'a', 'b']),
  }).toEqual({
    twoHalves: ['1', 'error', 'Truncated', ['a', 'b']],
    wholeAndPart: ['1', 'rules', null, ['a', 'b']],
    wholes: ['1', 'rules', null, ['a', 'b']],
    oneMore: ['1', 'error', 'Differing', []],
    another: ['1', 'error', 'Differing', []],
    noMore: ['1', 'error', 'Differing', []],
    withoutNumbers: ['1', 'rules', null, ['a', 'b']],
    othersWithoutNumbers: ['1', 'error', 'Differing', []],
    twoInOne: ['1', 'error', 'Differing', []],
  });
});

test('a name that two mailboxes bear is nobody’s, though the account of one is in no export', async () => {
  const header =
    'ExternalDirectoryObjectId,Alias,RecipientTypeDetails,ForwardingAddress,ForwardingSmtpAddress,DeliverToMailboxAndForward';
  const mailboxes = [`${id(1)},roy`, `${id(2)},cote`, `${id(9)},roy`, ',cote', `${id(3)},luc`].map(
    (line) => `${line},UserMailbox,,,False`,
  );
  const rules = rulesExport(['roy', 1, 'a'], ['cote', 1, 'b'], ['luc', 1, 'c']);
  const { rows } = await imported('inbox-rules', RULES, [users(3), text(header, ...mailboxes), rules]);
  expect(rows).toEqual([['3', 'rules', null, ['c']]]);
});

test('a registration is of the account whose id it bears, else of its name, never of whoever bears the name now', async () => {
  const registrations = text(
    'id,userPrincipalName,isMfaCapable,isMfaRegistered,methodsRegistered',
    `${id(1).toUpperCase()},avant@reseau.example,True,True,[]`,
    `${id(9)},p2@reseau.example,True,True,[]`,
    `,P3@reseau.example,False,False,[]`,
  );
  const found = await imported('mfa-registrations', 'accountId[8] AS account, isMfaCapable', [
    users(3),
    registrations,
  ]);
  expect(found.rows).toEqual([
    ['1', true],
    ['3', false],
  ]);
});
