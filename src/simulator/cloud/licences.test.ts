import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  mailboxNames,
  nameOf,
  report,
  signedIn,
  skusOf,
  textOf,
  usersOf,
  type Get,
  type Row,
  type User,
} from '../plain-reader.ts';
import { predict, type Prediction } from '../predict.ts';
import { loadTenant, type TenantSpec } from '../tenant/tenant-spec.ts';
import type { CloudOptions } from './cloud.ts';

const today = '2020-10-29';
const REFRESHED = '2020-10-27';
let tenant: TenantSpec;
let prediction: Prediction;
beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
  prediction = predict({ tenant, today, mailboxes: 3000 });
});

function start(options: Partial<CloudOptions> = {}): Get {
  return signedIn({ tenant, today, mailboxes: 3000, ...options });
}

function predicted(id: string): Prediction['indicators'][number] {
  const found = prediction.indicators.find((indicator) => indicator.id === id);
  if (found === undefined) throw new RangeError(`no indicator ${id}`);
  return found;
}

test('consumed units are the licences that the accounts hold, and plans come of a licence', () => {
  const get = start();
  const [users, skus] = [usersOf(get), skusOf(get)];
  const held = (skuId: string): User[] =>
    users.filter(({ assignedLicenses }) => assignedLicenses.some((licence) => licence.skuId === skuId));
  expect(skus.map(({ skuPartNumber, consumedUnits }) => [skuPartNumber, consumedUnits])).toEqual(
    skus.map(({ skuPartNumber, skuId }) => [skuPartNumber, held(skuId).length]),
  );
  expect(
    skus.every(
      ({ consumedUnits, prepaidUnits }) => 0 < consumedUnits && consumedUnits < prepaidUnits.enabled,
    ),
  ).toBe(true);
  const plansGiven = ({ assignedLicenses }: User): string[] =>
    assignedLicenses.flatMap(({ skuId, disabledPlans }) =>
      (skus.find((sku) => sku.skuId === skuId)?.servicePlans ?? [])
        .map(({ servicePlanId }) => servicePlanId)
        .filter((id) => !disabledPlans.includes(id)),
    );
  const plansWorking = ({ assignedPlans }: User): string[] =>
    assignedPlans
      .filter(({ capabilityStatus }) => ['Enabled', 'Warning'].includes(capabilityStatus))
      .map(({ servicePlanId }) => servicePlanId);
  expect(users.filter((user) => plansGiven(user).join() !== plansWorking(user).join())).toEqual([]);
  const several = users.filter(({ assignedLicenses }) => assignedLicenses.length > 1);
  const switchedOff = users.filter(({ assignedLicenses }) =>
    assignedLicenses.some(({ disabledPlans }) => disabledPlans.length > 0),
  );
  expect([several.length > 0, switchedOff.length > 0]).toEqual([true, true]);
  const guests = users.filter(({ userType }) => userType?.toLowerCase() === 'guest');
  const licensed = users.filter(({ assignedLicenses }) => assignedLicenses.length > 0);
  expect(predicted('unused-licences').population).toBe(
    licensed.filter((user) => !guests.includes(user)).length,
  );
});

function daysBetween(day: string, until: string): number {
  return (Date.parse(until) - Date.parse(day.slice(0, 10))) / 86_400_000;
}

/** By the last success; without one a recent attempt leaves it open (null), else by the account's own age. */
function isSignInUnused({ signInActivity, createdDateTime }: User): boolean | null {
  const at = (name: string): string[] => {
    const written = signInActivity?.[name] ?? '0001';
    return written.startsWith('0001') ? [] : [written];
  };
  const attempts = [...at('lastSignInDateTime'), ...at('lastNonInteractiveSignInDateTime')].toSorted();
  const [success] = at('lastSuccessfulSignInDateTime');
  const attempt = attempts.at(-1);
  if (success === undefined && attempt !== undefined && daysBetween(attempt, today) <= 90) return null;
  const last = success ?? attempt ?? createdDateTime;
  return last === null || daysBetween(last, today) > 90;
}

/** By the last activity; without one by the mailbox's own age, which may have come long after its account. */
function isMailUnused(row: Row | undefined, mailbox: Row | undefined, { createdDateTime }: User): boolean {
  if (row === undefined) return false;
  const used = row['Last Activity Date'] ?? '';
  const last = used === '' ? (mailbox?.['Created Date'] ?? createdDateTime) : used;
  return last === null || daysBetween(last, REFRESHED) > 90;
}

test('mail, sign-ins and licences of the same accounts meet as predicted', () => {
  const get = start();
  const mailboxes = mailboxNames(get);
  const rowsOf = (name: string): Map<string, Row> => {
    const live = report(get, name).filter((row) => row['Is Deleted'] === 'False');
    return new Map(live.map((row) => [nameOf(row), row]));
  };
  const [mail, mailboxRows] = [rowsOf('getEmailActivityUserDetail'), rowsOf('getMailboxUsageDetail')];
  const groups = z
    .looseObject({ value: z.array(z.looseObject({ id: z.string() })) })
    .parse(JSON.parse(textOf(get("/v1.0/groups?$filter=displayName eq 'GRP-TELEFAX'&$select=id"))));
  const members = textOf(get(`/v1.0/groups/${groups.value[0]?.id}/transitiveMembers?$top=999`));
  const partNumbers = new Map(skusOf(get).map(({ skuId, skuPartNumber }) => [skuId, skuPartNumber]));
  const users = usersOf(get).map((user) => {
    const name = user.userPrincipalName.toLowerCase();
    const row = mail.get(name);
    return {
      ...user,
      personal: mailboxes.has(name),
      mailUnused: isMailUnused(row, mailboxRows.get(name), user),
      receives: Number(row?.['Receive Count']) > 0,
      signInUnused: isSignInUnused(user),
    };
  });
  const people = users.filter(({ personal }) => personal);
  const holders = users.filter(
    ({ userType, personal, mailUnused, signInUnused }) =>
      userType?.toLowerCase() !== 'guest' && signInUnused === true && (mailUnused || !personal),
  );
  const bySku: Record<string, number> = {};
  for (const { skuId } of holders.flatMap(({ assignedLicenses }) => assignedLicenses)) {
    const partNumber = partNumbers.get(skuId) ?? skuId;
    bySku[partNumber] = (bySku[partNumber] ?? 0) + 1;
  }
  const uses = predicted('unused-accounts').facts.byUse;
  expect({
    unread: people.filter(({ mailUnused, receives }) => mailUnused && receives).length,
    unused: people.filter(({ mailUnused, signInUnused }) => mailUnused && signInUnused).length,
    signInOnly: people.filter(({ mailUnused, signInUnused }) => mailUnused && signInUnused === false).length,
    mailOnly: people.filter(({ mailUnused, signInUnused }) => !mailUnused && signInUnused).length,
    enrolled: people.filter(({ id, mailUnused }) => mailUnused && members.includes(id)).length,
    licences: holders.filter(({ assignedLicenses }) => assignedLicenses.length > 0).length,
    bySku,
  }).toEqual({
    unread: predicted('unread-mail').count,
    unused: predicted('unused-accounts').count,
    signInOnly: typeof uses === 'object' ? uses['sign-in-only'] : null,
    mailOnly: typeof uses === 'object' ? uses['mail-only'] : null,
    enrolled: predicted('enrolled-unused').count,
    licences: predicted('unused-licences').count,
    ...predicted('unused-licences').facts,
  });
});
