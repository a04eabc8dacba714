/** Classes of redirect target, riskiest first. */
export const TARGET_CLASSES = [
  'public-webmail',
  'external',
  'university',
  'unresolved',
  'partner',
  'internal',
] as const;
