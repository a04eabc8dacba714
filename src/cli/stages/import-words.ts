import type { DateOrder, ExportKindId, ImportedFile } from '../../snapshot/imported.ts';
import type { Words } from '../../i18n/words.ts';
import { EXPORT_KIND_NAMES } from '../../renderers/vocabulary.ts';

export const KIND_NAMES: Readonly<Record<ExportKindId, Words>> = EXPORT_KIND_NAMES;

export const ENCODINGS: Readonly<Record<ImportedFile['encoding'], string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
};

export const SEPARATORS: Readonly<Record<ImportedFile['delimiter'], Words>> = {
  ',': { fr: 'virgules', en: 'commas' },
  ';': { fr: 'points-virgules', en: 'semicolons' },
  '\t': { fr: 'tabulations', en: 'tabs' },
};

export const DATES: Readonly<Record<Exclude<DateOrder, 'year-first'>, Words>> = {
  'day-first': { fr: 'jour avant le mois', en: 'day before the month' },
  'month-first': { fr: 'mois avant le jour', en: 'month before the day' },
};

/** What an import says on stderr. */
export const IMPORT_WORDS = {
  file: {
    fr: '{file}\u00a0: {kind}, {rows} lignes ({encoding}, {delimiter}{dates})',
    en: '{file}: {kind}, {rows} lines ({encoding}, {delimiter}{dates})',
  },
  missing: {
    fr: '  colonnes absentes ou vides, donc non connues\u00a0: {columns}',
    en: '  columns missing or empty, and so not known: {columns}',
  },
  ignored: {
    fr: '{file}\u00a0: laissé de côté, ses colonnes ne sont celles d’aucune exportation connue',
    en: '{file}: left aside, its columns are those of no known export',
  },
  workbook: {
    fr: '{file}\u00a0: laissé de côté; l’enregistrer en «\u00a0CSV UTF-8\u00a0» pour l’importer',
    en: '{file}: left aside; save it as “CSV UTF-8” to import it',
  },
  unopened: {
    fr: 'Laissé de côté, ni .csv, ni .txt, ni .tsv\u00a0: {files}',
    en: 'Left aside, neither .csv, .txt nor .tsv: {files}',
  },
  unopenedMany: {
    fr: 'Laissé de côté, ni .csv, ni .txt, ni .tsv\u00a0: {files} et {others} autres',
    en: 'Left aside, neither .csv, .txt nor .tsv: {files} and {others} others',
  },
  copy: {
    fr: '{file}\u00a0: laissé de côté, même contenu qu’un autre fichier',
    en: '{file}: left aside, the same content as another file',
  },
  done: {
    fr: 'Importé\u00a0: {files} fichiers. Sources qu’aucun ne donne\u00a0: {sources}. La suite\u00a0: vigie assess, puis vigie report',
    en: 'Imported: {files} files. Sources that none of them gives: {sources}. Next: vigie assess, then vigie report',
  },
} as const satisfies Record<string, Words>;
