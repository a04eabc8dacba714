import { z } from 'zod';
import { openNamedFile } from '../../disk/plain-files.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const HEAD_BYTES = 65_536;

/** A file of text whose encoding is known. */
export interface ExportText {
  readonly encoding: Encoding;
  /** The beginning, enough for a header. */
  readonly head: string;
  /** The whole of it, piece by piece. */
  pieces(): AsyncGenerator<string>;
}

/**
 * Finds how a text was encoded: by its byte order mark, by the zeros of UTF-16, or as UTF-8 where it is that to its end,
 * else as Windows-1252, which Windows PowerShell writes for `-Encoding Default`. Throws `NotPlain`, or what
 * the file system throws.
 */
export async function openText(file: string): Promise<ExportText> {
  const head = await headOf(file);
  const encoding = markedEncoding(head) ?? ((await isUtf8(file)) ? 'utf-8' : 'windows-1252');
  return {
    encoding,
    head: new TextDecoder(encoding).decode(head),
    pieces: () => decoded(file, new TextDecoder(encoding)),
  };
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await openNamedFile(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function markedEncoding(head: Buffer): Encoding | null {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0 && second !== 0) return 'utf-16be';
  return first !== 0 && second === 0 ? 'utf-16le' : null;
}

async function isUtf8(file: string): Promise<boolean> {
  try {
    const pieces = decoded(file, new TextDecoder('utf-8', { fatal: true }));
    while ((await pieces.next()).done !== true);
    return true;
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return false;
    throw error;
  }
}

async function* decoded(file: string, decoder: InstanceType<typeof TextDecoder>): AsyncGenerator<string> {
  const handle = await openNamedFile(file);
  // Closes the file at its end, and where whoever reads it stops.
  for await (const piece of handle.createReadStream()) {
    yield decoder.decode(z.instanceof(Buffer).parse(piece), { stream: true });
  }
  yield decoder.decode();
}
