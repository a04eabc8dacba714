import { join } from 'node:path';

/** What an establishment's folder holds for programs: an audit folder of its own. */
export const PART_DATA = 'donnees';

/** Where the parts of an audit lie: `reports/<default-domain>/<instant>/…`. */
export const auditPaths = {
  situation: (audit: string): string => join(audit, 'situation.json'),
  /** The figures of each establishment, counted with the situation. */
  establishmentFigures: (audit: string): string => join(audit, 'establishments.json'),
  /** A folder for each establishment, where the audit was split. */
  establishments: (audit: string): string => join(audit, 'establishments'),
  findings: (audit: string): string => join(audit, 'findings'),
  manifest: (audit: string): string => join(audit, 'manifest.json'),
  /** The Ed25519 signature of the manifest's bytes, where it was signed: 64 bytes. */
  signature: (audit: string): string => join(audit, 'manifest.json.sig'),
  snapshotManifest: (audit: string): string => join(audit, 'snapshot', 'manifest.json'),
  table: (audit: string, source: string): string => join(audit, 'snapshot', `${source}.parquet`),
  collecting: (audit: string): string => join(audit, 'snapshot', '.collecting'),
  /** What judged the audit: the configuration, the lines of the roster that were used. */
  inputs: (audit: string): string => join(audit, 'inputs'),
  /** There until the run that began the audit has written all it was asked for. */
  beginning: (audit: string): string => join(audit, '.unfinished.json'),
  lock: (audit: string): string => join(audit, '.lock.json'),
};
