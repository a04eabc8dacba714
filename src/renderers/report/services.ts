import { integer } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phraseText } from '../../i18n/phrase.ts';
import { countBound, isNotAssessable, notAssessable } from '../../i18n/sentence.ts';
import { figure, type Text } from '../../i18n/text.ts';
import { isLeftOut } from '../../situation/not-chosen.ts';
import type { Situation } from '../../situation/situation.ts';
import { coverage } from '../coverage.ts';
import { missingSources, sourceBound } from '../missing-sources.ts';
import { NAMES_WITHOUT_REPORT, SERVICE_NAMES, sourceName, wordOf } from '../vocabulary.ts';
import { paragraph, said, table, type Block, type ChartBlock } from './block.ts';
import type { Cell } from './cell.ts';
import { counted, nothing, words } from './cells.ts';
import { boundedTitle, chartBlock } from './charts.ts';
import { checksOf, informingChecks, judgedChecks, knownCell } from './figures.ts';
import { section, type Section } from './section.ts';
import { REPORT_WORDS } from './words.ts';

type Usage = Situation['serviceUsage'][number];

/** How many have, and how many use, each service; the tenant's own totals; what the checks that only inform rest on. */
export function serviceUsage(situation: Situation, language: Language): Section[] {
  if (isLeftOut(situation.parameters, 'service-usage')) return [];
  const totals = tenantServices(situation, language);
  const others = withoutReport(situation, language);
  const blocks = [
    ...notAssessableServices(situation, language),
    ...ofPopulation(situation, language),
    ...(totals.length === 0 ? others : []),
  ];
  if (blocks.length === 0 && totals.length === 0) return [];
  const sections =
    totals.length === 0
      ? []
      : [
          section('tenant-services', frame('tenantServices', language), {
            blocks: [...totals, ...others],
          }),
        ];
  const checkIds = checksOf(situation, 'service-usage');
  return [section('service-usage', frame('serviceUsage', language), { checkIds, blocks, sections })];
}

/** What has no row for want of its report is said, lest it pass for unused. */
function notAssessableServices(situation: Situation, language: Language): Block[] {
  if (situation.sources.length === 0) return [];
  const titles = {
    'service-activity': frame('serviceUsage', language),
    'forms-activity': SERVICE_NAMES.forms[language],
  };
  const lines = Object.entries(titles).flatMap(([id, title]) =>
    missingSources(situation, [id]).map(() =>
      said(notAssessable(title, [sourceName(id, language)], language), 'limit'),
    ),
  );
  return lines.length === 0 ? [] : [paragraph('services-unknown', ...lines)];
}

function ofPopulation(situation: Situation, language: Language): Block[] {
  const rows = situation.serviceUsage
    .filter((usage) => isKnown(situation, usage))
    .map((usage): Cell[] => [words(nameOf(usage, language)), ...cells(situation, usage, language)]);
  if (rows.length === 0) return [];
  const heads = (
    [
      'service',
      'licensed',
      'active30',
      'active90',
      'physiciansLicensed',
      'physiciansActive30',
      'physiciansActive90',
    ] as const
  ).map((key) => frame(key, language));
  const coverages = informingChecks(situation).map(({ check, indicator }) =>
    said(coverage(check.title[language], indicator, language)),
  );
  return [
    table('service-usage', heads, rows),
    ...alikeNote(situation, language),
    ...(coverages.length === 0 ? [] : [paragraph('coverage', ...coverages)]),
  ];
}

/** The days of `active90`: other ages make other numbers, which nobody takes for these. */
const ACTIVE_WITHIN = 90;

/** Beside the active of a service, the accounts that a check does not count: figures that would be taken for one another. */
function alikeNote(situation: Situation, language: Language): Block[] {
  if (situation.parameters.inactiveAfterDays !== ACTIVE_WITHIN) return [];
  const lines = judgedChecks(situation).flatMap(({ check: { alike }, indicator }) => {
    const usage = situation.serviceUsage.find(({ service }) => service === alike);
    if (usage === undefined || isNotAssessable(indicator) || !isKnown(situation, usage)) return [];
    // Of two lower bounds, neither tells how far they are apart.
    if (countBound(indicator) !== 'exact' || sourceBound(situation, sourceOf(usage.service)) !== 'exact')
      return [];
    const used = indicator.examined - indicator.count;
    if (used === usage.active90) return [];
    const written = (n: number): Text => figure(integer(n, language));
    const values = { active: written(usage.active90), used: written(used), service: nameOf(usage, language) };
    return [said(phraseText(REPORT_WORDS, 'alike', language, values))];
  });
  return lines.length === 0 ? [] : [paragraph('services-alike', ...lines)];
}

/** The chart alone; none where no report of usage was read. */
export function usageCharts(situation: Situation, language: Language): ChartBlock[] {
  return situation.serviceUsage.some((usage) => isKnown(situation, usage))
    ? [usageChart(situation, language)]
    : [];
}

/** As on the ministry's slide: who has each service, and who uses it. */
function usageChart(situation: Situation, language: Language): ChartBlock {
  const known = situation.serviceUsage.filter((usage) => isKnown(situation, usage));
  const bound = sourceBound(situation, 'service-activity');
  const drawing = {
    id: 'service-usage',
    form: 'grouped',
    title: boundedTitle(frame('serviceUsage', language), bound === 'unknown' ? 'exact' : bound, language),
    unit: 'count',
    labels: known.map((usage) => nameOf(usage, language)),
    series: (['licensed', 'active90', 'active30'] as const).map((key) => ({
      name: frame(key, language),
      values: known.map((usage) => usage[key] ?? null),
    })),
  } as const;
  return chartBlock('service-chart', drawing, language);
}

function isKnown(situation: Situation, { service }: Usage): boolean {
  return situation.sources.length === 0 || missingSources(situation, [sourceOf(service)]).length === 0;
}

/** Forms has a report of its own. */
function sourceOf(service: Usage['service']): 'forms-activity' | 'service-activity' {
  return service === 'forms' ? 'forms-activity' : 'service-activity';
}

function cells(situation: Situation, usage: Usage, language: Language): Cell[] {
  const bound = sourceBound(situation, sourceOf(usage.service));
  return [usage, usage.physicians].flatMap(({ licensed, active30, active90 }) =>
    [licensed, active30, active90].map((count) =>
      count === undefined ? nothing() : knownCell(count, bound, language),
    ),
  );
}

function nameOf({ service, beta = false }: Usage, language: Language): string {
  const name = SERVICE_NAMES[service][language];
  return beta ? frame('beta', language, { service: name }) : name;
}

function tenantServices({ tenantServices: totals = [] }: Situation, language: Language): Block[] {
  if (totals.length === 0) return [];
  const told = (count: number | undefined): Cell =>
    count === undefined ? nothing() : counted(count, language);
  const heads = (['service', 'activeAccounts', 'inactiveAccounts'] as const).map((key) =>
    frame(key, language),
  );
  const rows = totals.map(({ service, active, inactive }): Cell[] => [
    words(SERVICE_NAMES[service][language]),
    told(active),
    told(inactive),
  ]);
  return [
    table('tenant-services', heads, rows),
    paragraph('tenant-services-note', frame('tenantServicesNote', language)),
  ];
}

function withoutReport({ servicesWithoutReport: services = [] }: Situation, language: Language): Block[] {
  if (services.length === 0) return [];
  const names = services.map((service) => wordOf(NAMES_WITHOUT_REPORT, service, language));
  const list = new Intl.ListFormat(`${language}-CA`).format(names);
  return [paragraph('without-report', said(frame('withoutReport', language, { services: list }), 'limit'))];
}
