import type { Config } from '../../config/config.ts';
import type { ReportDates } from '../../dossier/source-use.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { Roster } from '../../population/roster.ts';
import type { EstablishmentPart } from '../../situation/establishments/establishments-schema.ts';
import type { Situation } from '../../situation/situation.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import type { Choice } from '../chosen-checks.ts';
import type { FoundGap, Populations } from '../gaps/found-gap.ts';

/** What a section is counted from. In `db`: the snapshot's views, and the dossier with its verdicts. */
export interface SectionContext {
  readonly db: DuckDb;
  readonly auditFolder: string;
  readonly manifest: SnapshotManifest;
  readonly config: Config;
  readonly dates: ReportDates;
  /** Null where the config names none. */
  readonly roster: Roster | null;
  readonly choice: Choice;
}

export interface GapContext extends SectionContext {
  readonly populations: Populations;
  /** What all sections counted. */
  readonly counted: Partial<Situation>;
}

/** The keys that a section gives; what nothing is known of is left out. */
export interface Counted {
  /** Of the situation. */
  readonly whole: Partial<Situation>;
  /** Of one establishment, by its id; left out where the section is the tenant's alone. */
  readonly of?: (establishment: string) => Partial<Omit<EstablishmentPart, 'id'>>;
  /** Ids of establishments that it tells of, whether an account is there or not. */
  readonly establishments?: readonly string[];
}

/** A part of the situation: what it counts, and what is not known of it. */
export interface Section {
  readonly id: string;
  /** Whether anything that was chosen is in it; always, where left out. */
  readonly isOf?: (choice: Choice) => boolean;
  /** Left out where all its figures are those of the population or of checks. */
  readonly count?: (context: SectionContext) => Promise<Counted>;
  readonly gaps?: (context: GapContext) => Promise<FoundGap[]>;
}
