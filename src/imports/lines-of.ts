import { literal, pathLiteral } from '../duckdb/duckdb.ts';
import type { PageFile } from '../snapshot/page-file.ts';

/** Pages as SQL reads them: with these columns, of these types of DuckDB. */
export function linesOf({ path }: PageFile, columns: Readonly<Record<string, string>>): string {
  const schema = Object.entries(columns).map(([name, type]) => `${literal(name)}: ${literal(type)}`);
  return `read_json(${pathLiteral(path)}, format = 'newline_delimited', compression = 'gzip', hive_partitioning = false, columns = {${schema.join(', ')}})`;
}
