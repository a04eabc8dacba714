import { PART_DATA } from '../../disk/audit-paths.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { ReportPlaces } from '../renderer.ts';
import { FOLDER_WORDS } from './words.ts';

/** What the names of an establishment's files are made of. */
export interface FolderNames {
  /** Of the establishment, as its folder is called. */
  readonly name: string;
  /** Day of the audit: YYYY-MM-DD. */
  readonly asOf: string;
}

/** The reports that people open, under names that still say what they are once they are sent. */
const REPORT = /^situation\.(fr|en)\.(html|md|xlsx|pptx)$/;
const LETTER = /^actions\/([a-z0-9-]+)\.(fr|en)\.(docx|md)$/;

/** Where the files of an establishment's report lie in its folder: reports at its top, letters and their leaflets below it, all else in its data. */
export function folderPlaces(folder: string, names: FolderNames): ReportPlaces {
  return {
    folder,
    placeOf: (path) => {
      const [, ofReport, extension] = REPORT.exec(path) ?? [];
      if (isLanguage(ofReport) && extension !== undefined) {
        return `${named('report', names, ofReport)}.${extension}`;
      }
      const [, check, ofLetter, kind] = LETTER.exec(path) ?? [];
      if (isLanguage(ofLetter) && check !== undefined && kind !== undefined) {
        return `${phrase(FOLDER_WORDS, 'letters', ofLetter)}/${check}.${kind}`;
      }
      return `${PART_DATA}/${path}`;
    },
  };
}

/** The workbook of the lists to act on. */
export function listsFile(names: FolderNames, language: Language): string {
  return `${named('listsFile', names, language)}.xlsx`;
}

export function readMeFile(language: Language): string {
  return `${phrase(FOLDER_WORDS, 'readMe', language)}.txt`;
}

function named(what: 'report' | 'listsFile', { name, asOf }: FolderNames, language: Language): string {
  return `${phrase(FOLDER_WORDS, what, language)}_${name}_${asOf}`;
}

function isLanguage(text: string | undefined): text is Language {
  return text === 'fr' || text === 'en';
}
