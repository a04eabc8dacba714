import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { MailFlowKind } from '../../snapshot/mail-flow-kinds.ts';

/** Outside its dates a rule is not applied; a date that cannot be read decides nothing. */
const FROM = `(nullif(activeFrom, '') IS NULL OR try_cast(activeFrom AS TIMESTAMP)::DATE <= known().collectedOn)`;
const UNTIL = `(nullif(activeUntil, '') IS NULL OR try_cast(activeUntil AS TIMESTAMP)::DATE >= known().collectedOn)`;

/** SQL over `mail-flow`: a transport rule is applied; null where that was not told. */
export const IS_APPLIED = `(isEnabled AND nullif(lower(trimmed(mode)), '') = 'enforce' AND ${FROM} AND ${UNTIL})`;

/** About automatic forwards; null where the type was not told, false where it is another one. */
const OF_FORWARDS = `CASE WHEN messageType IS NULL THEN NULL WHEN lower(trimmed(messageType)) = 'autoforward' THEN true
    WHEN messageType <> '' THEN false
    -- What stops mail of any type stops forwards; what stops it for a reason of its own says nothing of them.
    WHEN otherConditions IS NULL THEN NULL WHEN len(otherConditions) = 0 THEN true ELSE false END`;

const ALL_OUTSIDE = `(lower(sentToScope) IN ('', 'notinorganization') AND len(otherConditions) = 0 AND len(exceptions) = 0)`;

/** Mail that keeps its first sender comes from inside only where it was written inside. */
const WHOEVER_SENT = `CASE WHEN keepsSender THEN fromScope = '' ELSE lower(fromScope) IN ('', 'inorganization') END`;

/**
 * Makes `stopping_rules`: for redirects that keep the first sender of the mail (`keepsSender`) and for those that do not, the name of the
 * first transport rule that stops every automatic forward to outside (`blocking`), of the first that may stop some (`maybe`), and of
 * the first that stops, or may stop, those that stay inside too (`everywhere`).
 */
export async function createStoppingRules(db: DuckDb, parts: ReadonlySet<MailFlowKind>): Promise<void> {
  await db.run(`CREATE OR REPLACE TABLE stopping_rules AS
    WITH candidates AS (SELECT keepsSender, row_number() OVER (ORDER BY priority NULLS LAST, name) AS place, coalesce(name, '') AS name,
        ${IS_APPLIED} AS isApplied, stops, ${OF_FORWARDS} AS ofForwards, coalesce(${ALL_OUTSIDE}, false) AS allOutside,
        coalesce(${WHOEVER_SENT}, false) AS whoever, coalesce(sentToScope IS NOT NULL AND lower(sentToScope) = 'notinorganization', false) AS onlyOutside
      FROM "mail-flow" CROSS JOIN (SELECT unnest([true, false]) AS keepsSender)
      WHERE kind = 'transport-rule' AND ${parts.has('transport-rule')}),
    possible AS (SELECT * FROM candidates WHERE isApplied IS NOT FALSE AND stops IS NOT FALSE AND ofForwards IS NOT FALSE)
    SELECT b.keepsSender,
      min_by(name, place) FILTER (isApplied AND stops AND ofForwards AND allOutside AND whoever) AS blocking,
      min_by(name, place) FILTER (name IS NOT NULL) AS maybe,
      min_by(name, place) FILTER (name IS NOT NULL AND NOT onlyOutside) AS everywhere
    FROM (SELECT unnest([true, false]) AS keepsSender) b LEFT JOIN possible p ON p.keepsSender = b.keepsSender GROUP BY 1`);
}
