import type { InBoth } from '../errors.ts';

/** Why something is not known that every answer left open. */
export const UNREAD_WORDS = {
  forwarding: {
    fr: 'les boîtes aux lettres viennent sans leur redirection',
    en: 'mailboxes come without their forwarding',
  },
  noMailbox: {
    fr: 'aucun des premiers comptes n’a de boîte aux lettres à interroger',
    en: 'none of the first accounts has a mailbox to ask',
  },
  noneInCloud: {
    fr: 'aucune des premières boîtes aux lettres n’est dans le nuage',
    en: 'none of the first mailboxes is in the cloud',
  },
} as const satisfies Record<string, InBoth>;
