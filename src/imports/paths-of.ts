import type { ScannedExport } from './scan-export.ts';

/** Files, as a message names them. */
export function pathsOf(files: readonly Pick<ScannedExport, 'path'>[]): string {
  return files.map(({ path }) => path).join(', ');
}
