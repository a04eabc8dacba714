import { z } from 'zod';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import { integer, pluralForm } from '../../../i18n/format.ts';
import type { Language } from '../../../i18n/language.ts';
import type { Words } from '../../../i18n/words.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { parted, type Parted } from '../../establishments/parted.ts';
import { isUsable } from '../../../dossier/source-use.ts';
import { type Limit } from '../../../situation/sections/limits.ts';
import type { Choice } from '../../chosen-checks.ts';
import type { Section } from '../section.ts';

export const limits: Section = {
  id: 'limits',
  count: async ({ db, manifest, choice }) => {
    const { whole, of } = await limitsOf(db, manifest, choice);
    // An establishment's are kept under the first name alone: they are as long as its figures.
    return { whole: { limits: whole, unseen: whole }, of: (id) => ({ unseen: of(id) }) };
  },
};

const WEB_FILTERING: Limit = {
  id: 'web-filtering',
  words: {
    fr: 'Le blocage des messageries Web publiques (Gmail, Hotmail, Yahoo) par les établissements : il se règle dans leurs pare-feu et leurs serveurs mandataires.',
    en: 'Whether the establishments block public webmail sites (Gmail, Hotmail, Yahoo): that is set in their firewalls and proxies.',
  },
};

const POWER_AUTOMATE: Limit = {
  id: 'power-automate',
  words: {
    fr: 'Les flux Power Automate qui envoient des courriels ailleurs : ils agissent comme des redirections, sans règle dans la boîte aux lettres. Voir le centre d’administration de Power Platform.',
    en: 'Power Automate flows that send mail elsewhere: they act as redirects, without a rule in the mailbox. See the Power Platform admin centre.',
  },
};

const ON_PREMISES = 'on-premises-rules';

const HIDDEN_RULES: Limit = {
  id: 'hidden-rules',
  words: {
    fr: 'Les règles de boîte de réception masquées, que Microsoft Graph ne montre pas. Les vérifier avec Get-InboxRule -IncludeHidden là où il y a un doute.',
    en: 'Hidden inbox rules, which Microsoft Graph does not show. Check them with Get-InboxRule -IncludeHidden where there is a doubt.',
  },
};

const NO_REPORT: Limit = {
  id: 'planner-stream',
  words: {
    fr: 'L’utilisation de Planner et de Stream : Microsoft ne produit aucun rapport sur ces services, ce qui ne veut pas dire que personne ne s’en sert.',
    en: 'The use of Planner and Stream: Microsoft has no usage report of these services, which does not mean that nobody uses them.',
  },
};

const TERMS_OF_USE: Limit = {
  id: 'terms-of-use',
  words: {
    fr: 'L’acceptation des conditions d’utilisation : Microsoft Graph ne la donne qu’à un administrateur qui se connecte lui-même (vigie collect --only terms-of-use --auth device-code).',
    en: 'Who accepted the terms of use: Microsoft Graph tells only an administrator who signs in (vigie collect --only terms-of-use --auth device-code).',
  },
};

/** What cannot be seen from here, in this audit; with the figures of all, and of each establishment. */
async function limitsOf(
  db: DuckDb,
  manifest: SnapshotManifest,
  { isChosen }: Choice,
): Promise<Parted<Limit[]>> {
  const cells = await mailboxesElsewhere(db, manifest);
  const areRedirectsChosen = isChosen('mailbox-redirects');
  return parted(cells ?? [], (own) => [
    WEB_FILTERING,
    ...(areRedirectsChosen
      ? [
          POWER_AUTOMATE,
          {
            id: ON_PREMISES,
            words: onPremises(cells === null ? null : own.reduce((sum, { accounts }) => sum + accounts, 0)),
          },
          HIDDEN_RULES,
        ]
      : []),
    ...(isChosen('service-usage') ? [NO_REPORT] : []),
    ...(isUsable(manifest, 'terms-of-use') || !isChosen('terms-of-use') ? [] : [TERMS_OF_USE]),
  ]);
}

/** A limit without the number of accounts that its words may hold. */
export function uncounted(limit: Limit): Limit {
  return limit.id === ON_PREMISES ? { id: ON_PREMISES, words: onPremises(null) } : limit;
}

const elsewhereSchema = z.object({ establishment: z.string(), accounts: z.number() });

/** Accounts whose mailbox is not in the cloud, of those that were asked for their rules; null where none was asked. */
async function mailboxesElsewhere(
  db: DuckDb,
  manifest: SnapshotManifest,
): Promise<z.infer<typeof elsewhereSchema>[] | null> {
  if (!isUsable(manifest, 'inbox-rules')) return null;
  return db.rows(
    `SELECT establishment, count(*)::DOUBLE AS accounts FROM dossier WHERE rulesOutcome = 'no-cloud-mailbox' GROUP BY establishment`,
    elsewhereSchema,
  );
}

function onPremises(accounts: number | null): Words {
  const met = (language: Language, one: string, other: string): string => {
    if (accounts === null) return '';
    const noun = pluralForm(accounts, language) === 'one' ? one : other;
    return ` (${integer(accounts, language)} ${noun})`;
  };
  return {
    fr: `Les règles des boîtes aux lettres hébergées sur place${met('fr', 'compte sans boîte aux lettres infonuagique', 'comptes sans boîte aux lettres infonuagique')} : elles se lisent sur le serveur Exchange local.`,
    en: `The rules of mailboxes hosted on premises${met('en', 'account without a mailbox in the cloud', 'accounts without a mailbox in the cloud')}: they are read on the local Exchange server.`,
  };
}
