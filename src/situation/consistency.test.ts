import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { situationSchema, type Indicator, type Situation } from './situation.ts';

/** Without its trend, whose own contradictions have their own test. */
function sample(): Situation {
  const file = new URL('../../fixtures/goldens/renderers/situation.json', import.meta.url);
  return { ...situationSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), trend: undefined };
}

function problems(situation: unknown): string[] {
  const { error } = situationSchema.safeParse(situation);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function withFirst(change: (indicator: Indicator) => Indicator): Situation {
  const situation = sample();
  const [first, ...others] = situation.indicators;
  if (first === undefined) throw new Error('the sample has no indicator');
  return { ...situation, indicators: [change(first), ...others] };
}

test('figures that contradict one another are no situation, and the place is named', () => {
  expect([
    problems(withFirst((one) => ({ ...one, undetermined: 5 }))),
    problems(withFirst((one) => ({ ...one, physicians: { ...one.physicians, count: 20_241 } }))),
    problems(withFirst((one) => ({ ...one, count: 134_116 }))),
    problems(withFirst((one) => ({ ...one, byCategory: one.byCategory.slice(1) }))),
    problems(withFirst((one) => ({ ...one, byEstablishment: [] }))),
    problems({ ...sample(), sources: [...sample().sources, ...sample().sources.slice(0, 1)] }),
  ]).toEqual([
    ['indicators.0: population is not examined + undetermined'],
    [
      'indicators.0.physicians: more are counted than were examined',
      'indicators.0.byEstablishment: the parts do not sum to the whole',
    ],
    [
      'indicators.0.byCategory: the parts do not sum to the whole',
      'indicators.0.byEstablishment: the parts do not sum to the whole',
    ],
    ['indicators.0.byCategory: the parts do not sum to the whole'],
    [
      'indicators.0.byEstablishment: the parts do not sum to the whole',
      'indicators.0.byEstablishment: the parts do not sum to the whole',
    ],
    ['sources.18.id: it is there twice'],
  ]);
});

function withSection(change: Partial<Situation>): string[] {
  return problems({ ...sample(), ...change });
}

function firstOf<T>(list: readonly T[] | undefined): T {
  const [first] = list ?? [];
  if (first === undefined) throw new Error('the sample lacks a section');
  return first;
}

const NOBODY = { persons: 0, withoutAccount: 0, withoutMailbox: 0, undetermined: 0 };

test('the sections beside the indicators may not contradict themselves either', () => {
  const { termsOfUse, licences, roster, enrolments, administrators, serviceUsage } = sample();
  const physicians = roster?.physiciansWithoutMailbox;
  if (licences === undefined || roster === undefined || physicians === undefined)
    throw new Error('no section');
  const [agreement, sku, role] = [firstOf(termsOfUse), firstOf(licences.skus), firstOf(administrators)];
  const [enrolment, usage] = [firstOf(enrolments), firstOf(serviceUsage)];
  const withSku = (change: object): Partial<Situation> => ({
    licences: { ...licences, skus: [{ ...sku, ...change }, ...licences.skus.slice(1)] },
  });
  const withPhysicians = (change: object): Partial<Situation> => ({
    roster: { ...roster, physiciansWithoutMailbox: { ...physicians, ...change } },
  });
  expect([
    withSection({ termsOfUse: [{ ...agreement, accepted: agreement.accepted + 1 }] }),
    withSection({ termsOfUse: [agreement, agreement] }),
    withSection(withSku({ undetermined: 190_001 })),
    withSection(withSku({ byEstablishment: sku.byEstablishment.map((one) => ({ ...one, unused: 1 })) })),
    withSection(withSku({ monthlyCost: 1 })),
    withSection({ licences: { ...licences, monthlyCost: undefined } }),
    withSection({ roster: { ...roster, withoutAccount: 61 } }),
    withSection({ roster: { ...roster, lines: 20_293 } }),
    withSection(withPhysicians({ undetermined: 20_290 })),
    withSection(withPhysicians({ byCategory: [] })),
    withSection({ roster: { ...roster, persons: 20_301 } }),
    withSection(withPhysicians({ persons: { ...NOBODY, persons: 20_291, withoutAccount: 20_292 } })),
    withSection(
      withPhysicians({
        persons: { ...NOBODY, persons: 2 },
        byCategory: physicians.byCategory.map((one) => ({ ...one, persons: { ...NOBODY, persons: 3 } })),
        byEstablishment: physicians.byEstablishment.map((one) => ({ ...one, persons: NOBODY })),
      }),
    ),
    withSection({ enrolments: [{ ...enrolment, total: 1 }] }),
    withSection({ administrators: [{ ...role, notCapable: 29 }] }),
    withSection({ serviceUsage: [{ ...usage, active30: 200_001 }] }),
  ]).toEqual([
    [
      'termsOfUse.0.byCategory: the parts do not sum to the whole',
      'termsOfUse.0: its standings do not add up to the population of terms-of-use',
    ],
    ['termsOfUse.1.id: it is there twice'],
    ['licences.skus.0: the parts are more than the whole'],
    ['licences.skus.0.byEstablishment: the parts do not sum to the whole'],
    [
      'licences.skus.0.monthlyCost: the parts do not sum to the whole',
      'licences.monthlyCost: the parts do not sum to the whole',
    ],
    ['licences.monthlyCost: the parts do not sum to the whole'],
    ['roster.withoutAccountByCategory: the parts do not sum to the whole'],
    ['roster.physiciansWithoutMailbox: the parts are more than the whole'],
    [
      'roster.physiciansWithoutMailbox: the parts are more than the whole',
      'roster.physiciansWithoutMailbox.byCategory: the parts do not sum to the whole',
      'roster.physiciansWithoutMailbox.byEstablishment: the parts do not sum to the whole',
    ],
    ['roster.physiciansWithoutMailbox.byCategory: the parts do not sum to the whole'],
    ['roster: the parts are more than the whole'],
    [
      'roster.physiciansWithoutMailbox.persons: the parts are more than the whole',
      'roster.physiciansWithoutMailbox.persons: the parts are more than the whole',
    ],
    [
      'roster.physiciansWithoutMailbox.byCategory.persons: the parts do not make the whole',
      'roster.physiciansWithoutMailbox.byEstablishment.persons: the parts do not make the whole',
    ],
    [
      'enrolments.0.byCategory: the parts do not sum to the whole',
      'enrolments.0.unusedMailbox: the parts are more than the whole',
    ],
    ['administrators.0: the parts are more than the whole'],
    ['serviceUsage.0: the parts are more than the whole'],
  ]);
});
