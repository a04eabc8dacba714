import type { Overrides } from './tenant.ts';

/** What of Exchange Online an app can reach. */
export interface ExchangeReach {
  /** Whether it gets a token at all. */
  readonly token: boolean;
  /** The documented endpoints (v2.0), and whether their rows tell of forwarding. */
  readonly documented: boolean;
  readonly documentedForwarding: boolean;
  /** Any command by InvokeCommand: the one way to resolve recipients and to read how mail flows. */
  readonly commands: boolean;
  /** By one road or the other: mailboxes with their kinds, and whether they forward. */
  readonly kinds: boolean;
  readonly forwarding: boolean;
}

export function exchangeReach({
  exchange,
  missingPermissions = [],
  forwardingNotTold = false,
}: Overrides): ExchangeReach {
  const road = exchange ?? 'v2-without-forwarding';
  const token = road !== 'no-service-principal';
  const documented = token && road !== 'refused' && !missingPermissions.includes('Exchange.ManageAsAppV2');
  const commands = road === 'v2-without-forwarding' && !missingPermissions.includes('Exchange.ManageAsApp');
  const documentedForwarding = documented && road === 'v2';
  const kinds = documented || commands;
  return {
    token,
    documented,
    documentedForwarding,
    commands,
    kinds,
    forwarding: (documentedForwarding || commands) && !forwardingNotTold,
  };
}

/** Whether anything tells what kind a mailbox is: mailbox usage, or Exchange. */
export function tellsKinds(overrides: Overrides): boolean {
  return overrides.recipientType !== 'absent' || exchangeReach(overrides).kinds;
}
