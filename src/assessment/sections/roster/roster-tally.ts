import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import { namedFirst } from '../../../i18n/collation.ts';
import { parted, type Parted } from '../../establishments/parted.ts';
import { rosterKeyExpression, type Roster } from '../../../population/roster.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { sourceReport } from '../../../snapshot/open.ts';
import {
  linesSchema,
  type RosterLines,
  type RosterPart,
  type RosterPersons,
  type RosterTally,
  type PhysiciansWithoutMailbox,
} from '../../../situation/sections/roster.ts';
import { rosterPersons, type PersonsOf, type PersonsPart, type PersonsTally } from './roster-persons.ts';

/**
 * What the roster's lines found, and those of each establishment: the one that the line names, else its account's. Needs
 * the table `roster`, the view `accounts` and the dossier.
 */
export async function rosterTally(
  db: DuckDb,
  { roster, manifest, config }: { roster: Roster; manifest: SnapshotManifest; config: Config },
): Promise<{ tally: Parted<{ roster?: RosterTally }>; establishments: string[] }> {
  const { lines, persons, withoutAccount, withoutAccountByCategory } = roster;
  const read = { lines, ...(persons === null ? {} : { persons }) };
  if (config.roster === undefined || !areLinesMatched(manifest))
    return { tally: { whole: { roster: read }, of: () => ({}) }, establishments: [] };
  await createMatched(db, config.roster);
  const cells = await rosterCells(db);
  const personsOf = persons === null ? () => undefined : await rosterPersons(db);
  await db.run('DROP TABLE roster_matched');
  const categories = [...config.categories.map(({ id }) => id), ''];
  const decidedBy = config.roster.category === undefined ? 'every-line' : 'category';
  const tally = parted(cells, (own, establishment) => ({
    roster: {
      ...(establishment === undefined
        ? { ...read, withoutAccount, withoutAccountByCategory: { ...withoutAccountByCategory } }
        : { ...linesOf(own, categories), ...countOf(personsOf({ establishment })) }),
      physiciansWithoutMailbox: {
        decidedBy,
        ...physiciansWithoutMailbox(own, categories, { establishment, personsOf }),
      } as const,
    },
  }));
  return { tally, establishments: [...new Set(cells.map(({ establishment }) => establishment))] };
}

/** Where accounts are missing, a line may be that of one that was not read: none is then said to match no account. */
export function areLinesMatched(manifest: SnapshotManifest): boolean {
  return sourceReport(manifest, 'accounts').outcome === 'complete';
}

/** A line without an account has no category but its own. */
function linesOf(cells: readonly Cell[], categories: readonly string[]): RosterTally {
  const { lines, withoutAccount } = sumOf(cells);
  const byCategory = of(categories, cells, ({ category }) => category).filter(
    (one) => one.withoutAccount > 0,
  );
  const withoutAccountByCategory = Object.fromEntries(byCategory.map((one) => [one.id, one.withoutAccount]));
  return { lines, withoutAccount, withoutAccountByCategory };
}

const cellSchema = linesSchema.extend({
  category: z.string(),
  establishment: z.string(),
  isPhysician: z.boolean(),
  isKnown: z.boolean(),
});

/** The table `roster_matched`: each line, with what its accounts have, and the category and establishment that it counts in. */
async function createMatched(db: DuckDb, roster: NonNullable<Config['roster']>): Promise<void> {
  const byCategory = roster.category !== undefined;
  // The roster is small beside the directory: each join looks its few keys up in one pass over the accounts.
  await db.run(
    `CREATE OR REPLACE TABLE roster_matched AS
     SELECT r.line, any_value(r.person) AS person, count(d.accountId) AS accounts,
       coalesce(bool_or(d.personalMailbox AND NOT d.mailboxUntold), false) AS hasMailbox, coalesce(bool_or(d.planUnknown OR d.mailboxUntold), false) AS maybeMailbox,
       coalesce(nullif(any_value(r.category), ''), max(d.category), '') AS category,
       coalesce(nullif(any_value(r.establishment), ''), max(d.establishment), '') AS establishment,
       ${byCategory ? `list_contains(getvariable('physician_categories'), coalesce(nullif(any_value(r.category), ''), max(d.category), ''))` : 'true'} AS isPhysician,
       ${byCategory ? `any_value(r.category) <> '' OR count(d.accountId) > 0` : 'true'} AS isKnown
     FROM roster r
     LEFT JOIN (SELECT a.accountId, ${rosterKeyExpression(roster.key)} AS key FROM accounts a) k ON k.key = r.key AND r.key <> ''
     LEFT JOIN (SELECT accountId, personalMailbox, planUnknown, mailboxUntold, category, establishment FROM dossier) d ON d.accountId = k.accountId
     GROUP BY r.line`,
  );
}

async function rosterCells(db: DuckDb): Promise<Cell[]> {
  const cells = await db.rows(
    `SELECT category, establishment, isPhysician, isKnown, count(*)::DOUBLE AS lines,
       count(*) FILTER (WHERE accounts = 0)::DOUBLE AS "withoutAccount",
       count(*) FILTER (WHERE accounts > 0 AND NOT hasMailbox AND NOT maybeMailbox)::DOUBLE AS "withoutMailbox",
       count(*) FILTER (WHERE accounts > 0 AND NOT hasMailbox AND maybeMailbox)::DOUBLE AS undetermined
     FROM roster_matched
     GROUP BY category, establishment, isPhysician, isKnown`,
    cellSchema,
  );
  return cells.sort((left, right) => namedFirst(left.establishment, right.establishment));
}

function physiciansWithoutMailbox(
  cells: readonly Cell[],
  categories: readonly string[],
  { establishment, personsOf }: { establishment: string | undefined; personsOf: PersonsOf },
): Omit<PhysiciansWithoutMailbox, 'decidedBy'> {
  const physicians = cells.filter(({ isPhysician }) => isPhysician);
  const withPersons = (part: LinesOfOne, one: PersonsPart): RosterPart => ({
    ...part,
    ...physiciansOf(personsOf(one)),
  });
  return {
    withoutCategory: sumOf(cells.filter(({ isKnown }) => !isKnown)).lines,
    ...sumOf(physicians),
    ...physiciansOf(personsOf({ establishment })),
    byCategory: of(categories, physicians, (cell) => cell.category).map((one) =>
      withPersons(one, { establishment, category: one.id }),
    ),
    byEstablishment: of(
      [...new Set(physicians.map(({ establishment }) => establishment))],
      physicians,
      (cell) => cell.establishment,
    ).map((one) => withPersons(one, { establishment: one.id })),
  };
}

type Cell = z.infer<typeof cellSchema>;
type LinesOfOne = { id: string } & RosterLines;

/** The sums per id, in their order; those without a line are left out. */
function of(ids: readonly string[], cells: readonly Cell[], idOf: (cell: Cell) => string): LinesOfOne[] {
  return ids
    .map((id) => ({ id, ...sumOf(cells.filter((cell) => idOf(cell) === id)) }))
    .filter(({ lines }) => lines > 0);
}

function sumOf(cells: readonly Cell[]): RosterLines {
  const sum = (name: keyof RosterLines): number => cells.reduce((total, cell) => total + cell[name], 0);
  return {
    lines: sum('lines'),
    withoutAccount: sum('withoutAccount'),
    withoutMailbox: sum('withoutMailbox'),
    undetermined: sum('undetermined'),
  };
}

function countOf(tally: PersonsTally | undefined): { persons?: number } {
  return tally === undefined ? {} : { persons: tally.all };
}

function physiciansOf(tally: PersonsTally | undefined): { persons?: RosterPersons } {
  return tally === undefined ? {} : { persons: tally.physicians };
}
