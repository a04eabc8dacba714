import type { Situation } from '../../situation/situation.ts';
import { neutralise } from '../neutralise.ts';
import type { Cell } from './csv-text.ts';
import { INDICATOR_HEADS, indicatorTallies } from './indicator-rows.ts';

/** The heads of one long table over audits: whose and of when each row is, then those of `indicators.csv`. */
export const HISTORY_HEADS = ['tenant', 'audit', 'asOf', ...INDICATOR_HEADS] as const;

/** An audit as the table tells it apart: its tenant's default domain and the name of its folder, as cells read them. */
export type AuditKey = readonly [tenant: string, audit: string];

/** What the first two cells of an audit's rows hold. */
export function auditKey({ tenant }: Situation, audit: string): AuditKey {
  return [neutralise(tenant.defaultDomain), neutralise(audit)];
}

/** The rows of one audit in that table, without heads. */
export function historyRows(situation: Situation, audit: string): (readonly Cell[])[] {
  const { tenant, asOf } = situation;
  return indicatorTallies(situation).map((row) => [tenant.defaultDomain, audit, asOf, ...row]);
}
