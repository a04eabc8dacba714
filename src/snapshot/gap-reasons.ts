export const GAP_REASONS = [
  'permission',
  'licence',
  'concealed-names',
  'no-cloud-mailbox',
  'denied',
  'gave-up',
  'error',
  'not-read',
  /** No export that was imported tells it. */
  'not-exported',
] as const;

/** Why something the cloud was asked for is not known. */
export type GapReason = (typeof GAP_REASONS)[number];
