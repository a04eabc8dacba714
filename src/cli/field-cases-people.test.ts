import { expect } from 'vitest';
import {
  get,
  listed,
  mailLine,
  mailReport,
  mfaPolicy,
  withMailReport,
} from '../testing/field-cloud-builders.ts';
import {
  assessed,
  expectNotAssessable,
  expectVerdicts,
  gapReasons,
  indicatorOf,
  sourceOf,
} from '../testing/field-cloud-expect.ts';
import { EVERYBODY, idOf, person, type PersonName } from '../testing/field-cloud-people.ts';
import { fieldTests, type FieldTest } from '../testing/field-cloud-test.ts';

const SIGN_INS = 'inactive-sign-ins';
const MAIL = 'inactive-mailboxes';
const MFA = 'mfa-enforcement';

interface SignIn {
  readonly attempt?: string | null;
  readonly success?: string | null;
}

const USUAL: SignIn = { attempt: '2026-11-18T08:12:00Z', success: '2026-11-18T08:12:00Z' };

/** The sign-ins of everybody; null for an account of which nothing came. */
function signIns(named: Readonly<Partial<Record<PersonName, SignIn | null>>>, rest: SignIn = USUAL) {
  const value = EVERYBODY.map((name) => {
    const told = name in named ? named[name] : rest;
    if (told === null || told === undefined) return { id: idOf(name) };
    const { attempt = null, success = null } = told;
    return {
      id: idOf(name),
      signInActivity: {
        lastSignInDateTime: attempt,
        lastNonInteractiveSignInDateTime: null,
        lastSuccessfulSignInDateTime: success,
      },
    };
  });
  return { answers: [listed('/users?$select=id,signInActivity&$top=500', value)] };
}

const SIGNED_IN: readonly FieldTest[] = [
  {
    id: 'success-null-recent-attempt',
    says: 'a success that is not told beside a recent attempt settles nothing',
    given: signIns({ 'alix.brodeur': { attempt: '2026-11-15T10:00:00Z', success: null } }),
    judge: (outcome) => expectVerdicts(outcome, SIGN_INS, { 'alix.brodeur': 'undetermined' }, 'compliant'),
  },
  {
    id: 'success-absent-recent-attempt',
    says: 'a success whose key did not come beside a recent attempt settles nothing',
    given: signIns({
      'hugo.lanctot.med': { attempt: '2026-11-01T10:00:00Z' },
      'noe.vigneault': { attempt: '2026-11-20T10:00:00Z' },
    }),
    judge: (outcome) =>
      expectVerdicts(
        outcome,
        SIGN_INS,
        { 'hugo.lanctot.med': 'undetermined', 'noe.vigneault': 'undetermined' },
        'compliant',
      ),
  },
  {
    id: 'success-null-old-attempt',
    says: 'no success and only an old attempt is inactive',
    given: signIns({ 'alix.brodeur': { attempt: '2023-06-01T10:00:00Z', success: null } }),
    judge: (outcome) => expectVerdicts(outcome, SIGN_INS, { 'alix.brodeur': 'non-compliant' }, 'compliant'),
  },
  {
    id: 'success-nowhere',
    says: 'only where nobody has a success does the later attempt count',
    given: signIns(
      { 'maude.tessier': { attempt: '2025-01-01T10:00:00Z' } },
      { attempt: '2026-11-18T08:12:00Z' },
    ),
    judge: (outcome) => expectVerdicts(outcome, SIGN_INS, { 'maude.tessier': 'non-compliant' }, 'compliant'),
  },
  {
    id: 'sign-in-of-one-missing',
    says: 'a single account without sign-in activity never signed in',
    given: signIns({
      'alix.brodeur': null,
      'fanny.rochette': { attempt: '0001-01-01T00:00:00Z', success: '0001-01-01T00:00:00Z' },
    }),
    judge: (outcome) =>
      expectVerdicts(
        outcome,
        SIGN_INS,
        { 'alix.brodeur': 'non-compliant', 'fanny.rochette': 'non-compliant' },
        'compliant',
      ),
  },
];

const ACTIVE = '2026-11-18';
const DAYS: Readonly<Record<PersonName, string>> = {
  'alix.brodeur': ACTIVE,
  'maude.tessier': '2026-05-01',
  'hugo.lanctot.med': '',
  'ines.carbonneau.med': ACTIVE,
  'noe.vigneault': ACTIVE,
  'fanny.rochette': ACTIVE,
  'basile.courtemanche': ACTIVE,
};
const REPORT = mailReport(DAYS);
const UNUSED = { 'maude.tessier': 'non-compliant', 'hugo.lanctot.med': 'non-compliant' } as const;

const isRead: FieldTest['judge'] = (outcome) => expectVerdicts(outcome, MAIL, UNUSED, 'compliant');

const isNotUsable: FieldTest['judge'] = (outcome) => {
  expect(sourceOf(outcome, 'mail-activity')).toMatchObject({ id: 'mail-activity' });
  expect(gapReasons(outcome, 'mail-activity')).not.toEqual([]);
  expectNotAssessable(outcome, MAIL);
};

const USAGE: readonly FieldTest[] = [
  {
    id: 'report-with-mark-and-crlf',
    says: 'a byte order mark and CRLF make no difference to a report',
    given: withMailReport(`\uFEFF${REPORT.replaceAll('\n', '\r\n')}`),
    judge: isRead,
  },
  {
    id: 'report-without-period',
    says: 'a report without its Report Period is read all the same',
    given: withMailReport(REPORT.replaceAll(/,(?:Report Period|180)$/gm, '')),
    judge: isRead,
  },
  {
    id: 'report-with-other-column',
    says: 'a column that is new to a report makes no difference',
    given: withMailReport(
      REPORT.replaceAll(
        /^(Report Refresh Date|2026-11-19),/gm,
        (_, cell: string) => `${cell},${cell === '2026-11-19' ? 'x' : 'User Id'},`,
      ),
    ),
    judge: isRead,
  },
  {
    id: 'report-with-semicolons',
    says: 'a report of semicolons is read as it is, or not at all',
    given: withMailReport(REPORT.replaceAll(',', ';')),
    judge: async (outcome) => {
      if (sourceOf(outcome, 'mail-activity').outcome === 'complete') await isRead(outcome);
      else await isNotUsable(outcome);
    },
  },
  {
    id: 'report-with-renamed-column',
    says: 'a report whose last activity has another name tells of nobody’s activity',
    given: withMailReport(REPORT.replace('Last Activity Date', 'Last Activity')),
    judge: isNotUsable,
  },
  {
    id: 'report-of-empty-activity',
    says: 'a report in which nobody at all has a last activity is not usable',
    given: withMailReport(mailReport(Object.fromEntries(EVERYBODY.map((name) => [name, ''])))),
    judge: isNotUsable,
  },
  {
    id: 'report-of-others',
    says: 'a report of which nearly nothing joins is not usable',
    given: withMailReport(
      [...mailReport({ 'alix.brodeur': ACTIVE }).split('\n').slice(0, 2), ...strangers(60), ''].join('\n'),
    ),
    judge: isNotUsable,
  },
  {
    id: 'report-of-unknown-names',
    says: 'a report that calls everybody (Unknown) is not usable',
    given: withMailReport(REPORT.replaceAll(/[a-z.]+@reseau-sante\.example/g, '(Unknown)')),
    judge: isNotUsable,
  },
];

function strangers(count: number): string[] {
  return Array.from({ length: count }, (_, at) => mailLine(`compte${at}@ancien-nom.example`, ACTIVE));
}

const perUser = (told: Readonly<Partial<Record<PersonName, string>>>, rest: string | null = 'disabled') =>
  listed(
    '/users?$select=id,perUserMfaState&$top=999',
    EVERYBODY.map((name) => {
      const state = told[name] ?? rest;
      return state === null || state === '' ? { id: idOf(name) } : { id: idOf(name), perUserMfaState: state };
    }),
  );

const PER_USER: readonly FieldTest[] = [
  {
    id: 'per-user-state-of-some',
    says: 'a state that did not come for some leaves these undetermined and no others',
    given: { answers: [perUser({ 'alix.brodeur': 'enforced', 'maude.tessier': '' })] },
    judge: async (outcome) => {
      await expectVerdicts(
        outcome,
        MFA,
        { 'alix.brodeur': 'compliant', 'maude.tessier': ['undetermined', 'non-compliant'] },
        'non-compliant',
      );
      // Where it is asked one by one instead, it is told: disabled.
      const { 'maude.tessier': maude } = await outcome.verdicts(MFA);
      if (maude === 'undetermined') expect(gapReasons(outcome, 'per-user-mfa')).not.toEqual([]);
    },
  },
  {
    id: 'per-user-state-unknown',
    says: 'a state of a name that nobody documented settles nothing',
    given: {
      answers: [
        perUser({ 'alix.brodeur': 'unknownFutureValue' }),
        get(`/users/${idOf('alix.brodeur')}/authentication/requirements`, {
          perUserMfaState: 'unknownFutureValue',
        }),
      ],
    },
    judge: (outcome) => expectVerdicts(outcome, MFA, { 'alix.brodeur': 'undetermined' }, 'non-compliant'),
  },
  {
    id: 'per-user-refused',
    says: 'where the states are refused, what nothing else covers is undetermined',
    given: {
      answers: [
        get(
          '/users?$select=id,perUserMfaState&$top=999',
          {
            error: {
              code: 'Authorization_RequestDenied',
              message: 'Insufficient privileges to complete the operation.',
            },
          },
          403,
        ),
        listed('/identity/conditionalAccess/policies', [
          mfaPolicy({ includeUsers: [idOf('noe.vigneault')] }),
        ]),
      ],
    },
    judge: async (outcome) => {
      await expectVerdicts(outcome, MFA, { 'noe.vigneault': 'compliant' }, 'undetermined');
      expect(gapReasons(outcome, 'per-user-mfa')).toEqual(['permission']);
    },
  },
  {
    id: 'policies-without-value',
    says: 'an answer of policies without a list is not “no policy”',
    given: {
      answers: [
        get('/identity/conditionalAccess/policies', {
          '@odata.context': 'https://graph.microsoft.com/v1.0/',
        }),
      ],
    },
    judge: async (outcome) => {
      expect(sourceOf(outcome, 'mfa-policies').outcome).not.toBe('complete');
      await expectVerdicts(outcome, MFA, {}, 'undetermined');
    },
  },
  {
    id: 'registrations-without-value',
    says: 'an answer of registrations without a list is nobody’s',
    given: { answers: [get('/reports/authenticationMethods/userRegistrationDetails', {})] },
    judge: (outcome) => {
      expect(sourceOf(outcome, 'mfa-registrations').outcome).not.toBe('complete');
      expectNotAssessable(outcome, 'mfa-status');
    },
  },
  {
    id: 'users-without-value',
    says: 'an answer of accounts without a list is no tenant without accounts',
    given: {
      answers: [get('/users?$select=id&$top=999', { '@odata.context': 'https://graph.microsoft.com/v1.0/' })],
    },
    judge: (outcome) => {
      expect([outcome.exitCode, outcome.situation]).toEqual([3, null]);
    },
  },
];

const GROUP = 'd4e5f6a7-1111-4c3b-8a2d-00000000000a';
const ROLE = '62e90394-69f5-4237-9190-012177145e10';
const HIDDEN = { id: GROUP, displayName: 'GRP-ADM', visibility: 'HiddenMembership' };
const SHOWN = { ...HIDDEN, visibility: 'Private' };
const members = (value: readonly Readonly<Record<string, unknown>>[]) =>
  listed(`/groups/${GROUP}/transitiveMembers?$select=id&$top=999`, value);
const roleOfGroup = [
  listed('/roleManagement/directory/roleDefinitions', [
    { id: ROLE, displayName: 'Global Administrator', templateId: ROLE, isBuiltIn: true },
  ]),
  listed('/roleManagement/directory/roleAssignments', [
    { id: 'ra1', principalId: GROUP, directoryScopeId: '/', roleDefinitionId: ROLE },
  ]),
];
const enrolment = {
  files: new Map([
    [
      'vigie.config.yaml',
      'enrolments:\n  - { id: telefax, label: { fr: Téléfax, en: Telefax }, group: GRP-ADM }\n',
    ],
  ]),
};
const NESTED = [
  { '@odata.type': '#microsoft.graph.user', id: idOf('alix.brodeur') },
  { '@odata.type': '#microsoft.graph.group', id: 'd4e5f6a7-2222-4c3b-8a2d-00000000000b' },
  { '@odata.type': '#microsoft.graph.user', id: idOf('noe.vigneault') },
];

const GROUPS: readonly FieldTest[] = [
  {
    id: 'nested-group-of-policy',
    says: 'a policy for a group covers the members of the groups within it',
    given: {
      answers: [
        listed('/identity/conditionalAccess/policies', [mfaPolicy({ includeGroups: [GROUP] })]),
        get(`/groups/${GROUP}`, SHOWN),
        members(NESTED),
      ],
    },
    judge: (outcome) =>
      expectVerdicts(
        outcome,
        MFA,
        { 'alix.brodeur': 'compliant', 'noe.vigneault': 'compliant' },
        'non-compliant',
      ),
  },
  {
    id: 'nested-group-of-enrolment',
    says: 'an enrolment counts the accounts of the groups within its group, and no group',
    given: {
      ...enrolment,
      answers: [listed("/groups?$filter=displayName eq 'GRP-ADM'&$select=id", [SHOWN]), members(NESTED)],
    },
    judge: (outcome) => {
      const told = assessed(outcome).enrolments.map(({ id, known, total }) => ({ id, known, total }));
      expect(told).toEqual([{ id: 'telefax', known: true, total: 2 }]);
    },
  },
  {
    id: 'visible-group-of-role',
    says: 'whoever holds a role through a group is an administrator',
    given: { answers: [...roleOfGroup, get(`/groups/${GROUP}`, SHOWN), members(NESTED)] },
    judge: async (outcome) => {
      const told = await outcome.verdicts('admin-mfa');
      expect(Object.keys(told)).toEqual(['alix.brodeur', 'noe.vigneault']);
    },
  },
  {
    id: 'hidden-group-of-role',
    says: 'a role held by a group of hidden members has holders that are not known',
    given: { answers: [...roleOfGroup, get(`/groups/${GROUP}`, HIDDEN), members([])] },
    judge: (outcome) => {
      const { words } = assessed(outcome).gaps.find(({ source }) => source === 'group-members') ?? {};
      expect(words?.remedy.en ?? 'no gap').toContain('Member.Read.Hidden');
      const { lowerBound, undetermined, populationBound } = indicatorOf(outcome, 'admin-mfa');
      expect([lowerBound, undetermined > 0, populationBound !== 'exact']).toContain(true);
    },
  },
  {
    id: 'hidden-group-of-policy-included',
    says: 'a policy for a group of hidden members covers nobody knows whom',
    given: {
      answers: [
        listed('/identity/conditionalAccess/policies', [mfaPolicy({ includeGroups: [GROUP] })]),
        get(`/groups/${GROUP}`, HIDDEN),
        members([]),
      ],
    },
    judge: (outcome) => expectVerdicts(outcome, MFA, {}, 'undetermined'),
  },
  {
    id: 'empty-group',
    says: 'a group that is not hidden and comes empty has no member',
    given: {
      ...enrolment,
      answers: [
        listed("/groups?$filter=displayName eq 'GRP-ADM'&$select=id", [SHOWN]),
        get(`/groups/${GROUP}`, SHOWN),
        members([]),
      ],
    },
    judge: (outcome) => {
      const told = assessed(outcome).enrolments.map(({ id, known, total }) => ({ id, known, total }));
      expect(told).toEqual([{ id: 'telefax', known: true, total: 0 }]);
    },
  },
  {
    id: 'guest-administrator',
    says: 'a guest who administers is among the administrators',
    given: {
      answers: [
        listed(
          '/users?$select=id&$top=999',
          EVERYBODY.map((name) => person(name, name === 'fanny.rochette' ? { userType: 'Guest' } : {})),
        ),
        ...roleOfGroup.slice(0, 1),
        listed('/roleManagement/directory/roleAssignments', [
          { id: 'ra1', principalId: idOf('fanny.rochette'), directoryScopeId: '/', roleDefinitionId: ROLE },
        ]),
      ],
    },
    judge: async (outcome) => {
      expect(Object.keys(await outcome.verdicts('admin-mfa'))).toEqual(['fanny.rochette']);
    },
  },
];

fieldTests([...SIGNED_IN, ...USAGE, ...PER_USER, ...GROUPS].map((one, at) => ({ seeds: [at % 4], ...one })));
