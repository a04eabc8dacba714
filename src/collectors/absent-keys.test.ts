import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { literal, openDuckDb } from '../duckdb/duckdb.ts';
import { DOSSIER_FILE, verdictColumn } from '../situation/findings-tables.ts';
import { assessTiny } from '../testing/assess-tiny.ts';
import { collecting } from '../testing/collecting.ts';
import type { SourceId } from '../snapshot/tables.ts';
import { accounts } from './accounts/accounts.ts';
import type { Collector } from './collector.ts';
import { mfaRegistrations } from './mfa-registrations/mfa-registrations.ts';
import { signInActivity } from './sign-in-activity/sign-in-activity.ts';

type Json = Readonly<Record<string, unknown>>;

const CHECKS = [
  'inactive-mailboxes',
  'unread-mail',
  'inactive-sign-ins',
  'unused-accounts',
  'unused-licences',
  'mfa-status',
  'physicians-without-mailbox',
];

/** An account as each source tells it, whole. */
interface Whole {
  readonly account: Json;
  readonly signIns: Json;
  readonly registration: Json;
}

const [LATELY, LONG_AGO] = ['2020-10-20T10:00:00Z', '2019-01-01T10:00:00Z'];
const PLAN = {
  assignedDateTime: LONG_AGO,
  service: 'exchange',
  servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  capabilityStatus: 'Enabled',
};

function whole(success: string | null, attempt: string | null, isMfaCapable: boolean): Whole {
  return {
    account: {
      accountEnabled: true,
      userType: 'Member',
      createdDateTime: '2015-01-01T00:00:00Z',
      jobTitle: 'Médecin',
      assignedPlans: [PLAN],
      assignedLicenses: [{ skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965', disabledPlans: [] }],
    },
    signIns: {
      lastSuccessfulSignInDateTime: success,
      lastSignInDateTime: attempt,
      lastNonInteractiveSignInDateTime: null,
    },
    registration: {
      isAdmin: false,
      isMfaRegistered: isMfaCapable,
      isMfaCapable,
      isPasswordlessCapable: false,
      methodsRegistered: [],
    },
  };
}

const WHOLES = {
  used: whole(LATELY, LATELY, true),
  unused: whole(LONG_AGO, LONG_AGO, false),
  'failures since': whole(LONG_AGO, LATELY, false),
  attempt: whole(null, LATELY, false),
} as const;

type Name = keyof typeof WHOLES;
const NAMES = ['used', 'unused', 'failures since', 'attempt'] as const satisfies readonly Name[];

/** One account of which some keys did not come. */
interface Variant {
  readonly name: Name;
  readonly lost: string;
  readonly told: Whole & { readonly signInActivity: boolean };
}

function without(fields: Json, lost: readonly string[]): Json {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !lost.includes(key)));
}

function subsetsOf(keys: readonly string[]): string[][] {
  return keys.reduce<string[][]>((all, key) => [...all, ...all.map((one) => [...one, key])], [[]]);
}

/** Each whole account, and each that is left of it where any subset of the keys of one of its objects did not come. */
function variantsOf(name: Name): Variant[] {
  const { account, signIns, registration } = WHOLES[name];
  const told = { ...WHOLES[name], signInActivity: true };
  const variant = (lost: string, more: Partial<Variant['told']>): Variant => ({
    name,
    lost,
    told: { ...told, ...more },
  });
  const accountKeys = Object.keys(account).filter((key) => key !== 'jobTitle');
  return [
    ...subsetsOf(accountKeys).map((lost) =>
      variant(`account: ${lost.join()}`, { account: without(account, lost) }),
    ),
    ...subsetsOf(['service', 'servicePlanId', 'capabilityStatus']).map((lost) =>
      variant(`plan: ${lost.join()}`, { account: { ...account, assignedPlans: [without(PLAN, lost)] } }),
    ),
    ...subsetsOf(Object.keys(signIns)).map((lost) =>
      variant(`sign-ins: ${lost.join()}`, { signIns: without(signIns, lost) }),
    ),
    variant('signInActivity', { signInActivity: false }),
    ...subsetsOf(Object.keys(registration)).map((lost) =>
      variant(`registration: ${lost.join()}`, { registration: without(registration, lost) }),
    ),
  ];
}

async function collected(collector: Collector, source: SourceId, value: readonly Json[]): Promise<object[]> {
  const config = {
    categories: [{ id: 'physician', physician: true, label: { fr: 'M', en: 'P' }, when: { jobTitle: 'm' } }],
  };
  const open = await collecting(() => ({ json: { value } }), { config, total: value.length });
  try {
    await collector.collect(open.context);
    return z.array(z.record(z.string(), z.unknown())).parse(await open.rows(source, 'accountId'));
  } finally {
    await open.close();
  }
}

/** The verdicts of every check, by account id. */
async function verdictsOf(
  auditFolder: string,
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    const columns = CHECKS.map((id) => `${literal(id)}: ${verdictColumn(id)}`).join(', ');
    const rows = await db.rows(
      `SELECT accountId AS id, to_json({${columns}})::VARCHAR AS told FROM read_parquet(${literal(join(auditFolder, DOSSIER_FILE))})`,
      z.object({ id: z.string(), told: z.string() }),
    );
    const schema = z.record(z.string(), z.string());
    return new Map(rows.map(({ id, told }) => [id, schema.parse(JSON.parse(told))]));
  } finally {
    await db.close();
  }
}

/** What the table of absences says may make a finding: no sign-in activity at all is “never signed in”. */
const MAY_ACCUSE = ['signInActivity'];

function isAllowed(whole: string | undefined, left: string | undefined, lost: string): boolean {
  if (whole === left) return true;
  if (whole === 'not-applicable') return true;
  if (left === 'non-compliant') return MAY_ACCUSE.includes(lost);
  return left === 'undetermined';
}

test('no subset of keys that did not come clears an account, takes it out of a population, or accuses it', async () => {
  const variants = NAMES.flatMap(variantsOf);
  const idOf = (at: number): string => `id-${String(at).padStart(4, '0')}`;
  const upnOf = (at: number): string => `${idOf(at)}@reseau.example`;
  const every = (item: (one: Variant, at: number) => Json): Json[] => variants.map(item);
  const tables = {
    accounts: await collected(
      accounts,
      'accounts',
      every(({ told }, at) => ({ id: idOf(at), userPrincipalName: upnOf(at), ...told.account })),
    ),
    'sign-in-activity': await collected(
      signInActivity,
      'sign-in-activity',
      every(({ told }, at) => ({
        id: idOf(at),
        ...(told.signInActivity ? { signInActivity: told.signIns } : {}),
      })),
    ),
    'mfa-registrations': await collected(
      mfaRegistrations,
      'mfa-registrations',
      every(({ told }, at) => ({ id: idOf(at), ...told.registration })),
    ),
    'mail-activity': variants.map(({ name }, at) => ({
      refreshedOn: '2020-10-27',
      userPrincipalName: upnOf(at),
      isDeleted: false,
      lastActivityOn: name === 'used' ? '2020-10-20' : name === 'attempt' ? null : '2019-01-01',
      receiveCount: 4,
    })),
  };
  const { auditFolder } = await assessTiny({ tables }, {}, { checks: CHECKS });
  const verdicts = await verdictsOf(auditFolder);
  const problems = variants.flatMap(({ name, lost }, at) => {
    const base = variants.findIndex((one) => one.name === name);
    return CHECKS.flatMap((check) => {
      const [of, left] = [verdicts.get(idOf(base))?.[check], verdicts.get(idOf(at))?.[check]];
      return isAllowed(of, left, lost)
        ? []
        : [`${check}: ${name} without ${lost}: ${of ?? ''} → ${left ?? 'gone'}`];
    });
  });
  expect(problems).toEqual([]);
  expect([
    ...new Set(
      NAMES.map(
        (name) => verdicts.get(idOf(variants.findIndex((one) => one.name === name)))?.['inactive-sign-ins'],
      ),
    ),
  ]).toEqual(['compliant', 'non-compliant', 'undetermined']);
}, 120_000);
