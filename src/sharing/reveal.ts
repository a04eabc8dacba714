import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dossierColumns } from '../dossier/columns.ts';
import type { Names } from '../dossier/columns/column.ts';
import { identifier, openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import type { SharingKey } from '../evidence/sharing-key.ts';
import { changesFile, DOSSIER_FILE, exceptionsFile, unmatchedFile } from '../situation/findings-tables.ts';
import type { Situation } from '../situation/situation.ts';
import { createPseudonymMacros, pseudonym } from './pseudonym-macros.ts';
import { DIGITS, PREFIXES, PSEUDONYM_KINDS, pseudonymsOf, type PseudonymKind } from './pseudonyms.ts';
import { scan } from './share-lists.ts';
import { namesIn } from './share-situation.ts';

const revealedSchema = z.object({
  value: z.string(),
  /** Of the account that it names; null where it names none. */
  userPrincipalName: z.string().nullable(),
  displayName: z.string().nullable(),
});
/** What a pseudonym stands for. */
export type Revealed = z.infer<typeof revealedSchema> & { readonly kind: PseudonymKind };

/** What a pseudonym is one of; null for a text that is none. That of an address may stand before its domain. */
export function pseudonymIn(
  text: string,
): { readonly kind: PseudonymKind; readonly pseudonym: string } | null {
  const bare = text.trim().toLowerCase();
  for (const kind of PSEUDONYM_KINDS) {
    const found = new RegExp(`^${PREFIXES[kind]}[0-9a-f]{${DIGITS}}(?=@|\\.invalid$|$)`).exec(bare);
    if (found !== null) return { kind, pseudonym: found[0] };
  }
  return null;
}

/**
 * What a pseudonym stands for in the audit that a copy was made from: pseudonyms are one-way, so every name there is is held against it. Empty where the
 * audit has no such name, or the key is another. Reads only.
 *
 * @param workFolder a private one, for what memory cannot hold
 */
export async function reveal(
  { situation, auditFolder, workFolder }: { situation: Situation; auditFolder: string; workFolder: string },
  key: SharingKey,
  asked: { readonly kind: PseudonymKind; readonly pseudonym: string },
): Promise<Revealed[]> {
  const db = await openDuckDb({
    temporaryFolder: join(workFolder, 'reveal'),
    reaches: [auditFolder, workFolder],
  });
  try {
    await createPseudonymMacros(db, key, []);
    const found = await inTables(db, auditFolder, asked);
    const pseudonyms = pseudonymsOf(key, new Set());
    const told = namesIn(situation)
      .filter(({ kind, value }) => kind === asked.kind && pseudonyms.of(kind, value) === asked.pseudonym)
      .map(({ value }) => ({ value, userPrincipalName: null, displayName: null }));
    const known = new Set(found.map(({ value }) => value));
    const others = new Map(told.filter(({ value }) => !known.has(value)).map((one) => [one.value, one]));
    return [...found, ...others.values()].map((one) => ({ ...one, kind: asked.kind }));
  } finally {
    await db.close();
  }
}

/** SQL of the rows of values of a kind that a column holds, each with the account that it names, by whom the column names. */
const VALUES: Readonly<Partial<Record<PseudonymKind, Partial<Record<Names, string>>>>> = {
  object: {
    object: 'SELECT {c} AS value, {own}',
    objects: 'SELECT unnest({c}) AS value, {none}',
    agreements: 'SELECT unnest(list_transform({c}, lambda s: s.agreement)) AS value, {none}',
  },
  address: {
    address: 'SELECT lower({c}) AS value, {own}',
    redirects: 'SELECT unnest(list_transform({c}, lambda r: lower(r.target))) AS value, {none}',
  },
  domain: {
    address: `SELECT lower(regexp_extract({c}, '@([^@]*)$', 1)) AS value, {none}`,
    redirects: `SELECT unnest(list_transform({c}, lambda r: lower(regexp_extract(r.target, '@([^@]*)$', 1)))) AS value, {none}`,
  },
  person: { person: 'SELECT {c} AS value, {own}' },
  typed: {
    typed: `SELECT unnest(string_split({c}, ', ')) AS value, {none}`,
    redirects: `SELECT unnest(flatten(list_transform({c}, lambda r: list_concat([r.rule],
      string_split(substr(r.why, strpos(r.why, ' ') + 1), ', '))))) AS value, {none}`,
  },
};

const OWN = 'userPrincipalName, displayName';
const NONE = 'NULL::VARCHAR AS userPrincipalName, NULL::VARCHAR AS displayName';

async function inTables(
  db: DuckDb,
  auditFolder: string,
  { kind, pseudonym: wanted }: { readonly kind: PseudonymKind; readonly pseudonym: string },
): Promise<z.infer<typeof revealedSchema>[]> {
  const dossier = scan(join(auditFolder, DOSSIER_FILE));
  const ofDossier = dossierColumns().flatMap(([name, { names }]) => {
    const select = names === undefined ? undefined : VALUES[kind]?.[names];
    return select === undefined ? [] : [filled(select, identifier(name), dossier)];
  });
  const queries = [...ofDossier, ...otherTables(auditFolder, kind)];
  if (queries.length === 0) return [];
  return db.rows(
    `SELECT DISTINCT value, userPrincipalName AS "userPrincipalName", displayName AS "displayName"
     FROM (${queries.join('\n UNION ALL ')})
     WHERE value <> '' AND ${pseudonym(kind, 'value')} = $wanted
     QUALIFY userPrincipalName IS NOT NULL OR count(userPrincipalName) OVER (PARTITION BY value) = 0
     ORDER BY ALL`,
    revealedSchema,
    { wanted },
  );
}

/** Accounts that are gone are among those that moved; the roster names some that never were. */
function otherTables(auditFolder: string, kind: PseudonymKind): string[] {
  const tables: [file: string, columns: readonly (readonly [string, Names])[], own: boolean][] = [
    [
      changesFile(auditFolder),
      [
        ['accountId', 'object'],
        ['userPrincipalName', 'address'],
        ['displayName', 'person'],
      ],
      true,
    ],
    [unmatchedFile(auditFolder), [['key', 'address']], false],
    [
      exceptionsFile(auditFolder),
      [
        ['account', 'address'],
        ['owner', 'address'],
        ['owner', 'person'],
      ],
      false,
    ],
  ];
  return tables
    .filter(([file]) => existsSync(file))
    .flatMap(([file, columns, own]) =>
      columns.flatMap(([name, names]) => {
        const select = VALUES[kind]?.[names];
        if (select === undefined) return [];
        return [filled(own ? select : select.replace('{own}', '{none}'), identifier(name), scan(file))];
      }),
    );
}

function filled(select: string, column: string, rows: string): string {
  const query = select.replaceAll('{c}', column).replace('{own}', OWN).replace('{none}', NONE);
  return `${query} FROM ${rows}`;
}
