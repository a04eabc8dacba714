import { PassThrough, Readable, pipeline } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of the archive; its content is asked for when its turn comes. */
export interface ZipPart {
  readonly path: string;
  readonly content: () => AsyncIterable<Uint8Array>;
}

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
  const options = { mtime, mode: 0o100600, forceDosTimestamp: true, compressionLevel: 1 };
  let current: Readable | undefined;
  for (const { path, content } of parts) {
    zip.addReadStreamLazy(path, options, (give) => {
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
    for await (const chunk of output) yield chunk;
  } finally {
    current?.destroy();
  }
}
