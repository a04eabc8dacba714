import { SOURCE_NAMES } from '../../assessment/gaps/source-words.ts';
import { uncounted } from '../../assessment/sections/limits/limits.ts';
import { KnownError, worded } from '../../errors.ts';
import type { Words } from '../../i18n/words.ts';
import { limitsOf } from '../../situation/earlier-names.ts';
import type { Indicator, Situation } from '../../situation/situation.ts';
import {
  byParts,
  categoriesWithGroups,
  commonParts,
  tellableBreakdowns,
  type Parts,
} from './mask-breakdowns.ts';
import {
  isTellablePopulation,
  tellableDecisions,
  tellableEnrolments,
  tellableFacts,
  tellableGap,
  tellableIndicators,
  tellablePopulation,
  tellableServices,
  tellableSource,
} from './mask-figures.ts';
import { isTellable } from './small.ts';

const TOO_SMALL = {
  fr: '--mask-under {least}\u00a0: un total de cet audit est lui-même plus petit que {least}, ou diffère d’un autre de moins que cela; rien ne peut être dit sans lui',
  en: '--mask-under {least}: a total of this audit is itself smaller than {least}, or differs from another by less; nothing can be told without it',
} as const;
const SHARE_UNMASKED = {
  fr: 'Le partager sans --mask-under, avec une personne qui peut voir les petits nombres.',
  en: 'Share it without --mask-under, with a reader who may see small numbers.',
} as const;

/**
 * The situation of a shared copy without any number of people from 1 to `least` - 1, nor any that a subtraction of what is told would
 * give. Small categories and establishments are told as one; an indicator, an enrolment or a service of which even a total is small is
 * left out, and named. Only what is named here is in it: of the rest (licences, roster, roles, mail flow, agreements, accepted cases, trend) nothing.
 *
 * @throws KnownError `usage` where so few people are in the tenant that its population itself is small
 */
export function maskedSituation(situation: Situation, least: number): Situation {
  const { population } = situation;
  const refusal = new KnownError('usage', worded(TOO_SMALL, { least }), { nextSteps: [SHARE_UNMASKED] });
  if (!isTellablePopulation(population, least) || !isTellable(situation.sample?.accounts ?? 0, least))
    throw refusal;
  const candidates = tellableIndicators(situation.indicators, population, least);
  const parts = commonParts({ ...situation, indicators: candidates }, least);
  if (parts === null) throw refusal;
  const indicators = candidates.flatMap((indicator) => tellableIndicator(indicator, parts, least) ?? []);
  const byCategory = byParts(population.byCategory, parts);
  const masked = {
    ...situation,
    population: tellablePopulation(population, byCategory, indicators, least),
    indicators,
  };
  const enrolments = tellableEnrolments(situation.enrolments, masked, least);
  const serviceUsage = tellableServices(situation.serviceUsage, population, least);
  const decisions = tellableDecisions(situation.decisions ?? [], indicators, least);
  const rows = new Set([
    ...indicators.flatMap((one) => one.byCategory.map(({ id }) => id)),
    ...enrolments.flatMap((one) => Object.keys(one.byCategory)),
    ...Object.keys(byCategory),
  ]);
  const limits = limitsOf(situation).map(uncounted);
  return {
    ...unchanged(situation),
    population: masked.population,
    categories: categoriesWithGroups(situation.categories, parts, rows),
    sources: situation.sources.map(tellableSource),
    gaps: situation.gaps.map((gap) => tellableGap(gap, sourceName)),
    checks: situation.checks.filter(({ id }) => indicators.some((one) => one.id === id)),
    indicators,
    // None left is not that there is nothing to decide.
    ...(decisions.length === 0 && situation.decisions?.length !== 0 ? {} : { decisions }),
    enrolments,
    serviceUsage,
    limits,
    sharedCopy: {
      key: situation.sharedCopy?.key ?? '',
      maskUnder: least,
      masked: {
        indicators: missingOf(situation.indicators, indicators).map(({ id }) => ({
          id,
          title: situation.checks.find((check) => check.id === id)?.title ?? { fr: id, en: id },
        })),
        enrolments: missingOf(situation.enrolments, enrolments).map(({ id, label }) => ({
          id,
          title: label,
        })),
        services: situation.serviceUsage
          .filter(({ service }) => !serviceUsage.some((one) => one.service === service))
          .map(({ service }) => service),
      },
    },
  };
}

/** What holds no number of people. */
function unchanged(situation: Situation): Omit<Situation, 'decisions'> {
  const { schema, vigie, tenant, asOf, collectedAt, endedAt, resumedAt, parameters, populationBound } =
    situation;
  const { imported, sample, categories, categoriesKnown, dictionary, servicesWithoutReport } = situation;
  return {
    ...{
      schema,
      vigie,
      tenant,
      asOf,
      collectedAt,
      endedAt,
      parameters,
      populationBound,
      categories,
      categoriesKnown,
    },
    ...(imported === undefined ? {} : { imported: { files: imported.files.map(withoutLines) } }),
    ...(sample === undefined ? {} : { sample }),
    ...(resumedAt === undefined ? {} : { resumedAt }),
    ...(dictionary === undefined ? {} : { dictionary }),
    ...(servicesWithoutReport === undefined ? {} : { servicesWithoutReport }),
    population: { accounts: 0, mailboxes: 0, physicians: 0, byCategory: {} },
    ...{ sources: [], gaps: [], checks: [], indicators: [], enrolments: [], serviceUsage: [] },
  };
}

type ImportedFile = NonNullable<Situation['imported']>['files'][number];

/** Without its bytes and lines: a line is an account. */
function withoutLines(file: ImportedFile): ImportedFile {
  const { name, kind, source, sha256, modifiedAt, refreshedOn, periodDays } = file;
  const { encoding, delimiter, dates, missing } = file;
  return {
    ...{ name, kind, source, sha256, modifiedAt, encoding, delimiter, dates, missing },
    ...(refreshedOn === undefined ? {} : { refreshedOn }),
    ...(periodDays === undefined ? {} : { periodDays }),
  };
}

/** Without its accepted cases, nor facts that are small. */
function tellableIndicator(indicator: Indicator, parts: Parts, least: number): Indicator | null {
  const breakdowns = tellableBreakdowns(indicator, parts, least);
  if (breakdowns === null) return null;
  const { id, lowerBound, populationBound, missing, physicians } = indicator;
  const { population, examined, count, undetermined } = indicator;
  return {
    ...{ population, examined, count, undetermined, id, lowerBound, populationBound },
    ...(missing === undefined ? {} : { missing }),
    physicians,
    ...breakdowns,
    facts: tellableFacts(indicator, least),
  };
}

function missingOf<One extends { readonly id: string }>(
  all: readonly One[],
  told: readonly { readonly id: string }[],
): One[] {
  return all.filter(({ id }) => !told.some((one) => one.id === id));
}

function sourceName(id: string): Words {
  const names: Readonly<Record<string, Words>> = SOURCE_NAMES;
  return Object.hasOwn(names, id) ? (names[id] ?? { fr: id, en: id }) : { fr: id, en: id };
}
