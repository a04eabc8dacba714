import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Check } from '../../checks/check.ts';
import type { Config } from '../../config/config.ts';
import { readYaml } from '../../config/yaml-source.ts';
import { NotPlain, readNamedFile } from '../../disk/plain-files.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { asIs, joinedBy, KnownError, messageOf, worded, wordsOf, type InBoth } from '../../errors.ts';
import type { Sentence } from '../../situation/check-words.ts';
import { namedIn } from '../rests-on/named-in.ts';
import { dossierColumn, dossierColumns } from '../../dossier/columns.ts';
import { suggestionFor } from '../../config/suggestion.ts';
import { NoExpression, oneExpression, withEmptyDossier } from './one-expression.ts';
import { threeValued } from './three-valued.ts';
import { ownCheckSchema, type OwnCheckFile } from './own-check-schema.ts';
import { OWN_CHECK_WORDS } from './own-check-words.ts';
import { schemaFaults } from './schema-fault.ts';

const MOST_BYTES = 256 * 1_024;
const MOST_CHECKS = 100;
/** No check that is shipped is ever called so. */
const FILE = /^own-[a-z0-9]+(?:-[a-z0-9]+)*\.yaml$/;

/** A file of a check, as it stands there. */
export interface OwnCheckSource {
  readonly name: string;
  readonly text: string;
}

/** The checks of the configuration, by their ids; none without a folder of them. Throws `KnownError` (usage) naming file, place and what is allowed. */
export async function readOwnChecks(
  config: Pick<Config, 'checks' | 'names'>,
  configFolder: string,
): Promise<Check[]> {
  if (config.checks?.folder === undefined) return [];
  const folder = resolve(configFolder, config.checks.folder);
  return ownChecks(folder, await ownCheckSources(folder), config);
}

/**
 * The checks of the files that were read in a folder, by their ids. Throws `KnownError` (usage) naming file, place and what is allowed: where display
 * names are not kept (`names` false), none may name them.
 */
export async function ownChecks(
  folder: string,
  sources: readonly OwnCheckSource[],
  { names }: Pick<Config, 'names'>,
): Promise<Check[]> {
  if (sources.length === 0) return [];
  return withEmptyDossier(async (db) => {
    const checks: Check[] = [];
    for (const source of sources) checks.push(await checkOf(db, folder, source, names));
    return checks;
  });
}

/** The files of the checks in a folder, by name. Throws `KnownError` (usage). */
export async function ownCheckSources(folder: string): Promise<OwnCheckSource[]> {
  const names = await namesIn(folder);
  const odd = names.find((name) => !FILE.test(name) || name.length > 60);
  if (odd !== undefined)
    throw refused(join(folder, odd), OWN_CHECK_WORDS.noSuchName, [OWN_CHECK_WORDS.nameFile]);
  if (names.length > MOST_CHECKS) {
    const why = worded(OWN_CHECK_WORDS.tooMany, { count: names.length, most: MOST_CHECKS });
    throw refused(folder, why, [OWN_CHECK_WORDS.takeAway]);
  }
  const sources: OwnCheckSource[] = [];
  for (const name of names) sources.push({ name, text: await textOf(join(folder, name)) });
  return sources;
}

/** What a folder of checks is read for: a file of another kind, or a folder, may lie there too. */
export function isCheckFile(entry: Dirent): boolean {
  return /\.ya?ml$/.test(entry.name) && !entry.isDirectory();
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter(isCheckFile)
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    const why = worded(OWN_CHECK_WORDS.unreadFolder, { why: wordsOf(error) });
    throw refused(folder, why, [OWN_CHECK_WORDS.checkFolder]);
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readNamedFile(file, MOST_BYTES));
  } catch (error) {
    const steps = error instanceof NotPlain ? error.nextSteps : [];
    throw refused(file, worded(OWN_CHECK_WORDS.unreadText, { why: wordsOf(error) }), steps);
  }
}

/** What an expression must give: every whole number fits the type of the findings' column. */
const WANTED = {
  condition: { types: ['BOOLEAN'], what: OWN_CHECK_WORDS.condition },
  text: { types: ['VARCHAR'], what: OWN_CHECK_WORDS.text },
  integer: {
    types: ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER'],
    what: OWN_CHECK_WORDS.integer,
  },
  boolean: { types: ['BOOLEAN'], what: OWN_CHECK_WORDS.boolean },
  date: { types: ['DATE'], what: OWN_CHECK_WORDS.date },
} as const;

async function checkOf(
  db: DuckDb,
  folder: string,
  { name, text }: OwnCheckSource,
  areNamesKept: boolean,
): Promise<Check> {
  const file = join(folder, name);
  const source = readYaml(text);
  if (source.faults.length > 0)
    throw refused(
      file,
      joinedBy(
        '\n',
        source.faults.map(({ position: { line }, text: why }) =>
          worded(OWN_CHECK_WORDS.atLine, { line, why }),
        ),
      ),
    );
  const parsed = ownCheckSchema.safeParse(source.value ?? {}, { reportInput: true });
  if (!parsed.success) throw refused(file, schemaFaults(parsed.error, source));
  const of = parsed.data;
  const expression = async (
    at: readonly (string | number)[],
    sql: string,
    kind: keyof typeof WANTED,
  ): Promise<string> => {
    try {
      const written = await oneExpression(db, sql, WANTED[kind]);
      await requireKnownNames(db, written, areNamesKept);
      return await threeValued(db, written);
    } catch (error) {
      if (!(error instanceof NoExpression)) throw error;
      const { line } = source.positionOf(at, 'value');
      const place = { line, key: at.join('.') };
      throw refused(file, worded(OWN_CHECK_WORDS.atExpression, { ...place, why: error.words }));
    }
  };
  const population = await expression(['population'], of.population, 'condition');
  const nonCompliant = await expression(['nonCompliantWhen'], of.nonCompliantWhen, 'condition');
  const columns: Check['columns'][number][] = [];
  for (const [at, column] of of.columns.entries())
    columns.push({ ...column, sql: await expression(['columns', at, 'sql'], column.sql, column.kind) });
  return checkWith(name.replace(/\.yaml$/, ''), of, { population, nonCompliant, columns });
}

/** What is not known of an account is never false: whether it is of the population, nor whether it is a finding. */
function checkWith(
  id: string,
  of: OwnCheckFile,
  sql: { readonly population: string; readonly nonCompliant: string; readonly columns: Check['columns'] },
): Check {
  return {
    id,
    ...{ title: of.title, shortTitle: of.shortTitle, question: of.question, rule: of.rule },
    gravity: of.gravity,
    primary: of.sources,
    population: `coalesce((${sql.population}), true)`,
    verdict: `CASE WHEN (${sql.population}) IS NULL OR (${sql.nonCompliant}) IS NULL THEN 'undetermined'
  WHEN (${sql.nonCompliant}) THEN 'non-compliant' ELSE 'compliant' END`,
    columns: sql.columns,
    facts: {},
    constats: { fr: [sentenceOf(of, 'fr')], en: [sentenceOf(of, 'en')] },
  };
}

const PHYSICIANS = {
  fr: {
    one: ', dont {n} compte médecin',
    other: ', dont {n} comptes médecins',
    zero: ', dont aucun compte médecin',
  },
  en: {
    one: ', including {n} physician account',
    other: ', including {n} physician accounts',
    zero: ', no physician account among them',
  },
} as const;

function sentenceOf({ sentence }: OwnCheckFile, language: 'fr' | 'en'): Sentence {
  return [
    { of: 'count', ...sentence[language] },
    { of: 'physicians.count', ...PHYSICIANS[language] },
  ];
}

async function requireKnownNames(db: DuckDb, sql: string, areNamesKept: boolean): Promise<void> {
  const [named] = await namedIn(db, [sql]).catch((error: unknown) => {
    throw new NoExpression(asIs(messageOf(error)));
  });
  if (!areNamesKept && named?.columns.includes('displayName') === true)
    throw new NoExpression(OWN_CHECK_WORDS.displayName);
  const names = dossierColumns().map(([name]) => name);
  const unknown = named?.columns.find((name) => dossierColumn(name) === undefined);
  if (unknown === undefined) return;
  const meant = suggestionFor(unknown, names);
  const hint = meant === null ? '' : worded(OWN_CHECK_WORDS.hint, { meant });
  throw new NoExpression(worded(OWN_CHECK_WORDS.noColumn, { name: JSON.stringify(unknown), hint }));
}

function refused(file: string, why: InBoth, nextSteps: readonly InBoth[] = []): KnownError {
  return new KnownError('usage', worded(OWN_CHECK_WORDS.refused, { file, why }), {
    nextSteps: [...nextSteps, OWN_CHECK_WORDS.keysAndColumns],
  });
}
