import { isGuest, isThing, type Account, type Layout, type SegmentKind } from './layout.ts';
import type { MailTruths } from './mail-truth.ts';
import { at } from './hash.ts';

export const PLAN_SETS = [
  'enterprise',
  'standard',
  'deskless',
  'enterprise-in-grace',
  'foundation',
  'archive',
  'bookings',
  'analytics',
  'enterprise-without-mail',
  'enterprise-suspended',
  'standard-deleted',
  'none',
] as const;

/** Which Exchange plans an account has. Only the first four give a mailbox. */
export type PlanSet = (typeof PLAN_SETS)[number];

/** What the directory says of an account, apart from its name. */
export interface DirectoryTruth {
  readonly enabled: boolean;
  readonly userType: string | null;
  readonly plans: PlanSet;
  readonly jobTitle: string | null;
  readonly withCompany: boolean;
  readonly withMail: boolean;
  /** Holds an add-on licence, beside its plans or alone. */
  readonly addOn: boolean;
  /** Reports write its name in another case. */
  readonly otherCase: boolean;
  /** Reports also have a deleted row under its name. */
  readonly deletedTwin: boolean;
}

export interface DirectoryTruths {
  directoryOf(account: Account): DirectoryTruth;
  plansOf(account: Account): PlanSet;
  addOnOf(account: Account): boolean;
  /** Whether its plans give a mailbox. */
  readonly mailLicensed: (account: Account) => boolean;
}

const LICENSED: readonly PlanSet[] = ['enterprise', 'standard', 'deskless', 'enterprise-in-grace'];

export function createDirectoryTruths(layout: Layout, mail: MailTruths): DirectoryTruths {
  const { spec, mailboxes } = layout;
  const { oddities } = spec;
  const renamedBefore = layout.segments.map(({ index }) =>
    layout.segments
      .slice(0, index)
      .reduce((n, segment) => n + (segment.kind === 'mailbox' ? segment.category.mail.renamed : 0), 0),
  );
  const renamed = spec.categories.reduce((n, category) => n + category.mail.renamed, 0);
  const scatter = (purpose: string): ((personal: number) => number) =>
    layout.permutation(mailboxes, purpose).forward;
  const disabled = scatter('disabled');
  const addOns = scatter('add-on licence');
  const otherCase = scatter('other case in reports');
  const twin = scatter('deleted twin');
  const odd = scatter('oddities');
  const unlicensed = layout.permutation(mailboxes - renamed, 'unlicensed');
  const untitled = layout.segments.map((segment) =>
    layout.permutation(segment.count, `job title ${segment.index}`),
  );

  const plansOf = (account: Account): PlanSet => {
    const { segment, ordinal, noise } = account;
    if (segment.kind !== 'mailbox') return plansOfOther(segment.kind, noise);
    const { keptRank } = mail.rankOf(account);
    const kept = keptRank < 0 ? -1 : segment.personalStart - at(renamedBefore, segment.index) + keptRank;
    if (kept >= 0 && unlicensed.forward(kept) < oddities.unlicensed) return 'none';
    if (odd(segment.personalStart + ordinal) >= mailboxes - oddities.planInGrace)
      return 'enterprise-in-grace';
    if (segment.category.physician) return 'enterprise';
    return at(['enterprise', 'enterprise', 'deskless', 'standard'] as const, noise >>> 30);
  };

  const addOnOf = ({ segment, ordinal }: Account): boolean =>
    segment.kind === 'mailbox' && addOns(segment.personalStart + ordinal) < spec.licences.addOn;

  const directoryOf = (account: Account): DirectoryTruth => {
    const { segment, ordinal, noise } = account;
    const titles = spec.jobTitles[segment.category.id] ?? [];
    const { withoutJobTitle } = segment.category;
    const titled = withoutJobTitle === 0 || at(untitled, segment.index).forward(ordinal) >= withoutJobTitle;
    const jobTitle = titled && titles.length > 0 ? at(titles, (noise >>> 8) % titles.length) : null;
    if (segment.kind !== 'mailbox') return directoryOfOther(account, plansOf(account), jobTitle);
    const personal = segment.personalStart + ordinal;
    const { mailNull, userTypeNull, userTypeOtherCase, withoutCompany } = oddities;
    const rank = odd(personal);
    const within = (start: number, count: number): boolean => rank >= start && rank < start + count;
    const untyped = within(mailNull, userTypeNull);
    const oddlyTyped = within(mailNull + userTypeNull, userTypeOtherCase);
    return {
      enabled: disabled(personal) >= oddities.disabled,
      userType: untyped ? null : oddlyTyped ? 'member' : 'Member',
      plans: plansOf(account),
      jobTitle,
      withCompany: !within(mailNull + userTypeNull + userTypeOtherCase, withoutCompany),
      withMail: rank >= mailNull,
      addOn: addOnOf(account),
      otherCase: otherCase(personal) < oddities.otherCaseInReports,
      deletedTwin: twin(personal) < oddities.deletedTwinInReports,
    };
  };

  return { directoryOf, plansOf, addOnOf, mailLicensed: (account) => LICENSED.includes(plansOf(account)) };
}

function plansOfOther(kind: SegmentKind, noise: number): PlanSet {
  if (kind === 'no-mailbox-plan') {
    if (noise % 12 === 0) return 'enterprise-without-mail';
    return at(['foundation', 'archive', 'bookings', 'analytics'] as const, noise % 4);
  }
  if (kind === 'lapsed-plan') return noise % 2 === 0 ? 'standard-deleted' : 'enterprise-suspended';
  if (kind === 'guest-licensed' || kind === 'shared-licensed') return 'enterprise';
  return kind === 'admin' ? 'foundation' : 'none';
}

function directoryOfOther(account: Account, plans: PlanSet, jobTitle: string | null): DirectoryTruth {
  const { kind } = account.segment;
  const thing = isThing(kind);
  const guest = isGuest(kind);
  return {
    // A few accounts of shared mailboxes were left able to sign in: still no one's account.
    enabled: thing ? account.noise % 10 === 0 : kind !== 'former',
    userType: guest ? (account.noise % 100 === 0 ? 'guest' : 'Guest') : 'Member',
    plans,
    jobTitle: thing || guest || kind === 'admin' ? null : jobTitle,
    withCompany: !guest,
    withMail: kind !== 'admin',
    addOn: false,
    otherCase: false,
    deletedTwin: false,
  };
}
