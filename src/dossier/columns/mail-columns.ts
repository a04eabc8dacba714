import { column, NOT_LISTED, NOT_REPORTED, NOT_TOLD, type DossierColumn } from './column.ts';

const MAIL = { sources: ['mail-activity'] } as const;
/** Where the mailbox's own date was not read, that of its account stands for it. */
const AGED = { sources: ['accounts', 'mail-activity'], fallback: ['mailbox-usage'] } as const;
const USED = {
  sources: ['accounts', 'mail-activity'],
  fallback: ['mailbox-usage', 'inbox-rules', 'mailbox-forwarding'],
} as const;
const REDIRECTS = { sources: ['inbox-rules', 'mailbox-forwarding'] } as const;
/** What a target is, and what stops it, is the tenant's and the mail flow's to tell. */
const EFFECT = {
  sources: ['inbox-rules', 'mailbox-forwarding', 'mail-flow'],
  fallback: ['tenant', 'group-members'],
} as const;
/** Of whom the report tells nothing, it does not tell either that there is no date. */
const DATED = { ...MAIL, untold: 'NOT mailReported' } as const;
const RULES = { sources: ['inbox-rules'] } as const;
const FORWARDING = { sources: ['mailbox-forwarding'] } as const;
const NOT_READ = 'source-not-read';
const NO_REDIRECT = ['aucune redirection', 'no redirect'] as const;
const NONE_IN_EFFECT = ['aucune redirection en vigueur', 'no redirect in effect'] as const;

/** No account that has no mailbox is redirected. */
const HAS_MAILBOX = '(personalMailbox OR mailboxKind IS NOT NULL OR mailboxUntold)';
const RULES_NOT_READ = `${HAS_MAILBOX} AND (rulesOutcome IN ('rules', 'none')) IS NOT TRUE`;
const RULES_UNTOLD = `${RULES_NOT_READ} OR coalesce(rulesUntold, false)`;
const RULE_UNTOLD = `${RULES_UNTOLD} OR coalesce(brokenRedirectRules, false)`;
const FORWARDING_UNTOLD = `${HAS_MAILBOX} AND forwardingOutcome <> 'returned'`;
/** Where one of the two sources was not read at all, the other tells, and counts are a least. */
const REDIRECT_UNTOLD = `coalesce(rulesUntold, false) OR coalesce(brokenRedirectRules, false) OR (${HAS_MAILBOX} AND (
  forwardingOutcome IN ('not-returned', 'absent') OR (rulesOutcome IN ('rules', 'none')
    OR (rulesOutcome = 'source-not-read' AND forwardingOutcome = 'returned')) IS NOT TRUE))`;

/** The use made of mail, and where arriving mail goes by itself. */
export const MAIL_COLUMNS = {
  mailReported: column('BOOLEAN', { ...MAIL, untold: `NOT is_read('mail-activity')` }, [
    'Le rapport d’activité de courriel parle de ce compte',
    'The mail activity report tells of this account',
  ]),
  mailActivityOn: column(
    'DATE',
    DATED,
    ['Dernière activité de courriel', 'Last mail activity'],
    NOT_REPORTED,
  ),
  receiveCount: column(
    'BIGINT',
    MAIL,
    [
      'Messages reçus dans la période du rapport (180 jours)',
      'Messages received in the period of the report (180 days)',
    ],
    NOT_LISTED,
  ),
  mailboxCreatedOn: column(
    'DATE',
    { sources: [], fallback: ['mailbox-usage'] },
    ['Jour de création de la boîte aux lettres', 'Day the mailbox was created'],
    NOT_REPORTED,
  ),
  notInCloud: column(
    'BOOLEAN',
    {
      sources: [],
      fallback: ['inbox-rules', 'mailbox-forwarding'],
      untold: `${RULES_NOT_READ} AND rulesOutcome IS DISTINCT FROM 'no-cloud-mailbox' AND forwardingOutcome <> 'returned'`,
    },
    [
      'Une autre source que le rapport dit que la boîte aux lettres n’est pas dans le nuage',
      'Another source than the report says that the mailbox is not in the cloud',
    ],
  ),
  daysWithoutMail: column(
    'INTEGER',
    DATED,
    [
      'Jours entre la dernière activité de courriel et la date du rapport',
      'Days from the last mail activity to the date of the report',
    ],
    NOT_REPORTED,
  ),
  ageAtMailReport: column(
    'INTEGER',
    AGED,
    [
      'Âge de la boîte aux lettres, en jours, à la date du rapport\u00a0: depuis sa propre création, à défaut celle de son compte',
      'Age of the mailbox in days at the date of the report: since it was itself created, failing that its account',
    ],
    NOT_TOLD,
  ),
  mailUnused: column(
    'BOOLEAN',
    USED,
    [
      'Boîte inutilisée\u00a0: dernière activité plus ancienne que le seuil, ou aucune activité au rapport et boîte plus vieille que le seuil',
      'Mailbox unused: last activity older than the threshold, or none in the report and the mailbox older than the threshold',
    ],
    [
      'le rapport n’a pas été lu, ou il ne parle pas de cette boîte, plus vieille que le seuil, ou la boîte n’est pas dans le nuage',
      'the report was not read, or does not tell of this mailbox, older than the threshold, or the mailbox is not in the cloud',
    ],
  ),
  rulesOutcome: column(
    'VARCHAR',
    { ...RULES, values: ['rules', 'none', 'no-cloud-mailbox', 'denied', 'gave-up', 'error', NOT_READ] },
    ['Réponse à la lecture des règles', 'Answer to the reading of the rules'],
    ['ses règles n’ont pas été demandées', 'its rules were not asked for'],
  ),
  forwardingOutcome: column(
    'VARCHAR',
    { ...FORWARDING, values: ['returned', 'not-returned', 'absent', NOT_READ] },
    ['Ce qu’Exchange dit du transfert', 'What Exchange tells of forwarding'],
  ),
  redirected: column('BOOLEAN', { ...REDIRECTS, untold: REDIRECT_UNTOLD }, [
    'Au moins une redirection est en vigueur',
    'At least one redirect is in effect',
  ]),
  redirects: column(
    'STRUCT(mechanism VARCHAR, "rule" VARCHAR, "action" VARCHAR, "target" VARCHAR, "class" VARCHAR, effect VARCHAR, why VARCHAR, keepsCopy BOOLEAN)[]',
    { ...EFFECT, names: 'redirects', untold: REDIRECT_UNTOLD },
    [
      'Chaque redirection\u00a0: mécanisme, règle, action, destination, classe de celle-ci, effet, pourquoi, copie conservée',
      'Each redirect: mechanism, rule, action, target, its class, effect, why, copy kept',
    ],
    NO_REDIRECT,
  ),
  redirectedByRule: column(
    'BOOLEAN',
    { ...RULES, untold: RULE_UNTOLD },
    ['Redirigé par une règle de boîte de réception', 'Redirected by an inbox rule'],
    NONE_IN_EFFECT,
  ),
  redirectedByForwarding: column(
    'BOOLEAN',
    { ...FORWARDING, untold: FORWARDING_UNTOLD },
    ['Redirigé par le transfert de la boîte aux lettres', 'Redirected by mailbox forwarding'],
    NONE_IN_EFFECT,
  ),
  redirectTargetClass: column(
    'VARCHAR',
    {
      sources: REDIRECTS.sources,
      fallback: ['tenant', 'mail-flow'],
      names: 'nobody',
      untold: REDIRECT_UNTOLD,
    },
    ['Classe de destination la plus risquée', 'Riskiest target class'],
    NONE_IN_EFFECT,
  ),
  redirectTargetCount: column(
    'INTEGER',
    { ...REDIRECTS, untold: REDIRECT_UNTOLD },
    ['Destinations différentes en vigueur', 'Different targets in effect'],
    NO_REDIRECT,
  ),
  redirectEffect: column(
    'VARCHAR',
    { ...EFFECT, values: ['effective', 'undetermined', 'blocked'], untold: REDIRECT_UNTOLD },
    ['Effet de ses redirections', 'Effect of its redirects'],
    NONE_IN_EFFECT,
  ),
  forwardsWithoutCopy: column(
    'BOOLEAN',
    { ...FORWARDING, untold: FORWARDING_UNTOLD },
    [
      'La boîte aux lettres est transférée sans qu’une copie soit conservée',
      'The mailbox is forwarded and keeps no copy',
    ],
    NO_REDIRECT,
  ),
  mailReachesNobody: column(
    'BOOLEAN',
    { ...EFFECT, untold: REDIRECT_UNTOLD },
    [
      'Une redirection bloquée ne laisse aucune copie : le courriel n’arrive à personne',
      'A blocked redirect keeps no copy: mail reaches nobody',
    ],
    NONE_IN_EFFECT,
  ),
  brokenRedirectRules: column(
    'BOOLEAN',
    { ...RULES, untold: RULES_UNTOLD },
    ['Une règle de redirection activée est en erreur', 'An enabled redirecting rule is broken'],
    NO_REDIRECT,
  ),
  rulesUntold: column(
    'BOOLEAN',
    { ...RULES, untold: RULES_NOT_READ },
    [
      'Une règle que rien ne dit désactivée est venue sans ce qu’elle fait',
      'A rule that nothing tells to be disabled came without what it does',
    ],
    ['les règles n’ont pas été lues', 'the rules were not read'],
  ),
  untoldRulesReadOnly: column(
    'BOOLEAN',
    { ...RULES, untold: RULES_NOT_READ },
    [
      'Ses règles venues sans ce qu’elles font sont toutes en lecture seule\u00a0: Graph n’en dit pas tout',
      'Its rules that came without what they do are all read-only: Graph does not tell all of them',
    ],
    ['aucune règle n’est venue sans ce qu’elle fait', 'no rule came without what it does'],
  ),
  disabledRedirectRules: column(
    'BOOLEAN',
    { ...RULES, untold: RULES_UNTOLD },
    ['Une règle de redirection est désactivée', 'A redirecting rule is disabled'],
    NO_REDIRECT,
  ),
} as const satisfies Record<string, DossierColumn>;
