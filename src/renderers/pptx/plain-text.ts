import { joined, type Text } from '../../i18n/text.ts';

// XML has no form for these, not even as references: controls, lone surrogates, non-characters.
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text on one line, without what XML cannot hold, cut at `most` characters. */
export function plainText(text: string, most = 600): string {
  const clean = text.replace(NOT_XML, '').replace(/[\t\n\r ]+/g, ' ');
  const letters = Array.from(clean);
  return letters.length <= most ? clean : `${letters.slice(0, most - 1).join('')}…`;
}

/** The same of a text whose figures are told apart. */
export function plainSpans(text: Text, most = 600): Text {
  const clean = text.map((span) => ({ ...span, text: plainText(span.text, Infinity) }));
  const end = Array.from(joined(clean)).length <= most ? most : most - 1;
  let left = end;
  const kept = clean.flatMap((span) => {
    const letters = Array.from(span.text).slice(0, left);
    left -= letters.length;
    return letters.length === 0 ? [] : [{ ...span, text: letters.join('') }];
  });
  return end === most ? kept : [...kept, { text: '…' }];
}
