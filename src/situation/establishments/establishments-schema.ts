import { z } from 'zod';
import { plainSituationSchema } from '../plain-situation.ts';

export const ESTABLISHMENTS_SCHEMA = 'vigie/establishments/1';

/** What was counted of one establishment: the keys of a situation that are its own, with the same meaning. */
export const establishmentPartSchema = plainSituationSchema
  .pick({
    population: true,
    indicators: true,
    decisions: true,
    enrolments: true,
    serviceUsage: true,
    licences: true,
    unseen: true,
    termsOfUse: true,
    roster: true,
  })
  .extend({
    /** As in `byEstablishment`; '' for the accounts of none. */
    id: z.string(),
  });
export type EstablishmentPart = z.infer<typeof establishmentPartSchema>;

/** `establishments.json`: the figures of each establishment, by id, '' last; counted with the situation beside it. */
export const establishmentsSchema = z.object({
  schema: z.literal(ESTABLISHMENTS_SCHEMA),
  establishments: z.array(establishmentPartSchema),
});
