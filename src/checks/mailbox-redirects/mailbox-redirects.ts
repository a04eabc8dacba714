import type { SourceId } from '../../snapshot/tables.ts';
import type { Check, Fact, FactColumn } from '../check.ts';
import { TARGET_CLASSES } from './target-classes.ts';
import { mailboxRedirectsWords as words } from './words.ts';

const columns: FactColumn[] = [
  {
    name: 'mechanisms',
    kind: 'text',
    label: { fr: 'Mécanismes', en: 'Mechanisms' },
    sql: 'redirectMechanisms',
  },
  { name: 'rules', kind: 'text', label: { fr: 'Règles', en: 'Rules' }, sql: 'redirectRules' },
  { name: 'targets', kind: 'text', label: { fr: 'Destinations', en: 'Targets' }, sql: 'redirectTargets' },
  {
    name: 'targetClass',
    kind: 'text',
    label: { fr: 'Classe de destination la plus risquée', en: 'Riskiest target class' },
    sql: 'redirectTargetClass',
  },
  {
    name: 'targetCount',
    kind: 'integer',
    label: { fr: 'Nombre de destinations', en: 'Number of targets' },
    sql: 'redirectTargetCount',
  },
];

function ifRead(source: SourceId, sql: string): string {
  return `CASE WHEN list_contains(getvariable('usableSources'), '${source}') THEN ${sql} END`;
}

/** Where nothing tells shared mailboxes and rooms, none that is counted would say none there is. */
function ifKindsTold(sql: string): string {
  return `CASE WHEN count(mailboxKind) > 0 THEN ${sql} END`;
}

const facts: Record<string, Fact> = {
  byMechanism: {
    label: { fr: 'Comptes redirigés, par mécanisme', en: 'Redirected accounts, by mechanism' },
    sql: `MAP {
  'inbox-rule': count(*) FILTER (WHERE verdict = 'non-compliant' AND redirectedByRule),
  'mailbox-forwarding': ${ifRead('mailbox-forwarding', `count(*) FILTER (WHERE verdict = 'non-compliant' AND redirectedByForwarding)`)}
}`,
  },
  byTargetClass: {
    label: {
      fr: 'Comptes redirigés, par classe de destination la plus risquée',
      en: 'Redirected accounts, by riskiest target class',
    },
    sql: `MAP {
${TARGET_CLASSES.map(
  (name) =>
    `  '${name}': count(*) FILTER (WHERE verdict = 'non-compliant' AND redirectTargetClass = '${name}')`,
).join(',\n')}
}`,
  },
  sharedMailboxes: {
    label: { fr: 'Boîtes partagées redirigées (hors population)', en: 'Redirected shared mailboxes (apart)' },
    sql: ifKindsTold(`count(*) FILTER (WHERE mailboxKind = 'shared' AND redirectMechanisms IS NOT NULL)`),
  },
  roomMailboxes: {
    label: {
      fr: 'Salles et équipements redirigés (hors population)',
      en: 'Redirected rooms and equipment (apart)',
    },
    sql: ifKindsTold(
      `count(*) FILTER (WHERE mailboxKind IN ('room', 'equipment') AND redirectMechanisms IS NOT NULL)`,
    ),
  },
  brokenRulesOnly: {
    label: {
      fr: 'Comptes dont les règles de redirection sont en erreur (non comptés)',
      en: 'Accounts whose redirecting rules are broken (not counted)',
    },
    sql: `count(*) FILTER (WHERE verdict IN ('compliant', 'undetermined') AND brokenRedirectRules)`,
  },
  disabledRulesOnly: {
    label: {
      fr: 'Comptes dont les règles de redirection sont désactivées (non comptés)',
      en: 'Accounts whose redirecting rules are disabled (not counted)',
    },
    sql: `count(*) FILTER (WHERE verdict IN ('compliant', 'undetermined') AND disabledRedirectRules AND NOT brokenRedirectRules)`,
  },
  blockedByPolicy: {
    label: {
      fr: 'Comptés, mais bloqués par la politique d’envoi',
      en: 'Counted, but stopped by the outbound policy',
    },
    // No source reads the outbound policy.
    sql: 'NULL::BIGINT',
  },
};

/** Accounts whose arriving mail is sent elsewhere by itself. */
export const mailboxRedirects: Check = {
  id: 'mailbox-redirects',
  ...words,
  evidence: ['inbox-rules', 'mailbox-forwarding'],
  population: 'personalMailbox',
  verdict: `CASE
  WHEN redirectMechanisms IS NOT NULL THEN 'non-compliant'
  WHEN rulesOutcome IN ('rules', 'none', 'source-not-read') THEN 'compliant'
  ELSE 'undetermined'
END`,
  columns,
  facts,
};
