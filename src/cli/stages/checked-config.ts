import type { AssessOptions } from '../../assessment/assess.ts';
import type { FailOn } from '../../assessment/fail-on/fail-on.ts';
import { resolve } from 'node:path';
import { readExceptions } from '../../config/exceptions/read-exceptions.ts';
import { DEFAULT_FILE, loadConfig, type LoadedConfig, type Overrides } from '../../config/load-config.ts';
import type { Recipients } from '../../evidence/age-files.ts';
import { choosesChecks, isChosen, keyOfChoice } from '../../config/chosen-checks.ts';
import type { Config } from '../../config/config.ts';
import { suggestionFor } from '../../config/suggestion.ts';
import { asIs, joinedBy, KnownError, worded } from '../../errors.ts';
import { checkPatterns, PatternRefused } from '../../population/patterns.ts';
import type { Io } from '../io.ts';

export interface ConfigOptions {
  /** As it was named; false: `--no-config`. */
  readonly config?: string | false;
  readonly requireConfig?: boolean;
  readonly inactiveAfter?: number;
  /** False: `--no-names`. */
  readonly names?: boolean;
  /** What the command is to fail on, where it can. */
  readonly failOn?: readonly FailOn[];
}

/**
 * The configuration with its patterns compiled, and the checks that it and the command name known. Throws `KnownError` (usage), with line
 * and column where it is of the configuration.
 */
export async function checkedConfig(given: ConfigOptions, io: Io): Promise<LoadedConfig> {
  return withCheckedPatterns(await configGiven(given, io), given);
}

/** The configuration with the checks that it chooses known, of a command that asks no tenant. Throws `KnownError` (usage). */
export async function configOfChoice(given: Pick<ConfigOptions, 'config'>, io: Io): Promise<LoadedConfig> {
  const loaded = await configGiven(given, io);
  if (choosesChecks(loaded.config)) requireChosen(loaded, await checkIds(loaded));
  return loaded;
}

/** The configuration as it stands, of a command that judges nothing. Throws `KnownError` (usage). */
export async function configGiven(given: ConfigOptions, io: Io): Promise<LoadedConfig> {
  const loaded = await loadConfig({
    ...(given.config === undefined ? {} : { file: given.config }),
    cwd: io.cwd,
    overrides: overridesOf(given),
  });
  requireConfig(loaded, given);
  await recipientsIn(loaded);
  return loaded;
}

/** Those whom the configuration encrypts for; null where it names none. Throws `KnownError` (usage), with line and column. */
export async function recipientsIn(loaded: LoadedConfig): Promise<Recipients | null> {
  const { encryptTo = [] } = loaded.config;
  if (encryptTo.length === 0) return null;
  const { recipientsOf } = await import('../../evidence/age-files.ts');
  return recipientsOf(encryptTo, `${loaded.locate(['encryptTo'])}  encryptTo`);
}

/** What the options say over the configuration. */
export function overridesOf({ inactiveAfter, names }: ConfigOptions): Overrides {
  return {
    ...(inactiveAfter === undefined ? {} : { inactiveAfterDays: inactiveAfter }),
    ...(names === false ? { names } : {}),
  };
}

/** How a configuration judges, the same whenever it does: what `assess` takes of it. */
export function judgedBy({
  config,
  folder,
  absence,
  rosterSha256,
}: LoadedConfig): Pick<AssessOptions, 'config' | 'configFolder' | 'isUnconfigured' | 'rosterSha256'> {
  return {
    config,
    configFolder: folder,
    isUnconfigured: absence === 'unnoticed',
    ...(rosterSha256 === undefined ? {} : { rosterSha256 }),
  };
}

/** Refuses defaults where `--require-config` is given: `KnownError` (usage). */
export function requireConfig({ file }: LoadedConfig, given: ConfigOptions): void {
  if (given.requireConfig !== true || file !== null) return;
  const isContrary = given.config === false;
  throw new KnownError(
    'usage',
    isContrary
      ? {
          fr: '--require-config et --no-config se contredisent',
          en: '--require-config and --no-config say the contrary of one another',
        }
      : {
          fr: `--require-config\u00a0: aucune configuration n’a été lue; il n’y a pas de ${DEFAULT_FILE} ici, et --config n’en nomme aucune`,
          en: `--require-config: no configuration was read; there is no ${DEFAULT_FILE} here, and --config names none`,
        },
    {
      nextSteps: isContrary
        ? [{ fr: 'Omettre l’une des deux.', en: 'Leave one of the two out.' }]
        : [
            {
              fr: `Lancer la commande dans le dossier de ${DEFAULT_FILE}, ou nommer le fichier avec --config FICHIER.`,
              en: `Run the command in the folder of ${DEFAULT_FILE}, or name the file with --config FILE.`,
            },
          ],
    },
  );
}

/** As `checkedConfig`, of a configuration that was loaded. */
export async function withCheckedPatterns(
  loaded: LoadedConfig,
  { failOn = [] }: Pick<ConfigOptions, 'failOn'> = {},
): Promise<LoadedConfig> {
  try {
    await checkPatterns(loaded.config);
    await checkNames(loaded, failOn);
    return loaded;
  } catch (error) {
    if (!(error instanceof PatternRefused)) throw error;
    const message = joinedBy('  ', [asIs(loaded.locate(error.path)), error.words]);
    throw new KnownError('usage', message, { nextSteps: error.steps, cause: error });
  }
}

/** Better known before the hours of a collection than after. Throws `KnownError` (usage). */
async function checkNames(loaded: LoadedConfig, failOn: readonly FailOn[]): Promise<void> {
  const { config, folder } = loaded;
  if (config.exceptions === undefined && config.checks === undefined && failOn.length === 0) return;
  const ids = await checkIds(loaded);
  requireChosen(loaded, ids);
  if (failOn.length > 0) {
    const { requireIndicators } = await import('../../assessment/fail-on/fail-on.ts');
    requireIndicators(failOn, ids);
    refuseNotChosen(config, failOn);
  }
  if (config.exceptions !== undefined) await readExceptions(resolve(folder, config.exceptions.file), ids);
}

const LEAVES_NONE = {
  fr: 'checks.without ne laisse aucun contrôle',
  en: 'checks.without leaves no check',
};
const NO_CHECK = {
  fr: '{place}\u00a0: il n’y a pas de contrôle {check}{hint}',
  en: '{place}: there is no check {check}{hint}',
} as const;

/** Refuses a check that there is not, and a choice that leaves none: `KnownError` (usage), with line and column. */
function requireChosen(loaded: LoadedConfig, ids: readonly string[]): void {
  const { config } = loaded;
  for (const key of ['only', 'without'] as const) {
    for (const [at, id] of (config.checks?.[key] ?? []).entries()) {
      if (ids.includes(id)) continue;
      const meant = suggestionFor(id, ids);
      const place = `${loaded.locate(['checks', key, at])}  checks.${key}[${at}]`;
      const hint = {
        fr: meant === null ? '' : `; serait-ce ${meant}?`,
        en: meant === null ? '' : `; did you mean ${meant}?`,
      };
      throw new KnownError('usage', worded(NO_CHECK, { place, check: JSON.stringify(id), hint }), {
        nextSteps: [{ fr: `Permis\u00a0: ${ids.join(', ')}`, en: `Allowed: ${ids.join(', ')}` }],
      });
    }
  }
  if (!choosesChecks(config) || ids.some((id) => isChosen(config, id))) return;
  throw new KnownError('usage', joinedBy('  ', [asIs(loaded.locate(['checks', 'without'])), LEAVES_NONE]), {
    nextSteps: [{ fr: 'En ôter un de la liste.', en: 'Take one of them out of the list.' }],
  });
}

/** What could never be assessed is refused before anything is asked: `KnownError` (usage). */
function refuseNotChosen(config: Config, failOn: readonly FailOn[]): void {
  for (const one of failOn) {
    if (one.kind !== 'figure' || isChosen(config, one.indicator)) continue;
    throw new KnownError(
      'usage',
      {
        fr: `--fail-on ${JSON.stringify(one.text)}\u00a0: la configuration écarte ${one.indicator} (${keyOfChoice(config)})`,
        en: `--fail-on ${JSON.stringify(one.text)}: the configuration leaves ${one.indicator} out (${keyOfChoice(config)})`,
      },
      {
        nextSteps: [
          {
            fr: 'Le choisir dans la configuration, ou omettre ce --fail-on.',
            en: 'Choose it in the configuration, or leave this --fail-on out.',
          },
        ],
      },
    );
  }
}

/** The shipped checks, then those of the configuration. Throws `KnownError` (usage). */
async function checkIds({ config, folder }: LoadedConfig): Promise<string[]> {
  const { CHECKS } = await import('../../checks/catalogue.ts');
  const { readOwnChecks } = await import('../../assessment/own-checks/read-own-checks.ts');
  return [...CHECKS, ...(await readOwnChecks(config, folder))].map(({ id }) => id);
}
