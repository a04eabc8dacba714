import {
  acceptedDomainRow,
  journalRuleRow,
  outboundConnectorRow,
  outboundPolicyRow,
  outboundRuleRow,
  remoteDomainRow,
  targetsOf,
  transportRuleRow,
  type MailFlowRow,
} from '../../collectors/mail-flow/mail-flow-rows.ts';
import { literal } from '../../duckdb/duckdb.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { MAIL_FLOW_KINDS, type MailFlowKind } from '../../snapshot/mail-flow-kinds.ts';
import type { Miss } from '../../snapshot/miss.ts';
import { faulty } from '../delimited-file.ts';
import type { ImportContext, Written } from '../import-context.ts';
import { NOT_LOOKED_UP, strangersAmong } from '../own-addresses.ts';
import { rowsOf, type ScannedExport } from '../scan-export.ts';
import { worded, wordsOf } from '../../errors.ts';
import { TROUBLE_WORDS } from '../trouble-words.ts';

const ID = 'mail-flow';

const ROWS: Readonly<
  Record<MailFlowKind, { readonly cmdlet: string; readonly rowOf: (item: unknown) => MailFlowRow }>
> = {
  'transport-rule': { cmdlet: 'Get-TransportRule', rowOf: transportRuleRow },
  'outbound-policy': { cmdlet: 'Get-HostedOutboundSpamFilterPolicy', rowOf: outboundPolicyRow },
  'outbound-rule': { cmdlet: 'Get-HostedOutboundSpamFilterRule', rowOf: outboundRuleRow },
  'remote-domain': { cmdlet: 'Get-RemoteDomain', rowOf: remoteDomainRow },
  'accepted-domain': { cmdlet: 'Get-AcceptedDomain', rowOf: acceptedDomainRow },
  'journal-rule': { cmdlet: 'Get-JournalRule', rowOf: journalRuleRow },
  'outbound-connector': { cmdlet: 'Get-OutboundConnector', rowOf: outboundConnectorRow },
};

/** The mail flow, of which each export is a part; a part that was not exported, or whose columns are missing, is not known. */
export async function writeMailFlow(
  context: ImportContext,
  files: readonly ScannedExport[],
): Promise<Written> {
  const { store } = context;
  const rows: MailFlowRow[] = [];
  for (const file of files) rows.push(...(await rowsIn(file)));
  const pages = await store.pageFile(ID);
  await pages.appendRows(rows, null);
  await store.seal(ID, pages, null);
  const own = new Set(rows.flatMap(targetsOf));
  const strangers =
    own.size === 0
      ? 0
      : await store.withDuckDb((db) =>
          strangersAmong(db, context, `SELECT unnest([${[...own].map(literal).join(', ')}]) AS address`),
        );
  const parts = MAIL_FLOW_KINDS.flatMap((kind) => missOf(kind, files));
  const misses: Miss<typeof ID>[] = [...parts, ...(strangers === 0 ? [] : [NOT_LOOKED_UP])];
  const counts = { read: rows.length, expected: rows.length };
  const [first] = parts;
  if (first === undefined)
    return { report: { outcome: 'complete', ...counts, ...(misses.length === 0 ? {} : { misses }) } };
  return { report: { outcome: 'partial', ...counts, reason: first.reason, detail: first.detail, misses } };
}

function isFlowKind(id: string): id is MailFlowKind {
  return MAIL_FLOW_KINDS.some((kind) => kind === id);
}

async function rowsIn(file: ScannedExport): Promise<MailFlowRow[]> {
  const { id } = file.kind;
  if (!isFlowKind(id)) throw new Error(`${id} is no part of the mail flow`);
  const rows: MailFlowRow[] = [];
  for await (const { row, line } of rowsOf(file)) {
    try {
      rows.push(ROWS[id].rowOf(row));
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      throw faulty(file.path, line, worded(TROUBLE_WORDS.unusable, { why: wordsOf(error) }));
    }
  }
  return rows;
}

function missOf(
  part: MailFlowKind,
  files: readonly ScannedExport[],
): (Miss<typeof ID> & { part: MailFlowKind })[] {
  const own = files.filter(({ kind }) => kind.id === part);
  const { cmdlet } = ROWS[part];
  if (own.length === 0) return [{ part, reason: 'not-exported', detail: cmdlet }];
  const missing = [...new Set(own.flatMap(({ facts }) => facts.missing))];
  return missing.length === 0
    ? []
    : [{ part, reason: 'not-exported', detail: `${cmdlet}: ${missing.join(', ')}` }];
}
