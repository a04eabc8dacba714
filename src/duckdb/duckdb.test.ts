import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { literal, openDuckDb, pathLiteral, type DuckDb } from './duckdb.ts';
import { OutOfMemory } from './out-of-memory.ts';

const counted = z.object({ n: z.number() });

async function within<T>(folder: string, work: (db: DuckDb) => Promise<T>): Promise<T> {
  const db = await openDuckDb({ temporaryFolder: join(folder, '.tmp'), memoryLimitMb: 60, threads: 1 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : 'nothing was refused';
}

function write(db: DuckDb, file: string): Promise<void> {
  return db.run(`COPY (SELECT 1 AS a) TO ${literal(file)} (FORMAT parquet)`);
}

test('SQL reaches the folder that its temporary folder lies in, whatever its name, and what is below', async () => {
  const folder = join(await temporaryFolder(), "l'audit [1] *?{a,b} é");
  await mkdir(join(folder, 'below'), { recursive: true });
  await within(folder, async (db) => {
    await write(db, join(folder, 'below', 'a.parquet'));
    const read = `SELECT count(*)::INTEGER AS n FROM read_parquet(${pathLiteral(join(folder, 'below', 'a.parquet'))})`;
    expect(await db.row(read, counted)).toEqual({ n: 1 });
  });
});

test('a folder that is reached by a link of the user’s is a folder as any other', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'far', 'audit'), { recursive: true });
  await symlink(join(folder, 'far'), join(folder, 'near'));
  const audit = join(folder, 'near', 'audit');
  await within(audit, async (db) => {
    await write(db, join(audit, 'a.parquet'));
    const read = `SELECT count(*)::INTEGER AS n FROM read_parquet(${literal(join(audit, 'a.parquet'))})`;
    expect(await db.row(read, counted)).toEqual({ n: 1 });
  });
});

test('SQL reaches nothing else: no other folder, no link out, no extension, no database', async () => {
  const folder = await temporaryFolder();
  const audit = join(folder, 'audit');
  await mkdir(audit);
  await writeFile(join(folder, 'secret.csv'), 'a\n1\n');
  await symlink(join(folder, 'secret.csv'), join(audit, 'link.csv'));
  await symlink(folder, join(audit, 'out'));
  await within(audit, async (db) => {
    const attempts = [
      () => db.run(`FROM read_csv(${literal(join(folder, 'secret.csv'))})`),
      () => db.run(`FROM read_csv(${literal(join(audit, '..', 'secret.csv'))})`),
      () => db.run(`FROM read_csv(${literal(join(audit, 'link.csv'))})`),
      () => db.run(`FROM read_text('/etc/hostname')`),
      () => db.run(`ATTACH ${literal(join(folder, 'x.db'))}`),
      () => write(db, join(folder, 'a.parquet')),
      () => write(db, join(audit, 'out', 'a.parquet')),
      () => db.run('INSTALL httpfs'),
    ];
    for (const attempt of attempts)
      expect(await refusal(attempt())).toMatch(/^Permission Error: Cannot access/);
  });
});

test('a link in the place of the temporary folder is taken away, and what it leads to stays', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'far'));
  await symlink(join(folder, 'far'), join(folder, '.tmp'));
  await within(folder, (db) => db.run('SELECT 1'));
  expect(await readdir(folder)).toEqual(['far']);
});

test('its settings stay as they were opened, but for the order of rows', async () => {
  await within(await temporaryFolder(), async (db) => {
    await db.run('SET preserve_insertion_order = true');
    await db.setVariable('x', 'é');
    expect(await refusal(db.run(`SET memory_limit = '8GB'`))).toMatch(
      /: Cannot change configuration option …$/,
    );
    expect(await refusal(db.run('SET enable_external_access = true'))).toMatch(/^Invalid Input Error: /);
  });
});

const SORTED = `SELECT count(*)::INTEGER AS n FROM (SELECT md5(range::VARCHAR) AS m FROM range(400000) ORDER BY m DESC OFFSET 1)`;

test('a statement that needs more memory than the session has is done again with more, up to its most', async () => {
  const folder = await temporaryFolder();
  const options = { reaches: [folder], memoryLimitMb: 8, threads: 1 } as const;
  const tight = await openDuckDb(options);
  await expect(tight.row(SORTED, counted)).rejects.toBeInstanceOf(OutOfMemory);
  await tight.close();
  const growing = await openDuckDb({ ...options, mostMemoryMb: 200 });
  expect(await growing.row(SORTED, counted)).toEqual({ n: 399_999 });
  await growing.close();
});

test('a session that reaches nothing computes, and reads no file', async () => {
  const db = await openDuckDb({ memoryLimitMb: 60, threads: 1, reaches: [] });
  expect(await db.row('SELECT 1::INTEGER AS n', counted)).toEqual({ n: 1 });
  expect(await refusal(db.run(`FROM read_text('/etc/hostname')`))).toMatch(/^Permission Error: /);
  await db.close();
});

test('what does not fit into the memory is spilled into the temporary folder, confined or not', async () => {
  const folder = await temporaryFolder();
  await within(folder, async (db) => {
    const sorted = `SELECT count(*)::INTEGER AS n FROM (SELECT md5(range::VARCHAR) || md5((range + 1)::VARCHAR) AS s FROM range(1_500_000) ORDER BY s)`;
    expect(await db.row(sorted, counted)).toEqual({ n: 1_500_000 });
  });
});

test('a failure tells no value that it is about, but the table and the kind', async () => {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  const failureOf = (sql: string): Promise<string> =>
    db.run(sql).then(
      () => 'no failure',
      (error: unknown) => (error instanceof Error ? `${error.message}|${String(error.stack)}` : ''),
    );
  try {
    for (const sql of [
      `SELECT 'Léa Roy'::DATE`,
      `SELECT 'l''Léa Roy'::BIGINT`,
      `SELECT CAST(x AS BOOLEAN) FROM (VALUES ('Léa Roy')) t(x)`,
      `SELECT strptime('Léa Roy', '%Y')`,
    ]) {
      const told = await failureOf(sql);
      expect(told).toMatch(/^(Conversion|Invalid Input) Error: /);
      expect(told).not.toContain('Léa');
    }
    const folder = await temporaryFolder();
    const file = join(folder, 'accounts.parquet');
    await writeFile(file, 'Léa Roy, no table');
    expect(await failureOf(`FROM read_parquet('${file}')`)).toContain(`'${file}'`);
  } finally {
    await db.close();
  }
});

test('a text reaches SQL whole, whatever its characters', async () => {
  await within(await temporaryFolder(), async (db) => {
    for (const text of ['l\'a"b\\c', 'a\u0000b', '\u0000', '']) {
      await db.setVariable('x', [text]);
      const sql = `SELECT ${literal(text)} AS written, getvariable('x')[1] AS kept`;
      expect(await db.row(sql, z.object({ written: z.string(), kept: z.string() }))).toEqual({
        written: text,
        kept: text,
      });
    }
  });
});
