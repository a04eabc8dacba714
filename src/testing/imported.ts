import type { SnapshotManifest } from '../snapshot/manifest.ts';

/** Of a manifest that tells a snapshot to be an import. */
export const IMPORTED: SnapshotManifest['imported'] = {
  files: [
    {
      ...{ name: 'u.csv', kind: 'users', source: 'accounts', sha256: 'a'.repeat(64), bytes: 1, rows: 6 },
      ...{ modifiedAt: '2020-10-29T00:00:00Z', encoding: 'utf-8', delimiter: ',', dates: null },
      ...{ missing: [], unmatched: 0 },
    },
  ],
};
