import type { Step } from '../../evidence/history.ts';
import type { FilesVerdict } from '../../evidence/verify-files.ts';
import type { SignatureVerdict } from '../../evidence/verify-signature.ts';
import type { Recomputed } from './recompute-stage.ts';

/** `vigie verify --format json`. */
export interface Verification {
  readonly schema: 'vigie/verification/1';
  readonly audit: string;
  readonly verified: boolean;
  /** SHA-256 of `manifest.json`, and the version that wrote it. */
  readonly manifest: { readonly sha256: string; readonly vigie: string };
  /** How the audit came to be, the oldest first; empty for an audit of a version that kept no layers. */
  readonly layers: readonly LayerTold[];
  readonly intact: FilesVerdict['intact'];
  readonly faults: FilesVerdict['faults'];
  /** Files that a purge took away as the retention says. */
  readonly purged: readonly string[];
  readonly unrecorded: FilesVerdict['unrecorded'];
  readonly renderedSince: FilesVerdict['renderedSince'];
  readonly signature: SignatureVerdict;
  /** Where a digest was expected: the layer that it is of, from 1; 0 for an audit without layers; null where it is of none. */
  readonly expected: { readonly sha256: string; readonly layer: number | null } | null;
  /** Of an import, the files that it was made from; left out where the data was collected. */
  readonly imported?: readonly ImportedTold[];
  /** Of an encrypted audit, the files that decrypt to what was encrypted; left out where none was opened. */
  readonly decrypted?: number;
  /** Null where it was not asked for, or the files are not as recorded. */
  readonly recomputed: Recomputed | null;
}

export interface ImportedTold {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  /** A file of these bytes is among those that `--exports` names; null where it names none. */
  readonly isThere: boolean | null;
}

export interface LayerTold extends Pick<Step, 'kind' | 'vigie' | 'sha256'> {
  readonly written: number;
  /** Files that it took away. */
  readonly removed: number;
  /** Files that it wrote over, with other bytes. */
  readonly replaced: number;
}
