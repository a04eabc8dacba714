import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RenderedFile } from '../renderers/renderer.ts';

/** The text of a file, once it was read and once the database wrote it below `folder`; throws where they are not the same bytes. */
export async function writtenTwice({ content, writeTo }: RenderedFile, folder: string): Promise<string> {
  let text = '';
  for await (const chunk of typeof content === 'string' ? [content] : content) text += String(chunk);
  if (writeTo === undefined) throw new Error('the database writes no such file by itself');
  const file = join(folder, 'written-by-the-database.csv');
  await writeTo(file);
  const written = await readFile(file);
  await rm(file);
  if (!written.equals(Buffer.from(text))) throw new Error(`two texts:\n${text}\n${written.toString()}`);
  return text;
}
