import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { recognise } from './recognise.ts';
import type { RecognisedExport } from './scan-export.ts';
import { KnownError, worded, wordsOf } from '../errors.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

const TEXTS = ['.csv', '.txt', '.tsv'];
const WORKBOOKS = ['.xlsx', '.xls', '.xlsm', '.zip'];

export interface FoundExports {
  readonly files: readonly RecognisedExport[];
  /** Files of a folder that are no export that is known; and workbooks, which must be saved as text first. */
  readonly ignored: readonly string[];
  readonly workbooks: readonly string[];
  /** What else lies in a folder, and was not opened: files that are no text by their names, and folders. */
  readonly unopened: readonly string[];
}

/**
 * The exports among these paths: files, and folders of files (not the folders within them). A file that is named and is none is refused; one
 * that only lies in a folder is left aside. Throws `KnownError` (usage).
 */
export async function findExports(paths: readonly string[]): Promise<FoundExports> {
  const files: RecognisedExport[] = [];
  const [ignored, workbooks, unopened]: [string[], string[], string[]] = [[], [], []];
  const seen = new Set<string>();
  for (const path of paths) {
    const listed = await entriesIn(path);
    for (const { file, isFolder } of listed ?? [{ file: path, isFolder: false }]) {
      if (seen.has(file)) continue;
      seen.add(file);
      const ending = extname(file).toLowerCase();
      if (listed !== null && (isFolder || !TEXTS.includes(ending))) {
        (isFolder || !WORKBOOKS.includes(ending) ? unopened : workbooks).push(file);
        continue;
      }
      const found = await recognise(file);
      if (found !== null) files.push(found);
      else if (listed === null) throw unknownFile(file);
      else ignored.push(file);
    }
  }
  if (files.length === 0)
    throw new KnownError('usage', worded(TROUBLE_WORDS.noExport, { paths: paths.join(', ') }), {
      nextSteps: [TROUBLE_WORDS.whatToExport],
    });
  return { files, ignored, workbooks, unopened };
}

/** What a folder holds, but for what its name hides. Null for what is no folder. */
async function entriesIn(path: string): Promise<{ file: string; isFolder: boolean }[] | null> {
  try {
    if (!(await stat(path)).isDirectory()) return null;
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => ({ file: join(path, entry.name), isFolder: entry.isDirectory() }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new KnownError('usage', worded(TROUBLE_WORDS.fromUnread, { path, why: wordsOf(error) }), {
      nextSteps: [TROUBLE_WORDS.nameExport],
      cause: error,
    });
  }
}

function unknownFile(file: string): KnownError {
  return new KnownError('usage', worded(TROUBLE_WORDS.unknownFile, { file }), {
    nextSteps: [TROUBLE_WORDS.checkHeaders, TROUBLE_WORDS.whatToExport],
  });
}
