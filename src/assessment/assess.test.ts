import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolderOf } from '../duckdb/duckdb.ts';
import { KnownError } from '../errors.ts';
import { CHECKS } from '../checks/catalogue.ts';
import { describeCheck } from '../checks/describe-check.ts';
import { groundsOf } from '../testing/grounds.ts';
import { dictionaryOf } from './rests-on/dictionary.ts';
import { FORWARDING_NOT_READ, PER_USER_NOT_ASKED } from './gaps/gap-words.ts';
import { assessTiny, tinyConfig } from '../testing/assess-tiny.ts';
import { MAILBOX_PLAN, tinySnapshot, type TinySnapshot } from '../testing/tiny-snapshot.ts';
import { assess } from './assess.ts';
import { readSituation } from '../situation/read-situation.ts';

const REPORT = { refreshedOn: '2020-10-27', isDeleted: false };

function account(name: string, more: object = {}): Record<string, unknown> {
  return {
    accountId: `id-${name}`,
    userPrincipalName: `${name}@reseau.example`,
    displayName: name,
    accountEnabled: true,
    userType: 'Member',
    createdAt: '2016-05-04T13:00:00Z',
    jobTitle: 'Commis',
    companyName: 'CISSS de Laval',
    exchangePlans: [MAILBOX_PLAN],
    ...more,
  };
}

const FORWARD = {
  name: 'Vers la maison',
  isEnabled: true,
  hasError: false,
  redirectTo: ['moi@gmail.com'],
  forwardTo: [],
  forwardAsAttachmentTo: [],
};

const SNAPSHOT: TinySnapshot = {
  tables: {
    accounts: [
      account('roy', { jobTitle: 'Médecin de famille' }),
      account('côté', { jobTitle: 'MEDECIN', companyName: null }),
      account('gagnon'),
      account('admin', { exchangePlans: [], companyName: 'Ministère' }),
    ],
    'sign-in-activity': [
      { accountId: 'id-roy', lastSuccessfulSignInAt: '2020-10-01T00:00:00Z' },
      { accountId: 'id-côté', lastSuccessfulSignInAt: '2020-01-01T00:00:00Z' },
      { accountId: 'id-gagnon', lastSuccessfulSignInAt: '2020-10-28T00:00:00Z' },
      { accountId: 'id-admin', lastSuccessfulSignInAt: '2020-10-28T00:00:00Z' },
    ],
    'mail-activity': [
      { ...REPORT, userPrincipalName: 'roy@reseau.example', lastActivityOn: null, receiveCount: 8 },
      { ...REPORT, userPrincipalName: 'CÔTÉ@reseau.example', lastActivityOn: '2020-10-26', receiveCount: 2 },
      {
        ...REPORT,
        userPrincipalName: 'gagnon@reseau.example',
        lastActivityOn: '2020-02-01',
        receiveCount: 0,
      },
    ],
    'mailbox-usage': [],
    'service-activity': [
      {
        ...REPORT,
        userPrincipalName: 'roy@reseau.example',
        exchangeLicensed: true,
        exchangeLastActivityOn: '2020-08-10',
      },
      { ...REPORT, userPrincipalName: 'côté@reseau.example', exchangeLicensed: true },
      { ...REPORT, userPrincipalName: 'gagnon@reseau.example', exchangeLicensed: false },
    ],
    'inbox-rules': [
      { accountId: 'id-roy', outcome: 'none' },
      { accountId: 'id-côté', outcome: 'rules', rules: [FORWARD] },
      { accountId: 'id-gagnon', outcome: 'denied', code: 'ErrorAccessDenied' },
    ],
    'mfa-registrations': [
      { accountId: 'id-roy', isMfaRegistered: true, isMfaCapable: true },
      { accountId: 'id-côté', isMfaRegistered: false, isMfaCapable: false },
      { accountId: 'id-gagnon', isMfaRegistered: true, isMfaCapable: true },
      { accountId: 'id-admin', isMfaRegistered: false, isMfaCapable: false, isAdmin: true },
    ],
    'group-members': [
      { groupRef: 'GRP-TELEFAX', groupId: 'g', accountId: 'id-roy' },
      { groupRef: 'GRP-TELEFAX', groupId: 'g', accountId: 'id-roy' },
      { groupRef: 'GRP-TELEFAX', groupId: 'g', accountId: 'id-admin' },
      { groupRef: 'GRP-TELEFAX', groupId: 'g', accountId: 'id-unknown' },
    ],
  },
  sources: { 'mail-activity': { refreshedOn: '2020-10-27' } },
  manifest: { groups: ['GRP-TELEFAX'] },
};

const CONFIG = {
  enrolments: [{ id: 'telefax', label: { fr: 'Téléfax', en: 'Telefax' }, group: 'GRP-TELEFAX' }],
};

function tallied(population: number, examined: number, count: number): object {
  return { population, examined, count, undetermined: population - examined };
}

const PLACES = [
  { name: 'roy', category: 'physician', establishment: 'CISSS de Laval' },
  { name: 'côté', category: 'physician', establishment: '' },
  { name: 'gagnon', category: 'staff', establishment: 'CISSS de Laval' },
  { name: 'admin', category: 'staff', establishment: 'Ministère' },
];
type Verdicts = Readonly<Record<string, 'compliant' | 'non-compliant' | 'undetermined'>>;

/** The indicator that these verdicts make; an account that has none is not in its population. */
function judged(id: string, verdicts: Verdicts, facts: object = {}, lowerBound = false): object {
  const concerned = PLACES.filter(({ name }) => verdicts[name] !== undefined);
  const of = (accounts: typeof PLACES): object => {
    const having = (one: string): number => accounts.filter(({ name }) => verdicts[name] === one).length;
    return tallied(accounts.length, accounts.length - having('undetermined'), having('non-compliant'));
  };
  const physicians = (accounts: typeof PLACES): typeof PLACES =>
    accounts.filter(({ category }) => category === 'physician');
  const establishments = ['CISSS de Laval', 'Ministère', ''].map((establishment) => ({
    establishment,
    accounts: concerned.filter((one) => one.establishment === establishment),
  }));
  return {
    ...{ id, lowerBound, populationBound: 'exact', facts },
    ...of(concerned),
    physicians: of(physicians(concerned)),
    byCategory: ['physician', 'staff'].map((category) => ({
      id: category,
      ...of(concerned.filter((one) => one.category === category)),
    })),
    byEstablishment: establishments
      .filter(({ accounts }) => accounts.length > 0)
      .map(({ establishment, accounts }) => ({
        id: establishment,
        ...of(accounts),
        physicians: of(physicians(accounts)),
      })),
  };
}

/** A decision on accounts of which all is known, but for what `more` says. */
function decided(check: string, id: string, accounts: number, physicians: number, more: object = {}): object {
  return {
    ...{ id, check, who: 'establishments', accounts, physicians, gravity: 'serious' },
    ...{ undetermined: 0, lowerBound: false, facts: {} },
    list: { fr: `actions/${check}.fr.csv`, en: `actions/${check}.en.csv` },
    ...more,
  };
}

const LIMITS = [
  'web-filtering',
  'power-automate',
  'on-premises-rules',
  'hidden-rules',
  'planner-stream',
  'terms-of-use',
];

const NOBODY_KNOWN = {
  roy: 'undetermined',
  côté: 'undetermined',
  gagnon: 'undetermined',
  admin: 'undetermined',
} as const;

test('a snapshot gives its whole situation', async () => {
  const { situation } = await assessTiny(SNAPSHOT, CONFIG);
  const source = (id: string, read: number): object => ({ id, outcome: 'complete', read, expected: read });
  const skipped = (id: string): object => ({
    id,
    outcome: 'skipped',
    read: 0,
    expected: 0,
    reason: 'not-read',
  });
  const unread = (id: string, accounts: number, [fr, en]: [string, string]): object =>
    gap(
      id,
      'not-read',
      accounts,
      [`${fr}\u00a0: source non lue.`, `${en}: not read.`],
      ['Collecter de nouveau avec cette source.', 'Collect again with this source.'],
    );
  const gap = (
    of: string,
    reason: string,
    accounts: number,
    what: [string, string],
    remedy: [string, string],
    rank = 'repair',
  ): object => ({
    source: of,
    reason,
    accounts,
    rank,
    remedy: remedy[0],
    words: { what: { fr: what[0], en: what[1] }, remedy: { fr: remedy[0], en: remedy[1] } },
  });
  const none = { licensed: 0, active30: 0, active90: 0 };
  const grounds = await groundsOf(CHECKS);
  expect(situation).toEqual({
    schema: 'vigie/situation/1',
    vigie: '0.0.0',
    tenant: { id: 'tenant-1', displayName: 'Réseau d’essai', defaultDomain: 'reseau.example' },
    asOf: '2020-10-27',
    collectedAt: '2020-10-29T06:00:00Z',
    endedAt: '2020-10-29T07:00:00Z',
    parameters: { inactiveAfterDays: 90, timeZone: 'America/Toronto' },
    population: {
      accounts: 4,
      mailboxes: 3,
      physicians: 2,
      physicianAccounts: 2,
      byCategory: { physician: 2, staff: 1 },
    },
    populationBound: 'exact',
    categories: [
      { id: 'physician', physician: true, label: { fr: 'Médecins', en: 'Physicians' } },
      { id: 'staff', physician: false, label: { fr: 'Autre personnel', en: 'Other staff' } },
    ],
    categoriesKnown: true,
    sources: [
      source('tenant', 1),
      source('accounts', 4),
      source('sign-in-activity', 4),
      { ...source('mail-activity', 3), refreshedOn: '2020-10-27' },
      source('mailbox-usage', 0),
      source('service-activity', 3),
      ...['onedrive-activity', 'sharepoint-activity', 'forms-activity', 'service-counts'].map(skipped),
      {
        ...source('inbox-rules', 3),
        outcomes: [
          { outcome: 'rules', mailboxes: 1 },
          { outcome: 'none', mailboxes: 1 },
          { outcome: 'denied', code: 'ErrorAccessDenied', mailboxes: 1 },
        ],
      },
      ...['mailbox-forwarding', 'mail-flow'].map(skipped),
      source('mfa-registrations', 4),
      ...['mfa-policies', 'role-assignments', 'per-user-mfa', 'terms-of-use'].map(skipped),
      source('group-members', 4),
    ],
    gaps: [
      unread('onedrive-activity', 3, ['Rapport d’activité OneDrive', 'OneDrive activity report']),
      unread('sharepoint-activity', 3, ['Rapport d’activité SharePoint', 'SharePoint activity report']),
      unread('forms-activity', 3, ['Rapport d’activité Forms (bêta)', 'Forms activity report (beta)']),
      unread('service-counts', 0, [
        'Totaux par service de l’organisation',
        'Totals per service of the organization',
      ]),
      gap(
        'inbox-rules',
        'denied',
        1,
        [
          'Boîtes aux lettres dont la lecture des règles a été refusée (ErrorAccessDenied).',
          'Mailboxes whose rules were refused (ErrorAccessDenied).',
        ],
        [
          'Étendre la portée de l’application à ces boîtes aux lettres (RBAC pour les applications, stratégie d’accès), puis collecter de nouveau.',
          'Extend the application’s scope to these mailboxes (RBAC for Applications, access policy), then collect again.',
        ],
      ),
      gap(
        'mailbox-forwarding',
        'not-read',
        3,
        [
          'Les redirections réglées au niveau de la boîte aux lettres (ForwardingAddress, ForwardingSmtpAddress) ne sont pas lues\u00a0: elles ne sont pas comptées.',
          'Redirects set at mailbox level (ForwardingAddress, ForwardingSmtpAddress) are not read: they are not counted.',
        ],
        [FORWARDING_NOT_READ.remedy.fr, FORWARDING_NOT_READ.remedy.en],
      ),
      unread('mail-flow', 0, ['Flux de messagerie de l’organisation', 'Mail flow of the organization']),
      unread('mfa-policies', 4, [
        'Stratégies d’accès conditionnel et paramètres de sécurité par défaut',
        'Conditional Access policies and security defaults',
      ]),
      unread('role-assignments', 0, [
        'Attributions des rôles d’administration',
        'Assignments of administrator roles',
      ]),
      gap(
        'per-user-mfa',
        'not-read',
        0,
        [PER_USER_NOT_ASKED.what.fr, PER_USER_NOT_ASKED.what.en],
        [PER_USER_NOT_ASKED.remedy.fr, PER_USER_NOT_ASKED.remedy.en],
      ),
      gap(
        'mailbox-usage',
        'not-read',
        3,
        [
          'Rapport d’utilisation des boîtes aux lettres\u00a0: comptes absents. Rien ne dit si leur boîte est partagée; elle est tenue pour personnelle.',
          'Mailbox usage report: accounts absent. Nothing tells whether their mailbox is shared; it is taken for a personal one.',
        ],
        [
          'Collecter de nouveau dans quelques jours\u00a0: un compte récent ou renommé apparaît habituellement en moins de 48 heures.',
          'Collect again in a few days: a recent or renamed account usually appears in less than 48 hours.',
        ],
        'wait',
      ),
    ],
    checks: [...grounds].map(([check, ground]) => describeCheck(check, ground)),
    dictionary: dictionaryOf([...grounds.values()].flatMap(({ columns }) => columns)),
    decisions: [
      decided('unread-mail', 'reach-physicians', 1, 1, { gravity: 'critical' }),
      decided('admin-mfa', 'protect-administrators', 1, 0, {
        ...{ who: 'identity-administrators', gravity: 'critical', lowerBound: true },
        facts: { notCapable: 1 },
      }),
      decided('mfa-status', 'register-methods', 2, 1),
      decided('mailbox-redirects', 'remove-redirects', 1, 1, { undetermined: 1, lowerBound: true }),
      decided('inactive-mailboxes', 'close-mailboxes', 1, 0, { gravity: 'notable' }),
    ],
    indicators: [
      {
        id: 'inactive-mailboxes',
        lowerBound: false,
        populationBound: 'exact',
        ...tallied(3, 3, 2),
        physicians: tallied(2, 2, 1),
        byCategory: [
          { id: 'physician', ...tallied(2, 2, 1) },
          { id: 'staff', ...tallied(1, 1, 1) },
        ],
        byEstablishment: [
          { id: 'CISSS de Laval', ...tallied(2, 2, 2), physicians: tallied(1, 1, 1) },
          { id: '', ...tallied(1, 1, 0), physicians: tallied(1, 1, 0) },
        ],
        facts: { neverUsed: 1, stillReceiving: 1 },
      },
      judged(
        'unread-mail',
        { roy: 'non-compliant', côté: 'compliant', gagnon: 'compliant' },
        { received: 8 },
      ),
      {
        id: 'mailbox-redirects',
        lowerBound: true,
        populationBound: 'exact',
        ...tallied(3, 2, 1),
        physicians: tallied(2, 2, 1),
        byCategory: [
          { id: 'physician', ...tallied(2, 2, 1) },
          { id: 'staff', ...tallied(1, 0, 0) },
        ],
        byEstablishment: [
          { id: 'CISSS de Laval', ...tallied(2, 1, 0), physicians: tallied(1, 1, 0) },
          { id: '', ...tallied(1, 1, 1), physicians: tallied(1, 1, 1) },
        ],
        facts: {
          byMechanism: { 'inbox-rule': 1 },
          byTargetClass: {
            'public-webmail': 1,
            external: 0,
            university: 0,
            unresolved: 0,
            partner: 0,
            internal: 0,
          },
          brokenRulesOnly: 0,
          disabledRulesOnly: 0,
        },
      },
      {
        id: 'mfa-status',
        lowerBound: false,
        populationBound: 'exact',
        ...tallied(4, 4, 2),
        physicians: tallied(2, 2, 1),
        byCategory: [
          { id: 'physician', ...tallied(2, 2, 1) },
          { id: 'staff', ...tallied(2, 2, 1) },
        ],
        byEstablishment: [
          { id: 'CISSS de Laval', ...tallied(2, 2, 0), physicians: tallied(1, 1, 0) },
          { id: 'Ministère', ...tallied(1, 1, 1), physicians: tallied(0, 0, 0) },
          { id: '', ...tallied(1, 1, 1), physicians: tallied(1, 1, 1) },
        ],
        facts: { registered: 2, capable: 2, adminsWithoutMfa: 1 },
      },
      { ...judged('mfa-enforcement', NOBODY_KNOWN, {}, true), missing: ['mfa-policies'] },
      {
        ...judged('admin-mfa', { admin: 'non-compliant' }, { notCapable: 1 }, true),
        populationBound: 'at-least',
      },
      {
        id: 'inactive-sign-ins',
        lowerBound: false,
        populationBound: 'exact',
        ...tallied(4, 4, 1),
        physicians: tallied(2, 2, 1),
        byCategory: [
          { id: 'physician', ...tallied(2, 2, 1) },
          { id: 'staff', ...tallied(2, 2, 0) },
        ],
        byEstablishment: [
          { id: 'CISSS de Laval', ...tallied(2, 2, 0), physicians: tallied(1, 1, 0) },
          { id: 'Ministère', ...tallied(1, 1, 0), physicians: tallied(0, 0, 0) },
          { id: '', ...tallied(1, 1, 1), physicians: tallied(1, 1, 1) },
        ],
        facts: { neverSignedIn: 0, weakerBasis: 0 },
      },
      judged(
        'unused-accounts',
        { roy: 'compliant', côté: 'compliant', gagnon: 'compliant' },
        { byUse: { unused: 0, 'mail-only': 1, 'sign-in-only': 2, 'in-use': 0, undetermined: 0 } },
      ),
      judged('physicians-without-mailbox', { roy: 'compliant', côté: 'compliant' }),
      judged('enrolled-unused', { roy: 'non-compliant' }),
      { ...judged('terms-of-use', NOBODY_KNOWN, {}, true), missing: ['terms-of-use'] },
      {
        ...judged(
          'external-sharing',
          { roy: 'undetermined', côté: 'undetermined', gagnon: 'undetermined' },
          {},
          true,
        ),
        missing: ['onedrive-activity', 'sharepoint-activity'],
      },
      judged('unused-licences', {}),
      {
        id: 'service-usage',
        lowerBound: false,
        populationBound: 'exact',
        ...tallied(3, 3, 0),
        physicians: tallied(2, 2, 0),
        byCategory: [
          { id: 'physician', ...tallied(2, 2, 0) },
          { id: 'staff', ...tallied(1, 1, 0) },
        ],
        byEstablishment: [
          { id: 'CISSS de Laval', ...tallied(2, 2, 0), physicians: tallied(1, 1, 0) },
          { id: '', ...tallied(1, 1, 0), physicians: tallied(1, 1, 0) },
        ],
        facts: {},
      },
    ],
    enrolments: [
      {
        id: 'telefax',
        label: { fr: 'Téléfax', en: 'Telefax' },
        known: true,
        lowerBound: false,
        total: 2,
        byCategory: { physician: 1, staff: 1 },
        unusedMailbox: { physicians: 1, unused: 1, undetermined: 0 },
      },
    ],
    serviceUsage: [
      {
        service: 'exchange',
        licensed: 2,
        active30: 0,
        active90: 1,
        physicians: { licensed: 2, active30: 0, active90: 1 },
      },
      ...['onedrive', 'sharepoint', 'teams', 'viva-engage'].map((service) => ({
        service,
        ...none,
        physicians: none,
      })),
    ],
    servicesWithoutReport: ['planner', 'stream'],
    limits: LIMITS.map((id) => ({ id, words: expect.anything() as unknown })),
    unseen: LIMITS.map((id) => ({ id, words: expect.anything() as unknown })),
  });
});

test('what is written is what is returned, private, and leaves nothing else behind', async () => {
  const { situation, auditFolder } = await assessTiny(SNAPSHOT, CONFIG);
  const text = await readFile(join(auditFolder, 'situation.json'), 'utf8');
  expect(text).toBe(`${JSON.stringify(situation, null, 2)}\n`);
  expect(await readSituation(auditFolder)).toEqual(situation);
  const files = ['situation.json', 'dossier.parquet', ...CHECKS.map(({ id }) => `findings/${id}.parquet`)];
  for (const file of files) {
    expect((await stat(join(auditFolder, file))).mode & 0o777, file).toBe(0o600);
  }
  await expect(stat(temporaryFolderOf(auditFolder))).rejects.toThrow('ENOENT');
});

test('the findings begin with the common columns, then the check’s own, the non-compliant and physicians first', async () => {
  const { findings, situation } = await assessTiny(SNAPSHOT, CONFIG);
  for (const { count, undetermined, id } of situation.indicators) {
    const columns = situation.checks.find((check) => check.id === id)?.columns ?? [];
    const rows = await findings(
      id,
      columns.map(({ name }) => name),
    );
    expect(rows.length, id).toBe(count + undetermined);
  }
  expect(
    await findings('mfa-status', [
      'verdict',
      'check',
      'userPrincipalName',
      'displayName',
      'category',
      'physician',
      'establishment',
      'accountEnabled',
      'createdOn',
      'accountId',
    ]),
  ).toEqual([
    {
      verdict: 'non-compliant',
      check: 'mfa-status',
      userPrincipalName: 'côté@reseau.example',
      displayName: 'côté',
      category: 'physician',
      physician: true,
      establishment: '',
      accountEnabled: true,
      createdOn: new Date('2016-05-04'),
      accountId: 'id-côté',
    },
    {
      verdict: 'non-compliant',
      check: 'mfa-status',
      userPrincipalName: 'admin@reseau.example',
      displayName: 'admin',
      category: 'staff',
      physician: false,
      establishment: 'Ministère',
      accountEnabled: true,
      createdOn: new Date('2016-05-04'),
      accountId: 'id-admin',
    },
  ]);
});

test('the size of the slices changes no figure', async () => {
  const whole = await assessTiny(SNAPSHOT, CONFIG);
  const sliced = await assessTiny(SNAPSHOT, CONFIG, { accountsPerSlice: 1 });
  expect(sliced.situation).toEqual(whole.situation);
  expect(await sliced.verdicts('mailbox-redirects')).toEqual(await whole.verdicts('mailbox-redirects'));
});

test('an empty tenant has a situation of zeros', async () => {
  const { situation } = await assessTiny({ tables: { accounts: [] } });
  expect(situation.population).toEqual({
    accounts: 0,
    mailboxes: 0,
    physicians: 0,
    physicianAccounts: 0,
    byCategory: { physician: 0, staff: 0 },
  });
  expect(situation.indicators.map(({ population }) => population)).toEqual(CHECKS.map(() => 0));
  expect(situation.asOf).toBe('2020-10-29');
});

test('accounts of no category are told under an empty id, after the others', async () => {
  const { situation } = await assessTiny(SNAPSHOT, {
    categories: [
      {
        id: 'physician',
        physician: true,
        label: { fr: 'Médecins', en: 'Physicians' },
        when: { jobTitle: 'medecin' },
      },
    ],
  });
  expect(situation.categories.at(-1)).toEqual({
    id: '',
    physician: false,
    label: { fr: 'Sans catégorie', en: 'Without a category' },
  });
  expect(situation.population.byCategory).toEqual({ physician: 2, '': 1 });
  expect(situation.indicators[0]?.byCategory.map(({ id }) => id)).toEqual(['physician', '']);
});

test('a table whose pages are damaged is told as such, and nothing is written', async () => {
  const auditFolder = await tinySnapshot(SNAPSHOT);
  const file = join(auditFolder, 'snapshot', 'accounts.parquet');
  const bytes = await readFile(file);
  await writeFile(file, bytes.fill(0x5a, 4, 400));
  const run = assess({
    auditFolder,
    config: tinyConfig(),
    configFolder: auditFolder,
    language: 'en',
    vigie: '0.0.0',
  });
  await expect(run).rejects.toThrow(KnownError);
  await expect(run).rejects.toThrow(/^The snapshot is damaged: /);
  await expect(stat(join(auditFolder, 'situation.json'))).rejects.toThrow('ENOENT');
});

test.each<
  [string, TinySnapshot['sources'], Partial<NonNullable<TinySnapshot['manifest']>>, boolean, boolean]
>([
  ['was read whole', {}, {}, true, false],
  ['was refused', { 'group-members': { outcome: 'refused', reason: 'permission' } }, {}, false, false],
  ['was never asked for', {}, { groups: [] }, false, false],
  [
    'broke off',
    {
      'group-members': {
        outcome: 'partial',
        reason: 'gave-up',
        misses: [{ part: 'group', subject: 'GRP-TELEFAX', reason: 'gave-up', detail: '503' }],
      },
    },
    {},
    true,
    true,
  ],
  [
    'was read whole, but another was not',
    {
      'group-members': {
        outcome: 'partial',
        reason: 'not-read',
        misses: [{ part: 'group', subject: 'GRP-X', reason: 'not-read', detail: 'no group is named GRP-X' }],
      },
    },
    {},
    true,
    false,
  ],
  [
    'was read whole, but the directory was not',
    { accounts: { outcome: 'partial', reason: 'gave-up' } },
    {},
    true,
    true,
  ],
])(
  'an enrolment whose group %s says how far it is known',
  async (_, sources, manifest, known, lowerBound) => {
    const { situation } = await assessTiny(
      {
        ...SNAPSHOT,
        sources: { ...SNAPSHOT.sources, ...sources },
        manifest: { ...SNAPSHOT.manifest, ...manifest },
      },
      CONFIG,
    );
    expect(situation.enrolments.map((one) => [one.known, one.lowerBound])).toEqual([[known, lowerBound]]);
  },
);

test('a group that was read in part and shows nobody says nothing', async () => {
  const { situation } = await assessTiny(
    {
      ...SNAPSHOT,
      tables: { ...SNAPSHOT.tables, 'group-members': [] },
      sources: { 'group-members': { outcome: 'partial', reason: 'error' } },
    },
    CONFIG,
  );
  expect(situation.enrolments.map((one) => [one.known, one.lowerBound])).toEqual([[false, false]]);
});

test('a collection that was taken up again tells when', async () => {
  const resumedAt = ['2020-10-29T08:00:00Z', '2020-10-30T06:00:00Z'];
  const { situation } = await assessTiny(
    { ...SNAPSHOT, manifest: { ...SNAPSHOT.manifest, resumedAt } },
    CONFIG,
  );
  expect([situation.collectedAt, situation.resumedAt, situation.endedAt]).toEqual([
    '2020-10-29T06:00:00Z',
    resumedAt,
    '2020-10-29T07:00:00Z',
  ]);
});
