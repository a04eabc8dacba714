import { isLastAccepted, type AgreementTruths } from './agreement-truth.ts';
import type { DirectoryTruths } from './directory-truth.ts';
import { hash32, saltOf } from './hash.ts';
import type { Account } from './layout.ts';
import type { MailTruth, MailTruths } from './mail-truth.ts';
import { profileOf } from './mfa-methods.ts';
import { mfaRow, type MfaTruth } from './mfa-truth.ts';
import { NO_REDIRECT, type RedirectTruth } from './redirect-truth.ts';
import type { ServiceTruth, ServiceUse } from './service-truth.ts';
import type { SignInTruth } from './sign-in-truth.ts';
import type { ServiceName } from './tenant-spec.ts';

/**
 * The truths of a tenant some days before the day that its spec tells of: the same people, each as he then was. What
 * is older than that was there already and is so much younger; of what came since, these rules tell what was before
 * it. Ranks stay those of the spec's day.
 */
export interface Past {
  /** Whether the account was there. */
  isThere(account: Account): boolean;
  readonly mail: MailTruths;
  signIn(account: Account, now: SignInTruth): SignInTruth;
  mfa(account: Account, now: MfaTruth): MfaTruth;
  services(account: Account, now: ServiceTruth): ServiceTruth;
  redirect(account: Account, now: RedirectTruth): RedirectTruth;
  directory(now: DirectoryTruths): DirectoryTruths;
  agreements(now: AgreementTruths): AgreementTruths;
}

/** One in so many changed since. */
const BACK_IN_USE = 25;
const USED_SELDOM = 7;
const MFA_GAINED = 25;
const MFA_LOST = 100;
const DISABLED_SINCE = 8;
const RULE_DISABLED_SINCE = 5;

/** `mail`: as of the spec's day. `days`: how long before; 0 is the day itself, with nothing changed. */
export function createPast(mail: MailTruths, days: number): Past {
  const mailOf = (account: Account): MailTruth => earlierMail(mail, account, days);
  const isThere = (account: Account): boolean => (mailOf(account).createdAge ?? 0) >= 0;
  if (days === 0) return present(mail);
  return {
    isThere,
    mail: { ...mail, mailOf },
    signIn(account, now) {
      if (isBackInUse(mail, account, days)) return awayUntilSince(account, now, days);
      const { successAge, interactiveAge, nonInteractiveAge } = now;
      return {
        ...now,
        successAge: before(successAge, days),
        interactiveAge: before(interactiveAge, days),
        nonInteractiveAge: before(nonInteractiveAge, days),
      };
    },
    mfa: earlierMfa,
    services: (account, now) => (isThere(account) ? earlierServices(account, now, days) : NO_SERVICES),
    redirect: earlierRedirect,
    directory: (now) => earlierDirectory(now, isThere),
    agreements: (now) => earlierAgreements(now, isThere, days),
  };
}

function present(mail: MailTruths): Past {
  return {
    isThere: () => true,
    mail,
    signIn: (_, now) => now,
    mfa: (_, now) => now,
    services: (_, now) => now,
    redirect: (_, now) => now,
    directory: (now) => now,
    agreements: (now) => now,
  };
}

/** What was done since is as if done again and again: as long ago then as now. */
function before(age: number | null, days: number): number | null {
  return age === null || age < days ? age : age - days;
}

/** The same, but that some who used a service since had let a while pass: activity neither rises nor falls. */
function usedBefore(age: number | null, days: number, account: Account, service: string): number | null {
  if (age === null || age >= days) return before(age, days);
  return isOneIn(USED_SELDOM, account, `${service} used seldom`) ? age + days : age;
}

function isOneIn(count: number, account: Account, purpose: string): boolean {
  return hash32(saltOf(purpose), account.noise) % count === 0;
}

function earlierMail(mail: MailTruths, account: Account, days: number): MailTruth {
  const now = mail.mailOf(account);
  const createdAge = now.createdAge === null ? null : now.createdAge - days;
  const mailboxAge = Math.max(0, now.mailboxAge - days);
  if (!isBackInUse(mail, account, days)) {
    return { ...now, createdAge, mailboxAge, lastAge: usedBefore(now.lastAge, days, account, 'mail') };
  }
  const longAgo = 91 + (account.noise % 200);
  return {
    ...now,
    createdAge,
    mailboxAge,
    lastAge: createdAge === null ? longAgo : Math.min(createdAge, longAgo),
    receiveCount: account.noise % 8 < 3 ? now.receiveCount : 0,
    sendCount: 0,
    readCount: 0,
  };
}

/** Used since, and unused then: by its rank, so that there are some in every category. */
function isBackInUse(mail: MailTruths, account: Account, days: number): boolean {
  if (account.segment.kind !== 'mailbox') return false;
  const { stage, rank } = mail.rankOf(account);
  if (stage !== 'lastUsedSince' || (account.segment.count - 1 - rank) % BACK_IN_USE !== 1) return false;
  const { lastAge } = mail.mailOf(account);
  return lastAge !== null && lastAge < days;
}

function awayUntilSince({ noise }: Account, now: SignInTruth, days: number): SignInTruth {
  if (now.successAge === null || now.successAge >= days) return now;
  const age = 95 + (noise % 200);
  return { ...now, successAge: age, interactiveAge: age, nonInteractiveAge: null };
}

/** Administrators stay as they are: their number is the spec's own. */
function earlierMfa(account: Account, now: MfaTruth): MfaTruth {
  if (account.segment.kind !== 'mailbox' || !now.reported || now.admin !== false) return now;
  const { noise } = account;
  if (now.capable && isOneIn(MFA_GAINED, account, 'MFA gained'))
    return mfaRow(profileOf('none', noise >>> 8), false);
  if (!now.registered && isOneIn(MFA_LOST, account, 'MFA lost'))
    return mfaRow(profileOf('app', noise >>> 8), true);
  return now;
}

const NO_USE: ServiceUse = { licensed: false, lastAge: null };
const NO_SERVICES: ServiceTruth = {
  reported: false,
  ...{
    exchange: NO_USE,
    onedrive: NO_USE,
    sharepoint: NO_USE,
    teams: NO_USE,
    vivaEngage: NO_USE,
    forms: NO_USE,
  },
};

/** Exchange's use is that of the mail, which is earlier already. */
function earlierServices(account: Account, now: ServiceTruth, days: number): ServiceTruth {
  const use = (service: ServiceName): ServiceUse => ({
    ...now[service],
    lastAge: usedBefore(now[service].lastAge, days, account, service),
  });
  return {
    ...now,
    onedrive: use('onedrive'),
    sharepoint: use('sharepoint'),
    teams: use('teams'),
    vivaEngage: use('vivaEngage'),
    forms: use('forms'),
  };
}

/** Some redirects began since, some lead elsewhere since, some rules were disabled since. */
function earlierRedirect(account: Account, now: RedirectTruth): RedirectTruth {
  if (account.segment.kind !== 'mailbox') return now;
  const { ruleClass, forwardClass, pattern, variant } = now;
  if (ruleClass === null && forwardClass === null) {
    if (pattern !== 'disabledOnly' || !isOneIn(RULE_DISABLED_SINCE, account, 'rule disabled since'))
      return now;
    return { ...NO_REDIRECT, pattern: 'effective', ruleClass: 'public-webmail', variant };
  }
  if (ruleClass !== 'public-webmail') return variant % 20 === 5 ? NO_REDIRECT : now;
  if (variant % 12 === 0) return NO_REDIRECT;
  return variant % 12 === 1 ? { ...now, variant: variant + 4 } : now;
}

function earlierDirectory(now: DirectoryTruths, isThere: (account: Account) => boolean): DirectoryTruths {
  const plansOf: DirectoryTruths['plansOf'] = (account) => (isThere(account) ? now.plansOf(account) : 'none');
  return {
    plansOf,
    addOnOf: (account) => isThere(account) && now.addOnOf(account),
    mailLicensed: (account) => isThere(account) && now.mailLicensed(account),
    directoryOf(account) {
      const directory = now.directoryOf(account);
      const enabled =
        directory.enabled ||
        (account.segment.kind === 'mailbox' && isOneIn(DISABLED_SINCE, account, 'disabled since'));
      return { ...directory, enabled };
    },
  };
}

function earlierAgreements(
  now: AgreementTruths,
  isThere: (account: Account) => boolean,
  days: number,
): AgreementTruths {
  const answersOf: AgreementTruths['answersOf'] = (account, agreement) =>
    !isThere(account)
      ? []
      : now
          .answersOf(account, agreement)
          .filter(({ recordedAge }) => recordedAge >= days)
          .map(({ recordedAge, expiresAge, ...answer }) => ({
            ...answer,
            recordedAge: recordedAge - days,
            expiresAge: expiresAge === null ? null : expiresAge - days,
          }));
  return {
    agreements: now.agreements,
    answersOf,
    isAccepted: (account, agreement) => isLastAccepted(answersOf(account, agreement)),
  };
}
