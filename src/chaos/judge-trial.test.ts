import { beforeAll, expect, test } from 'vitest';
import type { FaultPlan } from '../simulator/faults/fault-plan.ts';
import type { LoggedRequest } from '../simulator/simulator.ts';
import type { Situation } from '../situation/situation.ts';
import { auditUnder } from './audit-under.ts';
import type { Evidence, Finding } from './evidence.ts';
import { judgeTrial } from './judge-trial.ts';

/** Real audits, which tell the truth; the tests let each of them lie. */
const DENIED: FaultPlan = {
  seed: 1,
  faults: [
    { kind: 'mailboxes', answer: 403, count: 3 },
    { kind: 'no-entra-premium' },
    { kind: 'stale-report', days: 20 },
  ],
};
const BROKEN_OFF: FaultPlan = {
  seed: 1,
  faults: [
    { kind: 'small-pages', rows: 60 },
    { kind: 'expired-skip-token', on: ['directory', 'groups'], page: 3, walks: 'every' },
  ],
};

const CHANGING: FaultPlan = {
  seed: 1,
  faults: [
    { kind: 'small-pages', rows: 60 },
    { kind: 'changing-directory', created: 4, deleted: 4 },
  ],
};

/** Everything answers, and some of it does not tell what was asked. */
const UNTOLD: FaultPlan = {
  seed: 1,
  faults: [
    { kind: 'sign-in-activity-absent' },
    { kind: 'hidden-group' },
    { kind: 'forwarding-not-told' },
    { kind: 'concealed-names', form: 'pii' },
    { kind: 'missing-permission', for: ['report-settings'] },
  ],
};

let denied: Evidence;
let brokenOff: Evidence;
let changing: Evidence;
let untold: Evidence;
beforeAll(async () => {
  const patience = { patienceS: 6, longestMs: 60_000 };
  const under = (plan: FaultPlan): Promise<Evidence> => auditUnder(1, plan, patience);
  [denied, brokenOff] = await Promise.all([under(DENIED), under(BROKEN_OFF)]);
  [changing, untold] = await Promise.all([under(CHANGING), under(UNTOLD)]);
});

function judged(evidence: Evidence, change: (situation: Situation) => Partial<Situation>): string {
  const { situation } = evidence;
  if (situation === null) throw new Error(evidence.ended.stderr);
  return judgeTrial({ ...evidence, situation: { ...situation, ...change(situation) } }).problems.join('\n');
}

type Indicator = Situation['indicators'][number];

const withIndicator =
  (id: string, change: (indicator: Indicator) => Partial<Indicator>) =>
  ({ indicators }: Situation): Partial<Situation> => ({
    indicators: indicators.map((one) => (one.id === id ? { ...one, ...change(one) } : one)),
  });

const withSource =
  (id: string, change: Partial<Situation['sources'][number]>) =>
  ({ sources }: Situation): Partial<Situation> => ({
    sources: sources.map((one) => (one.id === id ? { ...one, ...change } : one)),
  });

test('an audit that tells the truth has no problem, whether it could read all or not', () => {
  const nothing = { problems: [], unlucky: [] };
  expect([denied, brokenOff, changing, untold].map(judgeTrial)).toEqual(Array(4).fill(nothing));
});

test.each<[string, (situation: Situation) => Partial<Situation>, string]>([
  [
    'an unreadable mailbox as compliant',
    withIndicator('mailbox-redirects', ({ population }) => ({ examined: population, undetermined: 0 })),
    'mailbox-redirects.undetermined is 0, not 7',
  ],
  [
    'one redirect too few',
    withIndicator('mailbox-redirects', ({ count }) => ({ count: count - 1 })),
    'mailbox-redirects.count is',
  ],
  [
    'one physician too many',
    withIndicator('inactive-mailboxes', ({ physicians }) => ({
      physicians: { ...physicians, count: physicians.count + 1 },
    })),
    'inactive-mailboxes.physicians.count is',
  ],
  [
    'another number of one establishment',
    withIndicator('inactive-mailboxes', ({ byEstablishment }) => ({
      byEstablishment: byEstablishment.map((row) =>
        byEstablishment.every(({ id }) => id === '' || id >= row.id) ? { ...row, count: row.count + 1 } : row,
      ),
    })),
    'inactive-mailboxes.byEstablishment.0.count is',
  ],
  [
    'a wrong fact',
    withIndicator('inactive-mailboxes', ({ facts }) => ({ facts: { ...facts, neverUsed: 0 } })),
    'inactive-mailboxes.facts.neverUsed is 0',
  ],
  [
    'an indicator without its source',
    withIndicator('mfa-status', ({ population }) => ({ examined: population, undetermined: 0 })),
    'mfa-status.examined is',
  ],
  [
    'a lower bound unmarked',
    withIndicator('mfa-status', () => ({ lowerBound: false })),
    'mfa-status is a lower bound, and not marked so',
  ],
  [
    'a lower bound that is none',
    withIndicator('inactive-mailboxes', () => ({ lowerBound: true })),
    'inactive-mailboxes is not a lower bound, and not marked so',
  ],
  [
    'one account too many of whom no policy asks MFA',
    withIndicator('mfa-enforcement', ({ count }) => ({ count: count + 1 })),
    'mfa-enforcement.count is',
  ],
  [
    'who shared files outside as compliant',
    withIndicator('external-sharing', () => ({ count: 0 })),
    'external-sharing.count is 0',
  ],
  [
    'administrators as all known, without those on request',
    withIndicator('admin-mfa', () => ({ lowerBound: false })),
    'admin-mfa is a lower bound, and not marked so',
  ],
  [
    'a source of Exchange as refused that was read',
    withSource('mail-flow', { outcome: 'refused' }),
    'mail-flow has nothing, not whole',
  ],
  [
    'another population',
    ({ population }) => ({ population: { ...population, physicians: 1 } }),
    'population.',
  ],
  [
    'an approximate population',
    () => ({ populationBound: 'approximate' }),
    'the populations are approximate',
  ],
  ['another day', () => ({ asOf: '2020-01-01' }), '2020-01-01 is told as the day of the figures'],
  ['no gap at all', () => ({ gaps: [] }), 'no gap says that sign-in-activity lacks something (licence)'],
  [
    'an old report as fresh',
    ({ gaps }) => ({ gaps: gaps.filter(({ source }) => source !== 'mailbox-usage') }),
    'no gap says that mailbox-usage is 22 days old',
  ],
  [
    'fewer mailboxes than were denied',
    ({ gaps }) => ({ gaps: gaps.map((gap) => (gap.reason === 'denied' ? { ...gap, accounts: 2 } : gap)) }),
    '2 mailboxes are told as denied, and 3 are',
  ],
  [
    'a gap for a reason that nothing gave',
    ({ gaps }) => ({
      gaps: gaps.map((gap) => (gap.reason === 'denied' ? { ...gap, reason: 'licence' } : gap)),
    }),
    'a gap of inbox-rules says licence, and nothing of the kind happened to it',
  ],
  [
    'a source as complete that lost something',
    withSource('inbox-rules', { outcome: 'complete' }),
    'inbox-rules has whole, not part',
  ],
  [
    'a source as refused that was read',
    withSource('mail-activity', { outcome: 'refused' }),
    'mail-activity has nothing, not whole',
  ],
  ['fewer accounts than there are', withSource('accounts', { read: 7 }), 'accounts: 7 of'],
  [
    'a smaller enrolment',
    ({ enrolments }) => ({ enrolments: enrolments.map((one) => ({ ...one, total: 0 })) }),
    'telefax.total is 0',
  ],
  ['no service', () => ({ serviceUsage: [] }), 'serviceUsage.0 is missing'],
])('an audit that tells %s is found out', (_, change, problem) => {
  expect(judged(denied, change)).toContain(problem);
});

test.each<[string, (situation: Situation) => Partial<Situation>, string]>([
  ['of one account too few', withSource('accounts', { read: 119 }), 'accounts: 119 of 120 read'],
  [
    'more than was read',
    ({ population }) => ({ population: { ...population, mailboxes: population.mailboxes + 1 } }),
    'population.mailboxes is',
  ],
  [
    'an enrolment as exact',
    ({ enrolments }) => ({ enrolments: enrolments.map((one) => ({ ...one, lowerBound: false })) }),
    'telefax.lowerBound is false',
  ],
  ['exact populations', () => ({ populationBound: 'exact' }), 'the populations are exact, not at-least'],
  ['a complete directory', withSource('accounts', { outcome: 'complete' }), 'accounts has whole, not part'],
])('an audit of a directory that broke off tells %s, and is found out', (_, change, problem) => {
  expect(judged(brokenOff, change)).toContain(problem);
});

test.each<[string, (indicator: Indicator) => Partial<Indicator>, string]>([
  ['to count', ({ population }) => ({ count: population, examined: population }), 'mfa-status: counts'],
  [
    'to be clear',
    ({ population }) => ({ count: 0, examined: population, undetermined: 0 }),
    'mfa-status: clears',
  ],
  [
    'in all',
    ({ population }) => ({ population: population + 9, undetermined: 9 }),
    'mfa-status: a population of',
  ],
  [
    'than the examined and the undetermined',
    ({ undetermined }) => ({ undetermined: undetermined + 1 }),
    'mfa-status: the examined and the undetermined are not the population',
  ],
  [
    'among the facts',
    () => ({ facts: { registered: 999, capable: 0, adminsWithoutMfa: 0 } }),
    'registered is 999',
  ],
])('an audit of a directory that changes tells more %s, and is found out', (_, change, problem) => {
  expect(judged(changing, withIndicator('mfa-status', change))).toContain(problem);
});

test.each<[string, (situation: Situation) => Partial<Situation>, string]>([
  [
    'nobody as enrolled',
    ({ enrolments }) => ({ enrolments: enrolments.map((one) => ({ ...one, known: true })) }),
    'telefax.known is true, not false',
  ],
  [
    'sign-ins that did not come as read',
    withSource('sign-in-activity', { outcome: 'complete', unusable: undefined }),
    'sign-in-activity has whole, not nothing',
  ],
  [
    'everybody as signed in',
    withIndicator('inactive-sign-ins', ({ population }) => ({ examined: population, undetermined: 0 })),
    'inactive-sign-ins.examined is',
  ],
  [
    'forwarding that did not come as none',
    withSource('mailbox-forwarding', { outcome: 'complete' }),
    'mailbox-forwarding has whole, not part',
  ],
  [
    'redirects as all known',
    withIndicator('mailbox-redirects', () => ({ lowerBound: false })),
    'mailbox-redirects is a lower bound, and not marked so',
  ],
  [
    'concealed names as known',
    withSource('mail-activity', { namesConcealed: undefined }),
    'mail-activity has whole, not nothing',
  ],
])('an audit that was answered, and not told, tells %s, and is found out', (_, change, problem) => {
  expect(judged(untold, change)).toContain(problem);
});

test('an account that is undetermined though its mailbox answered, and one that is not though it did not, are found', () => {
  const findings = denied.findings['mailbox-redirects'] ?? [];
  const id = findings.find(({ verdict }) => verdict === 'undetermined')?.accountId ?? '';
  const judgedWith = (redirects: readonly Finding[]): string =>
    judgeTrial({
      ...denied,
      findings: { ...denied.findings, 'mailbox-redirects': redirects },
    }).problems.join('\n');
  const without = judgedWith(findings.filter(({ accountId }) => accountId !== id));
  expect(without).toContain(`${id} is silent, not undetermined`);
  expect(without).toContain('mailbox-redirects: 6 undetermined findings, where 7 are told');
  const others = judgedWith(findings.map((finding) => ({ ...finding, verdict: 'undetermined' })));
  expect(others).toContain('is undetermined, not non-compliant');
  const both = findings
    .filter(({ accountId }) => accountId === id)
    .map((finding) => ({ ...finding, verdict: 'non-compliant' }));
  expect(judgedWith([...findings, ...both])).toContain('different findings, where');
  const mfa = denied.findings['mfa-status'] ?? [];
  const twice = { ...denied, findings: { ...denied.findings, 'mfa-status': [...mfa, ...mfa.slice(0, 1)] } };
  expect(judgeTrial(twice).problems.join('\n')).toContain('different findings, where');
});

test('an audit without any account ends with 3, and no other ending will do', async () => {
  const plan: FaultPlan = { seed: 1, faults: [{ kind: 'missing-permission', for: ['accounts'] }] };
  const refused = await auditUnder(1, plan, { patienceS: 6, longestMs: 60_000 });
  expect(judgeTrial(refused)).toEqual({ problems: [], unlucky: [] });
  const done = { exitCode: 0, stdout: 'reports/x\n', stderr: '' };
  expect(judgeTrial({ ...refused, ended: done }).problems).toEqual(['ended with 0, not 3: ']);
});

test('an audit that does not end in time is killed, and hangs', async () => {
  const hanging = await auditUnder(1, DENIED, { patienceS: 6, longestMs: 200 });
  expect(judgeTrial(hanging).problems).toEqual(['ended with null, not 0: hangs: killed after 0.2 s\n']);
});

test.each<[string, Partial<Evidence['ended']>, string]>([
  ['a bug', { exitCode: 70 }, 'ended with 70, not 0'],
  ['local trouble', { exitCode: 4 }, 'ended with 4, not 0'],
  ['a hang', { exitCode: null, stderr: 'hangs' }, 'ended with null, not 0: hangs'],
  ['a stack', { stderr: 'x\n    at run (file:///vigie/main.js:1:1)\n' }, 'a stack trace is in the output'],
  ['a token', { stderr: 'eyJ0eXAiOiJKV1QiLCJhbGciOi.e30.x' }, 'a token is in the output'],
  ['chatter on stdout', { stdout: 'Done.\nreports/x\n' }, 'stdout holds'],
])('an audit that ends with %s is found out', (_, ended, problem) => {
  const { problems } = judgeTrial({ ...denied, ended: { ...denied.ended, ...ended } });
  expect(problems.join('\n')).toContain(problem);
});

test('the client secret in the output is found', () => {
  const { clientSecret } = denied.cloud.tenant;
  const ended = { ...denied.ended, stderr: `secret ${clientSecret}` };
  expect(judgeTrial({ ...denied, ended }).problems).toEqual(['the client secret is in the output']);
});

test('pages and mailboxes that are asked again though they answered are found', () => {
  const { requests } = denied;
  const page = requests.find(({ path, status }) => path.startsWith('/v1.0/users?') && status === 200);
  const batches = requests.filter(({ items }) => items?.[0]?.status === 200);
  const again = [page, ...batches].filter((request): request is LoggedRequest => request !== undefined);
  const { problems } = judgeTrial({ ...denied, requests: [...requests, ...again] });
  expect(problems[0]).toContain('asked again, though answered well: /v1.0/users?');
  expect(problems[1]).toContain('/mailFolders/inbox/messageRules');
});
