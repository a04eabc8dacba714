import { integer, pluralForm } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { Lack } from '../../snapshot/lack.ts';

const NOT_NEEDED: Words = {
  fr: 'non demandée\u00a0: aucun contrôle choisi n’en avait besoin',
  en: 'not asked: no check that was chosen needed it',
};

/** What is said of one, and of several. */
const WORDS = {
  states: {
    one: { fr: '{n} compte n’a pas dit son état', en: '{n} account did not tell its state' },
    other: { fr: '{n} comptes n’ont pas dit leur état', en: '{n} accounts did not tell their state' },
  },
  rules: {
    one: { fr: '{n} boîte aux lettres n’a pas donné ses règles', en: '{n} mailbox did not give its rules' },
    other: {
      fr: '{n} boîtes aux lettres n’ont pas donné leurs règles',
      en: '{n} mailboxes did not give their rules',
    },
  },
  forwarding: {
    one: {
      fr: '{n} boîte aux lettres sur {of} n’a pas dit sa redirection',
      en: '{n} of {of} mailboxes came without its forwarding',
    },
    other: {
      fr: '{n} boîtes aux lettres sur {of} n’ont pas dit leur redirection',
      en: '{n} of {of} mailboxes came without their forwarding',
    },
  },
  announced: {
    one: {
      fr: 'l’annuaire annonce {of} comptes et en a donné {n}',
      en: 'the directory announces {of} accounts, {n} came',
    },
    other: {
      fr: 'l’annuaire annonce {of} comptes et en a donné {n}',
      en: 'the directory announces {of} accounts, {n} came',
    },
  },
  'other-walk': {
    one: {
      fr: 'une autre lecture de l’annuaire a donné {of} comptes, celle-ci {n}',
      en: 'another walk of the directory held {of} accounts, {n} came',
    },
    other: {
      fr: 'une autre lecture de l’annuaire a donné {of} comptes, celle-ci {n}',
      en: 'another walk of the directory held {of} accounts, {n} came',
    },
  },
  items: {
    one: {
      fr: '{n} élément des réponses est sans identifiant, ou sans ce qui lui était demandé',
      en: '{n} item of the answers came without an id, or without what was asked of it',
    },
    other: {
      fr: '{n} éléments des réponses sont sans identifiant, ou sans ce qui leur était demandé',
      en: '{n} items of the answers came without an id, or without what was asked of them',
    },
  },
  objects: {
    one: {
      fr: '{n} objet de l’annuaire est sans identifiant',
      en: '{n} directory object came without an id',
    },
    other: {
      fr: '{n} objets de l’annuaire sont sans identifiant',
      en: '{n} directory objects came without an id',
    },
  },
  members: {
    one: { fr: '{n} membre est sans identifiant', en: '{n} member came without an id' },
    other: { fr: '{n} membres sont sans identifiant', en: '{n} members came without an id' },
  },
  'perhaps-hidden': {
    one: {
      fr: 'aucun membre n’est venu, et rien ne dit s’ils sont cachés',
      en: 'no member came, and whether they are hidden was not told',
    },
    other: {
      fr: 'aucun membre n’est venu, et rien ne dit s’ils sont cachés',
      en: 'no member came, and whether they are hidden was not told',
    },
  },
  'preview-policies': {
    one: {
      fr: 'v1.0 omet {n} stratégie que donne la version bêta',
      en: 'v1.0 leaves out {n} policy that beta gives',
    },
    other: {
      fr: 'v1.0 omet {n} stratégies que donne la version bêta',
      en: 'v1.0 leaves out {n} policies that beta gives',
    },
  },
  'most-mailboxes': {
    one: {
      fr: 'Get-InboxRule\u00a0: {of} boîtes aux lettres au plus',
      en: 'Get-InboxRule: {of} mailboxes at the most',
    },
    other: {
      fr: 'Get-InboxRule\u00a0: {of} boîtes aux lettres au plus',
      en: 'Get-InboxRule: {of} mailboxes at the most',
    },
  },
  undocumented: {
    one: {
      fr: 'la réponse n’est pas celle que Microsoft documente',
      en: 'the answer is not the one that Microsoft documents',
    },
    other: {
      fr: 'la réponse n’est pas celle que Microsoft documente',
      en: 'the answer is not the one that Microsoft documents',
    },
  },
  sample: {
    one: {
      fr: 'un échantillon de {n} compte sur {of}',
      en: 'a sample of {n} account out of {of}',
    },
    other: {
      fr: 'un échantillon de {n} comptes sur {of}',
      en: 'a sample of {n} accounts out of {of}',
    },
  },
  'by-option': {
    one: { fr: 'non demandée, par option', en: 'not asked, by option' },
    other: { fr: 'non demandée, par option', en: 'not asked, by option' },
  },
  'by-configuration': {
    one: { fr: 'non demandée, par la configuration', en: 'not asked, by the configuration' },
    other: { fr: 'non demandée, par la configuration', en: 'not asked, by the configuration' },
  },
  'not-needed': { one: NOT_NEEDED, other: NOT_NEEDED },
} as const satisfies Record<Lack['kind'], { one: Words; other: Words }>;

/** What did not come, in both languages; where nothing is told of it, what the cloud answered (`detail`), as it stands. */
export function lackWords(lacks: Lack | undefined, detail: string): Words {
  if (lacks === undefined) return { fr: detail, en: detail };
  // What is wrong with it is written out in English alone, and kept so in the manifest.
  const en = lacks.kind === 'undocumented' ? detail : lackText(lacks, 'en');
  return { fr: lackText(lacks, 'fr'), en };
}

/** Where nobody told how many there are. */
const SAMPLE_OF_UNKNOWN = {
  one: { fr: 'un échantillon de {n} compte', en: 'a sample of {n} account' },
  other: { fr: 'un échantillon de {n} comptes', en: 'a sample of {n} accounts' },
};

function lackText(lack: Lack, language: Language): string {
  const { kind, count = 0, of = 0, told } = lack;
  const forms = kind === 'sample' && lack.of === undefined ? SAMPLE_OF_UNKNOWN : WORDS[kind];
  const form = pluralForm(count, language) === 'one' ? 'one' : 'other';
  const text = phrase(forms, form, language, { n: integer(count, language), of: integer(of, language) });
  if (told === undefined) return text;
  return language === 'fr' ? `${text}\u00a0: ${told}` : `${text}: ${told}`;
}
