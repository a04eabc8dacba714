/** No document that this program reads or writes comes near. What is nested deeper would exhaust the stack of whatever walks it. */
const MOST_LEVELS = 100;

/** A text that is not JSON, or nested too deeply; its message is the end of a sentence and quotes nothing of it. */
export class UnreadableJson extends SyntaxError {
  override readonly name = 'UnreadableJson';
  /** Whoever sends it means it: it would come again. */
  readonly isTooDeep: boolean;

  constructor(message: string, isTooDeep: boolean) {
    super(message);
    this.isTooDeep = isTooDeep;
  }
}

/** The value of a JSON text of at most a hundred levels. Throws `UnreadableJson`. */
export function readJson(text: string): unknown {
  if (isTooDeep(text)) throw new UnreadableJson(`is nested more than ${MOST_LEVELS} levels deep`, true);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // JavaScript's own message quotes what it stumbles over.
    throw new UnreadableJson('is not JSON', false);
  }
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

function isTooDeep(text: string): boolean {
  let levels = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (OPENING.has(code)) levels += 1;
    else if (CLOSING.has(code)) levels -= 1;
    if (levels > MOST_LEVELS) return true;
  }
  return false;
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
