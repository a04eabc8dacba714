import type { Account, Layout } from './layout.ts';
import type { MailTruths } from './mail-truth.ts';
import { partAt, partitionOf } from './partition.ts';
import type { ServiceName, TenantSpec } from './tenant-spec.ts';

/**
 * One service of one account, as the active-user report has it (of Forms: as its own report has it, where being
 * licensed is having a row). Ages are days before its refresh.
 */
export interface ServiceUse {
  readonly licensed: boolean;
  readonly lastAge: number | null;
}

export type ServiceTruth = Readonly<Record<ServiceName | 'exchange', ServiceUse>> & {
  /** Whether a row of the report bears the account's present name. */
  readonly reported: boolean;
};

type Band = keyof TenantSpec['services'][ServiceName];

const NONE: ServiceUse = { licensed: false, lastAge: null };

export function createServiceTruths(
  layout: Layout,
  mail: MailTruths,
  mailLicensed: (account: Account) => boolean,
): (account: Account) => ServiceTruth {
  const reader = (name: ServiceName): ((personal: number, noise: number) => ServiceUse) => {
    const bands = layout.spec.services[name];
    const partition = partitionOf<Band>([
      ['today29', bands.today29],
      ['exactly30', bands.exactly30],
      ['exactly31', bands.exactly31],
      ['since32', bands.since32],
      ['exactly90', bands.exactly90],
      ['exactly91', bands.exactly91],
      ['before', bands.before],
      ['never', bands.never],
    ]);
    const scatter = layout.permutation(layout.mailboxes, `service ${name}`);
    return (personal, noise) => {
      const band = partAt(partition, scatter.forward(personal), null);
      return band === null ? NONE : { licensed: true, lastAge: ageOf(band, noise) };
    };
  };
  const onedrive = reader('onedrive');
  const sharepoint = reader('sharepoint');
  const teams = reader('teams');
  const vivaEngage = reader('vivaEngage');
  const forms = reader('forms');
  return (account) => {
    const { segment, noise, ordinal } = account;
    if (segment.kind !== 'mailbox') return servicesOfOther(segment.kind, noise);
    const personal = segment.personalStart + ordinal;
    const { lastAge, reported } = mail.mailOf(account);
    return {
      reported,
      exchange: mailLicensed(account) ? { licensed: true, lastAge } : NONE,
      onedrive: onedrive(personal, noise),
      sharepoint: sharepoint(personal, noise >>> 2),
      teams: teams(personal, noise >>> 4),
      vivaEngage: vivaEngage(personal, noise >>> 6),
      forms: forms(personal, noise >>> 8),
    };
  };
}

function ageOf(band: Band, noise: number): number | null {
  switch (band) {
    case 'today29':
      return noise % 30;
    case 'exactly30':
      return 30;
    case 'exactly31':
      return 31;
    case 'since32':
      return 32 + (noise % 58);
    case 'exactly90':
      return 90;
    case 'exactly91':
      return 91;
    case 'before':
      return 92 + (noise % 400);
    case 'never':
      return null;
  }
}

/** Accounts without a mailbox plan still use the other services, and are no mailbox of anyone. */
function servicesOfOther(kind: Account['segment']['kind'], noise: number): ServiceTruth {
  const use: ServiceUse = { licensed: true, lastAge: noise % 120 };
  const reported = kind === 'no-mailbox-plan' || kind === 'shared-licensed' || kind === 'admin';
  const mail = kind === 'shared-licensed' ? use : NONE;
  const forms = reported && noise % 3 === 0 ? use : NONE;
  return { reported, exchange: mail, onedrive: use, sharepoint: use, teams: use, vivaEngage: NONE, forms };
}
