export const MAIL_FLOW_KINDS = [
  'transport-rule',
  'outbound-policy',
  'outbound-rule',
  'remote-domain',
  'accepted-domain',
  'journal-rule',
  'outbound-connector',
] as const;
/** The parts of `mail-flow`, each asked and refused on its own. */
export type MailFlowKind = (typeof MAIL_FLOW_KINDS)[number];
