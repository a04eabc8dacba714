import { domainToASCII } from 'node:url';
import { at } from './hash.ts';
import type { MailFlowSpec } from './mail-flow-spec.ts';
import type { Coverage } from './redirect-spec.ts';
import type { RedirectTarget } from './redirect-target.ts';

/** What becomes of redirected mail on its way out. */
export type Effect = 'effective' | 'blocked' | 'undetermined';
export type ForwardingMode = MailFlowSpec['outboundPolicies'][number]['autoForwardingMode'];

/**
 * What the organisation's mail flow makes of a redirect by a sender of one domain. What stays inside is never
 * stopped; of a target that cannot be resolved nobody knows whether it stays inside.
 * https://learn.microsoft.com/defender-office-365/outbound-spam-policies-external-email-forwarding
 */
export function effectOf(
  flow: MailFlowSpec,
  coverage: Coverage,
  senderDomain: string,
  { targetClass, domain }: RedirectTarget,
  groupsRead = true,
): Effect {
  if (targetClass === 'internal') return 'effective';
  if (targetClass === 'unresolved') return 'undetermined';
  if (!forwardsTo(flow, domain)) return 'blocked';
  switch (modeOf(flow, coverage, senderDomain, groupsRead)) {
    case 'On':
      return 'effective';
    case 'Off':
    case 'Automatic':
      return 'blocked';
    case 'unknown':
      return 'undetermined';
  }
}

/** Any that is surely effective decides, then any that is undetermined. */
export function overallEffect(effects: readonly Effect[]): Effect {
  if (effects.includes('effective')) return 'effective';
  return effects.includes('undetermined') ? 'undetermined' : 'blocked';
}

/**
 * Of the enabled rules the one of the lowest number that matches decides, else the default policy. Where nobody reads the
 * groups, any rule that names one may match, and so may whatever comes after it: nobody knows, unless all stop it (Automatic is Off).
 */
export function modeOf(
  flow: MailFlowSpec,
  coverage: Coverage,
  senderDomain: string,
  groupsRead = true,
): ForwardingMode | 'unknown' {
  if (groupsRead)
    return modeBy(
      flow,
      enabledRules(flow).find((rule) => matches(flow, rule, coverage, senderDomain)),
    );
  const modes = possibleModes(flow, coverage, senderDomain);
  if (modes.every((mode) => mode !== 'On')) return 'Off';
  return modes.length === 1 ? 'On' : 'unknown';
}

function possibleModes(flow: MailFlowSpec, coverage: Coverage, senderDomain: string): ForwardingMode[] {
  const modes = new Set<ForwardingMode>();
  for (const rule of enabledRules(flow)) {
    const { senderGroups, exceptSenderGroups, ...rest } = rule;
    if (!matches(flow, rest, coverage, senderDomain)) continue;
    modes.add(modeBy(flow, rule));
    if (senderGroups === undefined && exceptSenderGroups === undefined) return [...modes];
  }
  return [...modes.add(modeBy(flow, undefined))];
}

type Rule = MailFlowSpec['outboundRules'][number];

function enabledRules({ outboundRules }: MailFlowSpec): Rule[] {
  return outboundRules.filter(({ state }) => state === 'Enabled').sort((a, b) => a.priority - b.priority);
}

function modeBy({ outboundPolicies }: MailFlowSpec, rule: Rule | undefined): ForwardingMode {
  const policy = outboundPolicies.find(({ name }) => name === rule?.policy);
  return (policy ?? at(outboundPolicies, 0)).autoForwardingMode;
}

/** Conditions of one kind are alternatives; kinds must all match, and any exception lets go. */
function matches(
  flow: MailFlowSpec,
  rule: MailFlowSpec['outboundRules'][number],
  coverage: Coverage,
  senderDomain: string,
): boolean {
  const inGroups = (addresses: readonly string[]): boolean =>
    flow.groups.some(
      ({ address, members }) =>
        addresses.some((one) => one.toLowerCase() === address) && members.includes(coverage),
    );
  const { senders, senderGroups, senderDomains } = rule;
  const { exceptSenders, exceptSenderGroups, exceptSenderDomains } = rule;
  if (senders?.includes(coverage) === false) return false;
  if (senderGroups !== undefined && !inGroups(senderGroups)) return false;
  if (senderDomains?.includes(senderDomain) === false) return false;
  if (exceptSenders?.includes(coverage) === true) return false;
  if (exceptSenderGroups !== undefined && inGroups(exceptSenderGroups)) return false;
  return exceptSenderDomains?.includes(senderDomain) !== true;
}

/** The most specific remote domain decides; `*.x.y` covers what lies below x.y. */
function forwardsTo({ remoteDomains }: MailFlowSpec, domain: string): boolean {
  const wanted = domainToASCII(domain.replace(/\.$/, '')).toLowerCase();
  const [best] = remoteDomains
    .filter(
      ({ domain: name }) =>
        name === '*' || name === wanted || (name.startsWith('*.') && wanted.endsWith(name.slice(1))),
    )
    .sort((a, b) => b.domain.length - a.domain.length);
  return best?.autoForwardEnabled ?? true;
}
