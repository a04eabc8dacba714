import { at } from './hash.ts';
import { apportion } from './partition.ts';
import { scaleRedirects } from './scale-redirects.ts';
import { mailboxesOf, redirecting, sum, type CategorySpec, type TenantSpec } from './tenant-spec.ts';

/**
 * The same tenant with another number of personal mailboxes (200 or more): every count in proportion,
 * parts adding up to their whole, and nothing that was there gone where there is room for it.
 */
export function scaleTenant(spec: TenantSpec, mailboxes: number): TenantSpec {
  if (!Number.isSafeInteger(mailboxes) || mailboxes < 200) {
    throw new RangeError(`a simulated tenant needs 200 mailboxes or more, not ${mailboxes}`);
  }
  const before = mailboxesOf(spec);
  if (mailboxes === before) return spec;
  const one = (count: number): number =>
    count === 0 ? 0 : Math.max(1, Math.round((count * mailboxes) / before));
  const each = <T extends Record<string, number>>(counts: T): T =>
    mapCounts(counts, Object.values(counts).map(one));
  const sizes = apportion(
    spec.categories.map((category) => category.mailboxes),
    mailboxes,
  );
  const categories = spec.categories.map((category, i) => scaleCategory(category, at(sizes, i)));
  const { noMailboxPlan, lapsedPlan, ...decoys } = spec.decoys;
  return {
    ...spec,
    categories,
    admins: each(spec.admins),
    perUserMfa: each(spec.perUserMfa),
    agreements: spec.agreements.map(({ answers, ...agreement }) => ({
      ...agreement,
      answers: shareWithin(answers, before, mailboxes),
    })),
    redirects: scaleRedirects(spec.redirects, redirecting(categories), one),
    mailFlow: { ...spec.mailFlow, departedForwarding: one(spec.mailFlow.departedForwarding) },
    services: {
      onedrive: shareWithin(spec.services.onedrive, before, mailboxes),
      sharepoint: shareWithin(spec.services.sharepoint, before, mailboxes),
      teams: shareWithin(spec.services.teams, before, mailboxes),
      vivaEngage: shareWithin(spec.services.vivaEngage, before, mailboxes),
      forms: shareWithin(spec.services.forms, before, mailboxes),
    },
    sharing: { physicians: each(spec.sharing.physicians), others: each(spec.sharing.others) },
    licences: each(spec.licences),
    roster: { withoutAccount: each(spec.roster.withoutAccount) },
    oddities: each(spec.oddities),
    decoys: { ...each(decoys), noMailboxPlan: each(noMailboxPlan), lapsedPlan: each(lapsedPlan) },
    telefaxGroup: { ...spec.telefaxGroup, pilotMembers: one(spec.telefaxGroup.pilotMembers) },
  };
}

function scaleCategory(category: CategorySpec, mailboxes: number): CategorySpec {
  const mail = share(category.mail, mailboxes);
  const part = (count: number, of: number, to: number): number =>
    count === 0 ? 0 : Math.min(to, Math.max(1, Math.round((count * to) / of)));
  const oldBefore = category.mailboxes - youngOf(category.mail);
  const old = mailboxes - youngOf(mail);
  const signIns = shareWithin({ ...category.signIns.inactive, ...category.signIns.active }, oldBefore, old);
  const { success90DaysAgo, attemptsSince, ...inactive } = signIns;
  const mfa = shareWithin(category.mfa, category.mailboxes, mailboxes);
  return {
    ...category,
    mailboxes,
    mail,
    unusedStillReceiving: part(category.unusedStillReceiving, unusedOf(category.mail), unusedOf(mail)),
    rules: shareWithin(category.rules, category.mailboxes, mailboxes),
    mfa,
    mfaMethods: share(category.mfaMethods, mfa.capable + mfa.registeredOnly),
    policyParts: shareWithin(category.policyParts, category.mailboxes, mailboxes),
    signIns: { inactive, active: { success90DaysAgo, attemptsSince } },
    withoutJobTitle: part(category.withoutJobTitle, category.mailboxes, mailboxes),
    telefax: part(category.telefax, category.mailboxes, mailboxes),
  };
}

/** Mailboxes created within 90 days and never used, or renamed. */
export function youngOf(mail: CategorySpec['mail']): number {
  return mail.youngCreated90DaysAgo + mail.youngNeverUsed + mail.renamed;
}

/** Mailboxes not used for more than 90 days. */
export function unusedOf(mail: CategorySpec['mail']): number {
  return (
    mail.neverUsedNoCreationDate +
    mail.neverUsedCreated91DaysAgo +
    mail.neverUsed +
    mail.lastUsed91DaysAgo +
    mail.lastUsedBefore
  );
}

function share<T extends Record<string, number>>(counts: T, total: number): T {
  return mapCounts(counts, apportion(Object.values(counts), total));
}

/** Shares out parts that leave a rest, which is scaled with them. */
function shareWithin<T extends Record<string, number>>(counts: T, whole: number, total: number): T {
  return mapCounts(counts, apportion([...Object.values(counts), whole - sum(counts)], total));
}

function mapCounts<T extends Record<string, number>>(counts: T, values: readonly number[]): T {
  return { ...counts, ...Object.fromEntries(Object.keys(counts).map((key, i) => [key, at(values, i)])) };
}
