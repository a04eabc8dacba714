import { ENFORCEMENT, withDemands } from '../../enforcement/enforcement.ts';
import type { SourceRows, Staging } from './staging.ts';

const rows = ENFORCEMENT.rows.map(({ source, select }): SourceRows => ({
  name: `src_mfa_${source.replaceAll('-', '_')}`,
  source,
  by: 'accountId',
  select,
}));

const { by } = ENFORCEMENT.shared;

/**
 * Whether MFA is always demanded of the account, and by what. Few combinations of the policies that concern an account occur:
 * what they demand together is worked out once for each.
 */
export const stgMfaEnforcement: Staging = {
  name: 'stg_mfa_enforcement',
  reads: rows,
  sql: `WITH concerned AS MATERIALIZED (
      SELECT a.accountId, ${ENFORCEMENT.ofAccount.join(', ')}, m.* EXCLUDE (accountId)
      FROM stg_accounts a LEFT JOIN (
        SELECT accountId, ${ENFORCEMENT.byAccount.join(',\n          ')}
        FROM (${rows.map(({ name }) => `SELECT * FROM ${name}`).join('\n          UNION ALL BY NAME ')}) GROUP BY accountId) m
      ON m.accountId = a.accountId),
    demanded AS (${withDemands(`SELECT DISTINCT ${by.join(', ')} FROM concerned`)})
    SELECT c.accountId, ${ENFORCEMENT.columns.map((name) => `d.${name}`).join(', ')}
    FROM concerned c LEFT JOIN demanded d ON ${by.map((name) => `d.${name} IS NOT DISTINCT FROM c.${name}`).join(' AND ')}`,
};
