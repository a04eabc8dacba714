/**
 * The variable that the allocator which DuckDB brings with it on Linux (jemalloc) reads, once, as the library is loaded:
 * https://github.com/duckdb/duckdb-web/issues/6076
 */
export const ALLOCATOR_VARIABLE = 'DUCKDB_JE_MALLOC_CONF';

/**
 * What one thread freed is for the others too, and what nobody takes goes back to the system within half a second. At full size a fourth
 * less memory stays taken, for a fiftieth of the processor: https://github.com/duckdb/duckdb/pull/7697
 */
export const GIVES_BACK = 'narenas:1,dirty_decay_ms:500,muzzy_decay_ms:0';
