import { z } from 'zod';

const addresses = z.array(z.string().min(1));
const coverages = z.array(
  z.enum([
    'permitted',
    'permittedAndBlocked',
    'blockedByName',
    'blockedByGroup',
    'excepted',
    'namedInDisabledRule',
    'plain',
  ]),
);

/** How the organisation's mail flows, apart from its mailboxes. */
export const mailFlowSchema = z.strictObject({
  acceptedDomains: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(['Authoritative', 'InternalRelay', 'ExternalRelay']),
      matchSubDomains: z.boolean(),
    }),
  ),
  remoteDomains: z.array(
    z.strictObject({ name: z.string(), domain: z.string(), autoForwardEnabled: z.boolean() }),
  ),
  transportRules: z.array(
    z.strictObject({
      name: z.string(),
      state: z.enum(['Enabled', 'Disabled']),
      mode: z.enum(['Enforce', 'Audit', 'AuditAndNotify']),
      redirectTo: addresses.optional(),
      blindCopyTo: addresses.optional(),
      copyTo: addresses.optional(),
      addTo: addresses.optional(),
      disclaimer: z.string().optional(),
    }),
  ),
  /** The first is the default one. */
  outboundPolicies: z
    .array(z.strictObject({ name: z.string(), autoForwardingMode: z.enum(['Automatic', 'On', 'Off']) }))
    .min(1),
  outboundRules: z.array(
    z.strictObject({
      name: z.string(),
      priority: z.int().nonnegative(),
      state: z.enum(['Enabled', 'Disabled']),
      policy: z.string(),
      /** Addresses of the accounts so covered. */
      senders: coverages.optional(),
      senderGroups: addresses.optional(),
      senderDomains: addresses.optional(),
      exceptSenders: coverages.optional(),
      exceptSenderGroups: addresses.optional(),
      exceptSenderDomains: addresses.optional(),
    }),
  ),
  /** Mail-enabled security groups whose members are the redirected accounts so covered. */
  groups: z.array(z.strictObject({ name: z.string(), address: z.string(), members: coverages })),
  /** Public folders, discovery and departed people's mailboxes: no account of the directory. */
  departedForwarding: z.int().nonnegative(),
});

export type MailFlowSpec = z.infer<typeof mailFlowSchema>;
