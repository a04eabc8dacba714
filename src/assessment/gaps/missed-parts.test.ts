import { expect, test } from 'vitest';
import { UNKNOWN_PART, type PartOf } from '../../snapshot/source-parts.ts';
import type { SourceId } from '../../snapshot/tables.ts';
import type { Situation } from '../../situation/situation.ts';
import { assessTiny } from '../../testing/assess-tiny.ts';
import { MISSED_PARTS, NOTHING_MISSED } from '../../testing/missed-parts.ts';

/** What the situation says where a part was read, and where it was refused: never that there is none. */
interface Told {
  readonly figure: (situation: Situation) => unknown;
  readonly read: unknown;
  readonly missed: unknown;
}

function indicator(situation: Situation, id: string): Situation['indicators'][number] | undefined {
  return situation.indicators.find((one) => one.id === id);
}

/** How many are non-compliant, and of how many it cannot be told. */
function verdicts(situation: Situation, id: string): (number | undefined)[] {
  const found = indicator(situation, id);
  return [found?.count, found?.undetermined];
}

function mailFlow(figure: (mailFlow: NonNullable<Situation['mailFlow']>) => unknown): Told['figure'] {
  return (situation) => {
    const { mailFlow: found } = situation;
    return found === undefined ? 'no mail flow' : figure(found);
  };
}

/** Names and settings: no figure rests on them, and their gap says that they are missing. */
const NO_FIGURE: Told = { figure: () => 'none', read: 'none', missed: 'none' };

const CONFIG = {
  enrolments: [{ id: 'x', label: { fr: 'X', en: 'X' }, group: 'GRP-X' }],
};

const TOLD: { readonly [S in SourceId]: Readonly<Record<PartOf<S>, Told>> } = {
  tenant: {
    domains: NO_FIGURE,
    organization: NO_FIGURE,
    'report-settings': NO_FIGURE,
    'subscribed-skus': NO_FIGURE,
  },
  accounts: {},
  'sign-in-activity': {},
  'mail-activity': {},
  'mailbox-usage': {},
  'service-activity': {},
  'onedrive-activity': {},
  'sharepoint-activity': {},
  'forms-activity': {},
  'service-counts': {},
  'inbox-rules': { 'untold-rules': NO_FIGURE, 'recipient-addresses': NO_FIGURE },
  'mailbox-forwarding': {
    'recipient-addresses': {
      figure: (situation) => indicator(situation, 'mailbox-redirects')?.facts.byTargetClass,
      read: expect.objectContaining({ unresolved: 1, internal: 0 }),
      missed: expect.objectContaining({ unresolved: 1, internal: 0 }),
    },
  },
  'mail-flow': {
    'transport-rule': {
      figure: mailFlow(({ otherTransportRules, missing }) => [
        otherTransportRules,
        missing.includes('transport-rule'),
      ]),
      read: [1, false],
      missed: [undefined, true],
    },
    'outbound-policy': {
      figure: mailFlow(({ autoForwarding, missing }) => [
        autoForwarding,
        missing.includes('outbound-policy'),
      ]),
      read: ['on', false],
      missed: [undefined, true],
    },
    'outbound-rule': {
      figure: mailFlow(({ outboundPolicies, missing }) => [
        outboundPolicies.find(({ name }) => name === 'Autre')?.isEnabled ?? 'not known',
        missing.includes('outbound-rule'),
      ]),
      read: [true, false],
      missed: ['not known', true],
    },
    'remote-domain': {
      figure: mailFlow(({ remoteDomains, missing }) => [
        remoteDomains.length,
        missing.includes('remote-domain'),
      ]),
      read: [1, false],
      missed: [0, true],
    },
    'accepted-domain': {
      figure: mailFlow(({ acceptedDomains, missing }) => [
        acceptedDomains.length,
        missing.includes('accepted-domain'),
      ]),
      read: [1, false],
      missed: [0, true],
    },
    'journal-rule': {
      figure: mailFlow(({ journalRules, missing }) => [
        journalRules?.length,
        missing.includes('journal-rule'),
      ]),
      read: [1, false],
      missed: [undefined, true],
    },
    'outbound-connector': {
      figure: mailFlow(({ outboundConnectors, missing }) => [
        outboundConnectors?.length,
        missing.includes('outbound-connector'),
      ]),
      read: [1, false],
      missed: [undefined, true],
    },
    'recipient-addresses': NO_FIGURE,
  },
  'mfa-registrations': {},
  'mfa-policies': {
    'conditional-access': {
      figure: (situation) => {
        const notEnforced = situation.administrators?.[0]?.notEnforced;
        return [...verdicts(situation, 'mfa-enforcement'), notEnforced];
      },
      read: [1, 0, 1],
      missed: [0, 1, undefined],
    },
    // Such a policy can only add a demand: what beta would not tell claims nothing.
    'preview-policies': NO_FIGURE,
    'security-defaults': {
      figure: (situation) => verdicts(situation, 'mfa-enforcement'),
      read: [1, 0],
      missed: [0, 1],
    },
  },
  'role-assignments': {
    'role-definitions': {
      figure: (situation) => situation.administrators?.map(({ active, lowerBound }) => [active, lowerBound]),
      read: [[1, false]],
      missed: [[1, true]],
    },
    'eligible-assignments': {
      figure: (situation) => [
        situation.administrators?.map(({ eligible }) => eligible),
        indicator(situation, 'admin-mfa')?.lowerBound,
        indicator(situation, 'admin-mfa')?.facts.eligibleOnly,
      ],
      read: [[0], true, 0],
      missed: [[undefined], true, undefined],
    },
  },
  'per-user-mfa': {},
  'terms-of-use': {
    agreement: {
      figure: (situation) => verdicts(situation, 'terms-of-use'),
      read: [0, 0],
      missed: [0, 1],
    },
  },
  'group-members': {
    group: {
      figure: (situation) => situation.enrolments.map(({ known, lowerBound }) => known && !lowerBound),
      read: [true],
      missed: [false],
    },
  },
};

function toldOf(source: SourceId): (readonly [string, Told])[] {
  return Object.entries<Told>(TOLD[source]);
}

test('where everything was read, each figure is told', async () => {
  const { situation } = await assessTiny(NOTHING_MISSED, CONFIG);
  for (const { source, part } of MISSED_PARTS) {
    const own = toldOf(source).filter(([id]) => id === part);
    for (const [id, { figure, read }] of own) expect([id, figure(situation)]).toEqual([id, read]);
  }
});

test.each(MISSED_PARTS)(
  'where $part of $source was refused, a gap says so, and nothing claims that there is none',
  async ({ source, part, snapshot }) => {
    const { situation } = await assessTiny(snapshot, CONFIG);
    const reasons = situation.gaps.filter((gap) => gap.source === source).map(({ reason }) => reason);
    expect(reasons).toContain('permission');
    const touched = toldOf(source).filter(([id]) => id === part || part === UNKNOWN_PART);
    expect(touched).not.toEqual([]);
    for (const [id, { figure, missed }] of touched) expect([id, figure(situation)]).toEqual([id, missed]);
  },
);
