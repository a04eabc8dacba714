import { trimmedField } from '../../collectors/exchange-fields.ts';
import type { ExportRow } from '../../collectors/mailbox-forwarding/export-file.ts';
import { forwardingRow } from '../../collectors/mailbox-forwarding/forwarding-row.ts';
import {
  mailboxLines,
  resolvedAmong,
  sealForwarding,
} from '../../collectors/mailbox-forwarding/seal-forwarding.ts';
import type { Row } from '../export-kind.ts';
import type { ImportContext, Written } from '../import-context.ts';
import { inPages } from '../in-pages.ts';
import { rowsOf, type ScannedExport } from '../scan-export.ts';
import { KnownError, worded } from '../../errors.ts';
import { TROUBLE_WORDS } from '../trouble-words.ts';
import { pathsOf } from '../paths-of.ts';

/** Mailboxes with what else they are called: the source's own pages, which other exports look their names up in. */
export async function writeMailboxes(
  { store, ownDomains, names }: Pick<ImportContext, 'store' | 'ownDomains' | 'names'>,
  files: readonly ScannedExport[],
): Promise<Written> {
  const pages = await store.pageFile('mailbox-forwarding');
  await inPages(pages, mailboxesOf(files));
  if (pages.rows === 0) throw withoutMailbox(files);
  const mailboxes = mailboxLines(pages.path);
  const { rows, untold } = await store.withDuckDb((db) =>
    sealForwarding(db, store.table('mailbox-forwarding'), {
      ...{ mailboxes, resolved: resolvedAmong(mailboxes), ownDomains, names },
    }),
  );
  const counts = { read: rows, expected: rows };
  const mailboxPages = pages.path;
  if (untold === 0) return { report: { outcome: 'complete', ...counts }, mailboxPages };
  const detail = `${untold} of ${rows} mailboxes came without their forwarding`;
  const lacks = { kind: 'forwarding', count: untold, of: rows } as const;
  return { report: { outcome: 'partial', ...counts, reason: 'not-exported', detail, lacks }, mailboxPages };
}

async function* mailboxesOf(files: readonly ScannedExport[]): AsyncGenerator<ExportRow> {
  for (const file of files) {
    for await (const { row } of rowsOf(file)) yield mailboxOf(row);
  }
}

const NAMES = ['externaldirectoryobjectid', 'name', 'identity', 'alias', 'primarysmtpaddress'] as const;

/** As a collection makes it of what Exchange answers: a column that is not there was not returned, and clears nobody. */
function mailboxOf(row: Row): ExportRow {
  const names = NAMES.flatMap((name) => trimmedField(row, name)?.toLowerCase() ?? []);
  return { ...forwardingRow(row), names: [...new Set(names)], displayName: trimmedField(row, 'displayname') };
}

function withoutMailbox(files: readonly ScannedExport[]): KnownError {
  return new KnownError('usage', worded(TROUBLE_WORDS.noMailbox, { files: pathsOf(files) }), {
    nextSteps: [TROUBLE_WORDS.exportMailboxes],
  });
}
