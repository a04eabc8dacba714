import { worded, wordsOf, type InBoth } from '../errors.ts';

/** No document that this program reads or writes comes near. What is nested deeper would exhaust the stack of whatever walks it. */
const MOST_LEVELS = 100;

/** Why a text is not read: it is not JSON, is nested too deeply, or opens more lists and objects than it may. */
export type JsonFault = 'not-json' | 'too-deep' | 'too-many';

/** A text that is not read as JSON; its message is the end of a sentence and quotes nothing of it. */
export class UnreadableJson extends SyntaxError {
  override readonly name = 'UnreadableJson';
  readonly fault: JsonFault;
  /** The message in both languages. */
  readonly words: InBoth;

  constructor(words: InBoth, fault: JsonFault) {
    super(words.en);
    this.words = words;
    this.fault = fault;
  }
}

const WORDS = {
  tooDeep: {
    fr: 'a plus de {levels} niveaux d’imbrication',
    en: 'is nested more than {levels} levels deep',
  },
  tooMany: {
    fr: 'contient plus de {most} listes et objets',
    en: 'holds more than {most} lists and objects',
  },
  notJson: { fr: 'n’est pas du JSON', en: 'is not JSON' },
} as const;

/** Why a text was not read, as the end of a sentence in both languages; of any other error, what it says. */
export function jsonFault(error: unknown): InBoth {
  return error instanceof UnreadableJson ? error.words : wordsOf(error);
}

/**
 * The value of a JSON text of at most a hundred levels. Throws `UnreadableJson`.
 *
 * @param mostOpened lists and objects in it: each takes many times the memory of its two brackets
 */
export function readJson(text: string, mostOpened = Infinity): unknown {
  const fault = faultOf(text, mostOpened);
  if (fault === 'too-deep') throw new UnreadableJson(worded(WORDS.tooDeep, { levels: MOST_LEVELS }), fault);
  if (fault === 'too-many')
    throw new UnreadableJson(worded(WORDS.tooMany, { most: Math.floor(mostOpened) }), fault);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // JavaScript's own message quotes what it stumbles over.
    throw new UnreadableJson(WORDS.notJson, 'not-json');
  }
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPENS_LIST, CLOSES_LIST, OPENS_OBJECT, CLOSES_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** What parsing would not survive; one walk past the strings, which every page of a large tenant is put through. */
function faultOf(text: string, mostOpened: number): JsonFault | null {
  let levels = 0;
  let opened = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPENS_OBJECT || code === OPENS_LIST) {
      levels += 1;
      opened += 1;
      if (levels > MOST_LEVELS) return 'too-deep';
      if (opened > mostOpened) return 'too-many';
    } else if (code === CLOSES_OBJECT || code === CLOSES_LIST) levels -= 1;
  }
  return null;
}

/** Where the string that begins at `start` ends; the end of the text where it does not. */
function endOfString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (at >= 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at < 0 ? text.length : at;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
