/**
 * A query of the ids of `accounts`, a query with an `accountId`: all, or no more than `sample` of them, drawn by a hash of the id, so
 * that every run draws the same.
 */
export function drawnFrom(accounts: string, sample: number | null): string {
  if (sample === null) return accounts;
  return `SELECT accountId FROM (${accounts}) ORDER BY md5(accountId), accountId LIMIT ${sample}`;
}
