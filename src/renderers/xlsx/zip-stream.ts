import { PassThrough, Readable, pipeline } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of the archive; its content is asked for when its turn comes. */
export interface ZipPart {
  readonly path: string;
  /** So long that packing it as small as can be would take longer than the reader gains. */
  readonly isLong?: boolean;
  readonly content: () => AsyncIterable<Uint8Array>;
}

/** A file is written in pieces of about so many bytes: deflate gives thousands of small ones. */
const WRITTEN_BYTES = 1 << 18;

/**
 * An archive of the parts in their order, as it is read. The same parts give the same bytes in every time zone; `on`
 * (YYYY-MM-DD) is the date of every entry. What a part throws, the reader gets.
 */
export async function* zipStream(parts: readonly ZipPart[], on: string): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = new PassThrough();
  const [year = 1980, month = 1, day = 1] = on.split('-').map(Number);
  // Entries carry local time; no clock is ever put forward or back at noon.
  const mtime = new Date(year, month - 1, day, 12);
  const options = { mtime, mode: 0o100600, forceDosTimestamp: true };
  let current: Readable | undefined;
  for (const { path, content, isLong = false } of parts) {
    zip.addReadStreamLazy(path, { ...options, compressionLevel: isLong ? 3 : 9 }, (give) => {
      current = Readable.from(content(), { objectMode: false });
      current.on('error', (error) => output.destroy(error));
      give(null, current);
    });
  }
  zip.on('error', (error: Error) => output.destroy(error));
  // Whoever reads the output learns of a failure there.
  pipeline(zip.outputStream, output, () => undefined);
  zip.end();
  try {
    let held: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of output as AsyncIterable<Buffer>) {
      held.push(chunk);
      bytes += chunk.length;
      if (bytes < WRITTEN_BYTES) continue;
      yield Buffer.concat(held);
      held = [];
      bytes = 0;
    }
    if (bytes > 0) yield Buffer.concat(held);
  } finally {
    current?.destroy();
  }
}
