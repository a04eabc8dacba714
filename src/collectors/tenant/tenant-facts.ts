import { z } from 'zod';

const domainSchema = z.object({
  name: z.string(),
  isVerified: z.boolean().nullable(),
  isDefault: z.boolean().nullable(),
  isInitial: z.boolean().nullable(),
});

const skuSchema = z.object({
  id: z.string(),
  partNumber: z.string(),
  consumed: z.int().nonnegative().nullable(),
  enabled: z.int().nonnegative().nullable(),
});

export type Sku = Readonly<z.infer<typeof skuSchema>>;

export type Domain = Readonly<z.infer<typeof domainSchema>>;

export const tenantFactsSchema = z.object({
  tenantId: z.string(),
  displayName: z.string(),
  domains: z.array(domainSchema).readonly(),
  servicePlans: z.array(z.object({ id: z.string(), name: z.string() })).readonly(),
  /** The licences of the tenant, assigned (consumed) and paid for (enabled); null where it would not say. */
  skus: z.array(skuSchema).readonly().nullable().default(null),
  /** Names in usage reports are concealed; null where the tenant would not say. */
  namesConcealed: z.boolean().nullable(),
});

/** What the tenant says of itself; a part that it would not tell is empty or null. */
export type TenantFacts = Readonly<z.infer<typeof tenantFactsSchema>>;
