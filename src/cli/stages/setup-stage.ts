import type { Language } from '../../i18n/language.ts';
import { neededGrants } from '../../setup/needed-grants.ts';
import {
  azureDevOpsFederation,
  githubFederation,
  type Federation,
  type ScriptKind,
} from '../../setup/setup-plan.ts';
import { setupScript } from '../../setup/setup-script.ts';
import { SOURCE_IDS, type SourceId } from '../../snapshot/tables.ts';
import type { Io } from '../io.ts';
import { unaskedOrUnneeded } from './asked-sources.ts';
import { configOfChoice, type ConfigOptions } from './checked-config.ts';
import { notNeededFor } from './not-needed.ts';

export interface SetupOptions extends Pick<ConfigOptions, 'config'> {
  readonly print: ScriptKind;
  readonly github?: string;
  readonly azureDevops?: string;
  readonly without: readonly SourceId[];
  readonly lang: Language;
}

/** Prints the script; nothing is run, and no tenant is asked. What no check needs which the configuration chooses is not granted. Throws `KnownError` (usage). */
export async function setupStage(given: SetupOptions, io: Io): Promise<void> {
  const notNeeded = await notNeededFor(await configOfChoice(given, io));
  const unasked = unaskedOrUnneeded({ skip: given.without, only: [] }, 'device-code', notNeeded);
  const sources = new Set(SOURCE_IDS.filter((id) => !unasked.has(id)));
  const grants = neededGrants(sources, notNeeded.fields);
  const plan = { grants, federation: federationOf(given), language: given.lang };
  await io.stdout.write(setupScript(given.print, plan));
}

function federationOf({ github, azureDevops }: SetupOptions): Federation | null {
  if (github !== undefined) return githubFederation(github);
  return azureDevops === undefined ? null : azureDevOpsFederation(azureDevops);
}
