import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { byteBlocks } from './byte-blocks.ts';
import { zipStream, type ZipPart } from './zip-stream.ts';

function part(path: string, ...pieces: string[]): ZipPart {
  return { path, content: () => byteBlocks(pieces) };
}

async function bytesOf(parts: readonly ZipPart[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipStream(parts, '2020-10-29')) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function collected(pieces: readonly string[]): Promise<Buffer[]> {
  const blocks: Buffer[] = [];
  for await (const block of byteBlocks(pieces)) blocks.push(Buffer.from(block));
  return blocks;
}

test('an archive is read back whole, in the order of its parts', async () => {
  const long = 'é’😀'.repeat(50_000);
  const zip = await JSZip.loadAsync(
    await bytesOf([part('b/é.xml', 'un', 'deux'), part('a', long), part('empty')]),
  );
  const texts = await Promise.all(
    Object.entries(zip.files).map(async ([path, file]) => [path, await file.async('string')]),
  );
  expect(texts).toEqual([
    ['b/é.xml', 'undeux'],
    ['a', long],
    ['empty', ''],
  ]);
});

test('the same text gives the same bytes, however it came in pieces and whatever the time zone', async () => {
  const text = 'Côté, Luc — ’😀'.repeat(20_000);
  const pieces = text.match(/[^]{1,9999}/gu) ?? [];
  expect(await collected(pieces)).toEqual(await collected([text]));
  const zone = process.env.TZ;
  const bytes = await bytesOf([part('a', text)]);
  try {
    process.env.TZ = 'Pacific/Kiritimati';
    expect(await bytesOf([part('a', ...pieces)])).toEqual(bytes);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test('what a part throws, the reader gets', async () => {
  const failing: ZipPart = {
    path: 'b',
    async *content() {
      yield* byteBlocks(['some']);
      throw new Error('no more');
    },
  };
  await expect(bytesOf([part('a', 'x'), failing, part('c', 'y')])).rejects.toThrow('no more');
});

test('a reader may stop early; the part is ended', async () => {
  let ended = false;
  const endless: ZipPart = {
    path: 'a',
    async *content() {
      try {
        for (let n = 0; ; n += 1) yield* byteBlocks([String(n * 7919).repeat(9000)]);
      } finally {
        ended = true;
      }
    },
  };
  for await (const chunk of zipStream([endless], '2020-10-29')) {
    if (chunk.length > 1000) break;
  }
  await expect.poll(() => ended).toBe(true);
});
