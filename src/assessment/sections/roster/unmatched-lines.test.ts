import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDuckDb, pathLiteral } from '../../../duckdb/duckdb.ts';
import { pathExists } from '../../../disk/path-exists.ts';
import { unmatchedFile } from '../../../situation/findings-tables.ts';
import { assessTiny } from '../../../testing/assess-tiny.ts';
import { temporaryFolder, type TinySnapshot } from '../../../testing/tiny-snapshot.ts';

const NAMES = [
  'anne-marie.roy.med@chum.example',
  'benoit.cote.med@chum.example',
  'chantal.gagnon.med@chum.example',
  'denis.l-heureux.med@chum.example',
];
const ACCOUNTS = NAMES.map((userPrincipalName, at) => ({
  accountId: `id-${at}`,
  userPrincipalName,
  displayName: `Personne ${at}`,
}));

const row = z.object({
  line: z.number(),
  key: z.string(),
  category: z.string().nullable(),
  establishment: z.string().nullable(),
  nearestUserPrincipalName: z.string().nullable(),
  nearestDisplayName: z.string().nullable(),
});

async function unmatchedOf(
  csv: string,
  snapshot: Partial<TinySnapshot> = {},
): Promise<z.infer<typeof row>[] | null> {
  const configFolder = await temporaryFolder();
  await writeFile(join(configFolder, 'roster.csv'), csv);
  const roster = {
    file: 'roster.csv',
    key: 'userPrincipalName' as const,
    category: 'cat',
    establishment: 'lieu',
  };
  const { auditFolder } = await assessTiny(
    { tables: { accounts: ACCOUNTS }, ...snapshot },
    { roster },
    { configFolder, checks: [] },
  );
  const file = unmatchedFile(auditFolder);
  if (!(await pathExists(file))) return null;
  const db = await openDuckDb({ temporaryFolder: join(configFolder, 'tmp'), reaches: [auditFolder] });
  try {
    return await db.rows(
      `SELECT * EXCLUDE (nearestKey) FROM read_parquet(${pathLiteral(file)}) ORDER BY line`,
      row,
    );
  } finally {
    await db.close();
  }
}

const HEAD = 'userPrincipalName,cat,lieu\n';

test('a line without an account stands with the account that it was meant for, and with none where none is near', async () => {
  const lines = [
    'ANNE-MARIE.ROY.MED@chum.example,physician,CHUM',
    'benoit.cotte.med@chum.example,physician,CHUM',
    'gagnon.chantal.med@chum.example,,',
    'denis.lheureux.med@cusm.example,physician,CUSM',
    'zoe.tremblay.med@chum.example,physician,CHUM',
    ',physician,CHUM',
  ];
  const nearest = (at: number | null): object => ({
    nearestUserPrincipalName: at === null ? null : NAMES[at],
    nearestDisplayName: at === null ? null : `Personne ${at}`,
  });
  const chum = { category: 'physician', establishment: 'CHUM' };
  expect(await unmatchedOf(HEAD + lines.join('\n'))).toEqual([
    { line: 3, key: 'benoit.cotte.med@chum.example', ...chum, ...nearest(1) },
    { line: 4, key: 'gagnon.chantal.med@chum.example', category: null, establishment: null, ...nearest(2) },
    { line: 5, key: 'denis.lheureux.med@cusm.example', ...chum, establishment: 'CUSM', ...nearest(3) },
    { line: 6, key: 'zoe.tremblay.med@chum.example', ...chum, ...nearest(null) },
    { line: 7, key: '', ...chum, ...nearest(null) },
  ]);
});

test('there is no such table where every line has its account, nor where not every account was read', async () => {
  expect(await unmatchedOf(`${HEAD}${NAMES[0]},physician,CHUM\n`)).toBeNull();
  const sources = { accounts: { outcome: 'partial', reason: 'gave-up', expected: 9 } } as const;
  expect(await unmatchedOf(`${HEAD}nobody,physician,CHUM\n`, { sources })).toBeNull();
});
