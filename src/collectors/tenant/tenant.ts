import type { GraphClient } from '../../graph/client.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { graphPermissions } from '../../grants/grant.ts';
import { pages } from '../../graph/pages.ts';
import type { SourceReport } from '../../snapshot/manifest.ts';
import type { Miss } from '../../snapshot/miss.ts';
import { SOURCE_PARTS, type PartOf } from '../../snapshot/source-parts.ts';
import { missOf, shortfallAsFirst } from '../miss-of.ts';
import type { TenantFacts, Sku, Domain } from './tenant-facts.ts';
import { booleanField, countField, fieldsOf, listField, textField, type Fields } from '../fields.ts';

export interface TenantReading {
  readonly facts: TenantFacts;
  readonly report: SourceReport;
}

const ID = 'tenant';

type Part = PartOf<typeof ID>;

/** What each part of the tenant takes. */
export const TENANT_PERMISSIONS: Readonly<Record<Part, string>> = {
  domains: 'Domain.Read.All',
  organization: 'Organization.Read.All',
  'report-settings': 'ReportSettings.Read.All',
  'subscribed-skus': 'LicenseAssignment.Read.All',
};

/**
 * Reads organisation, domains, licences and report settings. A part that is refused is missing from the
 * facts and told in the report; `fallbackId` names the tenant when it would not name itself.
 */
export async function readTenant(client: GraphClient, fallbackId: string): Promise<TenantReading> {
  const misses = new Map<Part, Miss<typeof ID>>();
  const attempt = async <T>(part: Part, read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      misses.set(part, missOf(part, error, { grants: graphPermissions(TENANT_PERMISSIONS[part]) }));
      return null;
    }
  };
  const [organization, domains, subscriptions, namesConcealed] = await Promise.all([
    attempt('organization', () => readOrganization(client)),
    attempt('domains', () => readDomains(client)),
    attempt('subscribed-skus', () => readSubscriptions(client)),
    attempt('report-settings', () => readNamesConcealed(client)),
  ]);
  const facts: TenantFacts = {
    tenantId: organization?.id ?? fallbackId,
    displayName: organization?.displayName ?? '',
    domains: domains ?? organization?.domains ?? [],
    servicePlans: subscriptions?.servicePlans ?? [],
    skus: subscriptions?.skus ?? null,
    namesConcealed,
  };
  // In whichever order they were refused, they are told in the same one.
  return { facts, report: reportOf(SOURCE_PARTS[ID].flatMap((part) => misses.get(part) ?? [])) };
}

/** The domain that names the tenant in paths and reports: its default one, else its initial one, else its id. */
export function defaultDomainOf(facts: TenantFacts): string {
  const { domains } = facts;
  const found =
    domains.find((one) => one.isDefault === true) ?? domains.find((one) => one.isInitial === true);
  return found?.name ?? domains[0]?.name ?? facts.tenantId;
}

function reportOf(misses: Miss<typeof ID>[]): SourceReport {
  const expected = SOURCE_PARTS[ID].length;
  const read = expected - misses.length;
  const [first] = misses;
  if (first === undefined) return { id: ID, outcome: 'complete', read, expected };
  const [wanted, ...others] = misses.flatMap(({ grants = [] }) => grants.flat());
  const isRefused = read === 0 && misses.every(({ reason }) => reason === 'permission');
  const outcome = isRefused ? 'refused' : 'partial';
  const shortfall = {
    ...shortfallAsFirst(first),
    ...(wanted === undefined ? {} : { grants: [[wanted, ...others]] }),
  };
  return { id: ID, outcome, read, expected, ...shortfall, misses };
}

interface Organization {
  readonly id: string;
  readonly displayName: string;
  readonly domains: Domain[];
}

async function readOrganization(client: GraphClient): Promise<Organization> {
  const answer = await client.get('/organization?$select=id,displayName,verifiedDomains');
  const [item] = listField(fieldsOf(answer.json, 'organization'), 'value');
  const organization = fieldsOf(item, 'organization');
  return {
    id: textField(organization, 'id') ?? '',
    displayName: textField(organization, 'displayName') ?? '',
    domains: listField(organization, 'verifiedDomains').map((value) => {
      const domain = fieldsOf(value, 'verifiedDomains');
      return { ...domainOf(domain, textField(domain, 'name')), isVerified: true };
    }),
  };
}

const DOMAINS = '/domains?$select=id,isVerified,isDefault,isInitial';

/** A tenant has some hundred domains and subscriptions at the most, on a page or two. */
const FEW = { mostPages: 100 } as const;

async function readDomains(client: GraphClient): Promise<Domain[]> {
  const domains: Domain[] = [];
  for await (const page of pages(client, DOMAINS, FEW)) {
    for (const item of page.items) {
      const domain = fieldsOf(item, 'domain');
      domains.push({
        ...domainOf(domain, textField(domain, 'id')),
        isVerified: booleanField(domain, 'isVerified'),
      });
    }
  }
  return domains;
}

function domainOf(domain: Fields, name: string | null): Omit<Domain, 'isVerified'> {
  return {
    name: (name ?? '').toLowerCase(),
    isDefault: booleanField(domain, 'isDefault'),
    isInitial: booleanField(domain, 'isInitial'),
  };
}

const SKU_FIELDS = 'skuId,skuPartNumber,consumedUnits,prepaidUnits,servicePlans';

interface Subscriptions {
  readonly servicePlans: TenantFacts['servicePlans'];
  readonly skus: Sku[];
}

async function readSubscriptions(client: GraphClient): Promise<Subscriptions> {
  const plans = new Map<string, string>();
  const skus = new Map<string, Sku>();
  for await (const page of pages(client, `/subscribedSkus?$select=${SKU_FIELDS}`, FEW)) {
    for (const item of page.items) {
      const subscription = fieldsOf(item, 'subscribedSku');
      for (const { id, name } of plansOf(subscription)) plans.set(id, name);
      const sku = skuOf(subscription);
      if (sku !== null) skus.set(sku.id, sku);
    }
  }
  return { servicePlans: [...plans].map(([id, name]) => ({ id, name })), skus: [...skus.values()] };
}

function plansOf(subscription: Fields): { id: string; name: string }[] {
  return listField(subscription, 'servicePlans').map((item) => {
    const plan = fieldsOf(item, 'servicePlans');
    return {
      id: (textField(plan, 'servicePlanId') ?? '').toLowerCase(),
      name: textField(plan, 'servicePlanName') ?? '',
    };
  });
}

function skuOf(subscription: Fields): Sku | null {
  const id = textField(subscription, 'skuId')?.toLowerCase();
  if (id === undefined) return null;
  const { prepaidUnits } = subscription;
  const paid =
    prepaidUnits === undefined || prepaidUnits === null ? {} : fieldsOf(prepaidUnits, 'prepaidUnits');
  return {
    id,
    partNumber: textField(subscription, 'skuPartNumber') ?? '',
    consumed: countField(subscription, 'consumedUnits'),
    enabled: countField(paid, 'enabled'),
  };
}

/** The documented sample nests the settings under `value`, the schema has them flat: both are read. */
async function readNamesConcealed(client: GraphClient): Promise<boolean | null> {
  const answer = await client.get('/admin/reportSettings');
  const flat = fieldsOf(answer.json, 'reportSettings');
  const settings = 'value' in flat ? fieldsOf(flat.value, 'value') : flat;
  return booleanField(settings, 'displayConcealedNames');
}
