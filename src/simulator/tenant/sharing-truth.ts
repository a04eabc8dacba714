import { at } from './hash.ts';
import type { Account, Layout } from './layout.ts';
import { partAt, partitionOf } from './partition.ts';
import type { ServiceTruth } from './service-truth.ts';
import type { SharingKind } from './tenant-spec.ts';

/** The files of one account in one service, as its activity report has them. */
export interface FileUse {
  /** Whether the report has a row of the account, be it under a former name. */
  readonly covered: boolean;
  /** Whether that row bears the account's present name. */
  readonly reported: boolean;
  /** Days before the refresh of the report; null for never. */
  readonly lastAge: number | null;
  readonly sharedInternally: number;
  readonly sharedExternally: number;
}

export type FileService = 'onedrive' | 'sharepoint';
export type SharingTruth = Readonly<Record<FileService, FileUse>>;

/** The longest period of a report, in days: what is shared within it shows as a count. */
const LONGEST = 180;

const SERVICES: Readonly<Record<SharingKind, readonly FileService[]>> = {
  onedrive: ['onedrive'],
  sharepoint: ['sharepoint'],
  both: ['onedrive', 'sharepoint'],
};

/**
 * Who shares outside is drawn, in an order of its own, from those who were active in the service of late, until
 * there are as many as the spec says; where a small tenant has too few of them, there are fewer.
 */
export function createSharingTruths(
  layout: Layout,
  servicesOf: (account: Account) => ServiceTruth,
): (account: Account) => SharingTruth {
  const physicians = layout.spec.categories.reduce((n, { physician, mailboxes }) => {
    return physician ? n + mailboxes : n;
  }, 0);
  const draw = drawer(layout, servicesOf);
  let draws: { physicians: Draw; others: Draw } | null = null;
  const kindOf = (account: Account, services: ServiceTruth): SharingKind | null => {
    if (account.segment.kind !== 'mailbox') return null;
    draws ??= {
      physicians: draw('physicians', 0, physicians),
      others: draw('others', physicians, layout.mailboxes),
    };
    const { kindAt } = account.segment.category.physician ? draws.physicians : draws.others;
    const kind = kindAt(account.segment.personalStart + account.ordinal);
    return kind !== null && canShare(services, kind) ? kind : null;
  };
  const sharingOf = (account: Account): SharingTruth => {
    const services = servicesOf(account);
    const kind = kindOf(account, services);
    const use = (service: FileService): FileUse =>
      account.segment.kind === 'mailbox'
        ? fileUseOf(account, services, service, kind !== null && SERVICES[kind].includes(service))
        : fileUseOfOther(account, services, service);
    return { onedrive: use('onedrive'), sharepoint: use('sharepoint') };
  };
  // A report asks for the same account several times, one after the other.
  let last: { readonly slot: number; readonly sharing: SharingTruth } | null = null;
  return (account) => {
    if (last?.slot !== account.slot) last = { slot: account.slot, sharing: sharingOf(account) };
    return last.sharing;
  };
}

interface Draw {
  readonly kindAt: (personal: number) => SharingKind | null;
}

type Drawer = (who: 'physicians' | 'others', start: number, end: number) => Draw;

/** Draws among the personal mailboxes from `start` to `end`: each kind takes the ranks up to its last sharer. */
function drawer(layout: Layout, servicesOf: (account: Account) => ServiceTruth): Drawer {
  return (who, start, end) => {
    const wanted = layout.spec.sharing[who];
    const scatter = layout.permutation(end - start, `sharing ${who}`);
    let rank = 0;
    const ranksOf = (kind: SharingKind): readonly [SharingKind, number] => {
      const first = rank;
      for (let left = wanted[kind]; left > 0 && rank < scatter.size; rank += 1) {
        if (canShare(servicesOf(mailboxAt(layout, start + scatter.inverse(rank))), kind)) left -= 1;
      }
      return [kind, rank - first];
    };
    const ranks = partitionOf([ranksOf('onedrive'), ranksOf('sharepoint'), ranksOf('both')]);
    return { kindAt: (personal) => partAt(ranks, scatter.forward(personal - start), null) };
  };
}

function mailboxAt(layout: Layout, personal: number): Account {
  const mailboxes = layout.segments.filter(({ kind }) => kind === 'mailbox');
  const index = mailboxes.findIndex(({ personalStart, count }) => personal < personalStart + count);
  const { start, personalStart } = at(mailboxes, index);
  return layout.accountAt(start + personal - personalStart);
}

function canShare(services: ServiceTruth, kind: SharingKind): boolean {
  return services.reported && SERVICES[kind].every((service) => isRecent(services[service].lastAge));
}

function isRecent(lastAge: number | null): boolean {
  return lastAge !== null && lastAge < LONGEST;
}

function fileUseOf(
  { noise }: Account,
  services: ServiceTruth,
  service: FileService,
  shares: boolean,
): FileUse {
  const { licensed, lastAge } = services[service];
  const recent = isRecent(lastAge);
  // A row under a former name joins nothing, whatever it tells.
  const astray = !services.reported && recent;
  return {
    covered: licensed,
    reported: licensed && services.reported,
    lastAge,
    sharedInternally: recent && (noise >>> 5) % 3 === 0 ? 1 + (noise % 25) : 0,
    sharedExternally: shares || astray ? 1 + ((noise >>> 3) % 40) : 0,
  };
}

/** Guests, shared mailboxes and accounts without a mailbox share too, and are no personal mailbox of anyone. */
function fileUseOfOther({ segment, noise }: Account, services: ServiceTruth, service: FileService): FileUse {
  const covered = services.reported || segment.kind === 'guest-licensed';
  const { lastAge } = services[service];
  const shares = covered && (segment.kind === 'guest-licensed' || noise % 6 === 0);
  return {
    covered,
    reported: covered,
    lastAge: covered ? lastAge : null,
    sharedInternally: covered ? noise % 9 : 0,
    sharedExternally: shares ? 1 + (noise % 11) : 0,
  };
}
