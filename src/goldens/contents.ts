import JSZip from 'jszip';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { z } from 'zod';

/** Formats whose bytes depend on how a machine compresses; what they hold does not. */
const PACKED = ['.xlsx', '.pptx', '.docx'];

const packedSchema = z.object({
  /** That compressed the files. */
  zlib: z.string(),
  /** SHA-256 by path: of the bytes, and of the parts unpacked. */
  files: z.record(z.string(), z.object({ bytes: z.string(), unpacked: z.string() })),
});

/** The workbooks, slides and letters of a folder, by their digests. */
export type Packed = z.infer<typeof packedSchema>;

/**
 * What the files of a folder hold, by their paths: the text; of a workbook, slides or a letter, that of each part, its path
 * after a `!`.
 */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const path of await filesOf(folder)) {
    for (const [name, bytes] of await partsOf(path, await readFile(join(folder, path)))) {
      contents[name] = bytes.toString('utf8');
    }
  }
  return contents;
}

/** Of each file of a folder, the SHA-256 of its bytes. */
export async function digestsOf(folder: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const path of await filesOf(folder)) digests[path] = digestOf(await readFile(join(folder, path)));
  return digests;
}

/** The workbooks, slides and letters of a folder, as this machine packs them. */
export async function packedOf(folder: string): Promise<Packed> {
  const files: Packed['files'] = {};
  for (const path of (await filesOf(folder)).filter(isPacked)) {
    const bytes = await readFile(join(folder, path));
    const parts = await partsOf(path, bytes);
    files[path] = {
      bytes: digestOf(bytes),
      unpacked: digestOf(...parts.flatMap(([name, part]) => [name, '\0', part, '\0'])),
    };
  }
  return { zlib: process.versions.zlib, files };
}

export async function readPacked(file: string): Promise<Packed> {
  return packedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** The first line in which each of the files differs, with where it does. */
export function differences(
  made: Readonly<Record<string, string>>,
  kept: Readonly<Record<string, string>>,
): string[] {
  const names = [...new Set([...Object.keys(kept), ...Object.keys(made)])].sort();
  return names.flatMap((name) => {
    const [ours, theirs] = [made[name], kept[name]];
    if (ours === theirs) return [];
    if (ours === undefined) return [`${name}: no longer written`];
    return [`${name}: ${theirs === undefined ? 'not kept' : firstDifference(ours, theirs)}`];
  });
}

/** Characters shown of a line: before the first that differs, and from it on. */
const SHOWN = { before: 60, after: 100 };

function firstDifference(made: string, kept: string): string {
  const [ours, theirs] = [made.split('\n'), kept.split('\n')];
  const line = ours.findIndex((text, at) => text !== theirs[at]);
  const number = line === -1 ? ours.length : line;
  const [now = '(the end)', before = '(the end)'] = [ours[number], theirs[number]];
  const end = Math.min(now.length, before.length);
  const at =
    Array.from({ length: end }, (_, index) => index).find((index) => now[index] !== before[index]) ?? end;
  const from = Math.max(0, at - SHOWN.before);
  const shown = (text: string): string => JSON.stringify(text.slice(from, at + SHOWN.after));
  return `line ${number + 1}, character ${at + 1}: ${shown(now)}, kept as ${shown(before)}`;
}

function isPacked(path: string): boolean {
  return PACKED.includes(extname(path));
}

/** A file by its path; one that is packed, its parts, with those of the workbooks within. */
async function partsOf(path: string, bytes: Buffer): Promise<(readonly [string, Buffer])[]> {
  if (!isPacked(path)) return [[path, bytes]];
  const archive = await JSZip.loadAsync(bytes);
  const parts: (readonly [string, Buffer])[] = [];
  for (const [name, part] of Object.entries(archive.files)) {
    if (!part.dir) parts.push(...(await partsOf(`${path}!${name}`, await part.async('nodebuffer'))));
  }
  return parts;
}

function digestOf(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Relative paths, in order. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
