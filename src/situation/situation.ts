import { contradictions } from './consistency.ts';
import { plainSituationSchema } from './plain-situation.ts';

export { MAILBOX_OUTCOMES, SITUATION_SCHEMA } from './plain-situation.ts';
export type { Gap, Indicator, PopulationBound, Situation, Tally } from './plain-situation.ts';

/** A situation whose figures do not contradict one another. */
export const situationSchema = plainSituationSchema.superRefine((situation, context) => {
  for (const { path, message } of contradictions(situation)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});
