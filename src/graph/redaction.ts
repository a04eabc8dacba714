const SECRET = '«secret»';

/**
 * Every pattern takes time in proportion to the text: nothing of unbounded length is tried again from each of its characters.
 */

/** A JSON web token, or the beginning of one; wrapped over lines too. Its header is always JSON: `{"`, `{ `, `{` and a line end. */
const TOKENS =
  /(?:eyJ|eyA|ewo|ew0)[\w-]{7,8192}(?:(?:\.|%(?:25)*2[eE])[\w-]*){1,4}(?:(?:\\r|\\n|\s)+[\w-]{24,}(?:\.[\w-]*)*)*|eyJ[\w-]{16,}/g;

/** A private key; without its end where the text was cut. */
const PRIVATE_KEYS = /-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs;

/** What follows a scheme of an Authorization header, spaces percent-encoded or not. */
const BEARERS = /\b(bearer|pop|sharedaccesssignature)((?:\s|\+|%20|\\t)+)(?!error|realm)[^\s"'<>,;&\\]{6,}/gi;

/** `Authorization: …` as a header, a JSON field or an argument. */
const HEADERS =
  /\b((?:proxy-)?authorization|x-identity-header|(?:set-)?cookie)((?:\\*["']\s*,|(?:\\*["'])?\s*(?::|=|%3a|%3d))[\s[]*)(?:\\*["'][^"'\\]*|[^\r\n"'\\]+)/gi;

/** Names whose values are secrets; `sig` only as a whole word, be it after a percent-encoded `?` or `&`. */
const NAME =
  '(?:[\\w$.-]{0,40}(?:secret|assertion|password|passwd|pwd|token|signature|api[_-]?key|private[_-]?key)|(?:(?<![a-z0-9])|(?<=%(?:25)*[0-9a-f]{2}))sig)';

/** `name=value` of a form or an address, percent-encoded once or more. */
const ASSIGNED = new RegExp(
  `(${NAME})((?:\\s*=\\s*|%(?:25)*3d)["']?)(?!«)(?:[^\\s"'<>&;,)\\\\%]|%(?!(?:25)*(?:26|3b)))+`,
  'gi',
);

/** `"name": "value"` of JSON, itself perhaps quoted in JSON, or as Node prints an object. */
const FIELDS = new RegExp(
  `(${NAME})((?:\\\\*["'])?\\s*:\\s*)(\\\\*["'])(?:(?!(?<!\\\\)\\3)[^])*(?:\\3)?`,
  'gi',
);

/** What follows the slashes of an address, up to its path: perhaps a name and a password. */
const AUTHORITIES = /(\/\/|%2f%2f)([^\s/"'<>]+)/gi;

/**
 * The text without JSON web tokens, authorization headers, secrets, assertions, passwords, private keys and the
 * signatures of download addresses; without each text of `known` as well, however it is encoded.
 */
export function withoutSecrets(text: string, known: readonly string[] = []): string {
  return encodings(known)
    .reduce((told, secret) => told.replaceAll(secret, SECRET), text)
    .replace(PRIVATE_KEYS, SECRET)
    .replace(HEADERS, `$1$2${SECRET}`)
    .replace(FIELDS, `$1$2$3${SECRET}$3`)
    .replace(ASSIGNED, `$1$2${SECRET}`)
    .replace(BEARERS, `$1$2${SECRET}`)
    .replace(TOKENS, '«token»')
    .replace(
      AUTHORITIES,
      (_all, slashes: string, authority: string) => `${slashes}${withoutUserInfo(authority)}`,
    );
}

/** Without the name and the password in front of the host. */
function withoutUserInfo(authority: string): string {
  const plain = authority.lastIndexOf('@');
  const end = plain < 0 ? authority.lastIndexOf('%40') : plain;
  const colon = /:|%3a/i.exec(authority)?.index ?? -1;
  const isNamed = colon > 0 && !/[?#]/.test(authority.slice(0, colon));
  return isNamed && colon < end ? `${SECRET}${authority.slice(end)}` : authority;
}

/** Shorter ones would take ordinary words away, and protect nothing. */
const SHORTEST = 6;

function encodings(known: readonly string[]): string[] {
  const forms = known
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap((secret) => {
      const json = JSON.stringify(secret).slice(1, -1);
      const uri = encodeURIComponent(secret.replace(/\p{Cs}/gu, '\uFFFD'));
      const form = new URLSearchParams([['', secret]]).toString().slice(1);
      const base64 = Buffer.from(secret).toString('base64');
      const once = [secret, json, JSON.stringify(json).slice(1, -1), uri, form, base64];
      return [...once, encodeURIComponent(uri), lowerCaseEscapes(uri), lowerCaseEscapes(form)];
    });
  // A long form first, so that no part of it is left over.
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function lowerCaseEscapes(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
}
