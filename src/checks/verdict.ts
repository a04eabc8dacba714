export const VERDICTS = ['compliant', 'non-compliant', 'undetermined', 'not-applicable'] as const;

/** What a check says of an account: exactly one of these. */
export type Verdict = (typeof VERDICTS)[number];
