import type { Gap, Situation, Tally } from '../../situation/situation.ts';
import type { EstablishmentPart } from '../../situation/establishments/establishments-schema.ts';
import { trendOf } from './trend-of.ts';

/**
 * The situation of one establishment: its own figures, under the tenant's parameters, sources and rules. What concerns the
 * tenant alone is left out: its mail flow, its administrators, and the totals that Microsoft counts for it. Gaps are those
 * of the whole tenant, and say so. What is not named here stays with the tenant.
 */
export function situationOf(whole: Situation, part: EstablishmentPart): Situation {
  const { id, ...own } = part;
  return {
    schema: whole.schema,
    vigie: whole.vigie,
    tenant: whole.tenant,
    asOf: whole.asOf,
    collectedAt: whole.collectedAt,
    endedAt: whole.endedAt,
    ...(whole.resumedAt === undefined ? {} : { resumedAt: whole.resumedAt }),
    ...(whole.sample === undefined ? {} : { sample: whole.sample }),
    parameters: whole.parameters,
    populationBound: whole.populationBound,
    categories: whole.categories,
    categoriesKnown: whole.categoriesKnown,
    sources: whole.sources,
    checks: whole.checks,
    ...(whole.dictionary === undefined ? {} : { dictionary: whole.dictionary }),
    ...(whole.servicesWithoutReport === undefined
      ? {}
      : { servicesWithoutReport: whole.servicesWithoutReport }),
    ...own,
    ...(own.unseen === undefined ? {} : { limits: own.unseen }),
    ...(whole.exceptions === undefined ? {} : { exceptions: whole.exceptions }),
    gaps: whole.gaps.map(gapOf),
    ...(whole.trend === undefined ? {} : { trend: trendOf(whole.trend, whole, part) }),
    scope: { establishment: id, network: whole.indicators.map(networkOf) },
  };
}

/** A number of accounts that nobody counted for each establishment is the tenant's. */
function gapOf(gap: Gap): Gap {
  return gap.accounts === 0 ? gap : { ...gap, ofWholeTenant: true };
}

type Network = NonNullable<NonNullable<Situation['scope']>['network']>[number];

/** The totals of an indicator, without whose they are. */
function networkOf({ id, physicians, ...all }: Situation['indicators'][number]): Network {
  return { id, ...totals(all), physicians: totals(physicians) };
}

function totals({ population, examined, count, undetermined }: Tally): Tally {
  return { population, examined, count, undetermined };
}
