import { CHECKS } from '../../checks/catalogue.ts';
import type { Check } from '../../checks/check.ts';
import { serviceUsage } from '../../checks/service-usage/service-usage.ts';
import { choosesChecks, isChosen } from '../../config/chosen-checks.ts';
import type { Config } from '../../config/config.ts';
import { groupsOf } from '../../config/needs.ts';
import { dossierColumn, dossierColumns, type DossierColumnName } from '../../dossier/columns.ts';
import type { DossierColumn } from '../../dossier/columns/column.ts';
import { KNOWN_FIELDS } from '../../dossier/known.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { LEAVABLE_FIELDS, type LeavableField, type NotNeeded } from '../../snapshot/leavable-fields.ts';
import type { Situation } from '../../situation/situation.ts';
import { SOURCE_IDS, type SourceId } from '../../snapshot/tables.ts';
import { withEmptyDossier } from '../own-checks/one-expression.ts';
import type { Named } from './named-in.ts';
import { namedBy } from './rests-on.ts';

/** What the checks that were chosen, the population and the groups of the configuration need of the cloud. */
export interface Needs {
  /** What figures rest on: what is not known of these is told. */
  readonly told: ReadonlySet<SourceId>;
  /** These, and those that only help where they were read: without them a figure would not be that of all checks together. */
  readonly sources: ReadonlySet<SourceId>;
  readonly fields: ReadonlySet<LeavableField>;
}

/** The population stands in every situation: who has a mailbox of a person, as the column `personalMailbox` tells. */
const POPULATION: Named = { columns: ['personalMailbox', 'category', 'establishment'], known: [], read: [] };

/** What these columns take of `group-members` is the groups that the configuration names. */
const OF_CONFIGURED_GROUPS: ReadonlySet<string> = new Set<DossierColumnName>([
  'category',
  'physician',
  'serviceAccount',
  'enrolments',
]);

/** For these, that a mailbox is in the cloud is all that its rules tell. */
const WITHOUT_RULES: ReadonlySet<string> = new Set<DossierColumnName>([
  'rulesOutcome',
  'notInCloud',
  'mailUnused',
]);
/** For these, of what kind a mailbox is, and where, is all that Exchange tells. */
const WITHOUT_FORWARDING: ReadonlySet<string> = new Set<DossierColumnName>([
  'mailboxKind',
  'isSharedOrRoom',
  'personalMailbox',
  'enabledMember',
  'planUnknown',
  'mailboxUntold',
  'notInCloud',
  'mailUnused',
]);
const OF_LICENCES: ReadonlySet<string> = new Set<DossierColumnName>([
  'licences',
  'licenceNames',
  'licenceCost',
]);
const OF_METHODS: ReadonlySet<string> = new Set<DossierColumnName>([
  'mfaMethods',
  'strongestMethod',
  'unknownMethods',
]);

/**
 * What the checks that the configuration chooses need; null where it leaves none out: all is asked then.
 *
 * @param own those of the configuration
 */
export function needsOf(config: Config, own: readonly Check[]): Promise<Needs | null> {
  return choosesChecks(config)
    ? withEmptyDossier((db) => needsIn(db, config, [...CHECKS, ...own]))
    : Promise.resolve(null);
}

/** The same of all these checks, those that were not chosen being left aside. Needs `createKnownMacros` and `createRules`. */
export async function needsIn(db: DuckDb, config: Config, checks: readonly Check[]): Promise<Needs> {
  const chosen = checks.filter(({ id }) => isChosen(config, id));
  const named = [...(await namedBy(db, chosen))];
  const all = [POPULATION, ...named.flatMap(([, of]) => of)];
  const stated = chosen.flatMap(({ primary, lowerWithout = [] }) => [...primary, ...lowerWithout]);
  const columns = all.flatMap((one) => one.columns).flatMap(columnOf);
  const told = new Set<SourceId>([
    ...(['tenant', 'accounts'] as const),
    ...columns.flatMap(([, { sources }]) => sources),
    ...stated,
    ...all.flatMap((one) => one.known.flatMap(sourceOfField)),
    ...all.flatMap((one) => SOURCE_IDS.filter((id) => one.read.includes(id))),
    // The totals of the tenant stand beside the figures of that check.
    ...(chosen.includes(serviceUsage) ? (['service-counts'] as const) : []),
  ]);
  const helping = columns.flatMap(([, { fallback = [] }]) => fallback);
  const areGroupsNeeded =
    groupsOf(config).length > 0 ||
    columns.some(
      ([name, column]) => !OF_CONFIGURED_GROUPS.has(name) && restsOnSource(column, 'group-members'),
    );
  const needed = (id: SourceId): boolean => id !== 'group-members' || areGroupsNeeded;
  if (groupsOf(config).length > 0) told.add('group-members');
  return {
    told: new Set(SOURCE_IDS.filter((id) => told.has(id) && needed(id))),
    sources: new Set(SOURCE_IDS.filter((id) => (told.has(id) || helping.includes(id)) && needed(id))),
    fields: fieldsOf(columns, stated, all),
  };
}

function fieldsOf(
  columns: readonly (readonly [string, DossierColumn])[],
  stated: readonly SourceId[],
  named: readonly Named[],
): ReadonlySet<LeavableField> {
  const beyond = (source: SourceId, without: ReadonlySet<string>): boolean =>
    stated.includes(source) ||
    columns.some(([name, column]) => restsOnSource(column, source) && !without.has(name));
  const among = (names: ReadonlySet<string>): boolean => columns.some(([name]) => names.has(name));
  const isNeeded: Readonly<Record<LeavableField, boolean>> = {
    'accounts/licences': among(OF_LICENCES),
    'inbox-rules/rules': beyond('inbox-rules', WITHOUT_RULES),
    'mailbox-forwarding/forwarding':
      beyond('mailbox-forwarding', WITHOUT_FORWARDING) ||
      named.some(({ known }) => known.includes('forwardingTold')),
    'mfa-registrations/methods': among(OF_METHODS),
  };
  return new Set(LEAVABLE_FIELDS.filter((field) => isNeeded[field]));
}

/** The columns of the dossier that were not asked for, or not whole, as no check that was chosen needs them: what stands there is no answer. */
export function columnsNotAsked(sources: Situation['sources']): ReadonlySet<string> {
  const skipped = new Set<string>(
    sources
      .filter(({ outcome, notNeeded }) => outcome === 'skipped' && notNeeded === true)
      .map(({ id }) => id),
  );
  const leftOut = new Set(sources.flatMap((source) => source.leftOut ?? []));
  return new Set(
    dossierColumns()
      .filter(
        ([name, column]) =>
          (column.sources.length > 0
            ? column.sources.some((id) => skipped.has(id))
            : (column.fallback ?? []).every((id) => skipped.has(id))) ||
          [...fieldsOf([[name, column]], [], [])].some((field) => leftOut.has(field)),
      )
      .map(([name]) => name),
  );
}

/** What need not be asked for. */
export function notNeededBy(needs: Needs): NotNeeded {
  return {
    sources: new Set(SOURCE_IDS.filter((id) => !needs.sources.has(id))),
    fields: new Set(LEAVABLE_FIELDS.filter((field) => !needs.fields.has(field))),
  };
}

function columnOf(name: string): [string, DossierColumn][] {
  const column = dossierColumn(name);
  return column === undefined ? [] : [[name, column]];
}

function restsOnSource({ sources, fallback = [] }: DossierColumn, id: SourceId): boolean {
  return sources.includes(id) || fallback.includes(id);
}

function sourceOfField(name: string): SourceId[] {
  const field = Object.entries<{ type: string; source?: SourceId }>(KNOWN_FIELDS).find(
    ([one]) => one === name,
  )?.[1];
  return field?.source === undefined ? [] : [field.source];
}
