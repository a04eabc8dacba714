import type { Column } from '../../situation/check-words.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { paragraph, table, type Block } from '../report/block.ts';
import type { Cell } from '../report/cell.ts';
import { code, words } from '../report/cells.ts';
import { blockSheet } from './block-sheet.ts';
import type { Sheet } from './sheet.ts';
import { WORDS } from './words.ts';

/** The columns of a sheet of accounts. */
export interface DescribedSheet {
  readonly title: string;
  readonly columns: readonly Column[];
}

/** What the columns of the accounts are called here and in the CSV files, and what they hold. */
export function columnsSheet(described: readonly DescribedSheet[], language: Language): Sheet {
  const heads = [
    ...(['sheet', 'column', 'csvName'] as const).map((key) => phrase(WORDS, key, language)),
    frame('type', language),
  ];
  const rows = described.flatMap(({ title, columns }) =>
    columns.map(({ name, kind, label }): Cell[] => [
      words(title),
      words(label[language]),
      code(name),
      words(phrase(WORDS, kind, language)),
    ]),
  );
  const blocks: Block[] = [
    table('columns', heads, rows, { text: [1, 2, 3] }),
    paragraph('columns', phrase(WORDS, 'longTexts', language)),
  ];
  const heading = {
    title: phrase(WORDS, 'columns', language),
    about: phrase(WORDS, 'columnsAbout', language),
    colour: 'reference',
  } as const;
  return blockSheet(heading, blocks, '');
}
