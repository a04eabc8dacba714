import { accountsRefused } from '../../collectors/collect.ts';
import { forwardingExportOf } from '../../collectors/mailbox-forwarding/export-file.ts';
import type { TenantReading } from '../../collectors/tenant/tenant.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import type { ExchangeClient } from '../../exchange/exchange-client.ts';
import type { GraphClient } from '../../graph/client.ts';
import type { ChosenCredential } from '../../graph/credential.ts';
import type { Language } from '../../i18n/language.ts';
import { runPreflight, type Preflight } from '../../preflight/preflight.ts';
import type { SourceProspect } from '../../preflight/prospect.ts';
import { OUTCOME_WORDS, remedyOf } from '../../preflight/words.ts';
import { SOURCE_REASONS } from '../../setup/source-reasons.ts';
import type { NotNeeded } from '../../snapshot/leavable-fields.ts';
import type { SourceId } from '../../snapshot/tables.ts';
import type { Progress } from '../progress/progress.ts';
import { unaskedOrUnneeded } from './asked-sources.ts';

interface Foreseeing {
  readonly loaded: LoadedConfig;
  readonly given: {
    readonly skip: readonly SourceId[];
    readonly only: readonly SourceId[];
    readonly lang: Language;
  };
  readonly notNeeded: NotNeeded;
  readonly chosen: ChosenCredential;
  readonly client: GraphClient;
  /** Asks pages of one row. */
  readonly exchangeOf: (tenantId: string) => ExchangeClient;
  readonly budgetMs: number;
  readonly progress: Progress;
}

/**
 * Asks a little of every source before the hours of a collection, and says at once what will be missing. What is only slow, or
 * answers oddly, is left to the collection, which insists for longer. Throws `KnownError` (tenant) where the accounts are refused
 * for good. Gives the tenant where it was read whole.
 */
export async function foresee(asked: Foreseeing): Promise<TenantReading | null> {
  const { loaded, given, notNeeded, chosen, client, exchangeOf, budgetMs, progress } = asked;
  const preflight = await runPreflight({
    ...{ client, exchangeOf, budgetMs, config: loaded.config },
    skip: unaskedOrUnneeded(given, chosen.kind, notNeeded),
    leavesOut: notNeeded.fields,
    hasForwardingExport: forwardingExportOf(loaded.config, loaded.folder) !== null,
    fallbackId: chosen.tenantId ?? 'tenant',
  });
  requireAccounts(preflight);
  for (const source of preflight.sources.filter(isLost))
    progress.say('foreseen', lossInWords(source, given.lang));
  const { tenant } = preflight;
  return tenant.report.outcome === 'complete' ? tenant : null;
}

function requireAccounts({ sources }: Preflight): void {
  const refused = sources.find(
    ({ id, outcome, reason }) => id === 'accounts' && outcome === 'refused' && reason === 'permission',
  );
  if (refused === undefined) return;
  throw accountsRefused(refused.detail ?? undefined, refused.grants ?? undefined);
}

/** No answer in time, or an odd one, may be another within the collection. */
function isLost({ outcome, reason }: SourceProspect): boolean {
  const isForGood = reason === 'permission' || reason === 'licence' || reason === 'concealed-names';
  return isForGood && (outcome === 'refused' || outcome === 'partial');
}

function lossInWords(source: SourceProspect, language: Language): string {
  const { id, outcome, parts } = source;
  const lost = parts.filter((part) => part.outcome === 'refused' && !part.isOrdinary).map(({ part }) => part);
  const which = outcome === 'partial' && lost.length > 0 ? `${id} (${lost.join(', ')})` : id;
  const remedy = remedyOf(source, language) ?? '';
  return `${which}, ${OUTCOME_WORDS[outcome][language]} (${SOURCE_REASONS[id][language]}). ${remedy}`.trim();
}
