import type { PermissionNeed } from '../collectors/permission-needs.ts';
import { PERMISSION_NEEDS } from '../collectors/permission-needs.ts';
import type { Grant } from '../grants/grant.ts';
import type { Words } from '../i18n/words.ts';
import type { LeavableField } from '../snapshot/leavable-fields.ts';
import type { SourceId } from '../snapshot/tables.ts';

/** All that the sources of one run take, each name once. */
export interface NeededGrants {
  /** Of Microsoft Graph, to the application. */
  readonly graph: readonly string[];
  /** Of Microsoft Graph, in the name of the person who signs in. */
  readonly delegated: readonly string[];
  /** Of Office 365 Exchange Online, to the application. */
  readonly exchange: readonly string[];
  /** Management roles of the Exchange role group. */
  readonly exchangeRoles: readonly string[];
  /** Some of it is a usage report, which must show names. */
  readonly readsUsageReports: boolean;
}

/** What is not granted unless somebody asks for it, and why. */
export const NOT_GRANTED: Readonly<Record<string, Words>> = {
  'Member.Read.Hidden': {
    fr: 'seulement si un groupe nommé cache ses membres (HiddenMembership)',
    en: 'only where a group that is named hides its members (HiddenMembership)',
  },
  Journaling: {
    fr: 'les règles de journal; ce rôle permet aussi de les modifier\u00a0: jamais accordé d’office, elles sont alors une lacune',
    en: 'journal rules; the role lets them be changed, too: never granted unasked, they are a gap then',
  },
};

const USAGE_REPORTS = 'Reports.Read.All';

/** The needs of these sources, in the order of the catalogue; what completes the rules of mailboxes, where these are left out, is not among them. */
export function needsOfSources(
  sources: ReadonlySet<SourceId>,
  leavesOut: ReadonlySet<LeavableField> = NOTHING_LEFT_OUT,
): readonly PermissionNeed[] {
  return PERMISSION_NEEDS.filter(
    ({ source, part }) =>
      sources.has(source) &&
      (part === null || source !== 'inbox-rules' || !leavesOut.has('inbox-rules/rules')),
  );
}

const NOTHING_LEFT_OUT: ReadonlySet<LeavableField> = new Set();

/** The least that lets these sources be read; of several ways, the one that grants by a role group of Exchange. */
export function neededGrants(
  sources: ReadonlySet<SourceId>,
  leavesOut: ReadonlySet<LeavableField> = NOTHING_LEFT_OUT,
): NeededGrants {
  const granted = needsOfSources(sources, leavesOut).flatMap(({ grants }) => leastOf(grants));
  const named = (kind: Grant['kind']): string[] =>
    [...new Set(granted.filter((one) => one.kind === kind).map(({ name }) => name))].sort();
  return {
    graph: named('graph-permission'),
    delegated: named('delegated-permission'),
    exchange: named('exchange-permission'),
    exchangeRoles: named('exchange-role'),
    readsUsageReports: granted.some(({ name }) => name === USAGE_REPORTS),
  };
}

/** A role group gives one view; an Entra role gives many. */
function leastOf(ways: PermissionNeed['grants']): readonly Grant[] {
  const way = ways.find((one) => one.some(({ kind }) => kind === 'exchange-role')) ?? ways[0] ?? [];
  return way.some(({ name }) => name in NOT_GRANTED) ? [] : way;
}
