import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KnownError } from '../../errors.ts';
import { parseFailOn } from './fail-on.ts';
import { judgeFailOn } from './judge-fail-on.ts';
import { situationSchema, type Situation } from '../../situation/situation.ts';

function sample(): Situation {
  const file = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);
  return situationSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function judged(text: string, situation = sample()): [string, string] {
  const { outcome, words } = judgeFailOn(parseFailOn(text), situation);
  return [outcome, words.en];
}

test.each([
  ['gaps', { kind: 'gaps', text: 'gaps', source: null, ranks: 'repair' }],
  [' gaps:inbox-rules ', { kind: 'gaps', text: 'gaps:inbox-rules', source: 'inbox-rules', ranks: 'repair' }],
  ['gaps.all', { kind: 'gaps', text: 'gaps.all', source: null, ranks: 'all' }],
  ['mfa-status>0', figure('mfa-status>0', 'mfa-status', 'count', '>', 0)],
  ['mfa-status >= 12.5 %', figure('mfa-status >= 12.5 %', 'mfa-status', 'count', '>=', 12.5, 'percent')],
  [
    'mfa-status > 5%[known]',
    figure('mfa-status > 5%[known]', 'mfa-status', 'count', '>', 5, 'percent', 'known'),
  ],
  [
    'mfa-status > 5 [known]',
    figure('mfa-status > 5 [known]', 'mfa-status', 'count', '>', 5, 'accounts', 'known'),
  ],
  [
    'inactive-mailboxes.physicians.undetermined > 3',
    figure(
      'inactive-mailboxes.physicians.undetermined > 3',
      'inactive-mailboxes',
      'physicians.undetermined',
      '>',
      3,
    ),
  ],
])('%j is read', (text, expected) => {
  expect(parseFailOn(text)).toEqual(expected);
});

function figure(
  text: string,
  indicator: string,
  of: string,
  comparison: string,
  limit: number,
  unit = 'accounts',
  over = 'possible',
): object {
  return { kind: 'figure', text, indicator, figure: of, comparison, limit, unit, over };
}

const ALL =
  'inactive-mailboxes, unread-mail, mailbox-redirects, mfa-status, mfa-enforcement, admin-mfa, inactive-sign-ins, unused-accounts, physicians-without-mailbox, enrolled-unused, terms-of-use, external-sharing, unused-licences, service-usage';

test.each<[string, string, string]>([
  [
    'mailbox-redirect > 5',
    'there is no indicator "mailbox-redirect". Did you mean mailbox-redirects?',
    `Allowed: ${ALL}`,
  ],
  [
    'mfa-status.physician > 5',
    'there is no figure "physician". Did you mean physicians?',
    'Allowed: undetermined, new, change, unaccepted, physicians, physicians.undetermined, physicians.new, physicians.change, physicians.unaccepted',
  ],
  [
    'gaps:inbox_rule',
    'there is no source "inbox_rule". Did you mean inbox-rules?',
    'Allowed: configuration, tenant, accounts, sign-in-activity, mail-activity, mailbox-usage, service-activity, onedrive-activity, sharepoint-activity, forms-activity, service-counts, inbox-rules, mailbox-forwarding, mail-flow, mfa-registrations, mfa-policies, role-assignments, per-user-mfa, terms-of-use, group-members',
  ],
  [
    'service-usage > 5',
    'service-usage only informs and counts nobody',
    'Write service-usage.undetermined > N.',
  ],
  [
    'mfa-status.undetermined > 5%',
    'a share is of the accounts examined, which undetermined ones are not',
    'Write mfa-status.undetermined > N, without %.',
  ],
  [
    'mfa-status.undetermined > 5 [known]',
    'the undetermined accounts are those of which nothing is known',
    'Write mfa-status.undetermined > N, without [known].',
  ],
  ['mfa-status > 5.5', '5.5 is no number of accounts', 'Write a whole number, or a percentage such as 2.5%.'],
  [
    'gap',
    'it is not an expression that can be checked. Did you mean gaps?',
    'Write gaps or gaps:<source> (those to repair), gaps.all (any), exceptions (any that expired), or <indicator> > N, <indicator> >= N, <indicator> > P% (of the accounts examined).',
  ],
])('%j is refused with what is allowed', (text, why, step) => {
  expect(() => parseFailOn(text)).toThrow(`--fail-on ${JSON.stringify(text)}: ${why}`);
  expect(refusal(text).nextSteps[0]).toBe(step);
});

function refusal(text: string): KnownError {
  try {
    parseFailOn(text);
  } catch (error) {
    if (error instanceof KnownError) return error;
    throw error;
  }
  throw new Error(`${text} was read`);
}

test('any text is either read or refused as a usage error', () => {
  const situation = sample();
  const pieces = fc.constantFrom(
    ...[
      'gaps',
      ':',
      'inbox-rules',
      'mfa-status',
      '.',
      'physicians',
      'undetermined',
      '>',
      '>=',
      '=',
      ' ',
      '5',
      '[known]',
    ],
    ...['%', '9'.repeat(16), '-1', '1e9', '\n'],
  );
  const text = fc.oneof(
    fc.array(pieces).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(text, (one) => {
      try {
        expect(['matched', 'clear', 'not-assessed']).toContain(judged(one, situation)[0]);
      } catch (error) {
        if (!(error instanceof KnownError)) throw error;
        expect(error.kind).toBe('usage');
      }
    }),
    { numRuns: 1000 },
  );
});

test('a figure above the limit matches, one at or below it does not', () => {
  expect([
    judged('inactive-mailboxes > 134114'),
    judged('inactive-mailboxes > 134115'),
    judged('inactive-mailboxes >= 134115'),
    judged('inactive-mailboxes > 43.8%'),
    judged('inactive-mailboxes > 43.9%'),
    judged('inactive-mailboxes.physicians > 12661'),
    judged('mailbox-redirects.undetermined > 11'),
    judged('mailbox-redirects.physicians.undetermined > 1'),
    judged('service-usage.undetermined > 0'),
  ]).toEqual([
    ['matched', '--fail-on “inactive-mailboxes > 134114”: matched (134,115)'],
    ['clear', '--fail-on “inactive-mailboxes > 134115”: not matched (134,115)'],
    ['matched', '--fail-on “inactive-mailboxes >= 134115”: matched (134,115)'],
    ['matched', '--fail-on “inactive-mailboxes > 43.8%”: matched (134,115 of 305,554, 43.9%)'],
    ['clear', '--fail-on “inactive-mailboxes > 43.9%”: not matched (134,115 of 305,554, 43.9%)'],
    ['matched', '--fail-on “inactive-mailboxes.physicians > 12661”: matched (12,662)'],
    ['matched', '--fail-on “mailbox-redirects.undetermined > 11”: matched (12)'],
    ['clear', '--fail-on “mailbox-redirects.physicians.undetermined > 1”: not matched (1)'],
    ['clear', '--fail-on “service-usage.undetermined > 0”: not matched (0)'],
  ]);
});

test('a lower bound below the limit, and a figure nobody was examined for, could not be assessed', () => {
  expect([
    judged('mailbox-redirects > 1816'),
    judged('mailbox-redirects > 1817'),
    judged('mailbox-redirects > 1%'),
    judged('mfa-status > 0'),
    judged('mfa-status.physicians >= 0%'),
    judged('mfa-status.undetermined > 289999'),
    judged('mfa-status.undetermined > 290000'),
    judged('inactive-sign-ins > 0'),
  ]).toEqual([
    ['matched', '--fail-on “mailbox-redirects > 1816”: matched (at least 1,817)'],
    [
      'not-assessed',
      '--fail-on “mailbox-redirects > 1817”: could not be assessed (at least 1,817; to look at what is known alone: “mailbox-redirects > 1817 [known]”)',
    ],
    [
      'not-assessed',
      '--fail-on “mailbox-redirects > 1%”: could not be assessed (at least 1,817 of 305,542, 0.6%; to look at what is known alone: “mailbox-redirects > 1% [known]”)',
    ],
    ['not-assessed', '--fail-on “mfa-status > 0”: could not be assessed (no account could be examined)'],
    [
      'not-assessed',
      '--fail-on “mfa-status.physicians >= 0%”: could not be assessed (no account could be examined)',
    ],
    ['matched', '--fail-on “mfa-status.undetermined > 289999”: matched (290,000)'],
    [
      'not-assessed',
      '--fail-on “mfa-status.undetermined > 290000”: could not be assessed (no account could be examined)',
    ],
    [
      'not-assessed',
      '--fail-on “inactive-sign-ins > 0”: could not be assessed (the audit does not have this indicator)',
    ],
  ]);
});

test('physicians who are not known are not “none”', () => {
  const situation = sample();
  const nobody = situation.categories.map((category) => ({ ...category, physician: false }));
  expect([
    judged('inactive-mailboxes.physicians > 99999', { ...situation, categoriesKnown: false }),
    judged('inactive-mailboxes.physicians.undetermined > 5', { ...situation, categories: nobody }),
    judged('physicians-without-mailbox > 99999', { ...situation, categoriesKnown: false }),
    judged('enrolled-unused > 99999', { ...situation, categories: nobody }),
    judged('enrolled-unused > 99999', situation),
  ]).toEqual([
    [
      'not-assessed',
      '--fail-on “inactive-mailboxes.physicians > 99999”: could not be assessed (the groups that make the categories were not read)',
    ],
    [
      'not-assessed',
      '--fail-on “inactive-mailboxes.physicians.undetermined > 5”: could not be assessed (the configuration defines no category of physicians)',
    ],
    [
      'not-assessed',
      '--fail-on “physicians-without-mailbox > 99999”: could not be assessed (the groups that make the categories were not read)',
    ],
    [
      'not-assessed',
      '--fail-on “enrolled-unused > 99999”: could not be assessed (the configuration defines no category of physicians)',
    ],
    ['clear', '--fail-on “enrolled-unused > 99999”: not matched (118)'],
  ]);
});

test('a population read in part bounds what is undetermined, an approximate one is taken as it stands', () => {
  const withBound = (populationBound: 'at-least' | 'approximate'): Situation => {
    const situation = sample();
    const indicators = situation.indicators.map((one) => ({ ...one, populationBound }));
    return { ...situation, indicators };
  };
  expect([
    judged('mailbox-redirects.undetermined > 50', withBound('at-least')),
    judged('inactive-mailboxes > 200000', withBound('approximate')),
    judged('inactive-mailboxes > 1000', withBound('approximate')),
  ]).toEqual([
    ['not-assessed', '--fail-on “mailbox-redirects.undetermined > 50”: could not be assessed (at least 12)'],
    ['clear', '--fail-on “inactive-mailboxes > 200000”: not matched (about 134,115)'],
    ['matched', '--fail-on “inactive-mailboxes > 1000”: matched (about 134,115)'],
  ]);
});

test('gaps match as a whole or by their source, in either language', () => {
  const { outcome, words } = judgeFailOn(parseFailOn('gaps'), sample());
  expect([outcome, words]).toEqual([
    'matched',
    {
      fr: '--fail-on «\u00a0gaps\u00a0»\u00a0: atteint (2 lacunes à réparer\u00a0: mailbox-forwarding, mfa-registrations)',
      en: '--fail-on “gaps”: matched (2 gaps to repair: mailbox-forwarding, mfa-registrations)',
    },
  ]);
  expect([
    judged('gaps:mfa-registrations'),
    judged('gaps:accounts'),
    judged('gaps', { ...sample(), gaps: [] }),
  ]).toEqual([
    ['matched', '--fail-on “gaps:mfa-registrations”: matched (1 gap to repair: mfa-registrations)'],
    ['clear', '--fail-on “gaps:accounts”: not matched (0 gaps to repair)'],
    ['clear', '--fail-on “gaps”: not matched (0 gaps to repair)'],
  ]);
});

test('gaps that time mends, or that are ordinary, are left to gaps.all', () => {
  const { gaps, ...others } = sample();
  const [first, second] = gaps;
  if (first === undefined || second === undefined) throw new Error('the sample has two gaps');
  const waiting: Situation = {
    ...others,
    gaps: [
      { ...first, rank: 'wait' },
      { ...second, rank: 'ordinary' },
    ],
  };
  expect([
    judged('gaps', waiting),
    judged(`gaps:${first.source}`, waiting),
    judged('gaps.all', waiting),
  ]).toEqual([
    ['clear', '--fail-on “gaps”: not matched (0 gaps to repair; not counting 2 others: “gaps.all”)'],
    [
      'clear',
      '--fail-on “gaps:mailbox-forwarding”: not matched (0 gaps to repair; not counting 1 other: “gaps.all”)',
    ],
    ['matched', '--fail-on “gaps.all”: matched (2 gaps: mailbox-forwarding, mfa-registrations)'],
  ]);
});

test('a limit is passed only if it holds whatever the undetermined accounts are, or where the known alone are asked for', () => {
  expect([
    judged('mfa-enforcement > 41999'),
    judged('mfa-enforcement > 42000'),
    judged('mfa-enforcement > 41999 [known]'),
    judged('mfa-enforcement > 40999 [known]'),
    judged('mfa-enforcement >= 42000'),
    judged('mfa-enforcement > 14.3%'),
    judged('mfa-enforcement > 14.4%'),
    judged('mfa-enforcement > 14.5%'),
    judged('mfa-enforcement > 14.3% [known]'),
    judged('mailbox-redirects > 1817 [known]'),
    judged('mfa-status > 0 [known]'),
  ]).toEqual([
    [
      'not-assessed',
      '--fail-on “mfa-enforcement > 41999”: could not be assessed (41,000; with the undetermined, up to 42,000; to look at what is known alone: “mfa-enforcement > 41999 [known]”)',
    ],
    ['clear', '--fail-on “mfa-enforcement > 42000”: not matched (41,000)'],
    ['clear', '--fail-on “mfa-enforcement > 41999 [known]”: not matched (41,000)'],
    ['matched', '--fail-on “mfa-enforcement > 40999 [known]”: matched (41,000)'],
    [
      'not-assessed',
      '--fail-on “mfa-enforcement >= 42000”: could not be assessed (41,000; with the undetermined, up to 42,000; to look at what is known alone: “mfa-enforcement >= 42000 [known]”)',
    ],
    [
      'not-assessed',
      '--fail-on “mfa-enforcement > 14.3%”: could not be assessed (41,000 of 289,000, 14.2%; with the undetermined, up to 42,000 of 290,000, 14.5%; to look at what is known alone: “mfa-enforcement > 14.3% [known]”)',
    ],
    [
      'not-assessed',
      '--fail-on “mfa-enforcement > 14.4%”: could not be assessed (41,000 of 289,000, 14.2%; with the undetermined, up to 42,000 of 290,000, 14.5%; to look at what is known alone: “mfa-enforcement > 14.4% [known]”)',
    ],
    ['clear', '--fail-on “mfa-enforcement > 14.5%”: not matched (41,000 of 289,000, 14.2%)'],
    ['clear', '--fail-on “mfa-enforcement > 14.3% [known]”: not matched (41,000 of 289,000, 14.2%)'],
    ['clear', '--fail-on “mailbox-redirects > 1817 [known]”: not matched (at least 1,817)'],
    [
      'not-assessed',
      '--fail-on “mfa-status > 0 [known]”: could not be assessed (no account could be examined)',
    ],
  ]);
});

test.each([
  ['inactive-mailboxes.new > 0', 'matched', '1,620 more since the previous audit, departures not counted'],
  ['inactive-mailboxes.new > 2000', 'clear', '1,620 more since the previous audit, departures not counted'],
  [
    'inactive-mailboxes.physicians.new >= 81',
    'clear',
    '80 more since the previous audit, departures not counted',
  ],
  ['inactive-mailboxes.change > 0.9%', 'matched', '132,912 to 134,115, 0.9%'],
  ['inactive-mailboxes.change > 2%', 'clear', '132,912 to 134,115, 0.9%'],
  ['inactive-mailboxes.change >= 1203', 'matched', '132,912 to 134,115, 0.9%'],
  ['inactive-mailboxes.physicians.change > 0', 'clear', '12,702 to 12,662, 0.3%'],
  [
    'unread-mail.new > 40',
    'not-assessed',
    '40 more since the previous audit, departures not counted; with the undetermined, up to 120,004; to look at what is known alone: “unread-mail.new > 40 [known]”',
  ],
  ['unread-mail.new > 40 [known]', 'clear', '40 more since the previous audit, departures not counted'],
  ['mailbox-redirects.new > 0', 'not-assessed', 'the two audits do not count alike'],
  ['mfa-status.new > 0', 'not-assessed', 'one of the two audits could not assess this indicator'],
])('%s, against the previous audit, is %s', (text, outcome, why) => {
  const [told, words] = judged(text);
  expect([told, words.slice(words.indexOf(' (') + 2, -1)]).toEqual([outcome, why]);
});

test('without a previous audit, or without its accounts, what is new is not known; the change of the counts is', () => {
  const { trend, ...alone } = sample();
  expect(judged('inactive-mailboxes.change > 5%', alone)).toEqual([
    'not-assessed',
    '--fail-on “inactive-mailboxes.change > 5%”: could not be assessed (no previous audit could be compared with)',
  ]);
  if (trend === undefined) throw new Error('the sample has a trend');
  const indicators = trend.indicators.map((one) => ({ ...one, moves: undefined }));
  const counted = { ...alone, trend: { ...trend, indicators } };
  expect(judged('inactive-mailboxes.new > 0', counted)[0]).toBe('not-assessed');
  expect(judged('inactive-mailboxes.change > 0', counted)[0]).toBe('matched');
});

test('new accounts are no share of anything', () => {
  expect(() => parseFailOn('inactive-mailboxes.new > 2%')).toThrow(
    '--fail-on "inactive-mailboxes.new > 2%": new accounts are counted, not a share of anything',
  );
});
