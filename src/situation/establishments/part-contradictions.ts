import type { Situation } from '../situation.ts';
import type { EstablishmentPart } from './establishments-schema.ts';

type Figures = Pick<Situation, 'population' | 'indicators' | 'enrolments' | 'serviceUsage'>;

/** Figures of the establishments that do not sum to those of the whole, each named once. */
export function partContradictions(whole: Situation, parts: readonly EstablishmentPart[]): string[] {
  const sums = new Map<string, number>();
  for (const part of parts) {
    for (const [name, n] of figuresOf(part)) sums.set(name, (sums.get(name) ?? 0) + n);
  }
  const expected = new Map(figuresOf(whole));
  return [...new Set([...expected.keys(), ...sums.keys()])]
    .filter((name) => (expected.get(name) ?? 0) !== (sums.get(name) ?? 0))
    .map((name) => `${name} of the establishments does not sum to the whole`);
}

/** What can be added up, by name. */
function figuresOf({ population, indicators, enrolments, serviceUsage }: Figures): [string, number][] {
  return [
    ['accounts', population.accounts],
    ['mailboxes', population.mailboxes],
    ['physicians', population.physicians],
    ...named('mailboxes', population.byCategory),
    ...indicators.flatMap(({ id, physicians, byCategory, facts, ...all }): [string, number][] => [
      ...named(id, tallyOf(all)),
      ...named(`${id}.physicians`, tallyOf(physicians)),
      ...byCategory.flatMap((one) => named(`${id}.${one.id}`, tallyOf(one))),
      ...Object.entries(facts).flatMap(([name, fact]) =>
        named(`${id}.${name}`, typeof fact === 'number' ? { all: fact } : fact),
      ),
    ]),
    ...enrolments.flatMap(({ id, total, byCategory }) => named(id, { total, ...byCategory })),
    ...serviceUsage.flatMap(({ service, licensed = 0, active30, active90, physicians }) => [
      ...named(service, { licensed, active30, active90 }),
      ...named(`${service}.physicians`, { active30: physicians.active30, active90: physicians.active90 }),
    ]),
  ];
}

type Tally = Pick<Situation['indicators'][number], 'population' | 'examined' | 'count' | 'undetermined'>;

function tallyOf({ population, examined, count, undetermined }: Tally): Record<string, number> {
  return { population, examined, count, undetermined };
}

function named(name: string, figures: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(figures).map(([key, n]) => [`${name}.${key}`, n]);
}
