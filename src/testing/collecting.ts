import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AccountPages } from '../collectors/account-pages.ts';
import { mailboxAccountOf } from '../collectors/inbox-rules/mailbox-accounts.ts';
import type { CollectContext } from '../collectors/collector.ts';
import type { TenantFacts } from '../collectors/tenant/tenant-facts.ts';
import { configSchema, type Config } from '../config/config.ts';
import { attributesOf, groupsOf } from '../config/needs.ts';
import { literal, openDuckDb } from '../duckdb/duckdb.ts';
import { SnapshotStore } from '../snapshot/snapshot-store.ts';
import type { LeavableField } from '../snapshot/leavable-fields.ts';
import type { SourceId } from '../snapshot/tables.ts';
import { scriptedClient, scriptedExchange } from './scripted-client.ts';
import type { ScriptedTransport } from './scripted-transport.ts';

export interface Collecting {
  readonly context: CollectContext;
  readonly transport: ScriptedTransport;
  /** Of Exchange Online. */
  readonly exchange: ScriptedTransport;
  /** Closes the files as an ending process would, and leaves them. */
  stop(): Promise<void>;
  readonly folder: string;
  /** The sealed table's rows, as JSON has them, in the order of `orderBy`. */
  readonly rows: (source: SourceId, orderBy: string) => Promise<unknown[]>;
  readonly close: () => Promise<void>;
}

/** A collection whose far side is a script, in a temporary audit folder. */
export async function collecting(
  answer: Parameters<typeof scriptedClient>[0],
  options: {
    config?: unknown;
    total?: number | null;
    giveUpAfterMs?: number;
    /** How Exchange Online answers; without it, it refuses the sign-in. */
    exchange?: Parameters<typeof scriptedExchange>[0];
    forwardingExport?: string;
    /** What the tenant told of itself; nothing unless given. */
    tenant?: Partial<TenantFacts>;
    /** What no check that was chosen needs; nothing unless given. */
    leavesOut?: readonly LeavableField[];
    /** So many accounts are asked; all unless given. */
    sample?: number;
    /** The folder that an earlier collection stopped in. */
    resume?: string;
  } = {},
): Promise<Collecting> {
  const folder = options.resume ?? (await mkdtemp(join(tmpdir(), 'vigie-collect-')));
  const store = await (options.resume === undefined
    ? SnapshotStore.create(folder)
    : SnapshotStore.resume(folder));
  const config: Config = configSchema.parse(options.config ?? {});
  const clientOptions = options.giveUpAfterMs === undefined ? {} : { giveUpAfterMs: options.giveUpAfterMs };
  const { client, transport } = scriptedClient(answer, clientOptions);
  const exchange = scriptedExchange(options.exchange ?? null, clientOptions);
  const tenant: TenantFacts = {
    tenantId: 't',
    displayName: '',
    domains: [],
    servicePlans: [],
    skus: null,
    namesConcealed: null,
    ...options.tenant,
  };
  const context: CollectContext = {
    client,
    exchange: exchange.client,
    forwardingExport: options.forwardingExport ?? null,
    store,
    config,
    attributes: attributesOf(config),
    groups: groupsOf(config),
    tenant,
    leavesOut: new Set(options.leavesOut ?? []),
    sample: options.sample ?? null,
    onProgress: () => undefined,
    accountTotal: Promise.resolve(options.total ?? null),
    accountPages: new AccountPages(
      await store.spool('mailboxes-to-ask'),
      mailboxAccountOf(tenant, config),
      options.resume === undefined,
    ),
    ended: () => Promise.resolve(),
  };
  return {
    context,
    transport,
    exchange: exchange.transport,
    folder,
    stop: () => store.close(),
    rows: (source, orderBy) => readTable(folder, store.table(source), orderBy),
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One column of rows that were read. */
export function valuesOf(rows: readonly unknown[], column: string): unknown[] {
  return rows.map((row) => z.record(z.string(), z.unknown()).parse(row)[column]);
}

async function readTable(folder: string, parquet: string, orderBy: string): Promise<unknown[]> {
  const db = await openDuckDb({ temporaryFolder: join(folder, '.read') });
  try {
    const select = `SELECT to_json(row)::VARCHAR AS "json" FROM (SELECT * FROM read_parquet(${literal(parquet)}) ORDER BY ${orderBy}) row`;
    const rows = await db.rows(select, z.object({ json: z.string() }));
    return rows.map(({ json }): unknown => JSON.parse(json));
  } finally {
    await db.close();
  }
}
