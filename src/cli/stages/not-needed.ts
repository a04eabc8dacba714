import { needsOf, notNeededBy } from '../../assessment/rests-on/needs.ts';
import { readOwnChecks } from '../../assessment/own-checks/read-own-checks.ts';
import { choosesChecks } from '../../config/chosen-checks.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import { ALL_NEEDED, type NotNeeded } from '../../snapshot/leavable-fields.ts';

/** What none of the checks that the configuration chooses needs of the cloud; nothing where it leaves none out. Throws `KnownError` (usage). */
export async function notNeededFor({
  config,
  folder,
}: Pick<LoadedConfig, 'config' | 'folder'>): Promise<NotNeeded> {
  if (!choosesChecks(config)) return ALL_NEEDED;
  const needs = await needsOf(config, await readOwnChecks(config, folder));
  return needs === null ? ALL_NEEDED : notNeededBy(needs);
}
