/** What usage reports write in the place of a name that the tenant hides: `pii` is `<PII:H105(…)>`, `unknown` is `(Unknown)`. */
export const CONCEALED_FORMS = ['hash', 'guid', 'pii', 'unknown'] as const;
export type ConcealedForm = (typeof CONCEALED_FORMS)[number];
