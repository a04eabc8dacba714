/**
 * Functions of DuckDB, and macros of the dossier, that give NULL as soon as one of their arguments is NULL, whatever its type; a test asks
 * DuckDB. What others make of NULL is a value (`concat`, `greatest`, a list) that nobody may take for an answer.
 */
export const NULL_PASSING: ReadonlySet<string> = new Set([
  ...['-', '*', '/', '//', '%', '**', '^', '||', '^@', '~~', '!~~', '~~*', '!~~*', '~~~'],
  ...['lower', 'upper', 'trim', 'ltrim', 'rtrim', 'length', 'len', 'strlen', 'reverse', 'strip_accents'],
  ...['substring', 'substr', 'left', 'right', 'replace', 'lpad', 'rpad'],
  ...['starts_with', 'prefix', 'ends_with', 'suffix', 'contains', 'position', 'strpos', 'instr'],
  ...['like_escape', 'not_like_escape', 'ilike_escape', 'not_ilike_escape'],
  ...['regexp_full_match', 'regexp_matches', 'regexp_replace'],
  ...['abs', 'ceil', 'ceiling', 'floor', 'round', 'sign', 'mod'],
  ...['year', 'quarter', 'month', 'week', 'day', 'dayofweek', 'isodow', 'dayofyear', 'last_day'],
  ...['date_part', 'date_diff', 'datediff', 'date_sub', 'datesub', 'date_trunc', 'date_add', 'strftime'],
  ...['to_days', 'to_months', 'to_years', 'days_until', 'days_in_month'],
  ...['list_contains', 'list_has', 'list_has_any', 'list_has_all', 'list_position', 'list_extract'],
  ...['list_sort', 'list_distinct', 'list_unique', 'list_max', 'list_min', 'list_sum', 'list_count'],
  ...['list_filter', 'list_transform', 'struct_extract'],
]);

/** Those that take a lambda: in what others take, an arrow reads JSON. */
export const LAMBDA_TAKING: ReadonlySet<string> = new Set([
  ...['list_filter', 'list_transform', 'list_apply', 'list_reduce'],
  ...['array_filter', 'array_transform', 'array_apply', 'array_reduce'],
  ...['filter', 'apply', 'reduce'],
]);

/** Operators that are no function, and that give NULL as soon as one of their operands is NULL, or as IN does of values. */
export const NULL_PASSING_OPERATORS: ReadonlySet<string> = new Set([
  ...['OPERATOR_NOT', 'COMPARE_IN', 'COMPARE_NOT_IN', 'OPERATOR_TRY'],
  ...['ARRAY_EXTRACT', 'ARRAY_SLICE', 'STRUCT_EXTRACT'],
]);

/** These ask for NULL itself. */
export const ASKS_FOR_NULL: ReadonlySet<string> = new Set([
  ...['OPERATOR_IS_NULL', 'OPERATOR_IS_NOT_NULL', 'OPERATOR_COALESCE'],
  ...['COMPARE_DISTINCT_FROM', 'COMPARE_NOT_DISTINCT_FROM'],
]);
