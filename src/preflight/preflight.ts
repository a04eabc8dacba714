import { countAccounts } from '../collectors/accounts/accounts.ts';
import { COLLECTORS } from '../collectors/catalogue.ts';
import { heldLicences } from '../collectors/entra-licences.ts';
import { readTenant, type TenantReading } from '../collectors/tenant/tenant.ts';
import type { Config } from '../config/config.ts';
import { groupsOf } from '../config/needs.ts';
import type { ExchangeClient } from '../exchange/exchange-client.ts';
import type { GraphClient } from '../graph/client.ts';
import type { LeavableField } from '../snapshot/leavable-fields.ts';
import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';
import { probeExchange } from './exchange-probes.ts';
import { expectedMinutes } from './expected-minutes.ts';
import { probeAccounts, probeGraph, probeRules } from './graph-probes.ts';
import { probeGroups, type GroupProspect } from './group-probes.ts';
import type { Unasked } from '../collectors/unasked.ts';
import { asIs } from '../errors.ts';
import { prospectOf, skipped, type Attempt, type SourceProspect } from './prospect.ts';

export interface PreflightRequest {
  readonly client: GraphClient;
  /** Asks pages of one row. */
  readonly exchangeOf: (tenantId: string) => ExchangeClient;
  readonly config: Config;
  /** Sources that are not asked, and why. */
  readonly skip: ReadonlyMap<SourceId, Unasked>;
  /** What no check that was chosen needs of the sources that are asked. */
  readonly leavesOut: ReadonlySet<LeavableField>;
  /** The export that mailbox forwarding is read from instead of Exchange Online. */
  readonly hasForwardingExport: boolean;
  /** Names the tenant where it would not name itself. */
  readonly fallbackId: string;
  /** Of each request, its tries and waits included. */
  readonly budgetMs: number;
}

/** What a run of this configuration by this identity would be told. */
export interface Preflight {
  readonly tenant: TenantReading;
  readonly sources: readonly SourceProspect[];
  readonly groups: readonly GroupProspect[];
  readonly accounts: number | null;
  readonly expectedMinutes: number | null;
  /** Requests to Graph and to Exchange Online, a batch being one; tries again and sign-ins aside. */
  readonly exchanges: number;
}

/** Reports whose rows bear names. */
const NAMED_REPORTS: readonly SourceId[] = [
  'mail-activity',
  'mailbox-usage',
  'service-activity',
  'onedrive-activity',
  'sharepoint-activity',
  'forms-activity',
];

/**
 * Asks a little of every source. What cannot be read is told, not thrown; a sign-in that fails is `KnownError` (tenant), and a
 * clock that is far off `KnownError` (local).
 */
export async function runPreflight(request: PreflightRequest): Promise<Preflight> {
  const counter = { exchanges: 0 };
  const client = counted(request, counter);
  const { config } = request;
  const tenant = await readTenant(client, request.fallbackId);
  const { facts } = tenant;
  const exchange = countedExchange(request.exchangeOf(facts.tenantId), counter);
  try {
    const unasked = unaskedOf(request);
    const asked = new Set(SOURCE_IDS.filter((id) => !unasked.has(id)));
    const ofExchange = new Set(
      [...asked].filter((id) => id !== 'mailbox-forwarding' || !request.hasForwardingExport),
    );
    const [accounts, graph, told, groups, total] = await Promise.all([
      probeAccounts(client, facts, config).then(async (one) => ({
        ...one,
        rules: asked.has('inbox-rules') ? [await probeRules(client, one.mailboxes, request.leavesOut)] : [],
      })),
      probeGraph(client, facts, asked),
      probeExchange(exchange, { sources: ofExchange, leavesOut: request.leavesOut }),
      asked.has('group-members') ? probeGroups(client, groupsOf(config)) : null,
      countAccounts(client),
    ]);
    const attempts: readonly Attempt[] = [
      accounts.attempt,
      ...accounts.rules,
      ...graph,
      ...told,
      ...(groups === null ? [] : [groups.attempt]),
      ...(request.hasForwardingExport ? [FROM_EXPORT] : []),
    ];
    const sources = SOURCE_IDS.map((id) => {
      const why = unasked.get(id);
      if (why !== undefined) return skipped(id, why);
      return id === 'tenant' ? tenantProspect(tenant) : prospectOf(id, attempts, heldLicences(facts));
    });
    return {
      tenant,
      sources: sources.map((source) => withConcealment(source, facts.namesConcealed === true)),
      groups: groups?.groups ?? [],
      accounts: total,
      expectedMinutes: total === null ? null : expectedMinutes(total, config.limits, asked),
      exchanges: counter.exchanges,
    };
  } finally {
    await exchange.close();
  }
}

const FROM_EXPORT: Attempt = { source: 'mailbox-forwarding', part: null, failure: null };

function counted({ client, budgetMs }: PreflightRequest, counter: { exchanges: number }): GraphClient {
  return {
    ...client,
    giveUpAfterMs: budgetMs,
    get: (path, options) => {
      counter.exchanges += 1;
      return client.get(path, { budgetMs, ...options });
    },
    postBatch: (requests, budget) => {
      counter.exchanges += 1;
      return client.postBatch(requests, budget);
    },
  };
}

function countedExchange(exchange: ExchangeClient, counter: { exchanges: number }): ExchangeClient {
  return {
    ...exchange,
    reader: (call) => {
      const reader = exchange.reader(call);
      return {
        ...reader,
        get: (address, options) => {
          counter.exchanges += 1;
          return reader.get(address, options);
        },
      };
    },
  };
}

function unaskedOf({ config, skip }: PreflightRequest): ReadonlyMap<SourceId, Unasked> {
  const byConfig = COLLECTORS.filter((one) => one.isAsked?.(config) === false).map(
    ({ id }) => [id, { kind: 'by-configuration' }] as const,
  );
  return new Map<SourceId, Unasked>([...byConfig, ...skip]);
}

function tenantProspect({ report }: TenantReading): SourceProspect {
  const { id, outcome, reason = null, detail, grants = null, misses = [] } = report;
  return {
    ...{ id, reason, detail: detail === undefined ? null : asIs(detail), grants },
    outcome: outcome === 'complete' ? 'readable' : outcome,
    parts: misses.flatMap(({ part, ...miss }) =>
      part === 'unknown'
        ? []
        : [
            {
              ...{ part, reason: miss.reason, detail: asIs(miss.detail), grants: miss.grants ?? null },
              outcome: miss.reason === 'permission' || miss.reason === 'licence' ? 'refused' : 'unknown',
              isOrdinary: false,
            },
          ],
    ),
  };
}

/** Rows that bear no name are read, and are of no use. */
function withConcealment(source: SourceProspect, areConcealed: boolean): SourceProspect {
  if (!areConcealed || source.outcome !== 'readable' || !NAMED_REPORTS.includes(source.id)) return source;
  return { ...source, outcome: 'refused', reason: 'concealed-names', detail: asIs('displayConcealedNames') };
}
