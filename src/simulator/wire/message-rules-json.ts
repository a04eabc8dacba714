import { at } from '../tenant/hash.ts';
import type { Account } from '../tenant/layout.ts';
import type { TargetClass } from '../tenant/redirect-spec.ts';
import { localPart, ruleTarget } from '../tenant/redirect-target.ts';
import type { RedirectAction } from '../tenant/tenant-spec.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** One inbox rule; its parts are JSON text. */
interface Rule {
  readonly name: string;
  readonly actions: string;
  readonly isEnabled: boolean;
  readonly hasError: boolean;
  /** Graph cannot express it: it comes without its conditions and actions. */
  readonly isReadOnly?: boolean;
}

export const RULE_PROPERTIES: readonly string[] = [
  'id',
  'displayName',
  'sequence',
  'isEnabled',
  'hasError',
  'isReadOnly',
  'conditions',
  'exceptions',
  'actions',
];

const MOVE_NAMES = ['Infolettres', 'Ressources humaines', 'Comité; suivi, "urgent"', 'Réunions'] as const;
const REDIRECT_NAMES = [
  'Transfert',
  'Copie à la maison',
  'Redirection – vacances',
  'TRANSFERT AUTO',
] as const;

/** The inbox rules of an account, in order, each as JSON text with the properties asked for (and its id), as Graph tells them. */
export function messageRules(tenant: Tenant, account: Account, properties: readonly string[]): string[] {
  return rulesOf(tenant, account).map((rule, i) => {
    const unsaid = rule.isReadOnly === true ? UNSAID_OF_READ_ONLY : [];
    return writeRule(
      rule,
      i + 1,
      account,
      properties.filter((property) => !unsaid.includes(property)),
    );
  });
}

/** The same rules with all that they do, as Exchange has them. */
export function wholeRules(tenant: Tenant, account: Account, properties: readonly string[]): string[] {
  return rulesOf(tenant, account).map((rule, i) => writeRule(rule, i + 1, account, properties));
}

const UNSAID_OF_READ_ONLY = ['conditions', 'exceptions', 'actions'];

function writeRule(rule: Rule, sequence: number, account: Account, properties: readonly string[]): string {
  let json = `{"id":"AQAA${(account.slot * 16 + sequence).toString(36)}="`;
  for (const property of properties) {
    switch (property) {
      case 'displayName':
        json += `,"displayName":${JSON.stringify(rule.name)}`;
        break;
      case 'sequence':
        json += `,"sequence":${sequence}`;
        break;
      case 'isEnabled':
        json += rule.isEnabled ? ',"isEnabled":true' : ',"isEnabled":false';
        break;
      case 'hasError':
        json += rule.hasError ? ',"hasError":true' : ',"hasError":false';
        break;
      case 'isReadOnly':
        json += `,"isReadOnly":${rule.isReadOnly === true}`;
        break;
      case 'conditions':
        json += ',"conditions":{}';
        break;
      case 'actions':
        json += `,"actions":${rule.actions}`;
        break;
    }
  }
  return `${json}}`;
}

function rulesOf(tenant: Tenant, account: Account): Rule[] {
  const { noise } = account;
  const { pattern } = tenant.redirectOf(account);
  switch (pattern) {
    case 'none':
      return [];
    case 'movingOnly':
      return moving(1 + (noise % 3), isReadOnlyOf(account));
    case 'manyMovingOnly':
      return moving(12);
    case 'effectiveOnSecondPage':
      return [...moving(11), ...effective(tenant, account)];
    case 'effective':
      // A switched-off rule to a public webmail beside the real one is no target of the account.
      return noise % 6 === 0
        ? [redirect(tenant, account, 'public-webmail', 'forwardTo', false), ...effective(tenant, account)]
        : effective(tenant, account);
    case 'disabledOnly':
      return [redirect(tenant, account, 'public-webmail', 'redirectTo', false), ...moving(noise % 2)];
    case 'brokenOnly':
      return [redirect(tenant, account, 'external', 'forwardTo', true, true)];
    case 'brokenAndDisabled':
      return [
        redirect(tenant, account, 'external', 'redirectTo', true, true),
        redirect(tenant, account, 'public-webmail', 'forwardTo', false),
      ];
  }
}

function effective(tenant: Tenant, account: Account): Rule[] {
  const { ruleClass, secondClass, action } = tenant.redirectOf(account);
  const first = ruleClass ?? 'internal';
  if (secondClass === null) return [redirect(tenant, account, first, action, true)];
  const second = recipient(tenant, account, secondClass, 1);
  if (account.noise % 2 === 0) {
    const other = action === 'redirectTo' ? 'forwardTo' : 'redirectTo';
    return [
      redirect(tenant, account, first, action, true),
      rule(account, `{"${other}":[${second}],"stopProcessingRules":true}`, true, false),
    ];
  }
  const recipients = [second, recipient(tenant, account, first, 0)].join(',');
  return [rule(account, `{"${action}":[${recipients}],"stopProcessingRules":true}`, true, false)];
}

function redirect(
  tenant: Tenant,
  account: Account,
  target: TargetClass,
  action: RedirectAction,
  isEnabled: boolean,
  hasError = false,
): Rule {
  const to = recipient(tenant, account, target, isEnabled ? 0 : 2);
  return rule(account, `{"${action}":[${to}],"stopProcessingRules":true}`, isEnabled, hasError);
}

function rule(account: Account, actions: string, isEnabled: boolean, hasError: boolean): Rule {
  return { name: at(REDIRECT_NAMES, account.noise % REDIRECT_NAMES.length), actions, isEnabled, hasError };
}

/** Of those who only move mail, some have a rule of which Graph does not say what it does. */
export function isReadOnlyOf({ noise }: Account): boolean {
  return noise % 97 === 1;
}

function moving(count: number, isReadOnly = false): Rule[] {
  return Array.from({ length: count }, (_, i) => ({
    name: at(MOVE_NAMES, i % MOVE_NAMES.length),
    actions: '{"moveToFolder":"AQMkADAwATMwMAItMGRlZC01YTA4","stopProcessingRules":true}',
    isEnabled: true,
    hasError: false,
    isReadOnly: isReadOnly && i === 0,
  }));
}

/** The addresses of one class that an account's rules in effect lead to. */
export function ruleAddresses(tenant: Tenant, account: Account, wanted: TargetClass): string[] {
  const { ruleClass, secondClass } = tenant.redirectOf(account);
  return [ruleClass, secondClass].flatMap((target, turn) =>
    target === wanted ? [addressOf(tenant, account, target, turn)] : [],
  );
}

function recipient(tenant: Tenant, account: Account, target: TargetClass, turn: number): string {
  const { givenName, surname } = tenant.identityOf(account);
  const name = JSON.stringify(`${givenName} ${surname}`.trim() || 'Destinataire');
  return `{"emailAddress":{"name":${name},"address":"${addressOf(tenant, account, target, turn)}"}}`;
}

function addressOf(tenant: Tenant, account: Account, target: TargetClass, turn: number): string {
  const { variant } = tenant.redirectOf(account);
  const local = localPart(tenant, account);
  if (target === 'unresolved') {
    return (variant + turn) % 7 === 0
      ? ''
      : `/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${account.noise.toString(16)}-${local}`;
  }
  return `${local}@${ruleTarget(tenant.spec.redirects, target, variant, turn).domain}`;
}
