/** The tenant that every field case is of. */
export const FIELD_TENANT = '7e57ab1e-5c0d-4f3a-8b6e-1d2c3b4a5f60';

export const FIELD_DOMAIN = 'reseau-sante.example';

/** An account as Graph tells it: its keys are those that a case, or the table of people, has. */
export type Person = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
};

const NAMES = [
  ['Alix Brodeur', 'alix.brodeur'],
  ['Maude Tessier', 'maude.tessier'],
  ['Hugo Lanctôt', 'hugo.lanctot.med'],
  ['Inès Carbonneau', 'ines.carbonneau.med'],
  ['Noé Vigneault', 'noe.vigneault'],
  ['Fanny Rochette', 'fanny.rochette'],
  ['Basile Courtemanche', 'basile.courtemanche'],
] as const;

/** Local part of a person's address: what the tests call an account by. */
export type PersonName = (typeof NAMES)[number][1];

export const EVERYBODY: readonly PersonName[] = NAMES.map(([, name]) => name);

/** The object id of a person. */
export function idOf(name: PersonName): string {
  const number = `000${EVERYBODY.indexOf(name) + 1}`;
  return `b7c1${number}-2f6e-4c1a-9d3b-5e8f0a6c${number}`;
}

export function addressOf(name: PersonName): string {
  return `${name}@${FIELD_DOMAIN}`;
}

/** Exchange Online (Plan 2). */
export const EXCHANGE_PLAN = 'efb87545-963c-4e0d-99df-69c6916d9eb0';

/** An enabled member of 2016 with a mailbox of 2019, and nothing else to tell. */
export function person(name: PersonName, told: Readonly<Record<string, unknown>> = {}): Person {
  return {
    id: idOf(name),
    displayName: NAMES[EVERYBODY.indexOf(name)]?.[0] ?? name,
    userPrincipalName: addressOf(name),
    mail: addressOf(name),
    proxyAddresses: [`SMTP:${addressOf(name)}`],
    createdDateTime: '2016-03-04T14:00:00Z',
    accountEnabled: true,
    userType: 'Member',
    assignedLicenses: [],
    assignedPlans: [
      {
        assignedDateTime: '2019-02-01T05:00:00Z',
        capabilityStatus: 'Enabled',
        service: 'exchange',
        servicePlanId: EXCHANGE_PLAN,
      },
    ],
    ...told,
  };
}

export const PEOPLE: readonly Person[] = EVERYBODY.map((name) => person(name));
