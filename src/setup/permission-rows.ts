import type { PermissionNeed } from '../collectors/permission-needs.ts';
import { grantsInWords } from '../grants/grant-words.ts';
import type { Words } from '../i18n/words.ts';
import { NOT_GRANTED } from './needed-grants.ts';
import { PART_REASONS, SOURCE_REASONS } from './source-reasons.ts';

/** One line of the table of permissions. */
export interface PermissionRow {
  /** The source, or the source and its part: `mail-flow/journal-rule`. */
  readonly what: string;
  readonly needs: Words;
  readonly licence: Words;
  readonly why: Words;
}

const NONE: Words = { fr: 'aucune', en: 'none' };

/** The needs in words, a line for each source and for each part that takes something of its own. */
export function permissionRows(needs: readonly PermissionNeed[]): readonly PermissionRow[] {
  return needs.map((need) => {
    const { source, part, grants, licence } = need;
    return {
      what: part === null ? source : `${source}/${part}`,
      needs: grantsInWords(grants),
      licence: licence === null ? NONE : grantsInWords(licence),
      why: remarkOf(need) ?? (part === null ? undefined : PART_REASONS[part]) ?? SOURCE_REASONS[source],
    };
  });
}

/** Why it is not among what the set-up grants. */
function remarkOf({ grants }: PermissionNeed): Words | null {
  const names = grants.flat().map(({ name }) => name);
  return names.flatMap((name) => NOT_GRANTED[name] ?? [])[0] ?? null;
}
