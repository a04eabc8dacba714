import { z } from 'zod';

/** Directory roles that are named, as Microsoft writes them in English. */
export const ENTRA_ROLES = ['Global Reader', 'Security Reader'] as const;

export const LICENCES = ['Microsoft Entra ID P1', 'Microsoft Entra ID P2'] as const;

/** One thing that an administrator grants or that the organisation buys. */
export const grantSchema = z.discriminatedUnion('kind', [
  /** Of Microsoft Graph, to the application itself. */
  z.object({ kind: z.literal('graph-permission'), name: z.string() }),
  /** Of Microsoft Graph, in the name of the person who signs in. */
  z.object({ kind: z.literal('delegated-permission'), name: z.string() }),
  /** Of Office 365 Exchange Online, to the application itself. */
  z.object({ kind: z.literal('exchange-permission'), name: z.string() }),
  z.object({ kind: z.literal('exchange-role'), name: z.string() }),
  z.object({ kind: z.literal('entra-role'), name: z.enum(ENTRA_ROLES) }),
  z.object({ kind: z.literal('licence'), name: z.enum(LICENCES) }),
]);

export type Grant = Readonly<z.infer<typeof grantSchema>>;
export type EntraRole = (typeof ENTRA_ROLES)[number];
export type Licence = (typeof LICENCES)[number];

/** The ways to be allowed something: any one of them is enough, and takes every grant that it lists. */
export const grantsSchema = z.array(z.array(grantSchema).min(1)).min(1);

export type Grants = z.infer<typeof grantsSchema>;

/** All of these permissions of Microsoft Graph, granted to the application. */
export function graphPermissions(...names: readonly [string, ...string[]]): Grants {
  return [names.map((name) => ({ kind: 'graph-permission', name }))];
}

/** Any one of these licences. */
export function anyLicence(...names: readonly [Licence, ...Licence[]]): Grants {
  return names.map((name) => [{ kind: 'licence', name }]);
}

/** To read with Exchange's cmdlets: the application's permission, and one of the roles that give `role`. */
export function exchangeReader(role: string): Grants {
  const permission: Grant = { kind: 'exchange-permission', name: 'Exchange.ManageAsApp' };
  return [
    [permission, { kind: 'entra-role', name: 'Global Reader' }],
    [permission, { kind: 'exchange-role', name: role }],
  ];
}
