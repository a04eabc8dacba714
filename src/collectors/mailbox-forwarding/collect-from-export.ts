import { basename } from 'node:path';
import type { PageFile } from '../../snapshot/page-file.ts';
import type { Collected, CollectContext } from '../collector.ts';
import { exportRows, type ExportRow } from './export-file.ts';
import { withoutForwarding } from './forwarding-row.ts';
import { mailboxLines, resolvedAmong, sealForwarding } from './seal-forwarding.ts';

const ID = 'mailbox-forwarding';
const ON_A_PAGE = 1_000;

/** Reads the mailboxes of an export; Exchange Online is not asked. Throws `KnownError` (usage). */
export async function collectFromExport(
  { store, tenant, config, leavesOut, onProgress }: CollectContext,
  file: PageFile,
  path: string,
): Promise<Collected<typeof ID>> {
  // It may have changed since an earlier run, and is soon read again.
  await file.clear();
  const leavesForwarding = leavesOut.has('mailbox-forwarding/forwarding');
  let page: ExportRow[] = [];
  const append = async (): Promise<void> => {
    await file.appendRows(page, null);
    page = [];
    onProgress(ID, { read: file.rows, expected: null });
  };
  for await (const row of exportRows(path)) {
    page.push(leavesForwarding ? withoutForwarding(row) : row);
    if (page.length === ON_A_PAGE) await append();
  }
  if (page.length > 0) await append();
  const detail = `from the export ${basename(path)}`;
  const mailboxes = mailboxLines(file.path);
  const ownDomains = tenant.domains.map(({ name }) => name.toLowerCase());
  const { rows } = await store.withDuckDb((db) =>
    sealForwarding(db, store.table(ID), {
      ...{ mailboxes, resolved: resolvedAmong(mailboxes), ownDomains, names: config.names },
    }),
  );
  return { read: rows, expected: rows, detail };
}
