import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { exportTenant, PORTAL, type Dialects } from '../testing/exported-tenant.ts';
import { asIs, KnownError } from '../errors.ts';
import { recognise } from '../imports/recognise.ts';
import { SnapshotStore } from '../snapshot/snapshot-store.ts';
import { frenchFaults } from '../testing/french-faults.ts';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import {
  figuresOf,
  predictedFigures,
  SHIPPED_CONFIG,
  situationOf,
  tenantToday,
} from '../testing/simulated-audit.ts';
import { pseudonymsOf } from '../sharing/pseudonyms.ts';
import { sharedSituation } from '../sharing/share-situation.ts';
import type { Situation } from '../situation/situation.ts';

const LONG = 120_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ENV = { LANG: 'fr_CA.UTF-8' };

function vigie(...argv: readonly string[]): Promise<EndedHere> {
  return runHere(argv, { env: ENV, cwd: folder });
}

/** Imports, and assesses what was imported. */
async function imported(out: string, argv: readonly string[], config?: string): Promise<Situation> {
  const ended = await vigie('import', '--out', out, ...argv);
  if (ended.exitCode !== 0) throw new Error(ended.stderr);
  const assessed = await vigie(
    'assess',
    '--out',
    out,
    ...(config === undefined ? ['--no-config'] : ['--config', config]),
  );
  if (assessed.exitCode !== 0) throw new Error(assessed.stderr);
  return situationOf(ended.stdout.trimEnd());
}

const AMERICAN: Dialects = {
  entra: { ...PORTAL, encoding: 'utf-8-bom', dates: 'en-US' },
  reports: PORTAL,
  exchange: {
    ...PORTAL,
    encoding: 'utf-16le',
    delimiter: '\t',
    before: '#TYPE Selected.System.Management.Automation.PSCustomObject',
  },
};

const FRENCH: Dialects = {
  entra: { ...PORTAL, delimiter: ';', dates: 'fr-CA', flags: 'fr', before: 'sep=;' },
  reports: { ...PORTAL, encoding: 'windows-1252', delimiter: ';', dates: 'fr-FR', flags: 'fr' },
  exchange: { ...PORTAL, encoding: 'windows-1252', delimiter: ';', flags: 'fr' },
};

/** What no export of the simulated tenant tells. */
const UNREAD = [
  ...['subscribed-skus', 'sign-in-activity', 'forms-activity', 'service-counts', 'group-members'],
  ...['mfa-policies', 'per-user-mfa', 'role-assignments'],
] as const;

/** Those that rest on what exports tell. */
const TOLD = [
  ...['inactive-mailboxes', 'unread-mail', 'mailbox-redirects', 'mfa-status', 'external-sharing'],
  'physicians-without-mailbox',
];

test(
  'exports of a tenant give the figures that a collection gives, however they were written',
  async () => {
    const options = await tenantToday({ mailboxes: 300 });
    const figures: unknown[] = [];
    for (const [at, dialects] of [AMERICAN, FRENCH].entries()) {
      const exports = join(folder, `exports-${at}`);
      await exportTenant(options, exports, dialects);
      const situation = await imported(join(folder, `out-${at}`), ['--from', exports], SHIPPED_CONFIG);
      const { population, indicators, serviceUsage } = figuresOf(situation);
      const { accounts, mailboxes, physicians, byCategory } = population;
      figures.push({
        population: { accounts, mailboxes, physicians, byCategory },
        indicators: Object.fromEntries(TOLD.map((id) => [id, inOrder(indicators[id])])),
        serviceUsage: serviceUsage.filter(({ service }) => service !== 'forms'),
      });
    }
    const { population, indicators, serviceUsage } = predictedFigures(options, { unread: [...UNREAD] });
    const predicted = {
      population,
      indicators: {
        ...Object.fromEntries(TOLD.map((id) => [id, inOrder(indicators[id])])),
        'mailbox-redirects': unresolved(indicators['mailbox-redirects']),
      },
      serviceUsage: serviceUsage.filter(({ service }) => service !== 'forms'),
    };
    expect(figures).toEqual([predicted, predicted]);
  },
  LONG,
);

type Redirects = ReturnType<typeof predictedFigures>['indicators'][string] | undefined;

/** Establishments by their ids, in whichever order they are shown. */
function inOrder(indicator: Redirects): Redirects {
  if (indicator === undefined) return undefined;
  const byEstablishment = indicator.byEstablishment.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { ...indicator, byEstablishment };
}

/** No export tells who bears an address of ours that is no mailbox’s own: what a collection finds to be internal is unresolved. */
function unresolved(found: Redirects): unknown {
  const redirects = inOrder(found);
  if (redirects === undefined) return undefined;
  const { byTargetClass, effectiveness, ...facts } = redirects.facts;
  if (typeof byTargetClass !== 'object' || typeof effectiveness !== 'object') return undefined;
  const { internal = 0, unresolved: others = 0 } = byTargetClass;
  const { effective = 0, undetermined = 0 } = effectiveness;
  return {
    ...redirects,
    facts: {
      ...facts,
      byTargetClass: { ...byTargetClass, internal: 0, unresolved: others + internal },
      effectiveness: {
        ...effectiveness,
        effective: effective - internal,
        undetermined: undetermined + internal,
      },
    },
  };
}

test(
  'every format says that it was imported and from what, and the audit is verified with its exports',
  async () => {
    const out = join(folder, 'out-0');
    const reported = await vigie('report', '--out', out, '--formats', 'markdown,html,terminal,json');
    expect(reported.exitCode).toBe(0);
    const folderOf = await auditIn(out);
    const [first] = (await situationOf(folderOf)).imported?.files ?? [];
    expect(first?.sha256).toMatch(/^[0-9a-f]{64}$/);
    const markdown = await readFile(join(folderOf, 'situation.fr.md'), 'utf8');
    const html = await readFile(join(folderOf, 'situation.fr.html'), 'utf8');
    for (const text of [markdown, html]) expect(text.replaceAll('\\', '')).toContain(first?.sha256);
    expect(reported.stdout).toMatch(/Données importées le .* de 14 fichiers exportés/);
    const verified = await vigie('verify', '--out', out, '--exports', join(folder, 'exports-0'));
    expect(verified.exitCode).toBe(0);
    expect(verified.stdout).toContain('qui est tel qu’il était');
    const other = await vigie('verify', '--out', out, '--exports', join(folder, 'exports-1'));
    expect([other.exitCode, other.stdout.includes('dont aucun des fichiers nommés')]).toEqual([4, true]);
    expect(frenchFaults(verified.stdout)).toEqual([]);
  },
  LONG,
);

async function auditIn(out: string): Promise<string> {
  const { stdout } = await vigie('verify', '--out', out, '--format', 'json');
  return z.looseObject({ audit: z.string() }).parse(JSON.parse(stdout)).audit;
}

const CASES = join(process.cwd(), 'fixtures/cases');
const ID = (n: number): string => `b7c1000${n}-2f6e-4c1a-9d3b-5e8f0a6c000${n}`;

/** Users of the organization that the field cases are of, as the portal writes them. */
async function usersFile(path: string, names: readonly string[]): Promise<void> {
  const lines = names.map(
    (name, at) => `${name}@reseau-sante.example,${name},${ID(at + 1)},Member,True,2015-02-01T12:00:00Z`,
  );
  const text = [
    'userPrincipalName,displayName,id,userType,accountEnabled,createdDateTime',
    ...lines,
    '',
  ].join('\r\n');
  await writeFile(path, text);
}

test(
  'the field cases give their right value by import too',
  async () => {
    const from = join(folder, 'cases');
    await mkdir(from);
    await usersFile(join(from, 'u.csv'), [
      'alix.brodeur',
      'maude.tessier',
      'hugo.lanctot.med',
      'ines.carbonneau.med',
    ]);
    for (const name of ['mail-activity.csv', 'mailbox-usage.csv'])
      await cp(join(CASES, 'mailbox-newer-than-account', name), join(from, name));
    await cp(join(CASES, 'export-without-delivery', 'mailboxes.csv'), join(from, 'mailboxes.csv'));
    const situation = await imported(join(folder, 'out-cases'), [
      ...['--from', from, '--domain', 'reseau-sante.example', '--exported-on', '2026-11-20'],
    ]);
    const of = (id: string): unknown => {
      const found = situation.indicators.find((one) => one.id === id);
      return found === undefined ? null : [found.count, found.examined, found.undetermined, found.lowerBound];
    };
    const sources = Object.fromEntries(
      situation.sources.map(({ id, outcome, reason }) => [id, [outcome, reason ?? '']]),
    );
    expect({
      asOf: situation.asOf,
      // One mailbox is of this week; two are in no report, though old.
      inactive: of('inactive-mailboxes'),
      redirects: of('mailbox-redirects'),
      forwarding: sources['mailbox-forwarding'],
      rules: sources['inbox-rules'],
    }).toEqual({
      asOf: '2026-11-19',
      inactive: [1, 2, 2, false],
      redirects: [0, 0, 4, true],
      forwarding: ['partial', 'not-exported'],
      rules: ['skipped', 'not-exported'],
    });
  },
  LONG,
);

test(
  'concealed names are recognised, and counts of another period are not taken',
  async () => {
    const from = join(folder, 'concealed');
    await mkdir(from);
    await usersFile(join(from, 'u.csv'), ['alix.brodeur', 'maude.tessier']);
    const header =
      'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Send Count,Receive Count,Read Count,Meeting Created Count,Meeting Interacted Count,Assigned Products,Report Period';
    const hidden =
      '2023-01-24,5535B4D580981B19AD1942C38063507F,F8C53518381F605C8FBA65C52CB43A1D,False,,2022-11-29,0,0,0,0,0,OFFICE 365 E5+POWER BI (FREE),7';
    await writeFile(join(from, 'm.csv'), `\uFEFF${header}\r\n${hidden}\r\n`);
    const situation = await imported(join(folder, 'out-concealed'), [
      ...['--from', from, '--domain', 'reseau-sante.example', '--tenant-name', 'Réseau Santé'],
    ]);
    const report = situation.sources.find(({ id }) => id === 'mail-activity');
    expect({
      name: situation.tenant.displayName,
      concealed: report?.namesConcealed,
      day: report?.refreshedOn,
    }).toEqual({
      ...{ name: 'Réseau Santé', concealed: true, day: '2023-01-24' },
    });
    expect(situation.gaps.some(({ words }) => words.what.fr.includes('rapport sur 7 jours'))).toBe(true);
    // Whoever named the files may have named a person.
    const shared = sharedSituation(
      situation,
      pseudonymsOf({ id: 'k', secret: Buffer.alloc(32, 7) }, new Set()),
      'k',
    );
    const digests = situation.imported?.files.map(({ sha256 }) => sha256) ?? [];
    expect(shared.imported?.files.map(({ name, kind }) => [name, kind])).toEqual([
      ['1-mail-activity.csv', 'mail-activity'],
      ['2-users.csv', 'users'],
    ]);
    expect([...digests, '«\u00a0m.csv'].filter((text) => JSON.stringify(shared).includes(text))).toEqual([]);
    const faults = situation.gaps
      .filter(({ reason }) => reason === 'not-exported')
      .flatMap(({ words }) => frenchFaults(`${words.what.fr}\n${words.remedy.fr}`));
    expect(faults).toEqual([]);
  },
  LONG,
);

test('what cannot be imported is refused before anything is written', async () => {
  const from = join(folder, 'refused');
  await mkdir(from);
  await usersFile(join(from, 'u.csv'), ['alix.brodeur']);
  await writeFile(join(from, 'notes.txt'), 'rien;ici\n');
  await writeFile(join(from, 'paie.xlsx'), 'PK');
  await writeFile(join(from, 'inbox-rules.partial'), 'Mailbox\n');
  await mkdir(join(from, 'avant'));
  const out = join(folder, 'out-refused');
  const none = await vigie('import', '--out', out);
  const noDomain = await vigie('import', '--out', out, '--from', from);
  const unknown = await vigie('import', '--out', out, '--from', join(from, 'notes.txt'));
  const missing = await vigie('import', '--out', out, '--from', join(folder, 'nowhere'));
  const noUsers = await vigie(
    'import',
    '--out',
    out,
    '--from',
    join(CASES, 'forward-to-own-name', 'mailboxes.csv'),
  );
  const badDomain = await vigie('import', '--out', out, '--from', from, '--domain', 'x');
  expect([none, noDomain, unknown, missing, noUsers, badDomain].map(({ exitCode }) => exitCode)).toEqual([
    ...[2, 2, 2, 2, 2, 2],
  ]);
  expect(noDomain.stderr).toContain('--domain reseau-sante.example');
  expect(noDomain.stderr).toContain('CSV UTF-8');
  expect(noDomain.stderr).toContain(
    `Laissé de côté, ni .csv, ni .txt, ni .tsv\u00a0: ${join(from, 'avant')}, ${join(from, 'inbox-rules.partial')}\n`,
  );
  await Promise.all(Array.from({ length: 5 }, (_, at) => writeFile(join(from, `z${at}.pdf`), '')));
  expect((await vigie('import', '--out', out, '--from', from)).stderr).toMatch(/z2\.pdf et 2 autres\n/);
  await expect(readFile(out)).rejects.toThrow(/ENOENT/);
});

test('an import that cannot begin its snapshot leaves nothing behind', async () => {
  const out = join(folder, 'out-begun');
  await usersFile(join(folder, 'begun.csv'), ['alix.brodeur']);
  const create = vi
    .spyOn(SnapshotStore, 'create')
    .mockRejectedValueOnce(new KnownError('local', asIs('disque plein')));
  const ended = await vigie(
    'import',
    '--out',
    out,
    '--from',
    join(folder, 'begun.csv'),
    '--domain',
    'x.example',
  );
  create.mockRestore();
  expect([ended.exitCode, ended.stderr.includes('disque plein')]).toEqual([4, true]);
  await expect(stat(out)).rejects.toThrow(/ENOENT/);
});

test('the printed commands read only, and every export that they name is recognised', async () => {
  const { stdout, exitCode } = await vigie('import', '--print-commands');
  const cmdlets = [...stdout.matchAll(/\b([A-Z][a-z]+)-[A-Z]\w+/g)].map(([cmdlet]) => cmdlet);
  const known = [
    ...[
      'Connect-ExchangeOnline',
      'Join-Path',
      'Get-Location',
      'New-Item',
      'Out-Null',
      'Select-Object',
      'Export-Csv',
    ],
    ...['ForEach-Object', 'Write-Warning', 'Get-EXOMailbox', 'Get-InboxRule', 'Move-Item'],
  ];
  expect(exitCode).toBe(0);
  expect(
    [...new Set(cmdlets)].filter((name) => !known.includes(name) && !stdout.includes(`# ${name}`)),
  ).toEqual([...['Get-JournalRule'].filter((name) => cmdlets.includes(name))]);
});

/** What is recognised of a file of these headers: its kind, and its columns that are not there. */
async function recognised(headers: string): Promise<unknown> {
  const path = join(folder, 'headers.csv');
  await writeFile(path, `${headers}\r\n`);
  const found = await recognise(path);
  if (found === null) return null;
  return [found.kind.id, Object.keys(found.kind.columns).filter((name) => !found.at.has(name))];
}

test('an export by the printed commands is recognised, with every column that its kind reads', async () => {
  const { stdout } = await vigie('import', '--print-commands');
  const [selected = ''] = /(?<=Select-Object )[\w,]+/.exec(stdout) ?? [];
  const rows = [...stdout.matchAll(/\[pscustomobject\]@\{([^}]*)\}/g)].map(([, row = '']) =>
    row.split(/;|\n/).flatMap((set) => /^\s*(\w+) = /.exec(set)?.[1] ?? []),
  );
  const kinds: unknown[] = [];
  for (const headers of [selected, ...rows.map(String)]) kinds.push(await recognised(headers));
  const rules = ['inbox-rules', ['owner', 'identity']];
  expect(kinds).toEqual([['mailboxes', []], rules, rules]);
  // The first row that Export-Csv is given decides which columns there are.
  expect(rows[0]).toEqual(rows[1]);
});

test('a file of the printed commands bears the name of an export only once it is whole', async () => {
  const { stdout } = await vigie('import', '--print-commands');
  const written = stdout.split('\n').filter((line) => line.includes('Export-Csv'));
  expect(written.map((line) => line.trim().replace(/ -NoTypeInformation.*/, ''))).toEqual([
    'Export-Csv (Join-Path $to "mailboxes.csv")',
    '$rows | Export-Csv (Join-Path $to "$name.csv")',
    '} | Export-Csv (Join-Path $to "inbox-rules.partial")',
  ]);
  expect(stdout).toMatch(
    /^\$mailboxes = Get-EXOMailbox .*\n\$mailboxes \| Select-Object .*\n {2}Export-Csv/m,
  );
  expect(stdout).toMatch(/^Move-Item -Force .*"inbox-rules\.partial"\) \(.*"inbox-rules\.csv"\)$/m);
});

const USERS_HEADER = 'userPrincipalName,displayName,id,userType,accountEnabled,createdDateTime';
const MAIL_HEADER =
  'Report Refresh Date,User Principal Name,Is Deleted,Last Activity Date,Send Count,Receive Count,Read Count,Report Period';

test(
  'files of one kind are joined where they are parts of one export, and refused where they are two',
  async () => {
    const at = (name: string): string => join(folder, name);
    const user = (n: number, name: string): string =>
      `p${n}@reseau.example,${name},${ID(n)},Member,True,2015-02-01T12:00:00Z`;
    const mail = (n: number, day: string): string => `${day},p${n}@reseau.example,False,2026-11-01,0,0,0,180`;
    await writeFile(at('u1.csv'), [USERS_HEADER, user(1, '=1+3'), user(2, 'B'), ''].join('\n'));
    await writeFile(at('u2.csv'), [USERS_HEADER, user(2, 'B'), user(3, 'C'), ''].join('\n'));
    await writeFile(at('u3.csv'), [USERS_HEADER, user(2, 'Autre'), ''].join('\n'));
    await writeFile(at('m1.csv'), [MAIL_HEADER, mail(1, '2026-11-19'), ''].join('\n'));
    await writeFile(at('m2.csv'), [MAIL_HEADER, mail(2, '2026-11-19'), mail(3, '2026-11-19'), ''].join('\n'));
    await writeFile(at('m3.csv'), [MAIL_HEADER, mail(3, '2026-10-19'), ''].join('\n'));
    const rules = [
      'Mailbox,RuleCount,Failure,Name,Enabled,InError,RedirectTo,ForwardTo,ForwardAsAttachmentTo',
      `${ID(1)},2,,Première,True,False,"""X"" [SMTP:x@gmail.com]",,`,
      `p2@reseau.example,0,,,,,,,`,
      `${ID(3)},,Accès refusé,,,,,,`,
      'parti@reseau.example,0,,,,,,,',
      '',
    ];
    await writeFile(at('r.csv'), rules.join('\n'));
    const from = (...names: string[]): string[] => ['--from', ...names.map(at), '--domain', 'reseau.example'];
    const options = ['--exported-on', '2026-11-20', '--tenant-id', '11111111-2222-3333-4444-555555555555'];
    const out = at('out-parts');
    const situation = await imported(out, [
      ...from('u1.csv', 'u2.csv', 'm1.csv', 'm2.csv', 'r.csv'),
      ...options,
    ]);
    const rulesReport = situation.sources.find(({ id }) => id === 'inbox-rules');
    expect({
      tenant: situation.tenant.id,
      accounts: situation.population.accounts,
      mail: situation.sources.find(({ id }) => id === 'mail-activity')?.read,
      rules: [rulesReport?.outcome, rulesReport?.read, rulesReport?.expected],
      outcomes: rulesReport?.outcomes,
      unmatched: situation.imported?.files.find(({ kind }) => kind === 'inbox-rules')?.unmatched,
    }).toEqual({
      ...{ tenant: '11111111-2222-3333-4444-555555555555', accounts: 3, mail: 3, rules: ['partial', 1, 3] },
      outcomes: [
        { outcome: 'none', mailboxes: 1 },
        // One of its two rules is not in the file: nothing clears it, and what is known of it stays.
        { outcome: 'error', code: 'NotExported', mailboxes: 1 },
        { outcome: 'error', code: 'Truncated', mailboxes: 1 },
      ],
      unmatched: 1,
    });
    const listed = await vigie('list', 'mailbox-redirects', '--out', out, '--format', 'csv');
    expect(listed.stdout).toContain("'=1+3");
    const days = await vigie('import', '--out', out, ...from('u1.csv', 'm1.csv', 'm3.csv'));
    const people = await vigie('import', '--out', out, ...from('u1.csv', 'u3.csv'));
    expect([days.exitCode, people.exitCode]).toEqual([2, 2]);
    expect(days.stderr).toContain('two reports of one kind, of different days or periods');
    expect(people.stderr).toContain('tells two things of 1 account');
  },
  LONG,
);
