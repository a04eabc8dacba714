import { literal, pathLiteral } from '../duckdb/duckdb.ts';

/** A file of pages (gzip members of NDJSON) as SQL reads it: with these columns, of these types of DuckDB. */
export function pagesScan(file: string, columns: Readonly<Record<string, string>>): string {
  const schema = Object.entries(columns).map(([name, type]) => `${literal(name)}: ${literal(type)}`);
  return `read_json(${pathLiteral(file)}, format = 'newline_delimited', compression = 'gzip', hive_partitioning = false, columns = {${schema.join(', ')}})`;
}
