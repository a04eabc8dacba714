import type { DuckDb } from '../duckdb/duckdb.ts';
import type { Language } from '../i18n/language.ts';
import type { Situation } from '../situation/situation.ts';

export const FORMATS = ['json', 'csv', 'markdown'] as const;
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
  readonly content: string | AsyncIterable<string>;
}

/**
 * A format. Files are made one by one as they are asked for, and each content must be read to its end
 * before the next is begun: they share one database session.
 */
export interface Renderer {
  readonly id: Format;
  files(input: RenderInput): Iterable<RenderedFile>;
}
