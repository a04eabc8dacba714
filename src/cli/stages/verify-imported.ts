import { KnownError, worded, wordsOf } from '../../errors.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { digestOfFile } from '../../evidence/digest.ts';
import { openSnapshot } from '../../snapshot/open.ts';
import type { Io } from '../io.ts';
import type { ImportedTold } from './verification.ts';

const CANNOT_READ = {
  fr: '--exports {path} ne peut pas être lu\u00a0: {why}.',
  en: '--exports {path} cannot be read: {why}.',
} as const;

/**
 * The files that an import was made from, held against those that `--exports` names; null for an audit that was collected, or whose own
 * files are not as recorded. Throws `KnownError` (usage) where files are named for an audit that was collected.
 */
export async function importedFiles(
  auditFolder: string,
  exports: readonly string[] | undefined,
  isWhole: boolean,
  io: Io,
): Promise<ImportedTold[] | null> {
  // A copy to share has no snapshot.
  const isThere = isWhole && (await pathExists(auditPaths.snapshotManifest(auditFolder)));
  const imported = isThere ? (await openSnapshot(auditFolder)).manifest.imported : undefined;
  if (imported === undefined) {
    if (exports === undefined || !isWhole) return null;
    throw new KnownError(
      'usage',
      {
        fr: '--exports\u00a0: cet audit a été collecté, non importé.',
        en: '--exports: this audit was collected, not imported.',
      },
      {
        nextSteps: [{ fr: 'Omettre --exports.', en: 'Leave --exports out.' }],
      },
    );
  }
  const there = exports === undefined ? null : await digestsOf(exports.map((path) => resolve(io.cwd, path)));
  return imported.files.map(({ name, sha256, bytes }) => ({
    ...{ name, sha256, bytes, isThere: there === null ? null : there.has(sha256) },
  }));
}

async function digestsOf(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const digests = new Set<string>();
  for (const file of (await Promise.all(paths.map(filesAt))).flat()) {
    try {
      digests.add((await digestOfFile(file)).sha256);
    } catch (error) {
      throw unreadable(file, error);
    }
  }
  return digests;
}

async function filesAt(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => join(path, name));
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): KnownError {
  return new KnownError('usage', worded(CANNOT_READ, { path, why: wordsOf(error) }), {
    nextSteps: [
      {
        fr: 'Nommer les fichiers importés, ou le dossier qui les contient.',
        en: 'Name the files that were imported, or the folder that holds them.',
      },
    ],
    cause: error,
  });
}
