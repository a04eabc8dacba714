import type { Language } from './language.ts';
import { phrase, phraseText } from './phrase.ts';
import type { Text } from './text.ts';
import type { Words } from './words.ts';

/** The words of the reports' frame. In French, U+00A0 stands before : and %, and within « ». */
const FRAME = {
  atLeast: { fr: 'au moins\u00a0{n}', en: 'at least {n}' },
  about: { fr: 'environ\u00a0{n}', en: 'about {n}' },
  atLeastAbout: { fr: 'au moins environ\u00a0{n}', en: 'at least about {n}' },
  amongExamined: { fr: ' parmi les comptes examinés', en: ' among the accounts examined' },
  unknownNumber: { fr: 'un nombre inconnu de', en: 'an unknown number of' },
  notAssessableSource: {
    fr: 'Non évaluable\u00a0: {title} (source manquante\u00a0: {sources})',
    en: 'Not assessable: {title} (missing source: {sources})',
  },
  notAssessableSources: {
    fr: 'Non évaluable\u00a0: {title} (sources manquantes\u00a0: {sources})',
    en: 'Not assessable: {title} (missing sources: {sources})',
  },
  notAssessableUnread: {
    fr: 'Non évaluable\u00a0: {title} (aucun compte n’a pu être examiné)',
    en: 'Not assessable: {title} (no account could be examined)',
  },
  enrolment: { fr: '{label}\u00a0: {counts}', en: '{label}: {counts}' },
  nobodyEnrolled: { fr: 'aucun compte inscrit', en: 'no account enrolled' },

  title: { fr: 'État de situation — Constats', en: 'Situation report — Findings' },
  asOf: { fr: 'En date du {day}', en: 'As of {day}' },
  collected: { fr: 'Données recueillies le {instant}', en: 'Data collected on {instant}' },
  collectedInRuns: {
    fr: 'Données recueillies en {n} fois, du {instant} au {end}',
    en: 'Data collected in {n} runs, from {instant} to {end}',
  },
  madeWith: { fr: 'Vigie {version}', en: 'Vigie {version}' },

  gaps: { fr: 'Ce qui n’est pas connu', en: 'What is not known' },
  noGap: { fr: 'Aucune lacune.', en: 'No gap.' },
  gapWhat: { fr: 'Lacune', en: 'Gap' },
  gapRemedy: { fr: 'Remède', en: 'Remedy' },

  constats: { fr: 'Constats', en: 'Findings' },
  noConstat: { fr: 'Aucun constat.', en: 'No finding.' },

  indicators: { fr: 'Indicateurs', en: 'Indicators' },
  indicator: { fr: 'Indicateur', en: 'Indicator' },
  population: { fr: 'Population', en: 'Population' },
  examined: { fr: 'Examinés', en: 'Examined' },
  nonCompliant: { fr: 'Non conformes', en: 'Non-compliant' },
  shareOfExamined: { fr: 'Part des examinés', en: 'Share of examined' },
  shareInNetwork: { fr: 'Part dans le réseau', en: 'Share in the network' },
  undetermined: { fr: 'Indéterminés', en: 'Undetermined' },
  shareNote: {
    fr: 'Les pourcentages sont calculés sur les comptes examinés.',
    en: 'Shares are of the accounts examined.',
  },
  undeterminedNote: {
    fr: 'ind.\u00a0: comptes indéterminés, dont la réponse n’a pu être obtenue et qui ne comptent ni pour ni contre.',
    en: 'und.: undetermined accounts, whose answer could not be had and which count neither way.',
  },
  undeterminedOne: { fr: ' ({n} compte indéterminé)', en: ' ({n} undetermined account)' },
  undeterminedOther: { fr: ' ({n} comptes indéterminés)', en: ' ({n} undetermined accounts)' },
  undeterminedShort: { fr: '{n} ind.', en: '{n} und.' },
  notAssessableShort: { fr: 'n. d.', en: 'n. a.' },
  notAssessableNote: {
    fr: 'n. d.\u00a0: non disponible, faute de la source qui le dirait.',
    en: 'n. a.: not assessable, for want of the source that would tell.',
  },
  lowerBoundNote: {
    fr: '«\u00a0au moins\u00a0»\u00a0: une partie des sources manque; le nombre réel peut être plus élevé.',
    en: '“at least”: some of the sources are missing; the real number may be higher.',
  },

  approximateNote: {
    fr: '«\u00a0environ\u00a0»\u00a0: les boîtes partagées, les salles et les équipements n’ont pu être distingués des boîtes personnelles; le nombre réel peut être plus bas ou plus élevé.',
    en: '“about”: shared, room and equipment mailboxes could not be told from personal ones; the real number may be lower or higher.',
  },
  coverage: {
    fr: '{title}\u00a0: population {population}, examinés {examined}, indéterminés {undetermined}',
    en: '{title}: population {population}, examined {examined}, undetermined {undetermined}',
  },

  physicians: { fr: 'Médecins par catégorie', en: 'Physicians by category' },
  otherCategories: { fr: 'Autres catégories', en: 'Other categories' },
  noPhysicianCategory: {
    fr: 'La configuration ne définit aucune catégorie de médecins.',
    en: 'The configuration defines no category of physicians.',
  },
  category: { fr: 'Catégorie', en: 'Category' },
  noCategory: { fr: 'Sans catégorie', en: 'No category' },
  accounts: { fr: 'Comptes', en: 'Accounts' },
  mailAccounts: { fr: 'Comptes courriels', en: 'Mailboxes' },
  allPhysicians: { fr: 'Médecins, toutes catégories', en: 'Physicians, all categories' },
  directoryAccounts: {
    fr: 'Comptes lus dans l’annuaire\u00a0: {n}',
    en: 'Accounts read in the directory: {n}',
  },
  directoryAccountsOf: {
    fr: 'Comptes lus dans l’annuaire\u00a0: {n} (annoncés\u00a0: {expected})',
    en: 'Accounts read in the directory: {n} (announced: {expected})',
  },
  rosterMisses: {
    fr: 'Lignes sans compte correspondant\u00a0: {n} sur {lines}',
    en: 'Lines of the roster that match no account: {n} of {lines}',
  },
  rosterUnknown: {
    fr: 'Médecins sans compte\u00a0: non évaluable, faute d’avoir lu tous les comptes (la liste a {lines} lignes).',
    en: 'Physicians without an account: not assessable, since not all accounts were read (the roster has {lines} lines).',
  },

  facts: { fr: 'Précisions', en: 'Details' },
  number: { fr: 'Nombre', en: 'Number' },

  serviceUsage: { fr: 'Utilisation du service', en: 'Service usage' },
  service: { fr: 'Service', en: 'Service' },
  licensed: { fr: 'Avec licence', en: 'Licensed' },
  active30: { fr: 'Actifs, 30 jours', en: 'Active, 30 days' },
  active90: { fr: 'Actifs, 90 jours', en: 'Active, 90 days' },
  physiciansLicensed: { fr: 'Médecins avec licence', en: 'Physicians, licensed' },
  physiciansActive30: { fr: 'Médecins actifs, 30 jours', en: 'Physicians active, 30 days' },
  physiciansActive90: { fr: 'Médecins actifs, 90 jours', en: 'Physicians active, 90 days' },

  enrolments: { fr: 'Inscriptions aux services', en: 'Service enrolments' },
  total: { fr: 'Total', en: 'Total' },

  establishments: { fr: 'Établissements', en: 'Establishments' },
  establishment: { fr: 'Établissement', en: 'Establishment' },
  maskedEstablishments: { fr: 'Établissements regroupés', en: 'Establishments, grouped' },
  noEstablishment: { fr: 'Sans établissement', en: 'No establishment' },
  noEstablishmentKnown: {
    fr: 'Aucun établissement n’est connu.',
    en: 'No establishment is known.',
  },
  physiciansPopulation: { fr: 'Médecins', en: 'Physicians' },
  physiciansNonCompliant: { fr: 'Médecins non conformes', en: 'Physicians, non-compliant' },

  sources: { fr: 'Sources', en: 'Sources' },
  source: { fr: 'Source', en: 'Source' },
  outcome: { fr: 'Résultat', en: 'Outcome' },
  read: { fr: 'Lus', en: 'Read' },
  expected: { fr: 'Attendus', en: 'Expected' },
  refreshedOn: { fr: 'Rapport à jour au', en: 'Report refreshed on' },
  mailboxOutcomes: {
    fr: 'Règles de boîte de réception, boîte par boîte',
    en: 'Inbox rules, mailbox by mailbox',
  },
  code: { fr: 'Code', en: 'Code' },
  mailboxes: { fr: 'Boîtes aux lettres', en: 'Mailboxes' },
  evidenceOf: {
    fr: '{source} ({outcome}, {read} sur {expected})',
    en: '{source} ({outcome}, {read} of {expected})',
  },
  evidenceNone: { fr: '{source} ({outcome})', en: '{source} ({outcome})' },
  because: { fr: '{outcome}\u00a0: {reason}', en: '{outcome}: {reason}' },
  namesConcealed: { fr: 'noms masqués', en: 'names concealed' },

  method: { fr: 'Méthode', en: 'Method' },
  methodIntro: {
    fr: 'Chaque nombre vient des expressions SQL ci-dessous, telles qu’elles ont été exécutées sur le dossier des comptes.',
    en: 'Every number comes from the SQL expressions below, as they were run over the dossier of the accounts.',
  },
  inactiveAfterDays: {
    fr: 'Un compte est réputé non utilisé après plus de {n} jours.',
    en: 'An account is deemed unused after more than {n} days.',
  },
  rosterDigest: { fr: 'Liste utilisée (SHA-256)\u00a0: {digest}', en: 'Roster used (SHA-256): {digest}' },
  namesNotKept: {
    fr: 'Les noms affichés n’ont pas été conservés\u00a0: leur colonne reste, vide.',
    en: 'Display names were not kept: their column stays, empty.',
  },
  tenantId: { fr: 'Identifiant du locataire\u00a0: {id}', en: 'Tenant id: {id}' },
  evidence: { fr: 'Sources\u00a0: {sources}', en: 'Sources: {sources}' },
  sqlPopulation: { fr: 'Comptes visés (condition SQL)\u00a0:', en: 'Accounts concerned (SQL condition):' },
  sqlVerdict: { fr: 'Verdict (expression SQL)\u00a0:', en: 'Verdict (SQL expression):' },
  detailSources: {
    fr: 'Sources des seuls détails\u00a0: {sources}',
    en: 'Sources of the details alone: {sources}',
  },
  dictionary: { fr: 'Dictionnaire du dossier', en: 'Dictionary of the dossier' },
  dictionaryIntro: {
    fr: 'Les colonnes du dossier que nomment ces expressions. Le dossier compte une ligne par compte.',
    en: 'The columns of the dossier that these expressions name. The dossier has one row per account.',
  },
  columnName: { fr: 'Colonne', en: 'Column' },
  columnMeaning: { fr: 'Sens', en: 'Meaning' },
  columnValues: { fr: 'Valeurs', en: 'Values' },
  columnUnknown: { fr: 'Sans valeur', en: 'Without a value' },
  neverUnknown: { fr: 'jamais', en: 'never' },

  mailFlow: { fr: 'Flux de messagerie de l’organisation', en: 'Mail flow of the organization' },
  mailFlowNote: {
    fr: 'Ces constats portent sur l’organisation; ils ne changent le verdict d’aucun compte.',
    en: 'These findings are about the organization; they change the verdict of no account.',
  },
  mailFlowMissing: { fr: 'Parties non lues\u00a0: {parts}', en: 'Parts not read: {parts}' },
  autoForwarding: {
    fr: 'Transfert automatique vers l’extérieur, selon les stratégies de courrier sortant\u00a0: {mode}',
    en: 'Automatic forwarding to outside, by the outbound policies: {mode}',
  },
  otherTransportRules: {
    fr: 'Règles de transport qui ne redirigent ni ne copient de messages\u00a0: {n}',
    en: 'Transport rules that neither redirect nor copy messages: {n}',
  },
  noTransportRule: {
    fr: 'Aucune règle de transport ne redirige ni ne copie de messages.',
    en: 'No transport rule redirects or copies messages.',
  },
  transportRule: { fr: 'Règle de transport', en: 'Transport rule' },
  journalRule: { fr: 'Règle de journalisation', en: 'Journal rule' },
  journalScope: { fr: 'Messages', en: 'Messages' },
  journalOf: { fr: 'Copie des messages', en: 'Copy of the messages' },
  journalOfEverybody: { fr: 'de tous', en: 'of everybody' },
  journalOfOne: { fr: 'd’un destinataire', en: 'of one recipient' },
  targetClass: { fr: 'Classe de destination', en: 'Target class' },
  isActiveConnector: { fr: 'Actif', en: 'Active' },
  outboundConnector: { fr: 'Connecteur sortant', en: 'Outbound connector' },
  recipientDomains: { fr: 'Domaines des destinataires', en: 'Domains of recipients' },
  smartHosts: { fr: 'Hôtes actifs', en: 'Smart hosts' },
  outboundPolicy: { fr: 'Stratégie de courrier sortant', en: 'Outbound policy' },
  remoteDomain: { fr: 'Domaine distant', en: 'Remote domain' },
  acceptedDomain: { fr: 'Domaine accepté', en: 'Accepted domain' },
  domain: { fr: 'Domaine', en: 'Domain' },
  type: { fr: 'Type', en: 'Type' },
  isActive: { fr: 'Active', en: 'Active' },
  mode: { fr: 'Mode', en: 'Mode' },
  action: { fr: 'Action', en: 'Action' },
  targets: { fr: 'Destinations', en: 'Targets' },
  riskiestClass: { fr: 'Classe la plus risquée', en: 'Riskiest class' },
  forwardingMode: { fr: 'Transfert automatique', en: 'Automatic forwarding' },
  priority: { fr: 'Priorité', en: 'Priority' },
  forwardingAllowed: { fr: 'Transfert permis', en: 'Forwarding allowed' },
  subDomains: { fr: 'Sous-domaines compris', en: 'Subdomains included' },

  administrators: { fr: 'Administrateurs, par rôle', en: 'Administrators, by role' },
  administratorsNote: {
    fr: 'Un compte qui a plusieurs rôles figure à chacun d’eux.',
    en: 'An account with several roles is in the row of each.',
  },
  role: { fr: 'Rôle', en: 'Role' },
  activeRole: { fr: 'Actifs', en: 'Active' },
  eligibleRole: { fr: 'Éligibles', en: 'Eligible' },
  withoutMethod: { fr: 'Sans méthode permise', en: 'Without an allowed method' },
  notEnforced: { fr: 'AMF non exigée', en: 'MFA not demanded' },

  agreements: { fr: 'Conditions d’utilisation', en: 'Terms of use' },
  noAgreement: {
    fr: 'L’organisation n’a pas de conditions d’utilisation.',
    en: 'The organization has no terms of use.',
  },
  agreement: { fr: 'Conditions', en: 'Agreement' },
  accepted: { fr: 'Acceptées', en: 'Accepted' },
  declined: { fr: 'Refusées', en: 'Declined' },
  expired: { fr: 'Expirées', en: 'Expired' },
  unanswered: { fr: 'Sans réponse', en: 'No answer' },
  everybody: { fr: 'Tous les comptes activés', en: 'All enabled accounts' },
  joinedFrom: {
    fr: 'Lues par un administrateur le {instant} (audit {audit})',
    en: 'Read by an administrator on {instant} (audit {audit})',
  },

  licences: { fr: 'Licences des comptes non utilisés', en: 'Licences of unused accounts' },
  licence: { fr: 'Licence', en: 'Licence' },
  paidFor: { fr: 'Acquises', en: 'Paid for' },
  assigned: { fr: 'Attribuées', en: 'Assigned' },
  held: { fr: 'Détenues', en: 'Held' },
  heldByUnused: { fr: 'Détenues par des comptes non utilisés', en: 'Held by unused accounts' },
  heldByUndetermined: { fr: 'Détenues par des comptes indéterminés', en: 'Held by undetermined accounts' },
  monthlyCost: { fr: 'Coût par mois', en: 'Cost per month' },
  monthlyTotal: {
    fr: 'Coût mensuel des licences de prix connu que détiennent des comptes non utilisés\u00a0: {cost}',
    en: 'Monthly cost of the licences of known price that unused accounts hold: {cost}',
  },
  licencesByEstablishment: {
    fr: 'Licences des comptes non utilisés, par établissement',
    en: 'Licences of unused accounts, by establishment',
  },
  licencesNotTold: {
    fr: 'Comptes dont les licences n’ont pas été lues : {n}',
    en: 'Accounts whose licences were not read: {n}',
  },

  tenantServices: { fr: 'Totaux de l’organisation', en: 'Totals of the organization' },
  tenantServicesNote: {
    fr: 'Comptés par Microsoft sur tous les comptes, boîtes partagées et comptes hors population compris, sur 90 jours.',
    en: 'Counted by Microsoft over all accounts, shared mailboxes and accounts outside the population included, over 90 days.',
  },
  activeAccounts: { fr: 'Actifs', en: 'Active' },
  inactiveAccounts: { fr: 'Inactifs', en: 'Inactive' },
  withoutReport: {
    fr: 'Aucun rapport n’existe pour {services}\u00a0: leur utilisation n’est pas connue, ce qui ne veut pas dire qu’elle est nulle.',
    en: 'No report exists for {services}: their use is not known, which is not zero.',
  },
  beta: { fr: '{service} (bêta)', en: '{service} (beta)' },

  limits: { fr: 'Ce qui ne se voit pas d’ici', en: 'What cannot be seen from here' },

  unusedMailboxes: {
    fr: 'Médecins dont le compte courriel n’est pas utilisé',
    en: 'Physicians whose mailbox is unused',
  },
  roster: { fr: 'Liste des médecins', en: 'Roster of physicians' },
  rosterWithoutAccount: {
    fr: 'Médecins de la liste sans aucun compte\u00a0: {n} sur {lines}',
    en: 'Physicians of the roster without any account: {n} of {lines}',
  },
  rosterWithoutCategory: {
    fr: 'Lignes sans catégorie ni compte, dont rien ne dit si elles sont celles de médecins\u00a0: {n}',
    en: 'Lines without a category or an account, of which nothing tells whether they are physicians: {n}',
  },
  rosterWithoutMailbox: {
    fr: 'Médecins de la liste dont le compte n’a pas de boîte aux lettres personnelle\u00a0: {n} sur {lines}',
    en: 'Physicians of the roster whose account has no personal mailbox: {n} of {lines}',
  },
  rosterPersons: {
    fr: 'Médecins comptés comme personnes, chacune une fois\u00a0: {persons}; sans aucun compte\u00a0: {withoutAccount}; dont aucun compte n’a de boîte aux lettres personnelle\u00a0: {withoutMailbox}; indéterminées\u00a0: {undetermined}',
    en: 'Physicians counted as persons, each once: {persons}; without any account: {withoutAccount}; with no personal mailbox on any account: {withoutMailbox}; undetermined: {undetermined}',
  },
  physicianPersons: {
    fr: 'Personnes à qui sont les boîtes aux lettres de médecins\u00a0: {n} (boîtes aux lettres\u00a0: {mailboxes})',
    en: 'Persons whose the physicians’ mailboxes are: {n} (mailboxes: {mailboxes})',
  },
  rosterLines: { fr: 'Médecins de la liste', en: 'Physicians of the roster' },
  withoutAccount: { fr: 'Sans compte', en: 'Without an account' },
  withoutMailbox: { fr: 'Compte sans boîte aux lettres', en: 'Account without a mailbox' },

  yes: { fr: 'oui', en: 'yes' },
  no: { fr: 'non', en: 'no' },
  notKnown: { fr: 'inconnu', en: 'not known' },
} as const satisfies Record<string, Words>;

export type FrameKey = keyof typeof FRAME;

/** A text of the frame, its `{placeholders}` replaced; an unknown placeholder stays as it is. */
export function frame(
  key: FrameKey,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string {
  return phrase(FRAME, key, language, values);
}

/** The same, with the figures of its values still told apart. */
export function frameText(
  key: FrameKey,
  language: Language,
  values: Readonly<Record<string, string | Text>>,
): Text {
  return phraseText(FRAME, key, language, values);
}
