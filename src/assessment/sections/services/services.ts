import { z } from 'zod';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { SERVICE_COLUMNS } from '../../../dossier/staging/stg-services.ts';
import { parted, partedAs, together, type Parted } from '../../establishments/parted.ts';
import { isUsable, type ReportDates } from '../../../dossier/source-use.ts';
import {
  SERVICES,
  SERVICES_WITHOUT_REPORT,
  type ServiceUsage,
  type TenantService,
  type ServiceActivity,
} from '../../../situation/sections/services.ts';
import type { Counted, Section } from '../section.ts';

const NOT_CHOSEN: Counted = { whole: { serviceUsage: [] }, of: () => ({ serviceUsage: [] }) };

export const services: Section = {
  id: 'services',
  count: async ({ db, manifest, dates, choice }) => {
    if (!choice.isChosen('service-usage')) return NOT_CHOSEN;
    const tallies = partedAs(await serviceTallies(db, manifest, dates), (found) => ({ serviceUsage: found }));
    const ofTenant = {
      servicesWithoutReport: [...SERVICES_WITHOUT_REPORT],
      ...(await tenantServices(db, manifest)),
    };
    return { ...tallies, whole: { ...tallies.whole, ...ofTenant } };
  },
};

const cellSchema = z.object({
  establishment: z.string(),
  physician: z.boolean(),
  licensed: z.number(),
  active30: z.number(),
  active90: z.number(),
});
type Cell = z.infer<typeof cellSchema>;

/**
 * Licences and activity per service, over the personal mailboxes, of all and of each establishment; nothing of a service whose
 * report was not read.
 */
async function serviceTallies(
  db: DuckDb,
  manifest: SnapshotManifest,
  dates: ReportDates,
): Promise<Parted<ServiceUsage[]>> {
  const tallies: Parted<ServiceUsage>[] = [];
  for (const { service, column } of isUsable(manifest, 'service-activity') ? SERVICE_COLUMNS : []) {
    const of = { day: `${column}LastActivityOn`, licensed: `${column}Licensed`, on: dates.serviceReportOn };
    tallies.push(
      parted(await tallied(db, of), (own) => ({
        service,
        ...sumOf(own),
        physicians: sumOf(own.filter(({ physician }) => physician)),
      })),
    );
  }
  return together(isUsable(manifest, 'forms-activity') ? [...tallies, await formsTally(db, dates)] : tallies);
}

/** The report of Forms does not tell who holds a licence. */
async function formsTally(db: DuckDb, dates: ReportDates): Promise<Parted<ServiceUsage>> {
  const on = dates.refreshedOn.get('forms-activity') ?? dates.collectedOn;
  const cells = await tallied(db, { day: 'formsLastActivityOn', licensed: 'false', on });
  const active = (own: readonly Cell[]): Omit<Activity, 'licensed'> => {
    const { active30, active90 } = sumOf(own);
    return { active30, active90 };
  };
  return parted(cells, (own) => ({
    ...{ service: 'forms', beta: true, ...active(own) },
    physicians: active(own.filter(({ physician }) => physician)),
  }));
}

function tallied(
  db: DuckDb,
  { day, licensed, on }: { readonly day: string; readonly licensed: string; readonly on: string },
): Promise<Cell[]> {
  const within = (days: number): string =>
    `count(*) FILTER (WHERE date_diff('day', ${day}, $on::DATE) <= ${days})::DOUBLE`;
  return db.rows(
    `SELECT establishment, physician, count(*) FILTER (WHERE ${licensed})::DOUBLE AS licensed, ${within(30)} AS active30, ${within(90)} AS active90
     FROM dossier WHERE personalMailbox GROUP BY establishment, physician`,
    cellSchema,
    { on },
  );
}

type Activity = Required<ServiceActivity>;

function sumOf(cells: readonly Cell[]): Activity {
  const sum = (name: keyof Activity): number => cells.reduce((total, cell) => total + cell[name], 0);
  return { licensed: sum('licensed'), active30: sum('active30'), active90: sum('active90') };
}

/** The tenant's own totals per service; nothing where they were not read. */
async function tenantServices(
  db: DuckDb,
  manifest: SnapshotManifest,
): Promise<{ tenantServices?: TenantService[] }> {
  if (!isUsable(manifest, 'service-counts')) return {};
  const rows = await db.rows(
    `SELECT service, active::DOUBLE AS active, inactive::DOUBLE AS inactive, refreshedOn::VARCHAR AS "refreshedOn"
     FROM "service-counts" ORDER BY service`,
    z.object({
      service: z.string(),
      active: z.number().nullable(),
      inactive: z.number().nullable(),
      refreshedOn: z.string().nullable(),
    }),
  );
  const told = SERVICES.flatMap((service) =>
    rows
      .filter((row) => row.service === service)
      .map(({ active, inactive, refreshedOn }) => ({
        service,
        ...(active === null ? {} : { active }),
        ...(inactive === null ? {} : { inactive }),
        ...(refreshedOn === null ? {} : { refreshedOn }),
      })),
  );
  return { tenantServices: told };
}
