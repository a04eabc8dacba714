import { KnownError } from '../../errors.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findAudit } from '../../audits/find-audit.ts';
import {
  refuseAlteredAssessment,
  refuseAlteredSnapshot,
  refuseUnexpected,
} from '../../audits/refuse-altered.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { dossierColumn } from '../../dossier/columns.ts';
import { identifier, openDuckDb, pathLiteral, temporaryFolderOf, type DuckDb } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import { scanRows, type RowFormat, type ScannedColumn } from '../../renderers/findings/findings-rows.ts';
import type { Column } from '../../situation/check-words.ts';
import { DOSSIER_FILE, findingsTable, hasDossier } from '../../situation/findings-tables.ts';
import { readSituation } from '../../situation/read-situation.ts';
import { SOURCE_IDS } from '../../snapshot/tables.ts';
import type { Io } from '../io.ts';
import { journalRead } from './journal-read.ts';
import { oneSelect, told } from './one-select.ts';
import { sendRows } from './print-rows.ts';
import { printValues, type ValueRow } from './print-values.ts';
import { withOpenedAudit, type OpenedAudit, type OpenOptions } from './opened-audit.ts';
import { withReadersFolder } from './readers-folder.ts';

export interface QueryRequest extends OpenOptions {
  /** Undefined: the tables and their columns are told. */
  readonly sql: string | undefined;
  readonly named: string | undefined;
  readonly out: string;
  readonly lang: Language;
  readonly format: RowFormat;
  readonly excel?: boolean;
  readonly wide?: boolean;
  readonly expectSha256?: string;
}

interface AuditTable {
  readonly name: string;
  readonly file: string;
}

/**
 * Prints the rows of one SELECT over an audit's dossier, findings and sources. Reads only: the session reaches no other file, and no
 * setting of it can be changed. Throws `KnownError` (usage) for any other statement, and for what DuckDB says of it.
 */
export async function queryStage(request: QueryRequest, io: Io): Promise<void> {
  const kept = await findAudit(request.named, request.out, auditPaths.situation);
  await refuseUnexpected(kept, request);
  await withOpenedAudit(kept, 'tables', request, io, (opened) => queryOpened(opened, request, io));
}

async function queryOpened(opened: OpenedAudit, request: QueryRequest, io: Io): Promise<void> {
  const { auditFolder } = opened;
  const tables = await tablesOf(auditFolder);
  await withReadersFolder(opened, io, async (folder) => {
    const db = await openDuckDb({
      temporaryFolder: temporaryFolderOf(folder),
      reaches: [auditFolder, folder],
    });
    try {
      for (const { name, file } of tables)
        await db.run(
          `CREATE VIEW ${identifier(name)} AS SELECT * FROM read_parquet(${pathLiteral(join(auditFolder, file))}, hive_partitioning = false)`,
        );
      if (request.sql === undefined) {
        await printTables(db, tables, request, io);
      } else {
        await journalRead(opened, 'query', io);
        await printQuery(db, request.sql, tables, request, io);
      }
    } finally {
      await db.close();
    }
  });
}

/** What can be asked, as its record left it. */
async function tablesOf(auditFolder: string): Promise<AuditTable[]> {
  const { checks } = await readSituation(auditFolder);
  const named = (prefix: string, id: string): string => `${prefix}${id.replaceAll('-', '_')}`;
  const judged = [
    ...(hasDossier(auditFolder) ? [{ name: 'dossier', file: DOSSIER_FILE }] : []),
    ...checks.map(({ id }) => ({ name: named('findings_', id), file: findingsTable(id) })),
  ];
  const sources = SOURCE_IDS.map((id) => ({ name: named('', id), file: `snapshot/${id}.parquet` }));
  const isThere = ({ file }: AuditTable): boolean => existsSync(join(auditFolder, file));
  const found = judged.filter(isThere);
  await refuseAlteredAssessment(
    auditFolder,
    found.map(({ file }) => file),
  );
  const read = sources.filter(isThere);
  // A folder of one establishment has none.
  if (read.length > 0) await refuseAlteredSnapshot(auditFolder);
  return [...found, ...read];
}

const describedSchema = z.object({ column_name: z.string(), column_type: z.string() });

async function printQuery(
  db: DuckDb,
  sql: string,
  tables: readonly AuditTable[],
  request: QueryRequest,
  io: Io,
): Promise<void> {
  const select = await oneSelect(
    db,
    sql,
    tables.map(({ name }) => name),
  );
  const columns = await told(async () => {
    const described = await db.rows(`DESCRIBE ${select}`, describedSchema);
    return described.map(({ column_name: name, column_type: type }): ScannedColumn => {
      const json = numberInJson(identifier(name), type);
      return {
        ...{ name, kind: kindOf(type), label: { fr: name, en: name } },
        ...(json === null ? {} : { json }),
      };
    });
  });
  requireDistinct(columns);
  await sendRows(
    (options) => inWords(scanRows(db, columns, `FROM (${select})`, request.format, options)),
    request,
    io,
  );
}

/** What a row makes fail is told as what the query's text does. */
async function* inWords(rows: AsyncGenerator<string>): AsyncGenerator<string> {
  for (;;) {
    const next = await told(() => rows.next());
    if (next.done === true) return;
    yield next.value;
  }
}

/** Every whole number up to it is one of the doubles that readers of JSON make of numbers. */
const MOST_EXACT = 2 ** 53;

/**
 * SQL of a number in JSON: a number where a double holds it with all its digits, else a text with all of them; null for a type whose
 * kind says it.
 */
function numberInJson(column: string, type: string): string | null {
  const numberIf = (condition: string, number: string): string =>
    `CASE WHEN ${condition} THEN to_json(${number}) WHEN ${column} IS NOT NULL THEN to_json(CAST(${column} AS VARCHAR)) END`;
  const double = `CAST(${column} AS DOUBLE)`;
  if (/^(DOUBLE|FLOAT)$/.test(type)) return numberIf(`isfinite(${column})`, double);
  if (type.startsWith('DECIMAL')) return numberIf(`TRY_CAST(${double} AS ${type}) = ${column}`, double);
  if (/^(U?HUGEINT|UBIGINT)$/.test(type))
    return numberIf(`${column} BETWEEN -${MOST_EXACT} AND ${MOST_EXACT}`, column);
  return null;
}

function kindOf(type: string): Column['kind'] {
  if (/^U?(TINY|SMALL|BIG)?INT(EGER)?$|^HUGEINT$/.test(type)) return 'integer';
  if (type === 'BOOLEAN') return 'boolean';
  return type === 'DATE' ? 'date' : 'text';
}

function requireDistinct(columns: readonly Column[]): void {
  const names = columns.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return;
  throw new KnownError(
    'usage',
    {
      fr: `la requête donne deux colonnes appelées ${identifier(twice)}`,
      en: `the query gives two columns called ${identifier(twice)}`,
    },
    {
      nextSteps: [
        {
          fr: 'Donner un autre nom à l’une d’elles\u00a0: `SELECT a.x AS y`.',
          en: 'Give one of them another name: SELECT a.x AS y.',
        },
      ],
    },
  );
}

const label = (name: string): Column => ({ name, kind: 'text', label: { fr: name, en: name } });

async function printTables(
  db: DuckDb,
  tables: readonly AuditTable[],
  request: QueryRequest,
  io: Io,
): Promise<void> {
  const rows: ValueRow[] = [];
  for (const { name } of tables) {
    const columns = await db.rows(`DESCRIBE ${identifier(name)}`, describedSchema);
    for (const { column_name: column, column_type: type } of columns) {
      const meaning = name === 'dossier' ? dossierColumn(column)?.meaning[request.lang] : undefined;
      rows.push({ table: name, column, type, meaning: meaning ?? null });
    }
  }
  await printValues(rows, ['table', 'column', 'type', 'meaning'].map(label), request, io);
}
