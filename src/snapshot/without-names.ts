import type { SourceId } from './tables.ts';

/** An SMTP address or an object's id: what a recipient is called that is no name of a person. */
const NO_NAME = '(?:smtp:)?[^\\s@"<>\\[\\]]+@[^\\s@"<>\\[\\]]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** The address in `Name <x@y>` and `"Name" [SMTP:x@y]`. */
const BESIDE_A_NAME = '[<\\[](?:[a-z0-9]+:)?([^\\s@<>\\[\\]]+@[^\\s@<>\\[\\]]+)[>\\]]$';

/** Stands for a recipient of whom only the name was told. It is no address: where mail goes stays unresolved. */
const NAME_NOT_KEPT = 'name-not-kept';

/** Of a recipient as it was written, the address or the id; '' where there is nothing but a name. NULL stays NULL. */
function unnamed(written: string): string {
  return `CASE WHEN regexp_full_match(${written}, '${NO_NAME}', 'i') THEN ${written} ELSE regexp_extract(${written}, '${BESIDE_A_NAME}', 1, 'i') END`;
}

/** Whom a mailbox forwards to, by the address that the name was resolved to where there is none else. Over the columns of `mailbox-forwarding`. */
const FORWARDING_ADDRESS = `CASE WHEN trim(forwardingAddress) <> '' THEN coalesce(nullif(${unnamed('trim(forwardingAddress)')}, ''),
    nullif(trim(resolvedAddress), ''), '${NAME_NOT_KEPT}') END`;

const RULES = `list_transform(rules, lambda r: struct_update(r, ${[
  'redirectTo',
  'forwardTo',
  'forwardAsAttachmentTo',
]
  .map((action) => `${action} := list_transform(r.${action}, lambda t: ${unnamed('t')})`)
  .join(', ')}))`;

/** What stands in the place of a column that holds names of people. */
const UNNAMED: Readonly<Partial<Record<SourceId, string>>> = {
  accounts: 'NULL::VARCHAR AS displayName',
  'mailbox-forwarding': `${FORWARDING_ADDRESS} AS forwardingAddress`,
  'inbox-rules': `${RULES} AS rules`,
};

/** Rows of a source's table (`select` gives them) without the display names of people. */
export function withoutNames(source: SourceId, select: string): string {
  const replaced = UNNAMED[source];
  return replaced === undefined ? select : `SELECT * REPLACE (${replaced}) FROM (${select})`;
}
