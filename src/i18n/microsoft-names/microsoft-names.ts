import type { Language } from '../language.ts';
import { LICENCE_NAMES } from './licence-names.ts';
import { ROLE_NAMES_FR } from './role-names.ts';

/**
 * A role of Entra or a licence as its product is called in the language, with what Graph calls it beside: "Administrateur
 * Exchange (Exchange Administrator)", "Microsoft 365 E3 (SPE_E3)". One that is not known, such as a role of the tenant's own, is given back.
 */
export function microsoftName(value: string, language: Language): string {
  const name =
    LICENCE_NAMES.get(value)?.[language] ?? (language === 'fr' ? ROLE_NAMES_FR.get(value) : undefined);
  return name === undefined ? value : `${name} (${value})`;
}
