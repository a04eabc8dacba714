import { SERVICES } from '../../situation/sections/services.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Cell } from './csv-text.ts';

type Row = readonly Cell[];

/** One row for each service, heads first. What no report tells is left empty; `known` is false where none was read. */
export function serviceRows({
  serviceUsage,
  tenantServices,
  servicesWithoutReport,
  ...situation
}: Situation): Row[] {
  const heads = ['service', 'known', 'beta', 'licensed', 'active30', 'active90'];
  const physicianHeads = [
    'physiciansKnown',
    'physiciansLicensed',
    'physiciansActive30',
    'physiciansActive90',
  ];
  const tenantHeads = ['tenantActive', 'tenantInactive', 'tenantRefreshedOn'];
  const rows = [...SERVICES, ...(servicesWithoutReport ?? [])].map((service): Row => {
    const usage = serviceUsage.find((one) => one.service === service);
    const tenant = tenantServices?.find((one) => one.service === service);
    const physicians = situation.categoriesKnown ? usage?.physicians : undefined;
    return [
      ...[service, usage !== undefined, usage?.beta === true],
      ...told(usage, ['licensed', 'active30', 'active90']),
      ...[physicians !== undefined, ...told(physicians, ['licensed', 'active30', 'active90'])],
      ...told(tenant, ['active', 'inactive', 'refreshedOn']),
    ];
  });
  return [[...heads, ...physicianHeads, ...tenantHeads], ...rows];
}

/**
 * For each service of the config one row of all who are enrolled, with the mailboxes of the physicians among them, then one for
 * each category; heads first. `known` is false, and the numbers empty, where the group could not be read.
 */
export function enrolmentRows({ enrolments }: Situation): Row[] {
  const heads = ['enrolment', 'labelFr', 'labelEn', 'known', 'lowerBound', 'group', 'category', 'accounts'];
  const mailboxHeads = ['physicianMailboxes', 'unusedMailboxes', 'undeterminedMailboxes'];
  const rows = enrolments.flatMap(
    ({ id, label, known, lowerBound, total, byCategory, unusedMailbox }): Row[] => {
      const before = [id, label.fr, label.en, known, lowerBound];
      const mailboxes = known ? unusedMailbox : undefined;
      const all: Row = [
        ...before,
        ...['all', '', known ? total : ''],
        ...told(mailboxes, ['physicians', 'unused', 'undetermined']),
      ];
      const categories = Object.entries(byCategory).map(([category, accounts]): Row => [
        ...before,
        'category',
        category,
        known ? accounts : '',
        '',
        '',
        '',
      ]);
      return [all, ...categories];
    },
  );
  return [[...heads, ...mailboxHeads], ...rows];
}

/** The values of these names, empty where there is none. */
function told<K extends string>(
  part: Readonly<Partial<Record<K, Cell | undefined>>> | undefined,
  names: readonly K[],
): Cell[] {
  return names.map((name) => part?.[name] ?? '');
}
