import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assessTiny } from '../../testing/assess-tiny.ts';
import { inboxRule, rulesOf } from '../../testing/tiny-redirects.ts';
import { MAILBOX_PLAN, temporaryFolder, type TinySnapshot } from '../../testing/tiny-snapshot.ts';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import { readEstablishments } from '../../situation/establishments/establishments-file.ts';
import { situationOf } from './situation-of.ts';

interface Person {
  readonly name: string;
  readonly at: string | null;
  readonly job?: string;
  readonly lastOn?: string | null;
  readonly reads?: string;
  readonly agrees?: boolean;
  readonly capable?: boolean;
}

const PEOPLE: readonly Person[] = [
  { name: 'anne', at: 'CHUM', job: 'Médecin', lastOn: '2020-02-01', capable: true, agrees: true },
  { name: 'benoit', at: 'CHUM', lastOn: '2020-10-20', reads: 'denied', capable: false },
  { name: 'chantal', at: 'CISSS d’Été', job: 'Médecin', lastOn: null, reads: 'rules', capable: false },
  { name: 'denis', at: 'CISSS d’Été', lastOn: '2020-01-01', reads: 'no-cloud-mailbox', agrees: true },
  { name: 'elise', at: null, lastOn: '2020-10-26', capable: true, agrees: true },
];

const REPORT = { refreshedOn: '2020-10-27', isDeleted: false };
const CONFIG = {
  enrolments: [{ id: 'telefax', label: { fr: 'Téléfax', en: 'Telefax' }, group: 'GRP' }],
  licences: { currency: 'CAD', monthlyPrices: {} },
  roster: { file: 'roster.csv', key: 'userPrincipalName' as const, establishment: 'etablissement' },
} satisfies Parameters<typeof assessTiny>[1];

function snapshotOf(people: readonly Person[]): TinySnapshot {
  const of = <T>(row: (person: Person, upn: string) => T): T[] =>
    people.map((person) => row(person, `${person.name}@reseau.example`));
  return {
    tables: {
      accounts: of(({ name, at, job = 'Commis' }, userPrincipalName) => ({
        ...{ accountId: `id-${name}`, userPrincipalName, accountEnabled: true, userType: 'Member' },
        ...{ createdAt: '2016-05-04T13:00:00Z', jobTitle: job, companyName: at },
        ...{ exchangePlans: [MAILBOX_PLAN], licences: [name === 'elise' ? 'sku-b' : 'sku-a'] },
      })),
      'mail-activity': of(({ lastOn = null }, userPrincipalName) => ({
        ...{ ...REPORT, userPrincipalName, lastActivityOn: lastOn, receiveCount: 3 },
      })),
      'sign-in-activity': of(({ name, lastOn }) => ({
        accountId: `id-${name}`,
        lastSuccessfulSignInAt: lastOn === null || lastOn === undefined ? null : `${lastOn}T00:00:00Z`,
      })),
      'mailbox-usage': of((_, userPrincipalName) => ({
        ...REPORT,
        userPrincipalName,
        recipientType: 'user',
      })),
      'service-activity': of(({ lastOn = null }, userPrincipalName) => ({
        ...{ ...REPORT, userPrincipalName, exchangeLicensed: true, exchangeLastActivityOn: lastOn },
      })),
      'inbox-rules': people.map(({ name, reads = 'none' }) =>
        rulesOf(name, reads, reads === 'rules' ? [inboxRule({ redirectTo: ['moi@gmail.com'] })] : []),
      ),
      'mfa-registrations': people
        .filter(({ capable }) => capable !== undefined)
        .map(({ name, capable }) => ({
          accountId: `id-${name}`,
          isMfaCapable: capable,
          isMfaRegistered: capable,
        })),
      'group-members': people
        .filter(({ job }) => job !== undefined)
        .map(({ name }) => ({ groupRef: 'GRP', accountId: `id-${name}` })),
      'terms-of-use': people
        .filter(({ agrees }) => agrees)
        .map(({ name }) => ({
          ...{ agreementId: 'charte', agreementName: 'Charte', accountId: `id-${name}`, state: 'accepted' },
          recordedAt: '2020-01-01 00:00:00',
        })),
    },
    manifest: { groups: ['GRP'] },
  };
}

const ROSTER = 'userPrincipalName,etablissement\n';
const LINES: Readonly<Record<string, string>> = {
  CHUM: 'anne@reseau.example,\nabsent@reseau.example,CHUM\n',
  'CISSS d’Été': 'chantal@reseau.example,CISSS d’Été\n',
  '': 'inconnu@reseau.example,\n',
};

async function assessed(
  people: readonly Person[],
  lines: string,
): Promise<{ situation: Situation; folder: string }> {
  const configFolder = await temporaryFolder();
  await writeFile(join(configFolder, 'roster.csv'), ROSTER + lines);
  const { situation, auditFolder } = await assessTiny(snapshotOf(people), CONFIG, { configFolder });
  return { situation, folder: auditFolder };
}

/** What an establishment has of its own. */
function own({
  population,
  indicators,
  enrolments,
  serviceUsage,
  licences,
  termsOfUse,
  roster,
  limits,
  unseen,
}: Situation): object {
  return { population, indicators, enrolments, serviceUsage, licences, termsOfUse, roster, limits, unseen };
}

test('an establishment’s figures are those of a tenant that holds its people alone', async () => {
  const whole = await assessed(PEOPLE, Object.values(LINES).join(''));
  const parts = await readEstablishments(whole.folder, whole.situation);
  expect(parts.map(({ id }) => id)).toEqual(['CHUM', 'CISSS d’Été', '']);
  for (const part of parts) {
    const alone = await assessed(
      PEOPLE.filter(({ at }) => (at ?? '') === part.id),
      LINES[part.id] ?? '',
    );
    expect(own(situationOf(whole.situation, part)), part.id).toEqual(own(alone.situation));
  }
});

test('a part is a situation of its own, without what is the tenant’s alone', async () => {
  const { situation, folder } = await assessed(PEOPLE, Object.values(LINES).join(''));
  const tenantWide: Situation = {
    ...situation,
    mailFlow: {
      ...{ transportRules: [], outboundPolicies: [], remoteDomains: [], acceptedDomains: [] },
      missing: [],
    },
    administrators: [{ role: 'Administrateur général', active: 2, lowerBound: false }],
    tenantServices: [{ service: 'exchange', active: 3 }],
  };
  const [first] = await readEstablishments(folder, situation);
  if (first === undefined) throw new Error('no establishment');
  const part = situationOf(tenantWide, first);
  expect(situationSchema.parse(part)).toEqual(part);
  const { id, population, examined, count, undetermined, physicians } = situation.indicators[0] ?? {};
  expect(part.scope?.establishment).toBe('CHUM');
  expect(part.scope?.network?.[0]).toEqual({ id, population, examined, count, undetermined, physicians });
  expect(Object.keys(part)).not.toContain('mailFlow');
  expect(Object.keys(part)).not.toContain('administrators');
  expect(Object.keys(part)).not.toContain('tenantServices');
  expect(JSON.stringify(own(part))).not.toContain('Été');
});

test('a gap’s number of accounts is said to be the tenant’s', async () => {
  const { situation, folder } = await assessed(PEOPLE, '');
  const [first] = await readEstablishments(folder, situation);
  if (first === undefined) throw new Error('no establishment');
  const { gaps } = situationOf(situation, first);
  expect(gaps.map(({ ofWholeTenant }) => ofWholeTenant)).toContain(true);
  expect(gaps).toEqual(
    situation.gaps.map((gap) => (gap.accounts === 0 ? gap : { ...gap, ofWholeTenant: true })),
  );
});

test('figures that do not sum to the whole, or are missing, are known errors', async () => {
  const { situation, folder } = await assessed(PEOPLE, '');
  const file = join(folder, 'establishments.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"mailboxes":2', '"mailboxes":1'));
  await expect(readEstablishments(folder, situation)).rejects.toThrow(/does not sum to the whole/);
  await writeFile(file, '{}');
  await expect(readEstablishments(folder, situation)).rejects.toThrow(/establishments\.json: schema/);
  await writeFile(file, 'x');
  await expect(readEstablishments(folder, situation)).rejects.toThrow(/No figures of establishments here/);
});
