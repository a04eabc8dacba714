import type { Language } from '../i18n/language.ts';
import { phrase } from '../i18n/phrase.ts';
import type { Words } from '../i18n/words.ts';

/** What a tenant suggests for its configuration, commonest first. */
export interface StarterSuggestions {
  readonly domains: readonly string[];
  readonly companyNames: readonly string[];
  readonly jobTitles: readonly string[];
  readonly departments: readonly string[];
  /** Of the country that the tenant says it is in. */
  readonly timeZones: readonly string[];
  /** How many accounts they were taken from. */
  readonly accounts: number;
}

const WORDS = {
  title: {
    fr: 'Configuration de Vigie. Chaque clé est facultative; ce qui manque a une valeur par défaut.',
    en: 'Configuration of Vigie. Every key is optional; what is missing has a default.',
  },
  inactive: {
    fr: 'Non utilisée\u00a0: depuis plus de tant de jours.',
    en: 'Unused: for more than so many days.',
  },
  timeZone: {
    fr: 'Le fuseau horaire des heures que disent les rapports (nom de la base IANA).',
    en: 'The time zone of the times that the reports tell (a name of the IANA database).',
  },
  timeZones: {
    fr: 'Les fuseaux horaires du pays que l’organisation dit être le sien\u00a0:',
    en: 'The time zones of the country that the organisation says it is in:',
  },
  categories: {
    fr: 'Qui est médecin, et de quelle catégorie. La première dont tous les motifs (RE2, sans casse ni accents) correspondent est la bonne; {} prend tout le monde. singular dit comment s’appelle une seule de ces personnes. Attributs\u00a0: userPrincipalName, jobTitle, department, companyName, extensionAttribute1 à 15… et group (nom ou identifiant).',
    en: 'Who is a physician, and of which category. The first whose patterns (RE2, without case or accents) all match is the account’s; {} matches everybody. singular is what one of them is called. Attributes: userPrincipalName, jobTitle, department, companyName, extensionAttribute1 to 15… and group (name or id).',
  },
  specialists: { fr: 'Médecins spécialistes', en: 'Specialist physicians' },
  specialist: { fr: 'Médecin spécialiste', en: 'Specialist physician' },
  gps: { fr: 'Médecins omnipraticiens', en: 'General practitioners' },
  gp: { fr: 'Médecin omnipraticien', en: 'General practitioner' },
  residents: { fr: 'Médecins résidents', en: 'Resident physicians' },
  resident: { fr: 'Médecin résident', en: 'Resident physician' },
  staff: { fr: 'Autre personnel', en: 'Other staff' },
  establishments: {
    fr: 'L’établissement d’un compte\u00a0: la valeur d’un attribut, ou ce qu’un motif y capture.',
    en: 'The establishment of an account: the value of an attribute, or what a pattern captures in it.',
  },
  roster: {
    fr: 'Une liste de médecins (CSV) l’emporte sur les motifs; retirer les # pour l’utiliser.',
    en: 'A roster of physicians (CSV) wins over the patterns; take the # away to use one.',
  },
  domains: {
    fr: 'Où mène une redirection\u00a0: domaines de partenaires et d’universités. Ceux de l’organisation sont connus.',
    en: 'Where a redirect leads: domains of partners and of universities. The organisation’s own are known.',
  },
  enrolments: {
    fr: 'Services auxquels on s’inscrit, par le groupe de leurs membres.',
    en: 'Services that people enrol in, by the group of their members.',
  },
  suggested: {
    fr: 'Relevé dans l’organisation, sur {accounts} comptes, du plus fréquent au moins fréquent\u00a0:',
    en: 'Seen in the organisation, over {accounts} accounts, commonest first:',
  },
} as const satisfies Record<string, Words>;

/**
 * A commented configuration to begin with, as YAML. `schema` is the address of the JSON Schema for editors; what the tenant
 * suggests stands in comments alone, so that no name from outside becomes a setting.
 */
export function starterConfig(
  language: Language,
  schema: string,
  suggestions: StarterSuggestions | null = null,
): string {
  const say = (key: keyof typeof WORDS, values: Record<string, string> = {}): string =>
    `# ${phrase(WORDS, key, language, values)}\n`;
  const label = (
    key: 'specialists' | 'specialist' | 'gps' | 'gp' | 'residents' | 'resident' | 'staff',
  ): string => `{ fr: ${WORDS[key].fr}, en: ${WORDS[key].en} }`;
  const noted = suggestions === null ? null : notesOf(suggestions);
  const note = (text: string | undefined): string =>
    suggestions === null || text === undefined || text === ''
      ? ''
      : `${say('suggested', { accounts: String(suggestions.accounts) })}${text}`;
  const suggested = suggestions?.timeZones ?? [];
  const zones = suggested.length === 0 ? '' : `${say('timeZones')}${line('timeZone', suggested)}`;
  return `# yaml-language-server: $schema=${schema}
${say('title')}
${say('inactive')}inactiveAfterDays: 90

${say('timeZone')}${zones}timeZone: America/Toronto

${say('categories')}${note(noted?.people)}categories:
  - id: specialist
    physician: true
    label: ${label('specialists')}
    singular: ${label('specialist')}
    when: { jobTitle: 'sp[ée]cialiste' }
  - id: gp
    physician: true
    label: ${label('gps')}
    singular: ${label('gp')}
    when: { jobTitle: 'omnipraticien' }
  - id: resident
    physician: true
    label: ${label('residents')}
    singular: ${label('resident')}
    when: { jobTitle: 'r[ée]sident' }
  - id: staff
    physician: false
    label: ${label('staff')}
    when: {}

${say('establishments')}${note(noted?.companies)}establishments: { attribute: companyName }

${say('roster')}# roster: { file: physicians.csv, key: userPrincipalName, category: categorie, establishment: etablissement }

${say('domains')}${note(noted?.domains)}domains:
  partners: []
  universities: [umontreal.ca, mcgill.ca, usherbrooke.ca, ulaval.ca]

${say('enrolments')}# enrolments:
#   - { id: telefax, label: { fr: Service Téléfax, en: Telefax service }, group: GRP-TELEFAX }
`;
}

interface Notes {
  readonly people: string;
  readonly companies: string;
  readonly domains: string;
}

function notesOf({ domains, companyNames, jobTitles, departments }: StarterSuggestions): Notes {
  return {
    people: line('jobTitle', jobTitles) + line('department', departments),
    companies: line('companyName', companyNames),
    domains: line('domains', domains),
  };
}

/** One line of comment, whatever a value holds. */
function line(name: string, values: readonly string[]): string {
  if (values.length === 0) return '';
  return `#   ${name}: ${values.map((value) => JSON.stringify(value)).join(', ')}\n`;
}
