import { graphPermissions } from '../../grants/grant.ts';
import type { GraphClient } from '../../graph/client.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { ATTRIBUTES, type Attribute } from '../../attributes.ts';
import type { Collected, Collector } from '../collector.ts';
import {
  booleanField,
  fieldsOf,
  idField,
  instantField,
  listField,
  textField,
  type Fields,
} from '../fields.ts';
import { collectPages, missingAccounts, type PagedCounts } from '../paged-source.ts';

/** https://learn.microsoft.com/graph/api/user-list: at most 999 a page. */
const PAGE_SIZE = 999;

const ALWAYS = ['id', 'accountEnabled', 'userType', 'createdDateTime', 'assignedPlans'];
const LICENCES = 'assignedLicenses';

/** Every directory account, with the attributes that the config uses and no others; its licences where a check needs them. */
export const accounts: Collector = {
  id: 'accounts',
  grants: graphPermissions('User.Read.All'),
  collect: async (context): Promise<Collected> => {
    const { accountPages, attributes } = context;
    const hasLicences = !context.leavesOut.has('accounts/licences');
    try {
      const counts = await collectPages(context, {
        id: 'accounts',
        start: `/users?$select=${selectOf(attributes, hasLicences)}&$top=${PAGE_SIZE}`,
        options: {},
        expected: context.accountTotal,
        recount: () => countAccounts(context.client),
        rowOf: (item) => accountRow(item, attributes, hasLicences),
        key: ['accountId'],
        onPage: (items) => accountPages.arrived(items),
        onRestart: () => accountPages.ended(),
      });
      return collectedOf(counts);
    } finally {
      accountPages.ended();
    }
  },
};

function collectedOf(counts: PagedCounts): Collected {
  const { rows: read, expected, without } = counts;
  if (without === 0) return { read, expected, ...missingAccounts(counts) };
  const detail = `${without} directory ${without === 1 ? 'object' : 'objects'} came without an id`;
  const lacks = { kind: 'objects', count: without } as const;
  return {
    read,
    expected: Math.max(expected, read + without),
    shortfall: { reason: 'error', detail, lacks },
  };
}

/** How many accounts the directory says it holds; null where it would not say. */
export async function countAccounts(client: GraphClient): Promise<number | null> {
  try {
    const answer = await client.get('/users/$count', { eventual: true });
    // text/plain, and with a byte order mark in front of it when it comes from Graph's own gateway.
    const told = typeof answer.json === 'number' ? String(answer.json) : answer.text;
    const text = told.replace(/^\uFEFF/, '').trim();
    return /^\d{1,12}$/.test(text) ? Number(text) : null;
  } catch (error) {
    // The count only announces a total; the pages themselves tell when they may not be read.
    if (error instanceof GraphFailure) return null;
    throw error;
  }
}

function selectOf(attributes: readonly Attribute[], hasLicences: boolean): string {
  const plain = attributes.filter((name) => !name.startsWith('extensionAttribute'));
  const extensions = plain.length < attributes.length ? ['onPremisesExtensionAttributes'] : [];
  return [...ALWAYS, ...(hasLicences ? [LICENCES] : []), ...plain, ...extensions].join(',');
}

function accountRow(item: unknown, attributes: readonly Attribute[], hasLicences: boolean): object | null {
  const account = fieldsOf(item, 'user');
  const accountId = idField(account, 'id');
  if (accountId === null) return null;
  const row: Record<string, unknown> = {
    accountId,
    accountEnabled: booleanField(account, 'accountEnabled'),
    userType: textField(account, 'userType'),
    createdAt: instantField(account, 'createdDateTime'),
    exchangePlans: exchangePlans(account),
    licences: hasLicences ? licences(account) : null,
  };
  const extensions = extensionsOf(account);
  for (const name of attributes)
    row[name] = textField(isExtension(name) ? extensions : account, name) ?? undefined;
  return row;
}

const NO_FIELDS: Fields = {};

function extensionsOf(account: Fields): Fields {
  const value = account.onPremisesExtensionAttributes;
  return value === undefined || value === null ? NO_FIELDS : fieldsOf(value, 'onPremisesExtensionAttributes');
}

function isExtension(name: Attribute): boolean {
  return name.startsWith('extensionAttribute') && ATTRIBUTES.includes(name);
}

/**
 * The plans of service `exchange`, in any case ("exchange", "Exchange"), whatever their status; one that does not tell its
 * service may be of that one. Null where the answer did not tell of any list, or of a plan which it is: the account may
 * have a mailbox.
 */
function exchangePlans(account: Fields): { id: string; status: string | null }[] | null {
  const { assignedPlans } = account;
  if (assignedPlans === undefined || assignedPlans === null) return null;
  const plans: { id: string; status: string | null }[] = [];
  for (const item of listField(account, 'assignedPlans')) {
    const plan = fieldsOf(item, 'assignedPlans');
    const service = textField(plan, 'service')?.toLowerCase();
    if (service !== undefined && service !== 'exchange') continue;
    const id = textField(plan, 'servicePlanId');
    if (id === null) return null;
    plans.push({ id: id.toLowerCase(), status: textField(plan, 'capabilityStatus') });
  }
  return plans;
}

/** The ids of the licences assigned, directly or through a group; null where the answer did not tell of any list. */
function licences(account: Fields): string[] | null {
  const { assignedLicenses } = account;
  if (assignedLicenses === undefined || assignedLicenses === null) return null;
  const ids = listField(account, 'assignedLicenses').map((item) =>
    textField(fieldsOf(item, 'assignedLicenses'), 'skuId')?.toLowerCase(),
  );
  return [...new Set(ids.filter((id) => id !== undefined))];
}
