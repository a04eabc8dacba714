import { asIs, worded, type InBoth } from '../errors.ts';
import type { CredentialKind } from '../graph/credential-kind.ts';
import type { Lack } from '../snapshot/lack.ts';

/** What an administrator signs in with, for what no application is given. */
export const HOW_TO_SIGN_IN = 'vigie collect --only terms-of-use --auth device-code';

/** Why a source is not asked. */
export type Unasked =
  | { readonly kind: Extract<Lack['kind'], 'by-option' | 'by-configuration' | 'not-needed'> }
  /** Graph gives it to a signed-in administrator alone, and this credential signs in an application. */
  | { readonly kind: 'only-to-persons'; readonly credential: CredentialKind };

const WORDS = {
  'by-option': { fr: 'non demandée, par option', en: 'not asked, by option' },
  'by-configuration': {
    fr: 'non demandée, par la configuration',
    en: 'not asked, by the configuration',
  },
  'not-needed': {
    fr: 'non demandée\u00a0: aucun contrôle choisi n’en a besoin',
    en: 'not asked, as no check that was chosen needs it',
  },
  'only-to-persons': {
    fr: 'Graph ne la donne qu’à un administrateur connecté, et {credential} connecte une application\u00a0: {command}, puis vigie assess --with',
    en: 'Graph gives terms of use only to a signed-in administrator, and {credential} signs in an application: {command}, then vigie assess --with',
  },
} as const satisfies Record<Unasked['kind'], InBoth>;

/** Why, in both languages; the manifest keeps the English of it. */
export function unaskedInWords(unasked: Unasked): InBoth {
  if (unasked.kind !== 'only-to-persons') return WORDS[unasked.kind];
  const { credential } = unasked;
  return worded(WORDS['only-to-persons'], { credential, command: asIs(HOW_TO_SIGN_IN) });
}
