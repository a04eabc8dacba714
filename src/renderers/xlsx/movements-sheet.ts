import { existsSync } from 'node:fs';
import { z } from 'zod';
import { worded } from '../../errors.ts';
import type { Column } from '../../situation/check-words.ts';
import { pathLiteral } from '../../duckdb/duckdb.ts';
import { frame } from '../../i18n/frame.ts';
import { LANGUAGES, type Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { Situation } from '../../situation/situation.ts';
import { changesFile } from '../../situation/findings-tables.ts';
import { requireColumns } from '../findings/findings-scan.ts';
import { TROUBLE_WORDS } from '../findings/trouble-words.ts';
import { MOVE_KINDS, moveLabel } from '../report/change.ts';
import type { Dictionary } from './account-rows.ts';
import { accountSheets, commonWords, ofPhysician, wordsOf, type AccountSource } from './findings-sheets.ts';
import type { Sheet } from './sheet.ts';
import { VERDICT_WORDS, WORDS } from './words.ts';

const OWN: readonly Column[] = [
  { name: 'check', kind: 'text', label: framed('indicator') },
  { name: 'change', kind: 'text', label: WORDS.movement },
  { name: 'verdictBefore', kind: 'text', label: WORDS.verdictBefore },
];

/** Columns that every check has too, and are called the same. */
const SHARED = [
  'verdict',
  'userPrincipalName',
  'displayName',
  'category',
  'physician',
  'establishment',
  'accountEnabled',
  'accountId',
];

/** The accounts that moved since the previous audit, where it could be compared; none where it was not. */
export async function movementSheets(source: AccountSource): Promise<Sheet[]> {
  const path = changesFile(source.auditFolder);
  if (!existsSync(path)) return [];
  const { situation, language, db } = source;
  const columns = movementColumns(situation);
  // A word depends on the check too, so both go into the key.
  const scan = `FROM (SELECT * REPLACE ("check" || ' ' || change AS change) FROM read_parquet([${pathLiteral(path)}], hive_partitioning = false))`;
  await requireColumns(
    db,
    columns,
    scan,
    worded(TROUBLE_WORDS.table, { name: TROUBLE_WORDS.changes, file: path }),
  );
  const counted = await db.row(
    `SELECT count(*)::DOUBLE AS "rows", count(*) FILTER (WHERE ${ofPhysician(columns)})::DOUBLE AS physicians ${scan}`,
    z.object({ rows: z.number(), physicians: z.number() }),
  );
  const title = phrase(WORDS, 'movements', language);
  const about = phrase(WORDS, 'movementsAbout', language);
  const table = { scan, columns, dictionaries: dictionariesOf(situation, language) };
  return accountSheets(table, { title, ...counted, file: 'changes.csv' }, source, () => about);
}

/** The columns of the movements, in the words of the situation's checks. */
export function movementColumns({ checks }: Situation): Column[] {
  const known = checks.flatMap(({ columns }) => columns);
  const shared = SHARED.flatMap((name) => known.find((column) => column.name === name) ?? []);
  return [...OWN, ...shared, { name: 'detail', kind: 'text', label: WORDS.detail }];
}

function dictionariesOf(situation: Situation, language: Language): Map<string, Dictionary> {
  const { checks } = situation;
  const verdicts = wordsOf(VERDICT_WORDS, language);
  const moves = checks.flatMap((check) =>
    MOVE_KINDS.map((kind): [string, string] => [`${check.id} ${kind}`, moveLabel(kind, check, language)]),
  );
  return new Map([
    ...commonWords(situation, language),
    ['check', new Map(checks.map(({ id, title }) => [id, title[language]]))],
    ['change', new Map(moves)],
    ['verdictBefore', verdicts],
  ]);
}

function framed(key: 'indicator'): Words {
  const [fr, en] = LANGUAGES.map((language) => frame(key, language));
  return { fr: fr ?? '', en: en ?? '' };
}
