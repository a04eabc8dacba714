import { z } from 'zod';

const texts = z
  .array(z.string().nullable())
  .nullish()
  .transform((list) => (list ?? []).filter((text) => text !== null));

/** A list where Graph wrote one, and the parts of a comma-separated text where it wrote flags. */
const flags = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((value) => (typeof value === 'string' ? value.split(',') : (value ?? [])))
  .transform((list) => list.map((one) => one.trim()).filter((one) => !/^(none)?$/i.test(one)));

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
    })
    .nullish(),
  clientApplications: z.looseObject({ includeServicePrincipals: texts }).nullish(),
  clientAppTypes: texts,
  locations: z.looseObject({ includeLocations: texts, excludeLocations: texts }).nullish(),
  platforms: z.looseObject({ includePlatforms: texts, excludePlatforms: texts }).nullish(),
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
