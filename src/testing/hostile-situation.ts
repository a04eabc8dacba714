import { situationSchema, type Situation } from '../situation/situation.ts';

/** What a tenant's administrator may have typed into a name. */
export const HOSTILE_TEXTS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</script><script>alert(1)</script>',
  '</style><svg onload=alert(1)>',
  '</title></td></table></main><h1>Titre</h1>',
  '<!-- <a href="javascript:alert(1)">lien</a> -->',
  ']]>&lt;b&gt;&#60;',
  '=HYPERLINK("https://mechant.example")',
  '\u202egro.elpmaxe\u2066\u200f',
  'https://mechant.example/',
  'a\u0000b\u0008c\ud800d',
  'très long '.repeat(200),
  'x'.repeat(2_000),
] as const;

const NAMES: readonly string[] = [
  ...[
    'displayName',
    'defaultDomain',
    'name',
    'domain',
    'role',
    'partNumber',
    'currency',
    'mode',
    'type',
    'code',
  ],
];

/** No text of a tenant: where a decision's list is, in either language. */
const PATHS: readonly string[] = ['list'];

/** A situation whose names, labels and sentences all read `text`; its establishments keep apart by a number. */
export function hostileSituation(plain: unknown, text: string): Situation {
  return situationSchema.parse(replaced(plain, text, ''));
}

function replaced(value: unknown, text: string, parent: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((one: unknown, at) => replaced(named(one, `${text}${at}`, parent), text, parent));
  }
  const entries = Object.entries(value);
  const isWords = entries.length === 2 && 'fr' in value && typeof value.fr === 'string';
  return Object.fromEntries(
    entries.map(([key, one]: [string, unknown]) => {
      if (PATHS.includes(key)) return [key, one];
      const isName = isWords || (NAMES.includes(key) && typeof one === 'string');
      return [key, isName ? text : replaced(one, text, key)];
    }),
  );
}

/** One establishment under another name. */
function named(one: unknown, name: string, parent: string): unknown {
  if (parent !== 'byEstablishment' || typeof one !== 'object' || one === null) return one;
  return { ...one, id: name };
}
