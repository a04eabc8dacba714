import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { SERVICE_COLUMNS } from './dossier/service-part.ts';
import { isUsable, type ReportDates } from './source-use.ts';

const count = z.int().nonnegative();

/** Services that Microsoft has no usage report of: nothing is known of them, which is not “none”. */
export const SERVICES_WITHOUT_REPORT = ['planner', 'stream'] as const;

export const SERVICES = ['exchange', 'onedrive', 'sharepoint', 'teams', 'viva-engage', 'forms'] as const;

const activitySchema = z.object({
  /** Left out where the report does not tell who holds a licence. */
  licensed: count.optional(),
  active30: count,
  active90: count,
});

export const serviceUsageSchema = activitySchema.extend({
  service: z.enum(SERVICES),
  /** From a report that Microsoft may still change. */
  beta: z.boolean().optional(),
  physicians: activitySchema,
});
type ServiceUsage = z.infer<typeof serviceUsageSchema>;

/** What Microsoft counts itself, over every account of the tenant and 90 days. */
export const tenantServiceSchema = z.object({
  service: z.enum(SERVICES),
  active: count.optional(),
  inactive: count.optional(),
  refreshedOn: z.iso.date().optional(),
});
type TenantService = z.infer<typeof tenantServiceSchema>;

const talliedSchema = z.object({ licensed: z.number(), active30: z.number(), active90: z.number() });
type Tallied = z.infer<typeof talliedSchema>;

/** Licences and activity per service, over the personal mailboxes; nothing of a service whose report was not read. */
export async function serviceTallies(
  db: DuckDb,
  manifest: SnapshotManifest,
  dates: ReportDates,
): Promise<ServiceUsage[]> {
  const tallies: ServiceUsage[] = [];
  for (const { service, column } of isUsable(manifest, 'service-activity') ? SERVICE_COLUMNS : []) {
    const of = { day: `${column}LastActivityOn`, licensed: `${column}Licensed`, on: dates.serviceReportOn };
    const everyone = await tallied(db, of, 'true');
    tallies.push({ service, ...everyone, physicians: await tallied(db, of, 'physician') });
  }
  return isUsable(manifest, 'forms-activity') ? [...tallies, await formsTally(db, dates)] : tallies;
}

/** The report of Forms does not tell who holds a licence. */
async function formsTally(db: DuckDb, dates: ReportDates): Promise<ServiceUsage> {
  const on = dates.refreshedOn.get('forms-activity') ?? dates.collectedOn;
  const active = async (who: string): Promise<Omit<Tallied, 'licensed'>> => {
    const { active30, active90 } = await tallied(
      db,
      { day: 'formsLastActivityOn', licensed: 'false', on },
      who,
    );
    return { active30, active90 };
  };
  return { service: 'forms', beta: true, ...(await active('true')), physicians: await active('physician') };
}

function tallied(
  db: DuckDb,
  { day, licensed, on }: { readonly day: string; readonly licensed: string; readonly on: string },
  who: string,
): Promise<Tallied> {
  const within = (days: number): string =>
    `count(*) FILTER (WHERE date_diff('day', ${day}, $on::DATE) <= ${days})::DOUBLE`;
  return db.row(
    `SELECT count(*) FILTER (WHERE ${licensed})::DOUBLE AS licensed, ${within(30)} AS active30, ${within(90)} AS active90
     FROM dossier WHERE personalMailbox AND ${who}`,
    talliedSchema,
    { on },
  );
}

/** The tenant's own totals per service; nothing where they were not read. */
export async function tenantServices(
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
