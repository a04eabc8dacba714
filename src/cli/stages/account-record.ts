import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { auditsUnder } from '../../audits/audit-folder.ts';
import { refuseAlteredAssessment } from '../../audits/refuse-altered.ts';
import { columnsNotAsked } from '../../assessment/rests-on/needs.ts';
import { VERDICTS, type Verdict } from '../../checks/verdict.ts';
import { COMMON_COLUMNS } from '../../checks/common-columns.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { literal, pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import { asIs, KnownError } from '../../errors.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import type { Column } from '../../situation/check-words.ts';
import { DOSSIER_FILE, findingsTable, hasDossier, verdictColumn } from '../../situation/findings-tables.ts';
import { STANDING_COLUMNS } from '../../situation/exceptions/exception-columns.ts';
import { withStanding } from '../../renderers/findings/standing.ts';
import { readSituation } from '../../situation/read-situation.ts';
import type { Situation } from '../../situation/situation.ts';
import { readJson } from '../../texts/read-json.ts';
import type { OpenedAudit } from './opened-audit.ts';

const rowSchema = z.record(z.string(), z.unknown());
export type FactRow = z.infer<typeof rowSchema>;

/** A verdict; `unknown` where the dossier holds none, or a word that this version does not know. */
export type ReadVerdict = Verdict | 'unknown';

/** A check's verdict of an account, and what it found of it. */
export interface AccountVerdict {
  readonly check: CheckDescription;
  readonly verdict: ReadVerdict;
  /** The word as it stands in the dossier; null where there is none. */
  readonly written: string | null;
  /** The columns of its own, and a row of them for each thing found. */
  readonly columns: readonly Column[];
  readonly findings: readonly FactRow[];
  /** How old a finding is and who accepts it, as `STANDING_COLUMNS`; null where nothing is told of it. */
  readonly standing: FactRow | null;
}

/** How an earlier audit judged the account; null verdicts: it was not there. */
export interface EarlierVerdicts {
  readonly audit: string;
  readonly asOf: string;
  readonly verdicts: Readonly<Record<string, ReadVerdict>> | null;
}

export interface AccountRecord {
  /** The dossier's columns, without the verdicts. */
  readonly facts: FactRow;
  /** Those of them that were not asked for, as no check that was chosen needs them: what stands there is no answer. */
  readonly notAsked: readonly string[];
  readonly verdicts: readonly AccountVerdict[];
  /** Oldest first. */
  readonly history: readonly EarlierVerdicts[];
  /** Earlier audits that cannot be used: folders' names. */
  readonly notUsed: readonly string[];
}

/** The dossier of an assessed audit as a FROM. Throws `KnownError` (local) where there is none. */
export function dossierOf(auditFolder: string): string {
  if (hasDossier(auditFolder)) return `read_parquet(${pathLiteral(join(auditFolder, DOSSIER_FILE))})`;
  throw new KnownError(
    'local',
    {
      fr: `${auditFolder} a été évalué par une version qui ne gardait pas de dossier de comptes`,
      en: `${auditFolder} was assessed by a version that kept no dossier`,
    },
    {
      nextSteps: [{ fr: 'L’évaluer de nouveau\u00a0: vigie assess', en: 'Assess it again: vigie assess' }],
    },
  );
}

/**
 * All that an audit knows of the account of that name (user principal name, id, mail address or displayed name, without case), and
 * how earlier audits of the tenant judged it. Throws `KnownError` (usage) where there is none, with those it may have meant, or
 * several.
 */
export async function accountRecord(
  db: DuckDb,
  name: string,
  { auditFolder, kept }: OpenedAudit,
  situation: Situation,
): Promise<AccountRecord> {
  await db.setVariable('account_name', name.toLowerCase());
  const row = await rowOf(db, name, auditFolder);
  const id = z.string().parse(row.accountId);
  await db.setVariable('account_id', id);
  const verdicts: AccountVerdict[] = [];
  for (const check of situation.checks) {
    const word = row[verdictColumn(check.id)];
    const verdict = readVerdict.parse(word);
    const columns = check.columns.filter(({ name: column }) => !COMMON.has(column));
    verdicts.push({
      check,
      verdict,
      written: typeof word === 'string' ? word : null,
      columns,
      findings: await findingsIn(db, auditFolder, check.id),
      standing: verdict === 'non-compliant' ? await standingOf(db, auditFolder, check.id) : null,
    });
  }
  return {
    facts: Object.fromEntries(Object.entries(row).filter(([column]) => !column.startsWith('verdict_'))),
    notAsked: [...columnsNotAsked(situation.sources)],
    verdicts,
    ...(await historyOf(db, kept, situation)),
  };
}

const COMMON = new Set(COMMON_COLUMNS.map(({ name }) => name));
const NAMES = ['userPrincipalName', 'accountId', 'otherMail', 'displayName'];
const MOST_NAMED = 8;

const jsonSchema = z.object({ json: z.string() });

async function rowOf(db: DuckDb, name: string, auditFolder: string): Promise<FactRow> {
  const from = dossierOf(auditFolder);
  const isNamed = NAMES.map((column) => `lower(${column}) = getvariable('account_name')`);
  // A whole name wins: somebody's displayed name may be another one's address.
  const rank = isNamed.map((condition, at) => `WHEN ${condition} THEN ${at}`).join(' ');
  const found = await db.rows(
    `SELECT to_json(d)::VARCHAR AS json FROM (SELECT *, CASE ${rank} END AS nameRank FROM ${from}) d
     WHERE nameRank = (SELECT min(CASE ${rank} END) FROM ${from}) LIMIT ${MOST_NAMED}`,
    jsonSchema,
  );
  const rows = found.map(({ json }) => rowSchema.parse(readJson(json)));
  const [row, ...others] = rows;
  if (row === undefined) throw await unknownAccount(db, name, from);
  if (others.length > 0)
    throw new KnownError(
      'usage',
      {
        fr: `plusieurs comptes s’appellent ${JSON.stringify(name)}`,
        en: `several accounts are called ${JSON.stringify(name)}`,
      },
      {
        nextSteps: [
          {
            fr: 'En nommer un par son nom d’utilisateur principal ou son identifiant\u00a0:',
            en: 'Name one by its user principal name or id:',
          },
          ...rows.map((row) => asIs(nameOf(row))),
        ],
      },
    );
  return Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'nameRank'));
}

function nameOf({ userPrincipalName, displayName, accountId }: FactRow): string {
  const named = [displayName, userPrincipalName].filter((name) => typeof name === 'string');
  return `${named.join(', ')} (${String(accountId)})`;
}

async function unknownAccount(db: DuckDb, name: string, from: string): Promise<KnownError> {
  const likeness = (column: string): string =>
    `jaro_winkler_similarity(lower(coalesce(${column}, '')), getvariable('account_name'))`;
  const near = await db.rows(
    `SELECT json FROM (SELECT to_json({'accountId': accountId, 'userPrincipalName': userPrincipalName, 'displayName': displayName})::VARCHAR AS json,
       greatest(${likeness('userPrincipalName')}, ${likeness('displayName')}, ${likeness("split_part(userPrincipalName, '@', 1)")}) AS likeness
       FROM ${from}) WHERE likeness > 0.8 ORDER BY likeness DESC, json LIMIT 5`,
    jsonSchema,
  );
  const names = near.map(({ json }) => nameOf(rowSchema.parse(readJson(json))));
  return new KnownError(
    'usage',
    {
      fr: `aucun compte ne s’appelle ${JSON.stringify(name)} dans cet audit`,
      en: `no account is called ${JSON.stringify(name)} in this audit`,
    },
    {
      nextSteps: [
        ...(names.length === 0
          ? []
          : [
              { fr: 'Serait-ce l’un de ceux-ci?', en: 'Did you mean one of these?' },
              ...names.map((named) => asIs(named)),
            ]),
        {
          fr: 'Le nommer par son nom d’utilisateur principal, son identifiant, son adresse de courriel ou son nom affiché.',
          en: 'Name it by its user principal name, its id, its mail address or its displayed name.',
        },
      ],
    },
  );
}

const readVerdict = z.enum(VERDICTS).or(z.unknown().transform(() => 'unknown' as const));

async function findingsIn(db: DuckDb, auditFolder: string, check: string): Promise<FactRow[]> {
  const file = join(auditFolder, findingsTable(check));
  if (!existsSync(file)) return [];
  const found = await db.rows(
    `SELECT to_json(f)::VARCHAR AS json FROM read_parquet(${pathLiteral(file)}, hive_partitioning = false) f
     WHERE accountId = getvariable('account_id') LIMIT 100`,
    jsonSchema,
  );
  return found.map(({ json }) => rowSchema.parse(readJson(json)));
}

async function standingOf(db: DuckDb, auditFolder: string, check: string): Promise<FactRow | null> {
  const account = `(SELECT getvariable('account_id') AS accountId)`;
  const columns = STANDING_COLUMNS.map(({ name }) => `'${name}': ${name}`).join(', ');
  const [found] = await db.rows(
    `SELECT to_json({${columns}})::VARCHAR AS json FROM ${withStanding(auditFolder, check, account)}`,
    jsonSchema,
  );
  const row = found === undefined ? {} : rowSchema.parse(readJson(found.json));
  return Object.values(row).every((value) => value === null) ? null : row;
}

/** How many earlier audits are looked through: three years of monthly ones. */
const MOST_AUDITS = 36;

async function historyOf(
  db: DuckDb,
  auditFolder: string,
  { tenant, checks }: Situation,
): Promise<Pick<AccountRecord, 'history' | 'notUsed'>> {
  const history: EarlierVerdicts[] = [];
  const notUsed: string[] = [];
  for (const folder of await earlierFolders(auditFolder)) {
    const earlier = await earlierSituation(folder);
    if (earlier === null) notUsed.push(basename(folder));
    // Pilots are no part of a history.
    else if (earlier.tenant.id === tenant.id && earlier.sample === undefined) {
      const known = checks.filter(({ id }) => earlier.checks.some((check) => check.id === id));
      const verdicts = await verdictsIn(db, folder, known);
      history.push({ audit: basename(folder), asOf: earlier.asOf, verdicts });
    }
  }
  return { history, notUsed };
}

/** Oldest first. */
export async function earlierFolders(auditFolder: string): Promise<string[]> {
  const own = dirname(auditFolder);
  const all = await auditsUnder(dirname(own), auditPaths.situation);
  const earlier = all.filter((folder) => dirname(folder) === own && folder < auditFolder);
  return earlier.slice(0, MOST_AUDITS).reverse();
}

/** Null where it cannot be read, is not as its assessment left it, or kept no dossier. */
async function earlierSituation(folder: string): Promise<Situation | null> {
  try {
    dossierOf(folder);
    await refuseAlteredAssessment(folder, [DOSSIER_FILE]);
    return await readSituation(folder);
  } catch (error) {
    if (error instanceof KnownError) return null;
    throw error;
  }
}

async function verdictsIn(
  db: DuckDb,
  folder: string,
  checks: readonly CheckDescription[],
): Promise<EarlierVerdicts['verdicts']> {
  const columns = checks.map(({ id }) => `${literal(id)}: ${verdictColumn(id)}`).join(', ');
  const [row] = await db.rows(
    `SELECT CAST(to_json({${columns}}) AS VARCHAR) AS json FROM ${dossierOf(folder)} WHERE accountId = getvariable('account_id')`,
    jsonSchema,
  );
  return row === undefined ? null : z.record(z.string(), readVerdict).parse(readJson(row.json));
}
