import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { mailFlowSchema } from './mail-flow-spec.ts';
import { redirectsSchema } from './redirect-spec.ts';
import { agreementSchema, perUserMfaSchema, policyPartsSchema, strengthSchema } from './access-spec.ts';

const count = z.int().nonnegative();
const names = z.array(z.string().min(1)).min(1);

const mailSchema = z.strictObject({
  neverUsedNoCreationDate: count,
  neverUsedCreated91DaysAgo: count,
  neverUsed: count,
  lastUsed91DaysAgo: count,
  lastUsedBefore: count,
  youngCreated90DaysAgo: count,
  youngNeverUsed: count,
  renamed: count,
  lastUsed90DaysAgo: count,
  lastUsedSince: count,
});

const rulesSchema = z.strictObject({
  /** These two are the redirected accounts, whatever redirects them: `redirects.mechanisms` tells. */
  effective: count,
  effectiveOnSecondPage: count,
  disabledOnly: count,
  brokenOnly: count,
  brokenAndDisabled: count,
  movingOnly: count,
  manyMovingOnly: count,
});

const signInsSchema = z.strictObject({
  inactive: z.strictObject({
    success91DaysAgo: count,
    successBefore: count,
    successBeforeFailuresSince: count,
    attemptsBefore: count,
    neverYearOne: count,
    neverAbsent: count,
  }),
  active: z.strictObject({ success90DaysAgo: count, attemptsSince: count }),
});

const categorySchema = z
  .strictObject({
    id: z.string().min(1),
    physician: z.boolean(),
    mailboxes: z.int().positive(),
    /** What became of each mailbox's mail; the parts make up the whole category. */
    mail: mailSchema,
    /** Of the unused mailboxes, how many still receive. */
    unusedStillReceiving: count,
    rules: rulesSchema,
    mfa: z.strictObject({ capable: count, registeredOnly: count, missing: count }),
    mfaMethods: strengthSchema,
    policyParts: policyPartsSchema,
    /** Of the accounts that are not young. */
    signIns: signInsSchema,
    withoutJobTitle: count,
    /** Members of the enrolment group. */
    telefax: count,
  })
  .refine((category) => sum(category.mail) === category.mailboxes, {
    error: 'mail does not add up to mailboxes',
  })
  .refine(({ mfa, mfaMethods }) => sum(mfaMethods) === mfa.capable + mfa.registeredOnly, {
    error: 'mfaMethods does not add up to the registered of mfa',
  });

const serviceSchema = z.strictObject({
  today29: count,
  exactly30: count,
  exactly31: count,
  since32: count,
  exactly90: count,
  exactly91: count,
  before: count,
  never: count,
});

/** Accounts that shared files with people outside, through one service alone or through both. */
const sharingSchema = z.strictObject({ onedrive: count, sharepoint: count, both: count });

export const tenantSpecSchema = z
  .strictObject({
    id: z.guid(),
    displayName: z.string(),
    clientId: z.guid(),
    clientSecret: z.string(),
    seed: z.int(),
    /** Usage reports are this many days old. */
    reportLagDays: z.int().nonnegative(),
    mailDomain: z.string(),
    initialDomainPrefix: z.string(),
    domains: z.array(
      z.strictObject({
        name: z.string(),
        isVerified: z.boolean(),
        isDefault: z.boolean(),
        isInitial: z.boolean(),
      }),
    ),
    categories: z.array(categorySchema).min(1),
    /** Of the staff: what the registration report says of those who hold a role, or may. */
    admins: z.strictObject({
      staffWithMfa: count,
      staffWithoutMfa: count,
      staffUnknown: count,
      eligibleWithoutMfa: count,
      withoutRow: count,
    }),
    perUserMfa: perUserMfaSchema,
    agreements: z.array(agreementSchema).min(1),
    redirects: redirectsSchema,
    mailFlow: mailFlowSchema,
    services: z.strictObject({
      onedrive: serviceSchema,
      sharepoint: serviceSchema,
      teams: serviceSchema,
      vivaEngage: serviceSchema,
      /** Its report has no licences: a row is one who has a form, or had. */
      forms: serviceSchema,
    }),
    sharing: z.strictObject({ physicians: sharingSchema, others: sharingSchema }),
    /** Of the personal mailboxes, how many accounts hold an add-on that gives no mailbox. */
    licences: z.strictObject({ addOn: count }),
    /** Physicians of each category that the roster names and the directory does not know. */
    roster: z.strictObject({ withoutAccount: z.record(z.string(), count) }),
    oddities: z.strictObject({
      disabled: count,
      unlicensed: count,
      otherCaseInReports: count,
      deletedTwinInReports: count,
      mailNull: count,
      userTypeNull: count,
      userTypeOtherCase: count,
      withoutCompany: count,
      creationDateNull: count,
      planInGrace: count,
    }),
    decoys: z.strictObject({
      noMailboxPlan: z.strictObject({ physicians: count, others: count }),
      lapsedPlan: z.strictObject({ physicians: count, others: count }),
      formerWithoutLicence: count,
      guests: count,
      guestsLicensed: count,
      adminsWithMfa: count,
      adminsWithoutMfa: count,
      sharedUnlicensed: count,
      sharedLicensed: count,
      rooms: count,
      equipment: count,
      sharedRedirected: count,
      roomsRedirected: count,
      equipmentRedirected: count,
      deletedReportRows: count,
    }),
    telefaxGroup: z.strictObject({ name: z.string(), pilotName: z.string(), pilotMembers: count }),
    establishments: z
      .array(
        z.strictObject({
          name: z.string(),
          site: z.string().regex(/^[a-z0-9]+$/),
          weight: z.int().positive(),
        }),
      )
      .min(1),
    jobTitles: z.record(z.string(), names),
    firstNames: names,
    lastNames: names,
  })
  .refine(({ categories, redirects }) => redirecting(categories) === sum(redirects.targets), {
    error: 'redirects.targets does not add up to the redirected accounts of the categories',
  });

/** What a simulated tenant holds: explicit counts, from which every account is computed. */
export type TenantSpec = z.infer<typeof tenantSpecSchema>;
export type CategorySpec = z.infer<typeof categorySchema>;
export type MailStage = keyof CategorySpec['mail'];
export type RulePattern = keyof CategorySpec['rules'] | 'none';
export type RedirectAction = keyof TenantSpec['redirects']['actions'];
export type ServiceName = keyof TenantSpec['services'];
export type SharingKind = keyof z.infer<typeof sharingSchema>;

/** Reads and validates `tenant.json` and `names.json` of a tenant's folder. Throws on what is not valid. */
export async function loadTenant(folder: string): Promise<TenantSpec> {
  const read = async (name: string): Promise<object> =>
    z.looseObject({}).parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
  return tenantSpecSchema.parse({ ...(await read('tenant.json')), ...(await read('names.json')) });
}

export function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((a, b) => a + b, 0);
}

/** Mailboxes of these categories that redirect. */
export function redirecting(categories: readonly CategorySpec[]): number {
  return categories.reduce((n, { rules }) => n + rules.effective + rules.effectiveOnSecondPage, 0);
}

/** Personal mailboxes of the tenant. */
export function mailboxesOf(spec: TenantSpec): number {
  return spec.categories.reduce((n, category) => n + category.mailboxes, 0);
}
