import { PART_DATA } from '../../disk/audit-paths.ts';
import { day } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { joined } from '../../i18n/text.ts';
import type { Situation } from '../../situation/situation.ts';
import { printable } from '../findings/unprintable.ts';
import type { Block } from '../report/block.ts';
import type { Cell } from '../report/cell.ts';
import { sampleTitle } from '../report/pilot.ts';
import { reportTree } from '../report/report.ts';
import type { Section, SectionId } from '../report/section.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { folderPlaces, listsFile, type FolderNames } from './folder-places.ts';
import { FOLDER_WORDS } from './words.ts';

const EXTENSIONS = ['html', 'pptx', 'xlsx', 'md'] as const;

/** Windows' own editor shows accents and lines of such a text in every version. */
const BOM = '\ufeff';
const END = '\r\n';

/**
 * `LISEZMOI.txt` of an establishment's folder: what is worst, what is found and what to decide, how sure that is, then each file that is there and what
 * it is for.
 *
 * @param isThere whether a file or folder (by its path in the establishment's folder) is there
 */
export function readMe(
  situation: Situation,
  names: FolderNames,
  language: Language,
  isThere: (path: string) => boolean,
): string {
  const word = (key: keyof typeof FOLDER_WORDS, values?: Record<string, string>): string =>
    phrase(FOLDER_WORDS, key, language, values);
  const titled = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0
      ? []
      : ['', printable(title).toUpperCase(), ...lines.map((line) => `  ${printable(line)}`)];
  const { placeOf } = folderPlaces('', names);
  const reports = EXTENSIONS.map((extension) => ({
    path: placeOf(`situation.${language}.${extension}`),
    about: word(extension),
  }));
  const letters = situation.checks.map(({ id, title }) => ({
    path: placeOf(`actions/${id}.${language}.docx`),
    about: title[language],
  }));
  const lists = { path: listsFile(names, language), about: word('lists') };
  const there = (files: readonly { path: string; about: string }[]): string[] =>
    files
      .filter(({ path }) => isThere(path))
      .map(({ path, about }) => phrase(REPORT_WORDS, 'labelled', language, { label: path, value: about }));
  const canMerge = isThere(lists.path) && letters.some(({ path }) => isThere(path));
  const steps = canMerge
    ? [word('mergeOpen'), word('mergeChoose', { file: listsFile(names, language) }), word('mergeFinish')]
    : [];
  const sample = sampleTitle(situation, language);
  const report = reportTree(situation, language);
  const worst = report.blocks
    .filter(({ id }) => id === 'worst')
    .map((block) => linesOf(block, language).join(' '));
  const lines = [
    ...[frame('title', language), printable(situation.scope?.establishment ?? '')],
    day(situation.asOf, language),
    ...(sample === '' ? [] : [sample]),
    ...['', word('confidential')],
    ...worst.flatMap((line) => ['', printable(line)]),
    ...saidIn(report, language).flatMap(({ title, lines: said }) => titled(title, said)),
    ...titled(word('toRead'), there(reports)),
    ...titled(word('toAct'), there([lists])),
    ...titled(word('lettersAbout'), there(letters)),
    ...titled(
      word('merging'),
      steps.map((step, at) => `${at + 1}. ${step}`),
    ),
    ...titled(word('forPrograms'), there([{ path: `${PART_DATA}/`, about: word('data') }])),
  ];
  return BOM + lines.join(END) + END;
}

/** What is told of the report: what is found, what to decide, and how sure it is. */
const SAID: readonly SectionId[] = ['constats', 'decisions', 'certainty'];

function saidIn(
  { sections }: Section,
  language: Language,
): { readonly title: string; readonly lines: readonly string[] }[] {
  return sections
    .filter(({ id }) => SAID.includes(id))
    .map(({ title, blocks }) => ({
      title,
      lines: blocks.flatMap((block) => bulleted(block, language)),
    }));
}

/** What to decide is numbered as on the page; the rest is a list. */
function bulleted(block: Block, language: Language): string[] {
  const isDecided = block.kind === 'table';
  return linesOf(block, language).map((line, at) => (isDecided ? `${at + 1}. ${line}` : `- ${line}`));
}

function linesOf(block: Block, language: Language): string[] {
  if (block.kind === 'paragraph') return block.sentences.map(({ text }) => joined(text));
  if (block.kind === 'list') return block.items.map(({ text }) => joined(text));
  if (block.kind !== 'table' || block.id !== 'decisions') return [];
  return block.rows.map(([act, who]) => `${act?.text ?? ''} ${whoActs(who, language)}`.trim());
}

/** The act holds its numbers; who acts stands beside it. */
function whoActs(who: Cell | undefined, language: Language): string {
  if (who === undefined) return '';
  const label = phrase(REPORT_WORDS, 'whoActs', language);
  return `${phrase(REPORT_WORDS, 'labelled', language, { label, value: who.text })}.`;
}
