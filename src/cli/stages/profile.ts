import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { suggestionFor } from '../../config/suggestion.ts';
import { isAbsence, pathExists } from '../../disk/path-exists.ts';
import { asIs, KnownError, worded } from '../../errors.ts';
import type { Io } from '../io.ts';

const MEANT = { fr: '; serait-ce {meant}?', en: '; did you mean {meant}?' } as const;
const NO_AUDITS = {
  fr: '--tenant {tenant}\u00a0: aucun audit d’une telle organisation sous {out}{hint}',
  en: '--tenant {tenant}: no audits of such a tenant under {out}{hint}',
} as const;
const NO_PROFILE = {
  fr: '--tenant\u00a0: la configuration n’a pas de profil {tenant}{hint}',
  en: '--tenant: the configuration has no profile {tenant}{hint}',
} as const;

interface Asked {
  readonly tenant: string;
  readonly config?: string | false;
}

type Profile = NonNullable<Config['profiles']>[number];

/**
 * The variables that a profile signs in with, over those of the environment; undefined takes one away. Throws `KnownError` (usage)
 * where there is no such profile, or the variable that it names for its secret is not set.
 */
export async function profileVariables(
  { tenant, config: file }: Asked,
  io: Io,
): Promise<Record<string, string | undefined>> {
  const { config, folder } = await loaded(file, io);
  const profile = profileOf(config.profiles ?? [], tenant);
  const { tenantId, clientId, secretVariable, certificate } = profile;
  const secret = secretVariable === undefined ? undefined : io.env[secretVariable];
  if (secretVariable !== undefined && (secret ?? '') === '') {
    throw new KnownError(
      'usage',
      {
        fr: `--tenant ${tenant}\u00a0: le secret du profil n’est pas là\u00a0: ${secretVariable} n’est pas définie`,
        en: `--tenant ${tenant}: the secret of the profile is not there: ${secretVariable} is not set`,
      },
      {
        nextSteps: [
          {
            fr: `Donner à ${secretVariable} le secret de l’application ${clientId}.`,
            en: `Set ${secretVariable} to the secret of the application ${clientId}.`,
          },
        ],
      },
    );
  }
  const isOwn = secretVariable !== undefined || certificate !== undefined;
  return {
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: clientId,
    // Those of another application would be refused, or worse, taken.
    ...(isOwn
      ? {
          AZURE_CLIENT_SECRET: secret,
          AZURE_CLIENT_CERTIFICATE_PATH: certificate === undefined ? undefined : resolve(folder, certificate),
        }
      : {}),
  };
}

/** The folder of the audits of one tenant: a profile's, or the one that bears the name. Throws `KnownError` (usage, local). */
export async function folderOfTenant(
  { tenant, config: file, out }: Asked & { readonly out: string },
  io: Io,
): Promise<string> {
  const { config } = await loaded(file, io);
  const profiles = config.profiles ?? [];
  const profile = profiles.find(({ id }) => id === tenant);
  const name = profile?.domain ?? tenant;
  const folder = join(out, name);
  const there = await foldersIn(resolve(io.cwd, out));
  if (there.includes(name) && (await pathExists(resolve(io.cwd, folder)))) return folder;
  const known = [...new Set([...profiles.map(({ id }) => id), ...there])];
  const meant = suggestionFor(tenant, known);
  const hint = meant === null ? asIs('') : worded(MEANT, { meant });
  throw new KnownError('usage', worded(NO_AUDITS, { tenant: JSON.stringify(tenant), out, hint }), {
    nextSteps: [
      known.length === 0
        ? {
            fr: 'Il n’y a pas encore d’audit\u00a0: vigie audit en fait un.',
            en: 'There is no audit yet: vigie audit makes one.',
          }
        : { fr: `Permis\u00a0: ${known.join(', ')}`, en: `Allowed: ${known.join(', ')}` },
      {
        fr: 'Un profil dont les audits se trouvent par son nom dit son domaine par défaut\u00a0: `domain`.',
        en: 'A profile whose audits are to be found by its name tells its default domain: domain.',
      },
    ],
  });
}

function loaded(file: string | false | undefined, { cwd }: Io): ReturnType<typeof loadConfig> {
  return loadConfig({ cwd, ...(file === undefined ? {} : { file }), overrides: {} });
}

function profileOf(profiles: readonly Profile[], tenant: string): Profile {
  const found = profiles.find(({ id }) => id === tenant);
  if (found !== undefined) return found;
  const ids = profiles.map(({ id }) => id);
  const meant = suggestionFor(tenant, ids);
  const hint = meant === null ? asIs('') : worded(MEANT, { meant });
  throw new KnownError('usage', worded(NO_PROFILE, { tenant: JSON.stringify(tenant), hint }), {
    nextSteps: [
      ids.length === 0
        ? {
            fr: 'L’ajouter à la configuration, sous `profiles`\u00a0: `id`, `tenantId`, `clientId`.',
            en: 'Add it to the configuration, under profiles: id, tenantId, clientId.',
          }
        : { fr: `Profils\u00a0: ${ids.join(', ')}`, en: `Profiles: ${ids.join(', ')}` },
    ],
  });
}

async function foldersIn(out: string): Promise<string[]> {
  try {
    const entries = await readdir(out, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && entry.name.includes('.')).map(({ name }) => name);
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}
