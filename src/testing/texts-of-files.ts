import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import JSZip from 'jszip';
import { z } from 'zod';
import { openDuckDb, pathLiteral } from '../duckdb/duckdb.ts';

/** Every text that the files of a folder hold, by path: documents and tables are opened, all the way down. */
export async function textsOfFiles(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = new Map<string, string>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    texts.set(relative(folder, file), await textOf(file));
  }
  return texts;
}

async function textOf(file: string): Promise<string> {
  if (file.endsWith('.parquet')) return rowsOf(file);
  const bytes = await readFile(file);
  return /\.(docx|xlsx|pptx)$/.test(file) ? unzipped(bytes) : bytes.toString('utf8');
}

/** What a document holds, and the documents within it. */
async function unzipped(bytes: Buffer): Promise<string> {
  const parts = Object.values((await JSZip.loadAsync(bytes)).files).filter(({ dir }) => !dir);
  const texts = parts.map(async (part) => {
    const content = await part.async('nodebuffer');
    return /\.(docx|xlsx|pptx)$/.test(part.name) ? unzipped(content) : content.toString('utf8');
  });
  return (await Promise.all(texts)).join('\n');
}

async function rowsOf(file: string): Promise<string> {
  const db = await openDuckDb({ memoryLimitMb: 200, threads: 1 });
  try {
    const rows = await db.rows(
      `SELECT to_json(t)::VARCHAR AS json FROM read_parquet(${pathLiteral(file)}, hive_partitioning = false) t`,
      z.object({ json: z.string() }),
    );
    return rows.map(({ json }) => json).join('\n');
  } finally {
    await db.close();
  }
}
