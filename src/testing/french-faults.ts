interface Rule {
  readonly what: string;
  /** What it finds in a line is a fault. */
  readonly pattern: RegExp;
}

const ENGLISH = [
  ...[
    'the',
    'of',
    'and',
    'with',
    'without',
    'at least',
    'at most',
    'about',
    'since',
    'no',
    'yes',
    'not',
    'none',
  ],
  ...[
    'from',
    'to',
    'for',
    'by',
    'into',
    'this',
    'that',
    'these',
    'those',
    'which',
    'who',
    'whose',
    'is',
    'are',
  ],
  ...[
    'was',
    'were',
    'has',
    'have',
    'been',
    'more',
    'less',
    'than',
    'out of',
    'never',
    'other',
    'others',
    'all',
  ],
  ...[
    'accounts?',
    'mailbox',
    'mailboxes',
    'unused',
    'used',
    'users?',
    'sign-ins?',
    'signed',
    'days?',
    'months?',
  ],
  ...[
    'physicians?',
    'redirects',
    'redirected',
    'establishments?',
    'licensed?',
    'licenses',
    'findings?',
    'gaps?',
  ],
  ...[
    'undetermined',
    'examined',
    'assessable',
    'compliant',
    'unknown',
    'missing',
    'previous',
    'newly',
    'changed',
  ],
  ...['read', 'enabled', 'disabled', 'allowed', 'denied', 'failed', 'error', 'partial', 'refused', 'skipped'],
  ...['share', 'shares', 'shared', 'settings?', 'sort', 'search', 'filter', 'show', 'close', 'loading'],
];

const COUNTED = [
  ...[
    'compte',
    'médecin',
    'boîte',
    'courriel',
    'redirection',
    'établissement',
    'jour',
    'licence',
    'personne',
  ],
  ...['administrateur', 'règle', 'audit', 'source', 'ligne', 'inscrit', 'résident', 'exclusion', 'catégorie'],
].join('|');

/** Words in -s that are no plurals, or that end no counted noun. */
const NO_PLURAL = [
  'accès',
  'cas',
  'dans',
  'des',
  'depuis',
  'fois',
  'mois',
  'moins',
  'pas',
  'plus',
  'sans',
  'sous',
  'sur',
];

const MONTHS = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';

const RULES: readonly Rule[] = [
  { what: 'ordinary space before the sign', pattern: /[^\s|] +[:%»](?![-\p{L}\d])/gu },
  { what: 'space before the sign', pattern: /[^\s|][ \u00a0\u202f]+[;!?](?![-\p{L}\d])/gu },
  { what: 'not “n. d.”', pattern: /n\.[ \u00a0]?é\./g },
  { what: 'no space before the sign', pattern: /[\p{L}\p{N})»’][:%](?=\s|$)|[^\s\u00a0]»/gmu },
  { what: 'ordinary space, or none, after «', pattern: /«[^\u00a0]/gu },
  { what: 'straight apostrophe', pattern: /\p{L}'\p{L}/gu },
  { what: 'straight quotation mark', pattern: /"/g },
  { what: 'doubled space', pattern: /\S(?: {2,}|\u00a0[ \u00a0]+| \u00a0)(?=\S)/gu },
  { what: 'dots for an ellipsis', pattern: /\.{3}/g },
  {
    what: 'English word',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}_./@\\\\-])(?:${ENGLISH.join('|')})(?![\\p{L}\\p{N}_@’/-]|\\.\\p{L})`,
      'giu',
    ),
  },
  {
    what: 'plural after 0 or 1',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N},.-])(?<!\\d[ \\u00a0])[01][ \\u00a0](?!(?:${NO_PLURAL.join('|')})(?!\\p{L}))\\p{Ll}+s(?!\\p{L})`,
      'gu',
    ),
  },
  {
    what: 'singular after 2 or more',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N},.-])(?:\\d[\\d\\u00a0]*\\d|[2-9])[ \\u00a0](?:${COUNTED})(?!\\p{L})`,
      'gu',
    ),
  },
  {
    what: 'no elision',
    pattern:
      /(?<!\p{L})(?:[dlmnst]e|la|je|que|lorsque|puisque|jusque) (?!onz|oui|une?(?!\p{L}))[aeiouâàéèêîôûœ]/giu,
  },
  { what: 'elision before a consonant', pattern: /(?<!\p{L})(?:[dlmnst]|qu)’[bcdfgjkpqrtvwxz]/giu },
  { what: 'first day of a month', pattern: new RegExp(`(?<![\\d\\p{L}])1[ \\u00a0](?:${MONTHS})`, 'gu') },
  { what: 'English number', pattern: /\d\.\d+[ \u00a0]?%|(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])/g },
];

/**
 * What a reader of French would mark in a text of the reports: wrong spaces around signs, straight quotes, English
 * words and numbers, wrong plurals, missing elisions; each as the rule with what stands around it. Fenced and inline
 * code, addresses, paths and ids are no prose and are passed over; columns set apart by spaces are doubled spaces, so
 * hand a table's cells over one a line. Texts of a tenant are judged like the others.
 */
export function frenchFaults(text: string): string[] {
  const lines = prose(text).split('\n');
  return lines.flatMap((line) =>
    RULES.flatMap(({ what, pattern }) =>
      [...line.matchAll(pattern)].map(({ 0: found, index }) => {
        const around = line.slice(Math.max(0, index - 30), index + found.length + 30);
        return `${what}: ${around.trim()}`;
      }),
    ),
  );
}

/** The text without what is not written to be read as French; the id of one source looks like a word. */
function prose(text: string): string {
  return text
    .replace(/^(```|~~~)[^]*?^\1.*$/gm, '')
    .replace(/`[^`\n]+`/g, '`')
    .replace(/\w+:\/\/[^\s)>|]+/g, '…')
    .replace(/[^\s<(|]+@[^\s>)|]+/g, '…')
    .replace(/\\?\(accounts\\?\)/g, '(…)')
    .replace(/^[ |:-]+$/gm, '');
}
