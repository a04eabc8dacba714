import type { PageFile } from '../snapshot/page-file.ts';

const ON_A_PAGE = 1_000;

/** Appends rows, a thousand at a time: none of a tenant's are held longer. */
export async function inPages(pages: PageFile, rows: AsyncIterable<object>): Promise<void> {
  let page: object[] = [];
  for await (const row of rows) {
    page.push(row);
    if (page.length < ON_A_PAGE) continue;
    await pages.appendRows(page, null);
    page = [];
  }
  if (page.length > 0) await pages.appendRows(page, null);
}
