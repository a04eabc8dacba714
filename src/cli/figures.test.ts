import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountTruths } from '../simulator/predict.ts';
import type { SimulatorOptions } from '../simulator/simulator.ts';
import { POLICIES } from '../simulator/tenant/policies.ts';
import type { Situation } from '../situation/situation.ts';
import { clientCertificate } from '../testing/client-certificate.ts';
import {
  auditSimulated,
  figuresOf,
  predictedFigures,
  situationOf,
  tenantToday,
} from '../testing/simulated-audit.ts';

/** A whole audit each: a machine under load is slow. */
const LONG = 120_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-figures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Whose inbox rules are asked: all that have a mailbox, or a plan that gives one. */
const ASKED = ['mailbox', 'shared', 'shared-licensed', 'room', 'equipment', 'guest-licensed'];
/** How many rows these hold beyond the live accounts' is the simulated cloud's own business. */
const LISTS = [
  'mail-activity',
  'mailbox-usage',
  'service-activity',
  'onedrive-activity',
  'sharepoint-activity',
  'forms-activity',
  'mailbox-forwarding',
  'mail-flow',
  'mfa-registrations',
  'role-assignments',
  'group-members',
];

/** Outcome, read and expected of each source; of a list, that it was read whole. */
function sourcesOf({ sources }: Situation): Record<string, unknown> {
  return Object.fromEntries(
    sources.map(({ id, outcome, read = 0, expected }) => [
      id,
      LISTS.includes(id) ? [outcome, read > 0, expected === read] : [outcome, read, expected],
    ]),
  );
}

function predictedSources(options: SimulatorOptions): Record<string, unknown> {
  const kinds = [...accountTruths(options)].map(({ kind }) => kind);
  const asked = kinds.filter((kind) => ASKED.includes(kind)).length;
  return {
    tenant: ['complete', 4, 4],
    accounts: ['complete', kinds.length, kinds.length],
    'sign-in-activity': ['complete', kinds.length, kinds.length],
    'inbox-rules': ['complete', asked, asked],
    'service-counts': ['complete', 5, 5],
    // The security defaults are one more.
    'mfa-policies': ['complete', POLICIES.length + 1, POLICIES.length + 1],
    'per-user-mfa': ['complete', kinds.length, kinds.length],
    'terms-of-use': ['skipped', 0, 0],
    ...Object.fromEntries(LISTS.map((id) => [id, ['complete', true, true]])),
  };
}

function lowerBounds({ indicators }: Situation): string[] {
  return indicators.filter(({ lowerBound }) => lowerBound).map(({ id }) => id);
}

test(
  'the shipped config reaches every figure that the tenant holds',
  async () => {
    const audit = await auditSimulated({ tenant: { mailboxes: 3000 }, out: join(folder, 'shipped') });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    const predicted = predictedFigures(audit.options);
    expect(figuresOf(situation)).toEqual(predicted);
    expect(situation.population.physicianAccounts).toBe(
      predicted.indicators['physicians-without-mailbox']?.population,
    );
    expect(lowerBounds(situation)).toEqual(['terms-of-use']);
    expect(sourcesOf(situation)).toEqual(predictedSources(audit.options));
  },
  LONG,
);

test(
  'another seed at another scale reaches its own figures',
  async () => {
    const tenant = { mailboxes: 1234, seed: 7 };
    const audit = await auditSimulated({ tenant, out: join(folder, 'seed'), argv: ['--formats', 'json'] });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    expect(figuresOf(situation)).toEqual(predictedFigures(audit.options));
    expect(lowerBounds(situation)).toEqual(['terms-of-use']);
    expect(sourcesOf(situation)).toEqual(predictedSources(audit.options));
  },
  LONG,
);

/** What the roster says of a person; undefined where the cell is empty. */
interface RosterEntry {
  readonly category: string | undefined;
  readonly establishment: string | undefined;
}

/** Most physicians and a few others, some with an establishment of their own; keyed by UPN. */
function rosterOf(options: SimulatorOptions): Map<string, RosterEntry> {
  const people = [...accountTruths(options)].filter(
    ({ kind, physician }, index) => kind === 'mailbox' && (physician ? index % 9 !== 0 : index % 97 === 0),
  );
  return new Map(
    people.map(({ userPrincipalName, physician }, index) => [
      userPrincipalName,
      {
        category: physician ? 'medecin' : index % 2 === 0 ? 'cadre' : undefined,
        establishment:
          index % 3 === 0 ? undefined : index % 2 === 0 ? 'GMF de l’Érablière' : 'Clinique « du Fleuve »',
      },
    ]),
  );
}

/** As a French Excel saves it, in another case than the directory, and with people nobody knows. */
function rosterCsv(roster: Map<string, RosterEntry>): string {
  const lines = [...roster].map(
    ([name, { category, establishment }], index) =>
      `${index % 2 === 0 ? name.toUpperCase() : name};${category === 'cadre' ? 'CADRES' : (category ?? '')};"${establishment ?? ''}"\r\n`,
  );
  const strangers = [1, 2, 3].map((n) => `inconnu${n}.med@ssss.gouv.qc.ca;medecin;\r\n`);
  return `\ufeffuserPrincipalName;Catégorie;Établissement\r\n${[...lines, ...strangers].join('')}`;
}

/** All of the roster's physicians have a mailbox, but for three strangers. */
function physiciansOf(roster: Map<string, RosterEntry>): object {
  const physicians = [...roster].filter(([, { category }]) => category === 'medecin');
  const linesAt = new Map<string, number>();
  for (const [name, { establishment }] of physicians) {
    const id = establishment ?? /\.([a-z0-9]+)@/.exec(name)?.[1] ?? '';
    linesAt.set(id, (linesAt.get(id) ?? 0) + 1);
  }
  const tally = (lines: number, withoutAccount = 0): object => ({
    ...{ lines, withoutAccount },
    ...{ withoutMailbox: 0, undetermined: 0 },
  });
  const strangers = { id: '', ...tally(3, 3) };
  const known = [...linesAt]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, lines]) => ({ id, ...tally(lines) }));
  const all = tally(physicians.length + 3, 3);
  return {
    ...all,
    decidedBy: 'category',
    withoutCategory: 0,
    byCategory: [{ id: 'medecin', ...all }],
    byEstablishment: [...known, strangers],
  };
}

const ROSTER_CONFIG = `
inactiveAfterDays: 30
categories:
  - { id: medecin, physician: true, label: { fr: Médecins, en: Physicians }, when: { displayName: 'Nobody at all' } }
  - { id: autre, physician: false, label: { fr: Autres, en: Others }, when: {} }
  - { id: cadre, physician: false, label: { fr: Cadres, en: Managers }, when: {} }
establishments: { attribute: userPrincipalName, pattern: '\\.([a-z0-9]+)@' }
roster: { file: roster.csv, key: userPrincipalName, category: Catégorie, establishment: Établissement }
domains: { partners: [labo-boreal.example, imagerie-boreale.example], universities: [umontreal.ca, mcgill.ca, usherbrooke.ca, ulaval.ca] }
enrolments: [{ id: telefax, label: { fr: Service Téléfax, en: Telefax service }, group: GRP-TELEFAX }]
limits: { signInActivityRequestsPerMinute: 1000000, registrationDetailsRequestsPerSecond: 100000, reportRequestsPerMinute: 1000000 }
`;

test(
  'categories of a roster, establishments of a pattern and another number of days reach their figures',
  async () => {
    const tenant = { mailboxes: 800, seed: 11 };
    const roster = rosterOf(await tenantToday(tenant));
    const config = join(folder, 'roster.yaml');
    await writeFile(config, ROSTER_CONFIG);
    await writeFile(join(folder, 'roster.csv'), rosterCsv(roster));
    const audit = await auditSimulated({
      tenant,
      config,
      out: join(folder, 'roster'),
      argv: ['--formats', 'json'],
    });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    const predicted = predictedFigures(audit.options, {
      inactiveAfterDays: 30,
      categories: [
        { id: 'medecin', physician: true },
        { id: 'autre', physician: false },
        { id: 'cadre', physician: false },
      ],
      categoryOf: ({ userPrincipalName }) => roster.get(userPrincipalName)?.category ?? 'autre',
      establishmentOf: ({ userPrincipalName, site }) => roster.get(userPrincipalName)?.establishment ?? site,
    });
    expect(figuresOf(situation)).toEqual(predicted);
    expect(situation.roster).toEqual({
      lines: roster.size + 3,
      withoutAccount: 3,
      withoutAccountByCategory: { medecin: 3 },
      physiciansWithoutMailbox: physiciansOf(roster),
    });
  },
  LONG,
);

test(
  'a certificate signs in as well as a secret does',
  async () => {
    const certificate = join(folder, 'client.pem');
    await writeFile(certificate, await clientCertificate(), { mode: 0o600 });
    const audit = await auditSimulated({
      tenant: { mailboxes: 300 },
      out: join(folder, 'certificate'),
      env: { AZURE_CLIENT_SECRET: '', AZURE_CLIENT_CERTIFICATE_PATH: certificate },
      argv: ['--lang', 'en'],
    });
    expect(audit.exitCode, audit.stderr).toBe(0);
    expect(audit.stderr).toContain('credential: client certificate (AZURE_CLIENT_CERTIFICATE_PATH)');
    expect(figuresOf(await situationOf(audit.auditFolder))).toEqual(predictedFigures(audit.options));
  },
  LONG,
);
