import type { DuckDb } from '../duckdb/duckdb.ts';
import type { Language } from '../i18n/language.ts';
import type { Situation } from '../situation/situation.ts';

/** The formats that are files of the audit folder. */
export const FILE_FORMATS = ['json', 'csv', 'markdown', 'html', 'xlsx', 'pptx'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Every format; the terminal's is printed, not written. */
export const FORMATS = [...FILE_FORMATS, 'terminal'] as const;
export type Format = (typeof FORMATS)[number];

export interface RenderInput {
  readonly situation: Situation;
  /** The folder that holds `findings/`. */
  readonly auditFolder: string;
  readonly language: Language;
  /** CSV as a French Excel expects it. */
  readonly excel: boolean;
  readonly db: DuckDb;
}

export interface RenderedFile {
  /** Relative to the audit folder. */
  readonly path: string;
  readonly content: string | AsyncIterable<string | Uint8Array>;
}

/**
 * A format that is written. Files are made one by one as they are asked for, and each content must be read to its end
 * before the next is begun: they share one database session.
 */
export interface Renderer {
  readonly id: FileFormat;
  files(input: RenderInput): Iterable<RenderedFile>;
}
