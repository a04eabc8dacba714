/** The most characters (UTF-16) that a cell holds. */
export const MOST_CHARACTERS = 32_767;

/** Characters that XML forbids, as a class for JavaScript (flag `u`) and RE2; a carriage return would read back as a line feed. */
export const FORBIDDEN = {
  js: '\\u{0}-\\u{8}\\u{B}-\\u{1F}\\u{FFFE}\\u{FFFF}',
  re2: '\\x{0}-\\x{8}\\x{B}-\\x{1F}\\x{FFFE}\\x{FFFF}',
} as const;

/** What a reader of a workbook takes for an escaped character, or would, were the next one escaped: that begins with `_`. */
export const ESCAPED = {
  js: `_x[0-9A-Fa-f]{4}[_${FORBIDDEN.js}]`,
  re2: `_x[0-9A-Fa-f]{4}[_${FORBIDDEN.re2}]`,
} as const;

const LONE_SURROGATE = /\p{Surrogate}/gu;
const UNREADABLE = new RegExp(`[${FORBIDDEN.js}]`, 'gu');
const LOOKS_ESCAPED = new RegExp(ESCAPED.js, 'u');

/** A text as the content of an XML element or attribute: what XML forbids is left out. */
export function xmlText(text: string): string {
  return markup(text.replace(LONE_SURROGATE, '\ufffd').replace(UNREADABLE, ''));
}

/**
 * A text as the content of a cell (ST_Xstring): what XML forbids is written `_xHHHH_`, which workbooks read as that
 * character, and what only looks so is escaped; what is too long for a cell is cut and ends in "…".
 */
export function cellString(text: string): string {
  const whole = text.replace(LONE_SURROGATE, '\ufffd');
  const cut = whole.length > MOST_CHARACTERS ? `${cutText(whole)}…` : whole;
  const plain = LOOKS_ESCAPED.test(cut) ? cut.replaceAll('_x', '_x005F_x') : cut;
  return markup(plain.replace(UNREADABLE, escapedCharacter));
}

/** `_x000D_` for a carriage return. */
export function escapedCharacter(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** Half of the room where a character takes two. */
function cutText(text: string): string {
  const most = /[\u{10000}-\u{10FFFF}]/u.test(text) ? MOST_CHARACTERS >> 1 : MOST_CHARACTERS - 1;
  return Array.from(text).slice(0, most).join('');
}

function markup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
