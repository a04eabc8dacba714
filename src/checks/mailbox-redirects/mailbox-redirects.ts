import type { SourceId } from '../../snapshot/tables.ts';
import type { Check, Fact, FactColumn } from '../check.ts';
import { mailboxRedirectsAdvice } from './advice.ts';
import { mailboxRedirectsDecisions, MAY_REACH_NOBODY } from './decisions.ts';
import { TARGET_CLASSES } from '../../situation/target-class.ts';
import { redirectTerms } from './terms.ts';
import { mailboxRedirectsWords as words } from './words.ts';

/** Why an account is undetermined: what its rules leave open, then what Exchange or the reading of its rules does. */
const REASON = `CASE WHEN verdict <> 'undetermined' THEN NULL
  WHEN brokenRedirectRules THEN 'rule-broken'
  WHEN rulesUntold AND untoldRulesReadOnly THEN 'rule-read-only'
  WHEN rulesUntold THEN 'rule-not-told'
  WHEN forwardingOutcome = 'not-returned' THEN 'forwarding-not-returned'
  WHEN rulesOutcome IN ('rules', 'none') THEN 'forwarding-not-listed'
  WHEN rulesOutcome IS NULL THEN 'rules-not-asked'
  WHEN rulesOutcome = 'source-not-read' THEN 'rules-not-read'
  ELSE concat('rules-', rulesOutcome) END`;

const columns: FactColumn[] = [
  { name: 'mechanism', kind: 'text', label: { fr: 'Mécanisme', en: 'Mechanism' }, sql: 'item.mechanism' },
  { name: 'rule', kind: 'text', label: { fr: 'Règle', en: 'Rule' }, sql: 'item.rule' },
  { name: 'action', kind: 'text', label: { fr: 'Action', en: 'Action' }, sql: 'item.action' },
  { name: 'target', kind: 'text', label: { fr: 'Destination', en: 'Target' }, sql: 'item.target' },
  {
    name: 'targetClass',
    kind: 'text',
    label: { fr: 'Classe de destination', en: 'Target class' },
    sql: 'item.class',
  },
  { name: 'effect', kind: 'text', label: { fr: 'Effet', en: 'Effect' }, sql: 'item.effect' },
  { name: 'why', kind: 'text', label: { fr: 'Pourquoi', en: 'Why' }, sql: 'item.why' },
  {
    name: 'keepsCopy',
    kind: 'boolean',
    label: { fr: 'Copie conservée', en: 'Copy kept' },
    sql: 'item.keepsCopy',
  },
  {
    name: 'targetCount',
    kind: 'integer',
    label: { fr: 'Destinations du compte', en: 'Targets of the account' },
    sql: 'redirectTargetCount',
  },
  { name: 'reason', kind: 'text', label: { fr: 'Raison', en: 'Reason' }, sql: REASON },
];

const ITEMS = `list_filter(redirects, lambda r: r.effect <> 'not-in-effect')`;

/** What reaches nobody; then the class by its risk, then what leaves without a copy, then what surely arrives. */
const WORST_FIRST = `CASE WHEN item IS NOT NULL THEN
  list_position([${TARGET_CLASSES.map((name) => `'${name}'`).join(', ')}], item.class) * 100
  - CASE WHEN item.keepsCopy IS FALSE AND item.effect = 'blocked' THEN 1000 ELSE 0 END
  + CASE WHEN item.keepsCopy IS FALSE THEN 0 WHEN item.keepsCopy IS NULL THEN 10 ELSE 20 END
  + list_position(['effective', 'undetermined', 'blocked'], item.effect) END`;

/** Accounts of the count, with a condition. */
function counted(condition: string): string {
  return `count(*) FILTER (WHERE verdict = 'non-compliant' AND ${condition})`;
}

/** Accounts that the count leaves out, with a condition. */
function notCounted(condition: string): string {
  return `count(*) FILTER (WHERE verdict IN ('compliant', 'undetermined') AND ${condition})`;
}

/** Null where nothing told, as `known()` says. */
function ifTold(known: 'forwardingTold' | 'effectKnown', sql: string): string {
  return `CASE WHEN known().${known} THEN ${sql} END`;
}

function ifRead(source: SourceId, sql: string): string {
  return `CASE WHEN is_read('${source}') THEN ${sql} END`;
}

/** Where nothing tells shared mailboxes and rooms, or a sample of them was asked, none that is counted would say none there is. */
function ifKindsTold(sql: string): string {
  return `CASE WHEN count(mailboxKind) > 0 AND NOT known().rulesOfSample THEN ${sql} END`;
}

const facts: Record<string, Fact> = {
  byMechanism: {
    overlaps: true,
    label: { fr: 'Comptes redirigés, par mécanisme', en: 'Redirected accounts, by mechanism' },
    sql: `MAP {
  'inbox-rule': ${ifRead('inbox-rules', counted('redirectedByRule'))},
  'mailbox-forwarding': ${ifTold('forwardingTold', counted('redirectedByForwarding'))}
}`,
  },
  byTargetClass: {
    label: {
      fr: 'Comptes redirigés, par classe de destination la plus risquée',
      en: 'Redirected accounts, by riskiest target class',
    },
    sql: `MAP {
${TARGET_CLASSES.map((name) => `  '${name}': ${counted(`redirectTargetClass = '${name}'`)}`).join(',\n')}
}`,
    chart: 'redirects-by-class',
  },
  sharedMailboxes: {
    label: { fr: 'Boîtes partagées redirigées (hors population)', en: 'Redirected shared mailboxes (apart)' },
    sql: ifKindsTold(`count(*) FILTER (WHERE mailboxKind = 'shared' AND redirected)`),
  },
  roomMailboxes: {
    label: {
      fr: 'Salles et équipements redirigés (hors population)',
      en: 'Redirected rooms and equipment (apart)',
    },
    sql: ifKindsTold(`count(*) FILTER (WHERE mailboxKind IN ('room', 'equipment') AND redirected)`),
  },
  brokenRulesOnly: {
    label: {
      fr: 'Comptes dont les règles de redirection sont en erreur (indéterminés, non comptés)',
      en: 'Accounts whose redirecting rules are broken (undetermined, not counted)',
    },
    sql: ifRead('inbox-rules', notCounted('brokenRedirectRules')),
  },
  disabledRulesOnly: {
    label: {
      fr: 'Comptes dont les règles de redirection sont désactivées (non comptés)',
      en: 'Accounts whose redirecting rules are disabled (not counted)',
    },
    sql: ifRead('inbox-rules', notCounted('disabledRedirectRules AND NOT brokenRedirectRules')),
  },
  blockedByPolicy: {
    label: {
      fr: 'Comptes dont la redirection est bloquée par une stratégie de courrier sortant, un domaine distant ou une règle de flux de messagerie',
      en: 'Accounts whose redirect is blocked by an outbound policy, a remote domain or a transport rule',
    },
    sql: ifTold('effectKnown', counted(`redirectEffect = 'blocked'`)),
  },
  reachesNobody: {
    label: {
      fr: 'Comptes dont la redirection est bloquée, sans copie conservée : le courriel n’arrive à personne',
      en: 'Counted, blocked and keeping no copy: mail reaches nobody',
    },
    sql: ifTold('effectKnown', counted('mailReachesNobody')),
  },
  mayReachNobody: {
    label: {
      fr: 'Comptés, et dont on ne sait pas si le courriel arrive à quelqu’un',
      en: 'Counted, of which it is not known whether mail reaches anybody',
    },
    sql: ifTold('effectKnown', counted(`NOT mailReachesNobody AND ${MAY_REACH_NOBODY}`)),
  },
  effectiveness: {
    label: { fr: 'Comptes redirigés, selon l’effet de la redirection', en: 'Redirected accounts, by effect' },
    chart: 'redirects-by-effect',
    sql: ifTold(
      'effectKnown',
      `MAP {
${['effective', 'blocked', 'undetermined']
  .map((effect) => `  '${effect}': ${counted(`redirectEffect = '${effect}'`)}`)
  .join(',\n')}
}`,
    ),
  },
  withoutCopy: {
    label: {
      fr: 'Comptes redirigés dont la boîte ne garde aucune copie',
      en: 'Redirected accounts whose mailbox keeps no copy',
    },
    sql: ifTold('forwardingTold', counted('forwardsWithoutCopy')),
  },
};

/** Accounts whose arriving mail is sent elsewhere by itself. */
export const mailboxRedirects: Check = {
  id: 'mailbox-redirects',
  ...words,
  advice: mailboxRedirectsAdvice,
  decisions: mailboxRedirectsDecisions,
  primary: ['inbox-rules', 'mailbox-forwarding'],
  population: 'personalMailbox',
  verdict: `CASE
  WHEN redirected THEN 'non-compliant'
  WHEN forwardingOutcome IN ('not-returned', 'absent') OR rulesUntold OR brokenRedirectRules THEN 'undetermined'
  WHEN rulesOutcome IN ('rules', 'none') THEN 'compliant'
  WHEN rulesOutcome = 'source-not-read' AND forwardingOutcome = 'returned' THEN 'compliant'
  ELSE 'undetermined'
END`,
  columns,
  items: ITEMS,
  itemKey: ['mechanism', 'target'],
  worstFirst: WORST_FIRST,
  facts,
  terms: redirectTerms,
};
