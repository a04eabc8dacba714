const UNPRINTABLE = new RegExp(
  // Controls and line ends, direction marks, and the invisible characters of the same blocks.
  '[\\u0000-\\u0020\\u007f-\\u009f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]+',
  'g',
);
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const WORD_JOINER = '\u2060';

/**
 * Any text as Markdown that reads as that very text, on one line: no markup, no HTML, no link, no list.
 * Line ends and control characters become a space.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(UNPRINTABLE, ' ')
      .trim()
      .replace(/[\\`*_[\]|~#$^{}]/g, '\\$&')
      .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
      .replace(/^([-+=]|\d+(?=[.)](?:\s|$)))/, leadingMark)
      // Readers link bare addresses after they have undone escapes, so only another character stops them.
      .replace(/:(?=\/\/)|@/g, `$&${WORD_JOINER}`)
      .replace(/www(?=\.)/gi, `$&${WORD_JOINER}`)
  );
}

/** Whether a text can stand between two backticks within a table: no sign of it ends the code or the cell, or starts a formula. */
export function isPlainCode(text: string): boolean {
  return /^\w(?:[\w ,.:()/-]*[\w)])?$/.test(text);
}

/** A fenced block that nothing within can close. Control characters other than line ends and tabs are dropped. */
export function codeBlock(code: string, syntax: string): string {
  const text = code
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${syntax}\n${text}\n${fence}`;
}

function leadingMark(mark: string): string {
  return /^\d/.test(mark) ? `${mark}\\` : `\\${mark}`;
}
