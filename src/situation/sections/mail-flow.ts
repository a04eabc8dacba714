import { z } from 'zod';
import { TARGET_CLASSES } from '../target-class.ts';
import { MAIL_FLOW_KINDS } from '../../snapshot/mail-flow-kinds.ts';

const count = z.int().nonnegative();

/** What a transport rule does that sends mail to somebody whom the sender did not write to. */
const ACTIONS = [
  ...(['redirect', 'blind-copy', 'copy', 'add-recipient', 'add-manager', 'moderate-by-user'] as const),
  ...(['moderate-by-manager', 'report', 'report-with-mail', 'route-connector'] as const),
] as const;

export const transportRuleSchema = z.object({
  name: z.string(),
  isEnabled: z.boolean().nullable(),
  mode: z.string().nullable(),
  /** Enabled, in mode Enforce and within its dates: null where one of them was not told. */
  isActive: z.boolean().nullable(),
  actions: z.array(z.enum(ACTIONS)),
  targets: count,
  /** The riskiest of its targets. */
  targetClass: z.enum(TARGET_CLASSES),
  /** How many people it names, whose mail it is about; left out where it names none. */
  namedSenders: count.optional(),
  namedRecipients: count.optional(),
  /** Names of its conditions and exceptions, as Exchange writes them; left out where it has none, or did not tell. */
  conditions: z.array(z.string()).optional(),
  exceptions: z.array(z.string()).optional(),
});

const journalRuleSchema = z.object({
  name: z.string(),
  isEnabled: z.boolean().nullable(),
  scope: z.string().nullable(),
  /** Of whom it is given a copy: of one recipient, or of everybody. */
  ofEverybody: z.boolean(),
  targetClass: z.enum(TARGET_CLASSES),
});

const outboundConnectorSchema = z.object({
  name: z.string(),
  isEnabled: z.boolean().nullable(),
  smartHosts: z.array(z.string()),
  domains: z.array(z.string()),
});

const outboundPolicySchema = z.object({
  name: z.string(),
  isDefault: z.boolean(),
  autoForwardingMode: z.string().nullable(),
  /** Of the rule that applies it; the default policy needs none, and another without a rule applies to nobody. Null: not known. */
  isEnabled: z.boolean().nullable(),
  rule: z.string().optional(),
  /** 0 comes first; null for the default policy, which comes last. */
  priority: z.int().nullable(),
});

export const mailFlowSchema = z.object({
  /** Only those that send messages elsewhere, the riskiest target first. */
  transportRules: z.array(transportRuleSchema),
  /** Rules that do other things; left out where transport rules were not read. */
  otherTransportRules: count.optional(),
  outboundPolicies: z.array(outboundPolicySchema),
  remoteDomains: z.array(
    z.object({ name: z.string(), domain: z.string(), autoForwardEnabled: z.boolean().nullable() }),
  ),
  acceptedDomains: z.array(
    z.object({ domain: z.string(), type: z.string().nullable(), matchSubDomains: z.boolean().nullable() }),
  ),
  /** Left out where they were not read. */
  journalRules: z.array(journalRuleSchema).optional(),
  outboundConnectors: z.array(outboundConnectorSchema).optional(),
  /** Parts of the mail flow that were not read: their lists above are empty for want of knowing. */
  missing: z.array(z.enum(MAIL_FLOW_KINDS)),
  /** What the outbound policies that apply to anybody say together; left out where that is not known. */
  autoForwarding: z.enum(['on', 'off', 'automatic', 'mixed']).optional(),
});
/** What the organization's mail flow redirects, stops and allows: findings about the tenant, no account's verdict. */
export type MailFlow = z.infer<typeof mailFlowSchema>;
