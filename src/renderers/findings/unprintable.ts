// CSI and OSC sequences whole, then any other escape.
const ESCAPES = [
  '[\\x{1B}]\\[[0-?]*[ -/]*[@-~]',
  '\\x{9B}[0-?]*[ -/]*[@-~]',
  '(?:\\x{1B}[\\]PX^_]|[\\x{90}\\x{98}\\x{9D}-\\x{9F}])[^\\x{7}\\x{1B}\\x{9C}]*(?:\\x{7}|\\x{1B}\\\\|\\x{9C})?',
  '\\x{1B}[ -/]*[0-~]?',
].join('|');

// What is left of control characters, and those that change the direction of the text or take no room.
const UNPRINTABLE =
  '[\\x{0}-\\x{1F}\\x{7F}-\\x{9F}\\x{61C}\\x{200B}\\x{200E}\\x{200F}\\x{2028}-\\x{202E}\\x{2060}-\\x{206F}\\x{FEFF}]';

/** For RE2: escape sequences, to leave out; and characters to print a space for. */
export const UNPRINTABLE_RE2 = { escapes: ESCAPES, characters: `${UNPRINTABLE}+` };

/** For JavaScript, with the flag u: one of these characters. */
export const UNPRINTABLE_JS = inJavaScript(UNPRINTABLE);

const ESCAPES_JS = new RegExp(inJavaScript(ESCAPES), 'gu');
const CHARACTERS_JS = new RegExp(`${UNPRINTABLE_JS}+`, 'gu');
const IN_JSON_JS = new RegExp(`(?![\\t\\n\\r])${UNPRINTABLE_JS}`, 'gu');

/** A text of the tenant as a terminal may print it: on one line, without anything that a terminal acts upon. */
export function printable(text: string): string {
  return text.replace(ESCAPES_JS, '').replace(CHARACTERS_JS, ' ').trim();
}

/** A text of JSON with the same value, in which what a terminal acts upon is written by its number, such as `\\u009b`. */
export function inertJson(text: string): string {
  return text.replace(
    IN_JSON_JS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function inJavaScript(pattern: string): string {
  return pattern.replaceAll('\\x{', '\\u{');
}
