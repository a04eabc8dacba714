import { z } from 'zod';

/** Undefined where the key did not come: what it would have said is not known. Null is "not configured". */
const texts = z
  .array(z.string().nullable())
  .nullish()
  .transform((list) => (list === undefined ? undefined : (list ?? []).filter((text) => text !== null)));

/** A list where Graph wrote one, and the parts of a comma-separated text where it wrote flags; `none` is none. */
const flags = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((value) => (typeof value === 'string' ? value.split(',') : value === null ? [] : value))
  .transform((list) => list?.map((one) => one.trim()).filter((one) => !/^(none)?$/i.test(one)));

/** https://learn.microsoft.com/graph/api/resources/conditionalaccessguestsorexternalusers */
const outsidersSchema = z
  .looseObject({
    guestOrExternalUserTypes: flags,
    externalTenants: z.looseObject({ membershipKind: z.string().nullish() }).nullish(),
  })
  .nullish();

export type Outsiders = z.infer<typeof outsidersSchema>;

/** https://learn.microsoft.com/graph/api/resources/conditionalaccessconditionset */
export const conditionsSchema = z.looseObject({
  users: z
    .looseObject({
      includeUsers: texts,
      excludeUsers: texts,
      includeGroups: texts,
      excludeGroups: texts,
      includeRoles: texts,
      excludeRoles: texts,
      includeGuestsOrExternalUsers: outsidersSchema,
      excludeGuestsOrExternalUsers: outsidersSchema,
    })
    .nullish(),
  applications: z
    .looseObject({
      includeApplications: texts,
      excludeApplications: texts,
      includeUserActions: texts,
      includeAuthenticationContextClassReferences: texts,
      applicationFilter: z.unknown().optional(),
    })
    .nullish(),
  clientApplications: z.looseObject({ includeServicePrincipals: texts }).nullish(),
  clientAppTypes: texts,
  signInRiskLevels: texts,
  userRiskLevels: texts,
  locations: z.looseObject({ includeLocations: texts, excludeLocations: texts }).nullish(),
  platforms: z.looseObject({ includePlatforms: texts, excludePlatforms: texts }).nullish(),
  devices: z
    .looseObject({ includeDevices: texts, excludeDevices: texts, deviceFilter: z.unknown().optional() })
    .nullish(),
  authenticationFlows: z.looseObject({ transferMethods: flags }).nullish(),
  insiderRiskLevels: flags,
});

export type Conditions = z.infer<typeof conditionsSchema>;

/** https://learn.microsoft.com/graph/api/resources/conditionalaccessgrantcontrols */
export const grantSchema = z
  .looseObject({
    operator: z.string().nullish(),
    builtInControls: texts,
    customAuthenticationFactors: texts,
    termsOfUse: texts,
    authenticationStrength: z
      .looseObject({
        id: z.string().nullish(),
        requirementsSatisfied: z.string().nullish(),
        allowedCombinations: texts,
      })
      .nullish(),
  })
  .nullable();

export type Grant = z.infer<typeof grantSchema>;

/** Policies that v1.0 gives, those that only beta gives (they use what v1.0 cannot say), the security defaults. */
export const POLICY_KINDS = {
  conditionalAccess: 'conditional-access',
  preview: 'conditional-access-preview',
  securityDefaults: 'security-defaults',
} as const;

export const policyRowSchema = z.object({
  kind: z.string().nullable(),
  policyId: z.string().nullable(),
  name: z.string().nullable(),
  state: z.string().nullable(),
  conditions: z.string().nullable(),
  grantControls: z.string().nullable(),
});

/** A row of the table `mfa-policies`. */
export type PolicyRow = z.infer<typeof policyRowSchema>;

/** Whether an answer holds nothing at this place: null, "none", false, or only such. A key that did not come holds nothing either. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return true;
  if (typeof value === 'string') return /^(none)?$/i.test(value.trim());
  if (Array.isArray(value)) return value.every(isEmpty);
  if (typeof value !== 'object') return false;
  return Object.entries(value).every(([key, part]) => isOfTheProtocol(key) || isEmpty(part));
}

/** Whether an object of the answer holds something under a key that is none of `known`. */
export function holdsMoreThan(part: object | null | undefined, known: readonly string[]): boolean {
  return Object.entries(part ?? {}).some(
    ([key, value]) => !known.includes(key) && !isOfTheProtocol(key) && !isEmpty(value),
  );
}

function isOfTheProtocol(key: string): boolean {
  return key.includes('@odata.');
}

export function lowered(list: readonly string[] = []): string[] {
  return list.map((one) => one.trim().toLowerCase());
}

/** A word where ids belong: one that is none of the documented ones may mean anybody, or anything. */
export function isUnknownWord(id: string, documented: readonly string[]): boolean {
  return /^[a-z]{6,}$/.test(id) && !documented.includes(id);
}
