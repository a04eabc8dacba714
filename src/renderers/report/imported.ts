import { instant, integer } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { Situation } from '../../situation/situation.ts';
import { EXPORT_KIND_NAMES } from '../vocabulary.ts';
import { table } from './block.ts';
import type { Cell } from './cell.ts';
import { code, counted, dayCell, masked, named, nothing, words } from './cells.ts';
import { section, type Section } from './section.ts';

const WORDS = {
  imported: {
    fr: 'Données importées le {instant} de {n} fichiers exportés; rien n’a été demandé à Microsoft Graph',
    en: 'Data imported on {instant} from {n} exported files; nothing was asked of Microsoft Graph',
  },
  files: { fr: 'Fichiers importés', en: 'Imported files' },
  file: { fr: 'Fichier', en: 'File' },
  kind: { fr: 'Exportation', en: 'Export' },
  rows: { fr: 'Lignes', en: 'Lines' },
  writtenOn: { fr: 'Fichier écrit le', en: 'File written on' },
  digest: { fr: 'SHA-256', en: 'SHA-256' },
} as const satisfies Record<string, Words>;

/** That the data was imported, and when; null where it was collected. */
export function importedLine(
  { imported, collectedAt, parameters }: Situation,
  language: Language,
): string | null {
  if (imported === undefined) return null;
  const n = integer(imported.files.length, language);
  return phrase(WORDS, 'imported', language, {
    n,
    instant: instant(collectedAt, language, parameters.timeZone),
  });
}

/** The files that the snapshot was imported from. */
export function importedFiles({ imported }: Situation, language: Language): Section[] {
  if (imported === undefined) return [];
  const heads = [
    ...(['file', 'kind', 'rows', 'writtenOn'] as const).map((key) => phrase(WORDS, key, language)),
    frame('refreshedOn', language),
    phrase(WORDS, 'digest', language),
  ];
  const rows = imported.files.map((file): Cell[] => [
    named(file.name),
    words(EXPORT_KIND_NAMES[file.kind][language]),
    file.rows === undefined ? masked(language) : counted(file.rows, language),
    dayCell(file.modifiedAt.slice(0, 10), language),
    file.refreshedOn === undefined ? nothing() : dayCell(file.refreshedOn, language),
    code(file.sha256),
  ]);
  const blocks = [table('imported-files', heads, rows, { text: [1, 5] })];
  return [section('imported-files', phrase(WORDS, 'files', language), { blocks })];
}
