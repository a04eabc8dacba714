import type { Category } from '../config/config.ts';
import { identifier, type DuckDb } from '../duckdb/duckdb.ts';
import { normalisedPattern } from './text-macros.ts';
import { patternsOf } from './patterns.ts';

/**
 * SQL expression, over `accounts` as `a`, of the id of the first category whose conditions all hold; '' for none.
 * What comes from the config is set as variables, which the expression reads.
 */
export async function categoryExpression(db: DuckDb, categories: readonly Category[]): Promise<string> {
  await db.setVariable(
    'physician_categories',
    categories.filter((category) => category.physician).map((category) => category.id),
  );
  await db.setVariable(
    'service_categories',
    categories.filter((category) => category.service === true).map((category) => category.id),
  );
  const branches: string[] = [];
  for (const [index, category] of categories.entries()) {
    await db.setVariable(`category_${index}`, category.id);
    const conditions = await conditionsOf(db, category, index);
    branches.push(`WHEN ${conditions.join(' AND ') || 'true'} THEN getvariable('category_${index}')`);
  }
  return `CASE ${branches.join('\n  ')}\n  ELSE '' END`;
}

async function conditionsOf(db: DuckDb, category: Category, index: number): Promise<string[]> {
  const conditions: string[] = [];
  for (const { attribute, pattern } of patternsOf(category)) {
    const variable = `category_${index}_${attribute}`;
    await db.setVariable(variable, await normalisedPattern(db, pattern));
    conditions.push(`regexp_matches(matched(a.${identifier(attribute)}), getvariable('${variable}'), 'i')`);
  }
  if (category.when.group !== undefined) {
    const variable = `category_${index}_group`;
    await db.setVariable(variable, category.when.group);
    conditions.push(
      `a.accountId IN (SELECT g.accountId FROM "group-members" g WHERE g.groupRef = getvariable('${variable}') AND g.accountId IS NOT NULL)`,
    );
  }
  return conditions;
}
