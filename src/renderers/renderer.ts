import type { DuckDb } from '../duckdb/duckdb.ts';
import type { Language } from '../i18n/language.ts';
import type { Situation } from '../situation/situation.ts';

/** The formats that are files of the audit folder. */
export const FILE_FORMATS = ['json', 'csv', 'markdown', 'html', 'xlsx', 'pptx'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Every format; the terminal's is printed, not written. */
export const FORMATS = [...FILE_FORMATS, 'terminal'] as const;
export type Format = (typeof FORMATS)[number];

/** What a report is made from. */
export interface ReportInput {
  readonly situation: Situation;
  /** The folder that holds `findings/`. */
  readonly auditFolder: string;
  readonly language: Language;
  /** CSV as a French Excel expects it. */
  readonly excel: boolean;
  /** The lists to act on as the other CSV, not as a double click opens them. */
  readonly plainCsv?: boolean;
  /** Every row of the accounts in the workbook, however many. */
  readonly allRows: boolean;
  /** Whether a file of the audit folder, relative to it, will be there as it is: of an encrypted audit, some are not. Left out, all are. */
  readonly staysInClear?: (path: string) => boolean;
  /** Where its files lie; in the audit folder under their own names, when left out. */
  readonly places?: ReportPlaces;
}

/** Where the files of a report lie. */
export interface ReportPlaces {
  /** The folder that its reader opens. */
  readonly folder: string;
  readonly placeOf: PlaceOf;
}

/** Where a file, named as in an audit folder, lies in the folder that the report's reader opens. */
export type PlaceOf = (path: string) => string;

export const underItsName: PlaceOf = (path) => path;

/** Every file in the audit folder, under its own name. */
export function inPlace(auditFolder: string): ReportPlaces {
  return { folder: auditFolder, placeOf: underItsName };
}

/** What a report that has the accounts in it is made from besides. */
export interface RenderInput extends ReportInput {
  readonly db: DuckDb;
}

export interface RenderedFile {
  /** Relative to the audit folder. */
  readonly path: string;
  readonly content: string | AsyncIterable<string | Uint8Array>;
  /** Writes the same bytes into a file that is not there yet, faster than its content is read; instead of that. */
  readonly writeTo?: (file: string) => Promise<void>;
}

/**
 * A format that is written. Files are made one by one as they are asked for, and each content must be read to its end
 * before the next is begun: those that read findings share one database session.
 */
export type Renderer =
  | {
      readonly id: FileFormat;
      /** It is made from the situation alone. */
      readonly readsFindings: false;
      files(input: ReportInput): Iterable<RenderedFile>;
    }
  | {
      readonly id: FileFormat;
      readonly readsFindings: true;
      files(input: RenderInput): Iterable<RenderedFile>;
    };
