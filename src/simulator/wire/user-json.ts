import type { DirectoryTruth } from '../tenant/directory-truth.ts';
import { at } from '../tenant/hash.ts';
import type { Account } from '../tenant/layout.ts';
import type { Identity } from '../tenant/names.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { assignedLicensesJson, assignedPlansJson } from './plans-json.ts';
import { signInActivityJson } from './sign-in-json.ts';

/** What Graph returns without `$select`. */
export const DEFAULT_USER_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
] as const;

/** Properties of a single user that a collection answers with 501. */
export const SINGLE_ONLY_PROPERTIES: readonly string[] = [
  'aboutMe',
  'birthday',
  'hireDate',
  'interests',
  'mailboxSettings',
  'mySite',
  'pastProjects',
  'preferredName',
  'responsibilities',
  'schools',
  'skills',
];

interface Subject {
  readonly account: Account;
  readonly identity: Identity;
  readonly directory: DirectoryTruth;
}

/** One property as JSON text; null leaves it out altogether. */
type Writer = (tenant: Tenant, subject: Subject) => string | null;

const quote = (text: string | null): string => (text === null ? 'null' : JSON.stringify(text));
const nothing: Writer = () => 'null';
const none: Writer = () => '[]';

const DEPARTMENTS = [
  'Soins infirmiers',
  'Direction médicale',
  'Urgence',
  'Ressources humaines',
  'Imagerie',
  null,
] as const;
const OFFICES = ['Pavillon A', 'Bloc B-204', 'Rez-de-chaussée', null] as const;
const EXTENSIONS = Array.from({ length: 13 }, (_, i) => `"extensionAttribute${i + 3}":null`).join(',');

const WRITERS: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['id', (tenant, { account }) => `"${tenant.ids.idOf(account.slot)}"`],
  ['userPrincipalName', (_, { identity }) => `"${identity.userPrincipalName}"`],
  ['displayName', (_, { identity }) => quote(identity.displayName)],
  ['givenName', (_, { identity }) => quote(identity.givenName || null)],
  ['surname', (_, { identity }) => quote(identity.surname || null)],
  ['mail', (_, { identity, directory }) => (directory.withMail ? `"${mailOf(identity)}"` : 'null')],
  ['mailNickname', (_, { identity }) => quote(identity.userPrincipalName.split('@')[0] ?? null)],
  [
    'proxyAddresses',
    (_, { identity, directory }) => (directory.withMail ? `["SMTP:${mailOf(identity)}"]` : '[]'),
  ],
  ['jobTitle', (_, { directory }) => quote(directory.jobTitle)],
  ['accountEnabled', (_, { directory }) => String(directory.enabled)],
  ['userType', (_, { directory }) => quote(directory.userType)],
  ['createdDateTime', createdAt],
  ['companyName', companyName],
  ['department', (_, { account }) => quote(at(DEPARTMENTS, (account.noise >>> 3) % DEPARTMENTS.length))],
  ['officeLocation', (_, { account }) => quote(at(OFFICES, (account.noise >>> 6) % OFFICES.length))],
  ['employeeType', (_, { account }) => (account.segment.kind === 'mailbox' ? '"Employé"' : 'null')],
  [
    'employeeId',
    (_, { account }) => (account.noise % 9 === 0 ? 'null' : `"${String(100_000 + account.slot)}"`),
  ],
  ['assignedPlans', (_, { directory }) => assignedPlansJson(directory)],
  ['assignedLicenses', (_, { directory }) => assignedLicensesJson(directory)],
  ['onPremisesExtensionAttributes', extensionAttributes],
  ['onPremisesSyncEnabled', (_, { account }) => (account.noise % 20 === 0 ? 'null' : 'true')],
  [
    'externalUserState',
    (_, { account }) => (account.segment.kind.startsWith('guest') ? '"Accepted"' : 'null'),
  ],
  ['signInActivity', (tenant, { account }) => signInActivityJson(tenant, account)],
  [
    'perUserMfaState',
    (tenant, { account }) =>
      tenant.overrides.perUserMfaInBulk === 'absent' ? null : `"${tenant.perUserMfaOf(account)}"`,
  ],
  ['preferredLanguage', () => '"fr-CA"'],
  ['usageLocation', () => '"CA"'],
  ['country', () => '"Canada"'],
  ['businessPhones', none],
  ['otherMails', none],
  ['mobilePhone', nothing],
  ['city', nothing],
  ['state', nothing],
  ['streetAddress', nothing],
  ['postalCode', nothing],
  ['employeeHireDate', nothing],
  ['creationType', nothing],
  ['deletedDateTime', nothing],
]);

function mailOf(identity: Identity): string {
  return identity.userPrincipalName.replace(/_partenaire\.example#EXT#@.*/, '@partenaire.example');
}

function createdAt(tenant: Tenant, { account }: Subject): string {
  const { createdAge } = tenant.mailOf(account);
  if (createdAge === null) return 'null';
  return `"${tenant.calendar.instant(createdAge + tenant.calendar.lagDays, account.noise >>> 4)}"`;
}

function companyName(tenant: Tenant, { identity, directory }: Subject): string {
  return quote(directory.withCompany ? at(tenant.spec.establishments, identity.establishment).name : null);
}

function extensionAttributes(_: Tenant, { account, identity }: Subject): string {
  const group = account.segment.category.physician ? '"MED"' : 'null';
  return `{"extensionAttribute1":${quote(identity.site || null)},"extensionAttribute2":${group},${EXTENSIONS}}`;
}

export function isUserProperty(name: string): boolean {
  return WRITERS.has(name);
}

/** A function that writes an account with these properties, all of them known, as JSON text. */
export function userWriter(tenant: Tenant, properties: readonly string[]): (account: Account) => string {
  const writers = properties.map((name) => {
    const write = WRITERS.get(name);
    if (write === undefined) throw new RangeError(`no property ${name}`);
    return { head: `"${name}":`, write };
  });
  return (account) => {
    const subject = { account, identity: tenant.identityOf(account), directory: tenant.directoryOf(account) };
    let json = '';
    for (const { head, write } of writers) {
      const value = write(tenant, subject);
      if (value !== null) json += (json === '' ? '{' : ',') + head + value;
    }
    return json === '' ? '{}' : `${json}}`;
  };
}
