import { z } from 'zod';

const count = z.int().nonnegative();
const names = z.array(z.string().min(1)).min(1);

/** Riskiest first. */
export const TARGET_CLASSES = [
  'public-webmail',
  'external',
  'university',
  'unresolved',
  'partner',
  'internal',
] as const;

export type TargetClass = (typeof TARGET_CLASSES)[number];

const perClass = <T extends z.ZodType>(schema: T): z.ZodRecord<z.ZodEnum<{ [K in TargetClass]: K }>, T> =>
  z.record(z.enum(TARGET_CLASSES), schema);

const domainsSchema = z.strictObject({
  'public-webmail': names,
  external: names,
  university: names,
  partner: names,
  internal: names,
});

/** Whom the outbound rules name, of the redirected accounts of one class; the others are named nowhere. */
const coverageSchema = z.strictObject({
  permitted: count,
  permittedAndBlocked: count,
  blockedByName: count,
  blockedByGroup: count,
  excepted: count,
  namedInDisabledRule: count,
});

/** The redirected accounts, whatever redirects them: inbox rules, forwarding of the whole mailbox, or both. */
export const redirectsSchema = z
  .strictObject({
    /** By the riskiest of an account's targets. */
    targets: perClass(count),
    mechanisms: perClass(z.strictObject({ rule: count, both: count, forwarding: count })),
    coverage: perClass(coverageSchema),
    /** Of the accounts with a rule. */
    actions: z.strictObject({ redirectTo: count, forwardTo: count, forwardAsAttachmentTo: count }),
    /** Of the accounts with a rule. */
    withSecondTarget: count,
    /** Domains of the addresses of each class; unresolved targets have none. */
    domains: domainsSchema,
    /** Further ones, where the whole mailbox is forwarded. */
    forwardingDomains: domainsSchema,
    /** Personal mailboxes that forward nothing, though it looks so: a copy kept of nothing, an empty address. */
    decoys: z.strictObject({ copyKeptOfNothing: count, emptyAddress: count }),
  })
  .refine(
    ({ targets, mechanisms }) =>
      TARGET_CLASSES.every((name) => {
        const { rule, both, forwarding } = mechanisms[name];
        return rule + both + forwarding === targets[name];
      }),
    { error: 'redirects.mechanisms does not add up to redirects.targets' },
  )
  .refine(
    ({ mechanisms, actions }) => {
      const ruled = TARGET_CLASSES.reduce((n, name) => n + mechanisms[name].rule + mechanisms[name].both, 0);
      return ruled === actions.redirectTo + actions.forwardTo + actions.forwardAsAttachmentTo;
    },
    { error: 'redirects.actions does not add up to the accounts with a rule' },
  );

export type Mechanism = 'rule' | 'both' | 'forwarding';
/** What the outbound rules say of an account; `plain`: nothing. */
export type Coverage = keyof z.infer<typeof coverageSchema> | 'plain';
export type RedirectsSpec = z.infer<typeof redirectsSchema>;
