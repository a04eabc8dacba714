import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Language } from '../i18n/language.ts';
import { joined } from '../i18n/text.ts';
import { situationSchema, type Situation } from '../situation/situation.ts';
import { constats, footnotes } from './constats.ts';
import { inactiveMailboxesWords } from '../checks/inactive-mailboxes/words.ts';

function sample(): Situation {
  const file = new URL('../../fixtures/goldens/renderers/situation.json', import.meta.url);
  return situationSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function sentencesOf(situation: Situation, language: Language): string[] {
  return constats(situation, language).map(({ text }) => joined(text));
}

function enrolled(total: number, knowledge: Partial<Situation['enrolments'][number]>): Situation {
  const situation = sample();
  const enrolments = situation.enrolments.slice(0, 1).map((one) => ({
    ...one,
    total,
    byCategory: { gp: total },
    ...knowledge,
  }));
  return { ...situation, enrolments };
}

test('the sentences of every check, then one for each enrolment', () => {
  expect(sentencesOf(sample(), 'fr')).toEqual([
    '134\u00a0115 comptes courriels non utilisés de plus de 90 jours sur un total de 305\u00a0554',
    '20\u00a0240 comptes médecins ont été créés, 12\u00a0662 (pour le service courriel) ne sont pas utilisés depuis plus de 90 jours',
    '120\u00a0000 comptes courriels non utilisés reçoivent encore des courriels, dont 12\u00a0000 comptes médecins (4 comptes indéterminés)',
    'Au moins\u00a01\u00a0817 comptes sont automatiquement redirigés, dont au moins\u00a0577 comptes médecins (12 comptes indéterminés)',
    'Les courriels d’au moins\u00a036 de ces comptes ne parviennent à personne\u00a0: la redirection est bloquée et aucune copie n’est gardée (4 comptes indéterminés)',
    'Non évaluable\u00a0: Sans authentification multifacteur (source manquante\u00a0: inscriptions à l’authentification multifacteur)',
    'L’authentification multifacteur n’est pas toujours exigée de 41\u00a0000 comptes activés sur un total de 290\u00a0000, dont 3\u00a0000 comptes médecins (1\u00a0000 comptes indéterminés)',
    'Au moins\u00a03 administrateurs n’ont aucune méthode d’authentification multifacteur permise, ou ne sont pas toujours tenus de s’en servir, sur un total de 42 (39 comptes indéterminés)',
    '98\u00a0000 comptes ne servent ni pour le courriel ni pour se connecter depuis plus de 90 jours, dont 9\u00a0000 comptes médecins (54 comptes indéterminés)',
    '10 comptes médecins n’ont pas de boîte aux lettres (2 comptes indéterminés)',
    '118 médecins inscrits à un service n’utilisent pas leur compte courriel depuis plus de 90 jours sur un total de 430 (1 compte indéterminé)',
    '20\u00a0000 comptes activés n’ont pas accepté toutes les conditions d’utilisation sur un total de 290\u00a0000, dont 1\u00a0900 comptes médecins (500 comptes indéterminés)',
    '4\u00a0100 comptes ont partagé des fichiers à l’externe, dont 320 comptes médecins (5\u00a0554 comptes indéterminés)',
    '97\u00a0000 comptes non utilisés détiennent au moins une licence, dont 8\u00a0800 comptes médecins (60 comptes indéterminés)',
    'Service Téléfax\u00a0: 296 médecins spécialistes, 134 médecins omnipraticiens, 8 médecins résidents',
    'Non évaluable\u00a0: Portail des résultats (source manquante\u00a0: membres des groupes)',
  ]);
  expect(sentencesOf(sample(), 'en').at(-2)).toBe(
    'Telefax service: 296 specialist physicians, 134 general practitioners, 8 resident physicians',
  );
});

test('a fact that is graver than its count has a sentence where it found somebody, as sure as the count, and no other', () => {
  const told = (facts: object, lowerBound: boolean, language: Language): string[] => {
    const situation = sample();
    const indicators = situation.indicators
      .filter(({ id }) => id === 'mailbox-redirects')
      .map((one) => ({ ...one, lowerBound, facts: { ...one.facts, mayReachNobody: 0, ...facts } }));
    return constats({ ...situation, indicators, enrolments: [] }, language)
      .map(({ text }) => joined(text).replaceAll('\u00a0', ' '))
      .slice(1);
  };
  expect(told({ reachesNobody: 1 }, false, 'fr')).toEqual([
    'Les courriels de 1 de ces comptes ne parviennent à personne : la redirection est bloquée et aucune copie n’est gardée',
  ]);
  expect(told({ reachesNobody: 2, mayReachNobody: 1 }, true, 'en')).toEqual([
    'Mail for at least 2 of these accounts reaches nobody: the redirect is blocked and no copy is kept (1 undetermined account)',
  ]);
  expect(told({ reachesNobody: 0, mayReachNobody: 3 }, false, 'fr')).toEqual([]);
  expect(told({ reachesNobody: undefined }, false, 'fr')).toEqual([]);
});

test('an enrolment whose group could not be read is not assessable, half read it is at least so many', () => {
  expect([
    sentencesOf(enrolled(0, { known: false }), 'fr').at(-1),
    sentencesOf(enrolled(3, { lowerBound: true }), 'fr').at(-1),
  ]).toEqual([
    'Non évaluable\u00a0: Service Téléfax (source manquante\u00a0: membres des groupes)',
    'Service Téléfax\u00a0: au moins\u00a03 médecins omnipraticiens',
  ]);
});

test('a group without members is written as such', () => {
  const situation = sample();
  const enrolments = situation.enrolments.slice(0, 1).map((one) => ({ ...one, total: 0, byCategory: {} }));
  expect(sentencesOf({ ...situation, enrolments }, 'fr').at(-1)).toBe(
    'Service Téléfax\u00a0: aucun compte inscrit',
  );
});

test('without a category of physicians, no sentence counts them', () => {
  const situation = sample();
  const categories = situation.categories.map((category) => ({ ...category, physician: false }));
  const sentences = sentencesOf({ ...situation, categories }, 'fr');
  expect(sentences.slice(0, 3)).toEqual([
    '134\u00a0115 comptes courriels non utilisés de plus de 90 jours sur un total de 305\u00a0554',
    '120\u00a0000 comptes courriels non utilisés reçoivent encore des courriels (4 comptes indéterminés)',
    'Au moins\u00a01\u00a0817 comptes sont automatiquement redirigés (12 comptes indéterminés)',
  ]);
  // Nor one of a check that is about physicians alone, whose count of nobody would read as none.
  expect(sentences.filter((sentence) => /^\d.* médecins /.test(sentence))).toEqual([]);
});

test('one person of a category is not written in the plural of its label', () => {
  const situation = sample();
  const enrolments = situation.enrolments.slice(0, 1).map((one) => ({
    ...one,
    total: 3,
    byCategory: { specialist: 2, gp: 1 },
  }));
  expect(sentencesOf({ ...situation, enrolments }, 'fr').at(-1)).toBe(
    'Service Téléfax\u00a0: 2 médecins spécialistes, 1 (médecins omnipraticiens)',
  );
});

test('where a group that makes a category was not read, physicians are not counted but said to be unknown', () => {
  const sentences = sentencesOf({ ...sample(), categoriesKnown: false }, 'fr');
  expect(sentences).toHaveLength(sentencesOf(sample(), 'fr').length - 2);
  expect(sentences.slice(-3)).toEqual([
    'Non évaluable\u00a0: Médecins par catégorie (source manquante\u00a0: membres des groupes)',
    'Service Téléfax\u00a0: 296 médecins spécialistes, 134 médecins omnipraticiens, 8 médecins résidents',
    'Non évaluable\u00a0: Portail des résultats (source manquante\u00a0: membres des groupes)',
  ]);
  expect(sentences.slice(0, -3).filter((sentence) => sentence.includes('médecin'))).toEqual([]);
});

test('a sentence about physicians alone tells how many of them are undetermined', () => {
  const situation = sample();
  const indicators = situation.indicators.map((one) =>
    one.id === 'inactive-mailboxes'
      ? { ...one, undetermined: 9, physicians: { ...one.physicians, undetermined: 1 } }
      : one,
  );
  expect(sentencesOf({ ...situation, indicators }, 'en').slice(0, 2)).toEqual([
    '134,115 mailboxes unused for more than 90 days out of 305,554 (9 undetermined accounts)',
    '20,240 physician accounts were created, 12,662 (for mail) have not been used for more than 90 days (1 undetermined account)',
  ]);
});

test('one person of a category is called by its singular, where the configuration tells it', () => {
  const situation = sample();
  const singular = { fr: 'Médecin omnipraticien', en: 'General practitioner' };
  const categories = situation.categories.map((one) => (one.id === 'gp' ? { ...one, singular } : one));
  const enrolments = situation.enrolments
    .slice(0, 1)
    .map((one) => ({ ...one, total: 3, byCategory: { specialist: 2, gp: 1 } }));
  expect(sentencesOf({ ...situation, categories, enrolments }, 'fr').at(-1)).toBe(
    'Service Téléfax\u00a0: 2 médecins spécialistes, 1 médecin omnipraticien',
  );
});

test('a footnote says how many accounts physicians have, where not all of them have a mailbox', () => {
  const notesOf = (physicianAccounts: number | undefined, language: Language): string[] => {
    const whole = sample();
    const checks = whole.checks.map((check) =>
      check.id === 'inactive-mailboxes' ? { ...check, footnote: inactiveMailboxesWords.footnote } : check,
    );
    const population = { ...whole.population, physicianAccounts };
    return footnotes({ ...whole, checks, population }, language).map(({ text }) => joined(text));
  };
  expect(notesOf(20_540, 'fr')).toEqual([
    '20\u00a0540 comptes médecins ont été créés; 20\u00a0240 ont une boîte aux lettres, dont 12\u00a0662 inutilisées depuis plus de 90 jours.',
  ]);
  expect(notesOf(20_540, 'en')).toEqual([
    '20,540 physician accounts were created; 20,240 have a mailbox, of which 12,662 have been unused for more than 90 days.',
  ]);
  expect([notesOf(20_240, 'fr'), notesOf(undefined, 'fr')]).toEqual([[], []]);
});
