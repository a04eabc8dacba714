// XML has no form for these, not even as references: controls, lone surrogates, non-characters.
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text on one line, without what XML cannot hold, cut at `most` characters. */
export function plainText(text: string, most = 600): string {
  const clean = text.replace(NOT_XML, '').replace(/[\t\n\r ]+/g, ' ');
  const letters = Array.from(clean);
  return letters.length <= most ? clean : `${letters.slice(0, most - 1).join('')}…`;
}
