import { grantsInWords } from '../grants/grant-words.ts';
import type { Language } from '../i18n/language.ts';
import { phrase } from '../i18n/phrase.ts';
import type { Words } from '../i18n/words.ts';
import type { GapReason } from '../snapshot/manifest.ts';
import { NOT_GRANTED } from '../setup/needed-grants.ts';
import type { Finding, FindingId, FindingState } from './findings.ts';
import type { PartProspect, ProspectOutcome, SourceProspect } from './prospect.ts';

export const OUTCOME_WORDS: Readonly<Record<ProspectOutcome, Words>> = {
  readable: { fr: 'lisible', en: 'readable' },
  partial: { fr: 'en partie', en: 'in part' },
  refused: { fr: 'refusée', en: 'refused' },
  unknown: { fr: 'inconnu', en: 'not known' },
  skipped: { fr: 'non demandée', en: 'skipped' },
};

export const STATE_WORDS: Readonly<Record<FindingState, Words>> = {
  ok: { fr: 'bon', en: 'good' },
  warning: { fr: 'à voir', en: 'look' },
  failed: { fr: 'à réparer', en: 'mend' },
  unknown: { fr: 'inconnu', en: 'not known' },
};

const SHOW_NAMES: Words = {
  fr: 'Centre d’administration Microsoft 365, Paramètres de l’organisation, Services, Rapports\u00a0: décocher «\u00a0Afficher des noms masqués\u00a0».',
  en: 'Microsoft 365 admin center, Org settings, Services, Reports: clear “Display concealed names”.',
};

/** What to do, by why a source cannot be read; `{grants}` is what would allow it. */
const REMEDIES: Readonly<Record<GapReason, Words>> = {
  permission: { fr: 'Accorder {grants}.', en: 'Grant {grants}.' },
  licence: { fr: 'Il faut la licence {grants}.', en: 'It takes the licence {grants}.' },
  'concealed-names': SHOW_NAMES,
  'no-cloud-mailbox': {
    fr: 'Boîtes aux lettres hors du nuage\u00a0: leurs règles ne se lisent pas d’ici.',
    en: 'Mailboxes are not in the cloud: their rules cannot be read from here.',
  },
  denied: {
    fr: 'Élargir la portée accordée à l’application.',
    en: 'Widen the scope granted to the application.',
  },
  'gave-up': {
    fr: 'Pas de réponse à temps\u00a0: relancer; l’audit insistera plus longtemps.',
    en: 'No answer in time: run it again; the audit insists for longer.',
  },
  error: { fr: 'Réponse inattendue\u00a0: voir le détail.', en: 'An unexpected answer: see the detail.' },
  'not-read': { fr: 'Voir le détail.', en: 'See the detail.' },
  'not-exported': { fr: 'Voir le détail.', en: 'See the detail.' },
};

/** What to do about a source or a part that cannot be read; null where there is nothing to do. */
export function remedyOf(
  { outcome, reason, grants }: Pick<SourceProspect | PartProspect, 'outcome' | 'reason' | 'grants'>,
  language: Language,
): string | null {
  if (outcome === 'readable' || outcome === 'skipped' || reason === null) return null;
  const wanted = grants === null ? null : grantsInWords(grants)[language];
  if (reason === 'permission' && wanted === null)
    return phrase({ permission: UNTOLD }, 'permission', language);
  return phrase(REMEDIES, reason, language, { grants: wanted ?? '' });
}

const UNTOLD: Words = {
  fr: 'Accorder ce que liste «\u00a0vigie permissions\u00a0».',
  en: 'Grant what “vigie permissions” lists.',
};

/** Why an ordinary part is not there; null for any other. */
export function ordinaryRemark({ isOrdinary, grants }: PartProspect, language: Language): string | null {
  if (!isOrdinary) return null;
  const names = grants?.flat().map(({ name }) => name) ?? [];
  return names.flatMap((name) => NOT_GRANTED[name]?.[language] ?? [])[0] ?? null;
}

interface Said {
  readonly what: Words;
  /** What to do; none where all is well. */
  readonly remedy?: Words;
}

type How = NonNullable<Finding['how']>;

const FINDINGS: Readonly<Record<FindingId, Readonly<Partial<Record<FindingState | How, Said>>>>> = {
  'sign-in': {
    ok: { what: { fr: 'connexion réussie', en: 'signed in' } },
    failed: { what: { fr: '{message}', en: '{message}' }, remedy: { fr: '{steps}', en: '{steps}' } },
  },
  permissions: {
    ok: {
      what: {
        fr: 'les {count} permissions voulues sont accordées',
        en: 'the {count} permissions that are needed are granted',
      },
    },
    warning: {
      what: { fr: 'non accordées, par leur nom\u00a0: {names}', en: 'not granted, by name: {names}' },
      remedy: {
        fr: 'Sans effet si une autre les couvre; sinon «\u00a0vigie setup --print powershell\u00a0».',
        en: 'No matter where another covers them; else “vigie setup --print powershell”.',
      },
    },
    unknown: {
      what: {
        fr: 'permissions accordées\u00a0: le jeton ne les dit pas',
        en: 'granted permissions: the token does not tell',
      },
    },
  },
  'write-permissions': {
    warning: {
      what: {
        fr: 'l’application peut aussi modifier\u00a0: {names}',
        en: 'the application can change things, too: {names}',
      },
      remedy: {
        fr: 'Vigie n’en a pas besoin\u00a0: les retirer.',
        en: 'Vigie needs none of it: take it away.',
      },
    },
  },
  'credential-life': {
    ok: {
      what: {
        fr: 'valide jusqu’au {date} (jours restants\u00a0: {days})',
        en: 'good until {date} (days left: {days})',
      },
    },
    'none-kept': { what: { fr: 'aucun secret à renouveler', en: 'no secret to renew' } },
    warning: {
      what: {
        fr: 'expire bientôt, le {date} (jours restants\u00a0: {days})',
        en: 'expires soon, on {date} (days left: {days})',
      },
      remedy: { fr: 'Le renouveler avant.', en: 'Renew it before that.' },
    },
    expired: {
      what: { fr: 'expiré le {date}', en: 'expired on {date}' },
      remedy: {
        fr: 'En faire un autre\u00a0: «\u00a0vigie setup\u00a0».',
        en: 'Make another: “vigie setup”.',
      },
    },
    unknown: {
      what: {
        fr: 'fin du secret\u00a0: inconnue (Application.Read.All la dirait)',
        en: 'end of the secret: not known (Application.Read.All would tell)',
      },
    },
  },
  'entra-licence': {
    ok: { what: { fr: 'Microsoft Entra ID {plan}', en: 'Microsoft Entra ID {plan}' } },
    warning: {
      what: { fr: 'ni Microsoft Entra ID P1 ni P2', en: 'neither Microsoft Entra ID P1 nor P2' },
      remedy: {
        fr: 'Connexions et inscriptions à l’AMF ne se lisent pas sans elle.',
        en: 'Sign-ins and MFA registrations cannot be read without it.',
      },
    },
    unknown: {
      what: {
        fr: 'licences de l’organisation\u00a0: inconnues',
        en: 'licences of the organisation: not known',
      },
    },
  },
  'concealed-names': {
    ok: { what: { fr: 'les rapports d’utilisation montrent les noms', en: 'usage reports show names' } },
    failed: {
      what: { fr: 'les rapports d’utilisation masquent les noms', en: 'usage reports conceal names' },
      remedy: SHOW_NAMES,
    },
    unknown: {
      what: {
        fr: 'noms des rapports d’utilisation\u00a0: masqués ou non, inconnu',
        en: 'names in usage reports: concealed or not, not known',
      },
    },
  },
  group: {
    ok: { what: { fr: 'groupe {group}', en: 'group {group}' } },
    missing: {
      what: { fr: 'aucun groupe ne s’appelle {group}', en: 'no group is named {group}' },
      remedy: {
        fr: 'Corriger le nom dans la configuration, ou y mettre l’identifiant.',
        en: 'Correct the name in the configuration, or put the id there.',
      },
    },
    several: {
      what: { fr: 'plusieurs groupes s’appellent {group}', en: 'several groups are named {group}' },
      remedy: { fr: 'Mettre l’identifiant de celui qu’on veut.', en: 'Put the id of the one that is meant.' },
    },
    hidden: {
      what: { fr: 'le groupe {group} cache ses membres', en: 'the group {group} hides its members' },
      remedy: { fr: 'Accorder Member.Read.Hidden.', en: 'Grant Member.Read.Hidden.' },
    },
    unknown: { what: { fr: 'groupe {group}\u00a0: inconnu', en: 'group {group}: not known' } },
  },
  disk: {
    ok: {
      what: {
        fr: '{free} Mo libres; il en faut environ {needed}',
        en: '{free} MB free; about {needed} are needed',
      },
    },
    failed: {
      what: {
        fr: '{free} Mo libres; il en faut environ {needed}',
        en: '{free} MB free; about {needed} are needed',
      },
      remedy: {
        fr: 'Faire de la place, ou nommer un autre dossier avec --out.',
        en: 'Free some space, or name another folder with --out.',
      },
    },
    unknown: { what: { fr: 'place libre\u00a0: inconnue', en: 'free space: not known' } },
  },
};

/** What a finding says, and what to do about it. */
export function findingInWords(
  finding: Finding,
  language: Language,
): { what: string; remedy: string | null } {
  const said = FINDINGS[finding.id][finding.how ?? finding.state];
  if (said === undefined) throw new Error(`no words for ${finding.id} ${finding.how ?? finding.state}`);
  const { what, remedy } = said;
  return {
    what: phrase({ what }, 'what', language, finding.values),
    remedy: remedy === undefined ? null : phrase({ remedy }, 'remedy', language, finding.values),
  };
}

const FINDING_NAMES: Readonly<Record<FindingId, Words>> = {
  'sign-in': { fr: 'connexion', en: 'sign-in' },
  permissions: { fr: 'permissions', en: 'permissions' },
  'write-permissions': { fr: 'écriture', en: 'writing' },
  'credential-life': { fr: 'secret ou certificat', en: 'secret or certificate' },
  'entra-licence': { fr: 'licence', en: 'licence' },
  'concealed-names': { fr: 'noms', en: 'names' },
  group: { fr: 'groupes', en: 'groups' },
  disk: { fr: 'disque', en: 'disk' },
};

export function findingName({ id }: Finding, language: Language): string {
  return FINDING_NAMES[id][language];
}
