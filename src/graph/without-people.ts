import { withoutSecrets } from './redaction.ts';

/** A sentence of the far side is kept to so many characters. */
const MOST_CHARACTERS = 300;

/** More than this of a text is not even looked at. */
const MOST_LOOKED_AT = 2_000;

/**
 * What stands between quotes names a person, a group or a mailbox, unless it is a cmdlet or a word of an API. A quote within
 * a word is an apostrophe; one that nothing closes goes on to the end.
 */
const QUOTED = /(?<![\p{L}\p{N}])(['"‘“«])((?:[^'"’”»]|['"’”»](?=[\p{L}\p{N}]))*)(?:['"’”»]|$)/gu;
const HARMLESS = /^(?:[A-Z][a-z]+-\w+|\$\w+|[a-z]+(?:[A-Z][a-z]+)+)$/;

/** Ids of directory objects, and security identifiers. */
const IDS = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b[0-9a-f]{32}\b|\bS-1-\d[\d-]{4,}/gi;

/** Relative distinguished names: `CN=…`. */
const NAMES = /\b(?:CN|OU|DC)=[^,;]*/gi;

const WORDS = /([\s'"|:;,<>()[\]{}]+)/;
const IP_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * The far side's words, for terminals and reports: on one line, of 300 characters at most, without secrets, mail
 * addresses, user principal names, ids, distinguished names and quoted names. Takes time in proportion to the text.
 */
export function withoutPeople(text: string): string {
  const told = withoutSecrets(whole(text))
    .replace(QUOTED, (_all, quote: string, inner: string) =>
      HARMLESS.test(inner) || isPlaceholder(quote, inner)
        ? `${quote}${inner}${closing(quote)}`
        : `${quote}…${closing(quote)}`,
    )
    .replace(IDS, '«id»')
    .replace(NAMES, '«name»')
    .split(WORDS)
    .map((word) => (isAddress(word) ? '«address»' : word))
    .join('')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
  return told.length <= MOST_CHARACTERS ? told : `${told.slice(0, MOST_CHARACTERS - 1)}…`;
}

/** What took the place of a secret. */
function isPlaceholder(quote: string, inner: string): boolean {
  return quote === '«' && /^[a-z]+$/.test(inner);
}

/** Cut between two words, so that no half of an address is left. */
function whole(text: string): string {
  if (text.length <= MOST_LOOKED_AT) return text;
  const cut = text.slice(0, MOST_LOOKED_AT);
  return cut.slice(0, Math.max(0, cut.lastIndexOf(' ')));
}

function closing(quote: string): string {
  return { '‘': '’', '“': '”', '«': '»' }[quote] ?? quote;
}

function isAddress(word: string): boolean {
  return /@|%40/.test(word) || IP_ADDRESS.test(word);
}
