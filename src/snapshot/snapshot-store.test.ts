import { appendFile, copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unvouchedFiles } from '../evidence/manifest.ts';
import { temporaryFolder, tinyManifest } from '../testing/tiny-snapshot.ts';
import { SnapshotStore } from './snapshot-store.ts';

const DONE = { id: 'accounts', outcome: 'complete', read: 2, expected: 2 } as const;

/** A source that an earlier run brought to its end, in a folder that is gone when the test ends. */
async function storeWithAccounts(): Promise<SnapshotStore> {
  const store = await SnapshotStore.create(await temporaryFolder());
  const pages = await store.pageFile('accounts');
  await pages.appendRows([{ accountId: 'a' }, { accountId: 'b' }], null);
  await store.seal('accounts', pages, ['accountId']);
  await store.keepDone(DONE);
  await store.close();
  return store;
}

test.each<[string, (store: SnapshotStore) => unknown, unknown]>([
  ['nothing changed', () => undefined, DONE],
  ['the table has a byte more', (store) => appendFile(store.table('accounts'), ' '), null],
  ['the table is gone', (store) => rm(store.table('accounts')), null],
  [
    'the record says more than it did',
    async (store) => {
      const file = join(store.auditFolder, 'snapshot/.collecting/accounts.done.kept.json');
      await writeFile(file, (await readFile(file, 'utf8')).replace('"expected":2', '"expected":9'));
    },
    null,
  ],
  [
    'the record is one without a digest',
    (store) =>
      writeFile(
        join(store.auditFolder, 'snapshot/.collecting/accounts.done.kept.json'),
        JSON.stringify(DONE),
      ),
    null,
  ],
  [
    'the record is another source’s',
    async (store) => {
      const folder = join(store.auditFolder, 'snapshot/.collecting');
      await store.keepDone({ ...DONE, id: 'mail-flow', read: 0, expected: 0 });
      await copyFile(join(folder, 'mail-flow.done.kept.json'), join(folder, 'accounts.done.kept.json'));
    },
    null,
  ],
])('that a source is done is believed only as it was kept: %s', async (_, change, expected) => {
  const { auditFolder } = await storeWithAccounts();
  const store = await SnapshotStore.resume(auditFolder);
  await change(store);
  expect(await store.keptDone('accounts')).toEqual(expected);
  await store.close();
});

test('a snapshot that has its manifest is vouched for, table by table', async () => {
  const store = await storeWithAccounts();
  await store.finish(tinyManifest({ tables: {} }, {}));
  const files = (await readdir(join(store.auditFolder, 'snapshot'))).map((name) => `snapshot/${name}`);
  expect(files.sort()).toEqual(['snapshot/accounts.parquet', 'snapshot/manifest.json']);
  expect(await unvouchedFiles(store.auditFolder, files)).toEqual([]);
});
