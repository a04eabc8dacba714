import { z } from 'zod';

const count = z.int().nonnegative();
const money = z.number().nonnegative();

const skuSchema = z.object({
  /** The skuId. */
  id: z.string(),
  /** The skuPartNumber; left out where the tenant did not tell it. */
  partNumber: z.string().optional(),
  /** Assigned, and paid for, as the tenant tells. */
  consumed: count.optional(),
  enabled: count.optional(),
  /** Accounts that hold it, guests excepted. */
  held: count,
  /** Of these, the accounts that nobody uses, and those of which it is not known. */
  unused: count,
  undetermined: count,
  /** Price times `unused`; left out where the config has no price. */
  monthlyCost: money.optional(),
  /** Establishments with unused ones, '' last. */
  byEstablishment: z.array(z.object({ id: z.string(), unused: count, monthlyCost: money.optional() })),
});

/** The licences of the tenant, and those that unused accounts hold. */
export const licencesSchema = z.object({
  currency: z.string().optional(),
  /** The unused ones are over the accounts and sources that were read: at least so many. */
  lowerBound: z.boolean(),
  /** Accounts whose licences were not told; they are in no `held`. */
  accountsNotTold: count,
  skus: z.array(skuSchema),
  /** Of all the unused ones whose price is known. */
  monthlyCost: money.optional(),
});
export type Licences = z.infer<typeof licencesSchema>;
export type Sku = Licences['skus'][number];
