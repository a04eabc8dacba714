import { truthOf } from './prediction/view.ts';
import { at } from './tenant/hash.ts';
import { createTenant, type Tenant, type TenantOptions } from './tenant/tenant.ts';

/** One physician of the roster, and what the directory has of them. */
interface RosterLine {
  readonly userPrincipalName: string;
  readonly category: string;
  /** '' where the roster leaves it out. */
  readonly establishment: string;
  readonly found: 'mailbox' | 'no-mailbox' | 'no-account';
}

/** Lines of one kind, in all and broken down; what is zero is left out. */
export interface RosterTally {
  readonly total: number;
  readonly byCategory: Readonly<Record<string, number>>;
  readonly byEstablishment: Readonly<Record<string, number>>;
}

export interface PredictedRoster {
  readonly lines: number;
  readonly withoutAccount: RosterTally;
  readonly withoutMailbox: RosterTally;
}

/**
 * The roster of the tenant's physicians as a French Excel saves it: `userPrincipalName;categorie;etablissement`,
 * with names in any case. Beside those with a mailbox it has those whose account has none, and some that have no
 * account at all.
 */
export function rosterCsv(options: TenantOptions): string {
  const lines = [...rosterLines(createTenant(options))].map(
    ({ userPrincipalName, category, establishment }, index) =>
      `${index % 3 === 0 ? userPrincipalName.toUpperCase() : userPrincipalName};${category};"${establishment}"\r\n`,
  );
  return `\uFEFFuserPrincipalName;categorie;etablissement\r\n${lines.join('')}`;
}

/** What an audit with that roster must say of it. */
export function predictRoster(options: TenantOptions): PredictedRoster {
  const lines = [...rosterLines(createTenant(options))];
  const tally = (found: RosterLine['found']): RosterTally => {
    const byCategory: Record<string, number> = {};
    const byEstablishment: Record<string, number> = {};
    const those = lines.filter((line) => line.found === found);
    for (const { category, establishment } of those) {
      byCategory[category] = (byCategory[category] ?? 0) + 1;
      byEstablishment[establishment] = (byEstablishment[establishment] ?? 0) + 1;
    }
    return { total: those.length, byCategory, byEstablishment };
  };
  return { lines: lines.length, withoutAccount: tally('no-account'), withoutMailbox: tally('no-mailbox') };
}

function* rosterLines(tenant: Tenant): Generator<RosterLine> {
  for (const account of tenant.accounts()) {
    if (!account.segment.category.physician) continue;
    const { userPrincipalName, category, companyName } = truthOf(
      tenant,
      account,
      tenant.directoryOf(account),
    );
    const found = account.segment.kind === 'mailbox' ? 'mailbox' : 'no-mailbox';
    yield { userPrincipalName, category, establishment: companyName ?? '', found };
  }
  const { establishments, mailDomain, roster } = tenant.spec;
  for (const [category, count] of Object.entries(roster.withoutAccount)) {
    for (let i = 0; i < count; i += 1) {
      const establishment = at(establishments, i % establishments.length).name;
      const userPrincipalName = `sans.compte-${category}${i + 1}.med@${mailDomain}`;
      yield { userPrincipalName, category, establishment, found: 'no-account' };
    }
  }
}
