import { integer, pluralForm } from '../../../i18n/format.ts';
import type { GapWords } from '../../gaps/found-gap.ts';

const SHOWN = 5;

/** Establishments whose names are written in several ways: the first few, by name. */
export function spelledInSeveralWays(names: readonly string[]): GapWords {
  const n = names.length;
  const isOne = (language: 'fr' | 'en'): boolean => pluralForm(n, language) === 'one';
  const list = `${names.slice(0, SHOWN).join(', ')}${n > SHOWN ? ', …' : ''}`;
  return {
    what: {
      fr: `${integer(n, 'fr')} ${isOne('fr') ? 'établissement est écrit' : 'établissements sont écrits'} de plusieurs façons (casse, apostrophe, espaces), et ${isOne('fr') ? 'compté' : 'comptés chacun'} comme un seul\u00a0: ${list}.`,
      en: `${integer(n, 'en')} ${isOne('en') ? 'establishment is' : 'establishments are'} written in several ways (case, apostrophe, spaces), and ${isOne('en') ? 'counted' : 'each counted'} as one: ${list}.`,
    },
    remedy: {
      fr: 'Rien à faire\u00a0: la graphie la plus courante est retenue. Les autres sont dans situation.json (establishmentSpellings).',
      en: 'Nothing to do: the commonest writing is kept. The others are in situation.json (establishmentSpellings).',
    },
  };
}

/** A category whose patterns, or whose group, no account matches. */
export function categoryOfNobody(id: string, label: GapWords['what']): GapWords {
  return {
    what: {
      fr: `La catégorie «\u00a0${label.fr}\u00a0» (${id}) n’a aucun compte.`,
      en: `The category “${label.en}” (${id}) has no account.`,
    },
    remedy: {
      fr: 'Vérifier ses conditions sous «\u00a0categories:\u00a0» dans vigie.config.yaml, et les catégories qui la précèdent\u00a0: la première qui convient l’emporte.',
      en: 'Check its conditions under “categories:” in vigie.config.yaml, and the categories before it: the first that fits wins.',
    },
  };
}

/** An attribute, or a pattern over it, that gives no account an establishment. */
export function establishmentOfNobody(attribute: string): GapWords {
  return {
    what: {
      fr: `Aucun compte n’a d’établissement\u00a0: l’attribut ${attribute} est vide pour tous, ou le motif n’en retient rien.`,
      en: `No account has an establishment: the attribute ${attribute} is empty for everybody, or the pattern captures nothing of it.`,
    },
    remedy: {
      fr: 'Vérifier «\u00a0establishments:\u00a0» (attribute, pattern) dans vigie.config.yaml.',
      en: 'Check “establishments:” (attribute, pattern) in vigie.config.yaml.',
    },
  };
}

/** A roster of which no line is an account's. */
export function rosterOfNobody(key: string): GapWords {
  return {
    what: {
      fr: `Aucune ligne du registre ne correspond à un compte (clé\u00a0: ${key}).`,
      en: `No line of the roster matches an account (key: ${key}).`,
    },
    remedy: {
      fr: 'Vérifier «\u00a0roster: key:\u00a0» dans vigie.config.yaml, et ce que cette colonne du fichier contient.',
      en: 'Check “roster: key:” in vigie.config.yaml, and what that column of the file holds.',
    },
  };
}
