import type { Words } from '../../i18n/words.ts';
import type { Unusable } from '../../snapshot/unusable.ts';
import type { GapWords } from './found-gap.ts';

const WHY: Readonly<Record<Unusable, Words>> = {
  'joins-nothing': {
    fr: 'presque aucune de ses lignes n’est celle d’un compte de l’annuaire (moins d’une sur dix)',
    en: 'nearly none of its rows is that of an account of the directory (fewer than one in ten)',
  },
  'tells-nothing': {
    fr: 'elle ne dit rien de personne, ce qui n’est pas dire que personne n’a rien fait',
    en: 'it tells nothing of anybody, which is not to say that nobody did anything',
  },
  'dated-in-future': {
    fr: 'sa date (Report Refresh Date) est à venir\u00a0: aucun âge ne peut en être compté',
    en: 'its date (Report Refresh Date) is yet to come: no age can be counted from it',
  },
};

const REMEDIES: Readonly<Record<Unusable, Words>> = {
  'joins-nothing': {
    fr: 'Vérifier dans le centre d’administration que les rapports montrent les noms, et que les noms d’utilisateur principal n’ont pas été changés en masse depuis 48 h, puis collecter de nouveau.',
    en: 'Check in the admin centre that reports show names, and that user principal names were not changed in bulk within 48 h, then collect again.',
  },
  'tells-nothing': {
    fr: 'Vérifier les permissions et les licences de cette source, puis collecter de nouveau; si rien ne change, le signaler à Microsoft.',
    en: 'Check the permissions and the licences of this source, then collect again; if nothing changes, report it to Microsoft.',
  },
  'dated-in-future': {
    fr: 'Collecter de nouveau dans 48 h; si la date ne change pas, le signaler à Microsoft.',
    en: 'Collect again in 48 h; if the date does not change, report it to Microsoft.',
  },
};

/** A source that was read, and of which nothing can be used. */
export function unusableReport(name: Words, why: Unusable): GapWords {
  return {
    what: {
      fr: `${name.fr}\u00a0: source inutilisable, ${WHY[why].fr}.`,
      en: `${name.en}: the source is not usable, ${WHY[why].en}.`,
    },
    remedy: REMEDIES[why],
  };
}

export const NOT_IN_CLOUD: GapWords = {
  what: {
    fr: 'Boîtes aux lettres qui ne sont pas dans le nuage selon une autre source\u00a0: le rapport d’activité ne dit rien de leur usage.',
    en: 'Mailboxes that are not in the cloud by another source: the activity report tells nothing of their use.',
  },
  remedy: {
    fr: 'Vérifier si ces boîtes aux lettres sont hébergées sur place; leur usage se lit alors sur le serveur Exchange local.',
    en: 'Check whether these mailboxes are hosted on premises; their use is then read on the local Exchange server.',
  },
};

/**
 * Successes are recorded from this day on
 * (https://learn.microsoft.com/graph/api/resources/signinactivity); it bears on audits from that day on alone.
 */
const SUCCESSES_SINCE = '2023-12-01';

/** @param today day of the collection: YYYY-MM-DD */
export function attemptsOnly(today: string): GapWords {
  return { what: today < SUCCESSES_SINCE ? ATTEMPTED : ATTEMPTED_SINCE, remedy: SIGN_IN_LOGS };
}

const ATTEMPTED: Words = {
  fr: 'Comptes sans connexion réussie connue, où quelqu’un a tenté de se connecter récemment\u00a0: indéterminés. Une tentative peut avoir échoué.',
  en: 'Accounts without a known successful sign-in that somebody tried to sign in to lately: undetermined. An attempt may have failed.',
};

const ATTEMPTED_SINCE: Words = {
  fr: 'Comptes sans connexion réussie connue, où quelqu’un a tenté de se connecter récemment\u00a0: indéterminés. Microsoft ne garde aucune connexion réussie d’avant le 1er décembre 2023, et une tentative peut avoir échoué.',
  en: 'Accounts without a known successful sign-in that somebody tried to sign in to lately: undetermined. Microsoft keeps no success from before 1 December 2023, and an attempt may have failed.',
};

const SIGN_IN_LOGS: Words = {
  fr: 'Consulter les journaux de connexion de ces comptes dans le centre d’administration Microsoft Entra\u00a0: ils disent si une tentative a réussi.',
  en: 'Look at the sign-in logs of these accounts in the Microsoft Entra admin centre: they tell whether an attempt succeeded.',
};
