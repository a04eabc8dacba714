import { z } from 'zod';
import { attributesOf, groupsOf } from '../config/needs.ts';
import type { Config } from '../config/config.ts';
import { KnownError, worded, type InBoth } from '../errors.ts';
import type { ExchangeClient } from '../exchange/exchange-client.ts';
import type { GraphClient } from '../graph/client.ts';
import type { HeldLicences } from '../graph/classify-failure.ts';
import type { Grants } from '../grants/grant.ts';
import { grantsInWords } from '../grants/grant-words.ts';
import { GraphFailure, MAX_DURATION } from '../graph/graph-failure.ts';
import type { NetworkWatch } from '../graph/network-watch.ts';
import { mailboxPlans } from '../snapshot/mailbox-plans.ts';
import { leftOutOf, type NotNeeded } from '../snapshot/leavable-fields.ts';
import { SNAPSHOT_SCHEMA, type SnapshotManifest, type SourceReport } from '../snapshot/manifest.ts';
import type { SnapshotStore } from '../snapshot/snapshot-store.ts';
import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';
import { AccountPages } from './account-pages.ts';
import { mailboxAccountOf } from './inbox-rules/mailbox-accounts.ts';
import { accounts, countAccounts } from './accounts/accounts.ts';
import { COLLECTORS } from './catalogue.ts';
import { heldLicences } from './entra-licences.ts';
import { LostSources, networkGone } from './lost-sources.ts';
import { shortfallOf, type Shortfall, toldOf } from './miss-of.ts';
import { reconciled } from './reconciled.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';
import { unaskedInWords, type Unasked } from './unasked.ts';
import {
  PartlyCollected,
  type Collected,
  type CollectContext,
  type Collector,
  type OnProgress,
} from './collector.ts';
import { writeTenantTable } from './tenant/tenant-table.ts';
import { defaultDomainOf, type TenantReading } from './tenant/tenant.ts';

export interface CollectOptions {
  readonly client: GraphClient;
  readonly exchange: ExchangeClient;
  /** Told how the requests of both ended. */
  readonly watch: NetworkWatch;
  readonly forwardingExport: string | null;
  readonly store: SnapshotStore;
  readonly config: Config;
  readonly tenant: TenantReading;
  /** Sources that are not asked, and why; accounts only where what is asked stands alone. */
  readonly skip: ReadonlyMap<SourceId, Unasked>;
  /** What no check that was chosen needs. */
  readonly notNeeded: NotNeeded;
  readonly credential: string;
  readonly vigie: string;
  /** So many accounts at the most are asked by what asks account by account; null where all are. */
  readonly sample: number | null;
  readonly collectedAt: Date;
  /** When a later run went on with it. */
  readonly resumedAt: readonly string[];
  readonly now: () => Date;
  readonly onProgress: OnProgress;
  readonly onStarted: (source: SourceId) => void;
  readonly onEnded: (report: SourceReport) => void;
  /** Ends what the client still does, when one source failed for a reason that fails them all. */
  readonly halt: () => void;
}

/**
 * Asks every source side by side and seals the snapshot; what an earlier run finished is not asked again.
 * A source that fails costs its own figures only, but without accounts there is nothing to judge, and where the network is gone
 * what is missing is not the tenant's word: `KnownError` (tenant).
 */
export async function collect(options: CollectOptions): Promise<SnapshotManifest> {
  const { store, config, tenant } = options;
  await writeTenantTable(store, tenant.facts);
  options.onEnded(tenant.report);
  const reports = await collectSideBySide(options);
  const manifest: SnapshotManifest = {
    schema: SNAPSHOT_SCHEMA,
    vigie: options.vigie,
    tenant: {
      id: tenant.facts.tenantId,
      displayName: tenant.facts.displayName,
      defaultDomain: defaultDomainOf(tenant.facts),
    },
    collectedAt: toSeconds(options.collectedAt),
    endedAt: toSeconds(options.now()),
    ...(options.resumedAt.length === 0 ? {} : { resumedAt: [...options.resumedAt] }),
    ...(options.sample === null ? {} : { sample: { accounts: options.sample } }),
    credential: options.credential,
    attributes: standsAlone(options) ? [] : attributesOf(config),
    groups: standsAlone(options) ? [] : groupsOf(config),
    ...plansOf(tenant, config),
    sources: inOrder([tenant.report, ...reconciled(reports)]),
  };
  if (standsAlone(options)) requireAnything(manifest);
  else requireAccounts(manifest);
  await store.finish(manifest);
  return manifest;
}

/** The source whose last requests tell by themselves whether anything but failures is left of it. */
const FOLLOWED: SourceId = 'inbox-rules';

async function collectSideBySide(options: CollectOptions): Promise<SourceReport[]> {
  const endings = new Map(COLLECTORS.map(({ id }) => [id, ending()]));
  const accountTotal = standsAlone(options) ? Promise.resolve(null) : totalOf(options);
  // Why there is none is met by the sources that wait for it.
  accountTotal.catch(() => undefined);
  const context: CollectContext = {
    client: options.client,
    exchange: options.exchange,
    forwardingExport: options.forwardingExport,
    store: options.store,
    config: options.config,
    attributes: attributesOf(options.config),
    groups: groupsOf(options.config),
    tenant: options.tenant.facts,
    leavesOut: options.notNeeded.fields,
    sample: options.sample,
    onProgress: options.onProgress,
    accountTotal,
    accountPages: new AccountPages(
      await options.store.spool('mailboxes-to-ask'),
      mailboxAccountOf(options.tenant.facts, options.config),
      !options.store.isResumed,
    ),
    ended: async (source) => endings.get(source)?.promise,
  };
  const failures: unknown[] = [];
  const done = new Set<SourceId>();
  const lost = new LostSources(options.watch);
  const reports = await Promise.all(
    COLLECTORS.map(async (collector) => {
      const reading = collector.id === FOLLOWED ? null : options.client.patience.begin();
      try {
        return [await collectOne(collector, context, { ...options, done, lost })];
      } catch (error) {
        failures.push(error);
        options.halt();
        return [];
      } finally {
        reading?.end();
        endings.get(collector.id)?.resolve();
      }
    }),
  );
  // Thrown when all have come to rest, so that nobody still writes where the caller cleans up.
  if (failures.length > 0) throw failures[0];
  await requireNetwork(options, lost);
  return reports.flat();
}

/** Throws `KnownError` (tenant) where sources gave up and nobody answers any more: a run that goes on asks them again. */
async function requireNetwork({ client, watch }: CollectOptions, lost: LostSources): Promise<void> {
  const still = lost.stillLost();
  const last = watch.lost;
  if (last !== null && still.length > 0 && !(await client.isReached())) throw networkGone(last, still);
}

interface Collecting extends CollectOptions {
  readonly done: Set<SourceId>;
  readonly lost: LostSources;
}

/** What a source looks at was read: if a later run reads it, there may be more to ask. */
function rested({ restsOn }: Collector, config: Config, done: ReadonlySet<SourceId>): boolean {
  return (restsOn?.(config) ?? []).every((id) => done.has(id));
}

async function collectOne(
  collector: Collector,
  context: CollectContext,
  options: Collecting,
): Promise<SourceReport> {
  const { id } = collector;
  const { done, lost } = options;
  const earlier = await options.store.keptDone(id);
  if (earlier !== null) {
    done.add(id);
    options.onEnded(earlier);
    return earlier;
  }
  await options.store.removeTable(id);
  const unasked = whyUnasked(collector, options);
  if (unasked !== null)
    return { id, outcome: 'skipped', read: 0, expected: 0, reason: 'not-read', ...unasked };
  options.onStarted(id);
  const startedAt = toSeconds(options.now());
  const { gaveUp, ...outcome } = await outcomeOf(collector, context);
  const leftOut = leftOutOf(options.notNeeded, id);
  const report: SourceReport = {
    ...{ id, ...outcome },
    ...(leftOut.length === 0 ? {} : { leftOut }),
    ...{ startedAt, endedAt: toSeconds(options.now()) },
  };
  // What gave nothing may be asked again by a run that goes on: a permission may have come in between.
  const isDone =
    (outcome.outcome === 'complete' || outcome.read > 0) && rested(collector, options.config, done);
  const mayBeLost = lost.mayBeLost(report, gaveUp);
  if (isDone && !mayBeLost) {
    await options.store.keepDone(report);
    done.add(id);
  }
  options.onEnded(report);
  return report;
}

/** Why a source is not asked; null where it is. What was skipped by hand is told so, whether it is needed or not. */
function whyUnasked(
  { id, isAsked }: Collector,
  { config, skip, notNeeded }: CollectOptions,
): Pick<SourceReport, 'detail' | 'lacks'> | null {
  const unasked = skip.get(id) ?? whyOf();
  if (unasked === null) return null;
  const { kind } = unasked;
  return { detail: unaskedInWords(unasked).en, ...(kind === 'only-to-persons' ? {} : { lacks: { kind } }) };

  function whyOf(): Unasked | null {
    if (notNeeded.sources.has(id)) return { kind: 'not-needed' };
    return (isAsked?.(config) ?? true) ? null : { kind: 'by-configuration' };
  }
}

type Outcome = Omit<SourceReport, 'id' | 'startedAt' | 'endedAt' | 'needs'> & {
  /** Something of it was given up, though its time was not over. */
  readonly gaveUp: boolean;
};

async function outcomeOf(collector: Collector, context: CollectContext): Promise<Outcome> {
  const held = heldLicences(context.tenant);
  try {
    const { shortfall, gaveUp = false, ...collected }: Collected = await collector.collect(context);
    const told = { ...collected, gaveUp: gaveUp || [shortfall, ...(collected.misses ?? [])].some(isGivenUp) };
    return shortfall === undefined
      ? { outcome: 'complete', ...told }
      : { outcome: 'partial', ...told, ...shortfall };
  } catch (error) {
    if (error instanceof PartlyCollected && error.cause instanceof GraphFailure) {
      return {
        outcome: 'partial',
        read: error.read,
        expected: error.expected,
        gaveUp: isGaveUp(error.cause),
        ...whyOf(collector, error.cause, held),
      };
    }
    if (!(error instanceof GraphFailure)) throw error;
    const outcome = error.kind === 'refused' ? 'refused' : 'partial';
    return {
      outcome,
      read: 0,
      expected: (await context.accountTotal) ?? 0,
      gaveUp: isGaveUp(error),
      ...whyOf(collector, error, held),
    };
  }
}

function isGaveUp({ kind, code }: GraphFailure): boolean {
  return kind === 'gave-up' && code !== MAX_DURATION;
}

function isGivenUp(
  why: { readonly reason: string; readonly cutOff?: true | undefined } | undefined,
): boolean {
  return why?.reason === 'gave-up' && why.cutOff !== true;
}

function whyOf({ grants, licence }: Collector, failure: GraphFailure, held: HeldLicences): Shortfall {
  const why = { ...shortfallOf(failure, { held, grants }), ...toldOf(failure) };
  return why.reason === 'licence' && licence !== undefined ? { ...why, grants: licence } : why;
}

async function totalOf({ client, store }: CollectOptions): Promise<number | null> {
  const earlier = await store.kept('account-total', z.int().nonnegative());
  if (earlier !== null) return earlier;
  const total = await countAccounts(client);
  if (total !== null) await store.keep('account-total', total);
  return total;
}

function plansOf(
  tenant: TenantReading,
  config: Config,
): Pick<SnapshotManifest, 'mailboxPlans' | 'otherExchangePlans'> {
  const { giving, others } = mailboxPlans(tenant.facts.servicePlans, config.mailboxPlans);
  return { mailboxPlans: [...giving], otherExchangePlans: [...others] };
}

function standsAlone({ skip }: CollectOptions): boolean {
  return skip.has('accounts');
}

/** An audit of sources that stand alone is for what they tell. */
function requireAnything({ sources }: SnapshotManifest): void {
  const asked = sources.filter(({ id, outcome }) => id !== 'tenant' && outcome !== 'skipped');
  const [first] = asked;
  if (first === undefined || asked.some(({ outcome, read }) => outcome === 'complete' || read > 0)) return;
  const why = first.detail ?? TROUBLE_WORDS.nothingCame;
  const message = worded(TROUBLE_WORDS.sourceNotRead, { id: first.id, why });
  const grants = first.grants === undefined ? '' : grantsInWords(first.grants);
  if (first.outcome === 'refused')
    throw new AccountsRefused('tenant', message, { nextSteps: [worded(TROUBLE_WORDS.needed, { grants })] });
  throw new KnownError('tenant', message, { nextSteps: [TROUBLE_WORDS.runAgain] });
}

/** Without what was refused there is nothing to judge, and the tenant will not give it to this identity. */
export class AccountsRefused extends KnownError {}

function requireAccounts(manifest: SnapshotManifest): void {
  const report = manifest.sources.find(({ id }) => id === 'accounts');
  if (report === undefined || report.read > 0) return;
  const message = noAccounts(report.detail);
  if (report.outcome === 'refused') {
    throw accountsRefused(report.detail, report.grants);
  }
  throw new KnownError('tenant', message, {
    nextSteps: [...(report.cutOff === true ? [TROUBLE_WORDS.runLonger] : []), TROUBLE_WORDS.checkAndRunAgain],
  });
}

function noAccounts(why: string | InBoth = TROUBLE_WORDS.noAccountCame): InBoth {
  return worded(TROUBLE_WORDS.accountsNotRead, { why });
}

/** Nothing can be assessed for an identity that may not list the accounts. */
export function accountsRefused(
  detail: string | InBoth | undefined,
  grants: Grants = accounts.grants,
): AccountsRefused {
  return new AccountsRefused('tenant', noAccounts(detail), {
    nextSteps: [worded(TROUBLE_WORDS.grant, { grants: grantsInWords(grants) })],
  });
}

function inOrder(reports: readonly SourceReport[]): SourceReport[] {
  return SOURCE_IDS.flatMap((id) => reports.filter((report) => report.id === id));
}

function toSeconds(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}

function ending(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
