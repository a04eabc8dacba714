import { hmacOf, type SharingKey } from '../evidence/sharing-key.ts';

/** What is named; each is drawn by itself, so that a name that is also a rule's has two pseudonyms. */
export const PSEUDONYM_KINDS = ['object', 'address', 'person', 'typed', 'domain'] as const;
export type PseudonymKind = (typeof PSEUDONYM_KINDS)[number];

/** What the pseudonym of each kind begins with. */
export const PREFIXES: Readonly<Record<PseudonymKind, string>> = {
  object: 'id-',
  address: 'a-',
  person: 'n-',
  typed: 'r-',
  domain: 'd-',
};

/** 80 bits: no two of many millions of names are likely to share one. */
export const DIGITS = 20;

/** No such domain exists, nor will (RFC 2606). */
export const NO_DOMAIN = '.invalid';

/** Names as their keyed pseudonyms; the same as `createPseudonymMacros` gives in SQL. Empty texts stay empty. */
export interface Pseudonyms {
  readonly of: (kind: PseudonymKind, text: string) => string;
  /** An address, or whatever stands where one should: its local part is replaced, its domain where it is not of `keptDomains`. */
  readonly address: (text: string) => string;
  /** Names that somebody typed, parted by ", ": each by itself. */
  readonly typed: (text: string) => string;
  /** Of a file that others may hold too: 64 hexadecimal digits. */
  readonly digest: (sha256: string) => string;
}

/** @param keptDomains in lower case: those that name no person */
export function pseudonymsOf({ secret }: SharingKey, keptDomains: ReadonlySet<string>): Pseudonyms {
  const of = (kind: PseudonymKind, text: string): string =>
    text === '' ? '' : `${PREFIXES[kind]}${hmacOf(secret, `${kind}\0${text}`).slice(0, DIGITS)}`;
  return {
    of,
    address: (text) => {
      if (text === UNKNOWN_TARGET) return text;
      const local = of('address', text.toLowerCase());
      const at = text.lastIndexOf('@');
      if (at < 0) return local;
      const domain = text.slice(at + 1).toLowerCase();
      return `${local}@${keptDomains.has(domain) ? domain : `${of('domain', domain)}${NO_DOMAIN}`}`;
    },
    typed: (text) =>
      text
        .split(', ')
        .map((name) => of('typed', name))
        .join(', '),
    digest: (sha256) => hmacOf(secret, `digest\0${sha256}`),
  };
}

/** What stands where a redirect did not tell its target. */
export const UNKNOWN_TARGET = '?';
