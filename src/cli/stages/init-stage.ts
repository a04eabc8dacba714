import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { starterSuggestions } from '../../collectors/tenant/starter-suggestions.ts';
import { configSchema } from '../../config/config.ts';
import { starterConfig, type StarterSuggestions } from '../../config/starter-config.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { writePrivateFile } from '../../disk/private-files.ts';
import { KnownError } from '../../errors.ts';
import { createGraphClient } from '../../graph/client.ts';
import { chooseCredential } from '../../graph/credential.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import type { Language } from '../../i18n/language.ts';
import type { Io } from '../io.ts';
import type { CollectCommandOptions } from './collect-stage.ts';
import { showCode } from './show-code.ts';

export interface InitOptions extends Pick<CollectCommandOptions, 'auth' | 'cloud'> {
  readonly config: string;
  readonly fromTenant?: boolean;
  readonly force?: boolean;
  readonly lang: Language;
}

/** Shipped with the program, for editors. */
const SCHEMA = fileURLToPath(new URL('../../../docs/vigie.config.schema.json', import.meta.url));
const GIVE_UP_AFTER_MS = 60_000;

/** Writes the file, and prints its path. Throws `KnownError` (usage) where one is there and `--force` is not given. */
export async function initStage(given: InitOptions, io: Io): Promise<void> {
  const file = resolve(io.cwd, given.config);
  if (given.force !== true && (await pathExists(file))) {
    throw new KnownError(
      'usage',
      {
        fr: `${given.config} existe déjà\u00a0: il n’a pas été remplacé`,
        en: `${given.config} is there already: it was not written over`,
      },
      {
        nextSteps: [
          {
            fr: 'Nommer un autre fichier avec --config FICHIER, ou remplacer celui-ci avec --force.',
            en: 'Name another file with --config FILE, or write over this one with --force.',
          },
        ],
      },
    );
  }
  const suggestions = given.fromTenant === true ? await suggestionsOf(given, io) : null;
  await writePrivateFile(file, starterConfig(given.lang, SCHEMA, suggestions));
  await io.stdout.write(`${file}\n`);
}

async function suggestionsOf({ auth, cloud, lang }: InitOptions, io: Io): Promise<StarterSuggestions> {
  const { credential, words } = await chooseCredential(io.env, cloud, auth, showCode(io, lang));
  await io.stderr.write(`${words[lang]}\n`);
  const client = createGraphClient({
    ...{ credential, cloud, rates: configSchema.parse({}).limits, giveUpAfterMs: GIVE_UP_AFTER_MS },
    ...{ signal: io.signal, random: io.random, now: () => io.now().getTime() },
  });
  try {
    return await starterSuggestions(client);
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    throw new KnownError(
      'tenant',
      {
        fr: `les comptes de l’organisation n’ont pas pu être lus\u00a0: ${error.fullDetail}`,
        en: `the accounts of the tenant could not be read: ${error.fullDetail}`,
      },
      {
        nextSteps: [
          {
            fr: 'Lancer vigie doctor, ou écrire la configuration sans --from-tenant.',
            en: 'Run vigie doctor, or write the configuration without --from-tenant.',
          },
        ],
        cause: error,
      },
    );
  } finally {
    await client.close();
  }
}
