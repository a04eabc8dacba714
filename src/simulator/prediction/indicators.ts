import type { SegmentKind } from '../tenant/layout.ts';
import { isEffective, TARGET_CLASSES } from '../tenant/redirect-truth.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { createTallyBook, type PredictedTally, type TallyBook, type Tallies } from './tallies.ts';
import type { Seen, Viewer } from './view.ts';

export type { PredictedTally } from './tallies.ts';

type Facts = Readonly<Record<string, number | Readonly<Record<string, number>>>>;

/** One check's figures. */
export interface PredictedIndicator extends PredictedTally {
  readonly id: string;
  readonly physicians: PredictedTally;
  readonly byCategory: Tallies['byCategory'];
  readonly byEstablishment: Tallies['byEstablishment'];
  readonly facts: Facts;
}

interface Counting {
  readonly id: string;
  readonly book: TallyBook;
  add(seen: Seen): void;
  readonly facts: () => Facts;
}

/** All the indicators at once: add every account, then take the result. */
export function indicatorsOf(
  tenant: Tenant,
  viewer: Viewer,
): { add(seen: Seen): void; result(): PredictedIndicator[] } {
  const countings = [
    inactiveMailboxes(tenant, viewer),
    inactiveSignIns(tenant, viewer),
    mailboxRedirects(tenant, viewer),
    mfaStatus(tenant, viewer),
    serviceUsage(tenant, viewer),
  ];
  return {
    add: (seen) => countings.forEach((counting) => counting.add(seen)),
    result: () =>
      countings.map(({ id, book, facts }) => {
        const { total, ...rest } = book.result();
        return { id, ...total, ...rest, facts: facts() };
      }),
  };
}

function inactiveMailboxes(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const facts = { neverUsed: 0, stillReceiving: 0 };
  const older = (age: number | null): boolean => age === null || age > viewer.inactiveAfterDays;
  return {
    id: 'inactive-mailboxes',
    book,
    facts: () => facts,
    add(seen) {
      if (!seen.personal) return;
      const { reported, lastAge, createdAge, receiveCount } = tenant.mailOf(seen.account);
      const old = lastAge === null ? older(createdAge) : older(lastAge);
      book.add(seen, !old ? 'compliant' : reported ? 'non-compliant' : 'undetermined');
      if (!old || !reported) return;
      if (lastAge === null) facts.neverUsed += 1;
      if (receiveCount > 0) facts.stillReceiving += 1;
    },
  };
}

function inactiveSignIns(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const days = viewer.inactiveAfterDays;
  const ages = (...all: (number | null)[]): number[] => all.filter((age) => age !== null);
  return {
    id: 'inactive-sign-ins',
    book,
    facts: () => ({}),
    add(seen) {
      if (!seen.member) return;
      const { successAge, interactiveAge, nonInteractiveAge } = tenant.signInsOf(seen.account);
      const { createdAge } = tenant.mailOf(seen.account);
      // The account's age at collection, which is later than the reports' refresh.
      const accountAge = createdAge === null ? Infinity : createdAge + tenant.calendar.lagDays;
      const attempts = ages(interactiveAge, nonInteractiveAge);
      const age = successAge ?? (attempts.length > 0 ? Math.min(...attempts) : accountAge);
      book.add(seen, age > days ? 'non-compliant' : 'compliant');
    },
  };
}

function mailboxRedirects(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const byTargetClass = Object.fromEntries(TARGET_CLASSES.map((name) => [name, 0]));
  const kindsTold = tenant.overrides.recipientType !== 'absent';
  const things = { sharedMailboxes: 0, roomMailboxes: 0 };
  const facts = {
    brokenRulesOnly: 0,
    disabledRulesOnly: 0,
  };
  let redirected = 0;
  const addThing = (kind: SegmentKind): void => {
    if (kind === 'shared' || kind === 'shared-licensed') things.sharedMailboxes += 1;
    if (kind === 'room' || kind === 'equipment') things.roomMailboxes += 1;
  };
  return {
    id: 'mailbox-redirects',
    book,
    facts: () => ({
      byMechanism: { 'inbox-rule': redirected },
      byTargetClass,
      ...(kindsTold ? things : {}),
      ...facts,
    }),
    add(seen) {
      const { pattern, targetClass } = tenant.redirectOf(seen.account);
      if (!seen.personal) {
        if (isEffective(pattern)) addThing(seen.account.segment.kind);
        return;
      }
      const open = tenant.accessOf(seen.account) === 'open';
      book.add(seen, !open ? 'undetermined' : isEffective(pattern) ? 'non-compliant' : 'compliant');
      if (!open) return;
      if (pattern === 'disabledOnly') facts.disabledRulesOnly += 1;
      if (pattern === 'brokenOnly' || pattern === 'brokenAndDisabled') facts.brokenRulesOnly += 1;
      if (targetClass === null) return;
      redirected += 1;
      byTargetClass[targetClass] = (byTargetClass[targetClass] ?? 0) + 1;
    },
  };
}

function mfaStatus(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const facts = { registered: 0, capable: 0, adminsWithoutMfa: 0 };
  return {
    id: 'mfa-status',
    book,
    facts: () => facts,
    add(seen) {
      if (!seen.member) return;
      const { reported, registered, capable, admin } = tenant.mfaOf(seen.account);
      book.add(seen, !reported ? 'undetermined' : capable ? 'compliant' : 'non-compliant');
      if (registered) facts.registered += 1;
      if (capable) facts.capable += 1;
      if (admin === true && !capable) facts.adminsWithoutMfa += 1;
    },
  };
}

function serviceUsage(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  return {
    id: 'service-usage',
    book,
    facts: () => ({}),
    add(seen) {
      if (seen.personal)
        book.add(seen, tenant.servicesOf(seen.account).reported ? 'compliant' : 'undetermined');
    },
  };
}
