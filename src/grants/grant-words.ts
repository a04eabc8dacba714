import type { Language } from '../i18n/language.ts';
import type { Words } from '../i18n/words.ts';
import type { EntraRole, Grant, Grants, Licence } from './grant.ts';

const AND: Words = { fr: 'et', en: 'and' };
const OR: Words = { fr: 'ou', en: 'or' };

export const ROLE_NAMES: Readonly<Record<EntraRole, Words>> = {
  'Global Reader': { fr: 'Lecteur général (Global Reader)', en: 'Global Reader' },
  'Security Reader': { fr: 'Lecteur de sécurité (Security Reader)', en: 'Security Reader' },
};

/** A licence is one plan of a family. */
export const LICENCE_NAMES: Readonly<Record<Licence, { readonly family: string; readonly plan: string }>> = {
  'Microsoft Entra ID P1': { family: 'Microsoft Entra ID', plan: 'P1' },
  'Microsoft Entra ID P2': { family: 'Microsoft Entra ID', plan: 'P2' },
};

/** Names of permissions and licences stand as Microsoft writes them; what joins them does not. */
export function grantsInWords(grants: Grants): Words {
  return { fr: written(grants, 'fr'), en: written(grants, 'en') };
}

function written(grants: Grants, language: Language): string {
  const [first = [], ...others] = grants;
  const common = first.filter((grant) => others.every((way) => way.some((one) => isSame(one, grant))));
  const rests = grants
    .map((way) => way.filter((grant) => !common.some((one) => isSame(one, grant))))
    .filter((way) => way.length > 0);
  if (common.some(({ kind }) => kind === 'delegated-permission')) return delegated(common, rests, language);
  const licences = grants.flat().flatMap((grant) => (grant.kind === 'licence' ? [grant.name] : []));
  if (licences.length === grants.flat().length) return licencesOf(licences, language);
  const alternatives = rests.map((way) => listed(way, language)).join(`, ${OR[language]} `);
  return [listed(common, language), alternatives].filter((text) => text !== '').join(` ${AND[language]} `);
}

function isSame(left: Grant, right: Grant): boolean {
  return left.kind === right.kind && left.name === right.name;
}

/** "A", "A and B", "A, B and C". */
function listed(grants: readonly Grant[], language: Language): string {
  return joined(
    grants.map((grant) => phraseOf(grant)[language]),
    AND[language],
  );
}

function joined(texts: readonly string[], word: string): string {
  const [last = '', ...before] = texts.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(', ')} ${word} ${last}`;
}

function phraseOf(grant: Grant): Words {
  const { name } = grant;
  switch (grant.kind) {
    case 'graph-permission':
    case 'delegated-permission':
    case 'licence':
      return { fr: name, en: name };
    case 'exchange-permission': {
      const text = `${name} (Office 365 Exchange Online)`;
      return { fr: text, en: text };
    }
    case 'entra-role':
      return { fr: `le rôle Entra ${ROLE_NAMES[grant.name].fr}`, en: `the Entra role ${grant.name}` };
    case 'exchange-role':
      return {
        fr: `un groupe de rôles Exchange qui contient ${name}`,
        en: `an Exchange role group with ${name}`,
      };
  }
}

/** What a person who signs in must have been granted, and the roles of which that person holds one. */
function delegated(
  permissions: readonly Grant[],
  alternatives: readonly (readonly Grant[])[],
  language: Language,
): string {
  const roles = alternatives
    .flat()
    .flatMap((grant) => (grant.kind === 'entra-role' ? [ROLE_NAMES[grant.name][language]] : []));
  const withRole = joined(roles, OR[language]);
  const note = { fr: `déléguées, avec le rôle ${withRole}`, en: `delegated, with the role ${withRole}` };
  return `${listed(permissions, language)} (${note[language]})`;
}

/** "Microsoft Entra ID P1 or P2": the family once. */
function licencesOf(licences: readonly Licence[], language: Language): string {
  const families = [...new Set(licences.map((licence) => LICENCE_NAMES[licence].family))];
  const texts = families.map((family) => {
    const plans = licences.map((licence) => LICENCE_NAMES[licence]).filter((one) => one.family === family);
    return `${family} ${joined(
      plans.map(({ plan }) => plan),
      OR[language],
    )}`;
  });
  return joined(texts, OR[language]);
}
