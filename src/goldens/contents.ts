import JSZip from 'jszip';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';

/** Formats whose bytes depend on how a machine compresses; what they hold does not. */
const PACKED = ['.xlsx', '.pptx'];

/**
 * What the files of a folder hold, by their paths: the text; of a workbook or slides, that of each part, its path
 * after a `!`.
 */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const path of await filesOf(folder)) {
    const bytes = await readFile(join(folder, path));
    if (!PACKED.includes(extname(path))) {
      contents[path] = bytes.toString('utf8');
      continue;
    }
    const parts = await JSZip.loadAsync(bytes);
    for (const [name, part] of Object.entries(parts.files)) {
      if (!part.dir) contents[`${path}!${name}`] = await part.async('string');
    }
  }
  return contents;
}

/** Of each file of a folder, the SHA-256 of its bytes. */
export async function digestsOf(folder: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const path of await filesOf(folder)) {
    const hash = createHash('sha256').update(await readFile(join(folder, path)));
    digests[path] = hash.digest('hex');
  }
  return digests;
}

/** Relative paths, in order. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
