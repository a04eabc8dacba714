import { loadConfig, type LoadedConfig } from '../../config/load-config.ts';
import { KnownError } from '../../errors.ts';
import { checkPatterns, PatternRefused } from '../../population/patterns.ts';
import type { Io } from '../io.ts';

export interface ConfigOptions {
  readonly config?: string;
  readonly inactiveAfter?: number;
}

/** The configuration with its patterns compiled. Throws `KnownError` (usage) with line and column. */
export async function checkedConfig(given: ConfigOptions, io: Io): Promise<LoadedConfig> {
  const loaded = await loadConfig({
    ...(given.config === undefined ? {} : { file: given.config }),
    cwd: io.cwd,
    overrides: given.inactiveAfter === undefined ? {} : { inactiveAfterDays: given.inactiveAfter },
  });
  return withCheckedPatterns(loaded);
}

/** A configuration, its patterns compiled. Throws `KnownError` (usage) with line and column. */
export async function withCheckedPatterns(loaded: LoadedConfig): Promise<LoadedConfig> {
  try {
    await checkPatterns(loaded.config);
    return loaded;
  } catch (error) {
    if (!(error instanceof PatternRefused)) throw error;
    const message = `${loaded.locate(error.path)}  ${error.message}`;
    throw new KnownError('usage', message, { nextSteps: error.nextSteps, cause: error });
  }
}
