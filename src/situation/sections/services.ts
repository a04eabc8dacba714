import { z } from 'zod';

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
export type ServiceUsage = z.infer<typeof serviceUsageSchema>;

/** What Microsoft counts itself, over every account of the tenant and 90 days. */
export const tenantServiceSchema = z.object({
  service: z.enum(SERVICES),
  active: count.optional(),
  inactive: count.optional(),
  refreshedOn: z.iso.date().optional(),
});
export type TenantService = z.infer<typeof tenantServiceSchema>;
export type ServiceActivity = z.infer<typeof activitySchema>;
