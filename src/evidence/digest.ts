import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { openHeldFile } from '../disk/plain-files.ts';
import { readJson, UnreadableJson } from '../texts/read-json.ts';

/** SHA-256 in 64 lower-case hexadecimal digits. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A file as bytes. */
export const digestSchema = z.object({ bytes: z.int().nonnegative(), sha256: sha256Schema });

export type Digest = z.infer<typeof digestSchema>;

export function digestOfText(text: string): Digest {
  return { bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
}

/**
 * Of a plain file as it is now.
 *
 * @throws NotPlain for a link, a pipe or a device; the system's own error where it cannot be read
 */
export async function digestOfFile(file: string): Promise<Digest> {
  const handle = await openHeldFile(file);
  try {
    return await digestOfHandle(handle);
  } finally {
    await handle.close();
  }
}

/** The file is of that size and those bytes; one of another size is not read. Throws as `digestOfFile`. */
export async function isOfDigest(file: string, digest: Digest): Promise<boolean> {
  const handle = await openHeldFile(file);
  try {
    if ((await handle.stat()).size !== digest.bytes) return false;
    const found = await digestOfHandle(handle);
    return found.bytes === digest.bytes && found.sha256 === digest.sha256;
  } finally {
    await handle.close();
  }
}

/** The same of a file that is open, which stays open. */
export async function digestOfHandle(handle: FileHandle): Promise<Digest> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(handle.createReadStream({ autoClose: false }), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  });
  return { bytes, sha256: hash.digest('hex') };
}

const signedSchema = z.object({ sha256: sha256Schema, content: z.json() });

/** A small record as JSON that tells when it was changed by hand or by a failing disk. */
export function textWithDigest(content: unknown): string {
  const { sha256 } = digestOfText(JSON.stringify(content));
  return `${JSON.stringify({ sha256, content })}\n`;
}

/** The content of such a text; undefined where it was changed since, or is no such text. */
export function contentWithDigest(text: string): unknown {
  const parsed = signedSchema.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const { sha256, content } = parsed.data;
  return digestOfText(JSON.stringify(content)).sha256 === sha256 ? content : undefined;
}

/** Undefined for a text that is no JSON, or too deep for one of ours. */
function jsonOf(text: string): unknown {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof UnreadableJson) return undefined;
    throw error;
  }
}
