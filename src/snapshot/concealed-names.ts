/**
 * The forms that usage reports have been seen to conceal names in: 32 hexadecimal digits, GUIDs, `<PII:…>` with a domain
 * or without, `(Unknown)`. Of a whole name: an account may well be called by digits in front of its domain.
 */
const FORMS = [
  '[0-9a-f]{32}',
  '[{(]?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[)}]?',
  '<pii:.*',
  '[(]unknown[)].*',
];

/** SQL: whether a name, an SQL expression, is a concealed one. */
export function isConcealedName(name: string): string {
  return `regexp_full_match(${name}, '(?i)(${FORMS.join('|')})')`;
}
