import { exportRows, type ExportRow } from '../../collectors/mailbox-forwarding/export-file.ts';
import {
  mailboxLines,
  resolvedAmong,
  sealForwarding,
} from '../../collectors/mailbox-forwarding/seal-forwarding.ts';
import type { ImportContext, Written } from '../import-context.ts';
import { inPages } from '../in-pages.ts';
import type { ScannedExport } from '../scan-export.ts';

/** Mailboxes with what else they are called: the source's own pages, which other exports look their names up in. */
export async function writeMailboxes(
  { store, ownDomains }: Pick<ImportContext, 'store' | 'ownDomains'>,
  files: readonly ScannedExport[],
): Promise<Written> {
  const pages = await store.pageFile('mailbox-forwarding');
  await inPages(pages, mailboxesOf(files));
  const mailboxes = mailboxLines(pages.path);
  const { rows, untold } = await store.withDuckDb((db) =>
    sealForwarding(db, store.table('mailbox-forwarding'), {
      ...{ mailboxes, resolved: resolvedAmong(mailboxes), ownDomains },
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
  for (const { path } of files) yield* exportRows(path, { isForwardingNeeded: false });
}
