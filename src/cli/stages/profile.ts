import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { suggestionFor } from '../../config/suggestion.ts';
import { isAbsence, pathExists } from '../../disk/path-exists.ts';
import { KnownError } from '../../errors.ts';
import type { Io } from '../io.ts';

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
      `--tenant ${tenant}: the secret of the profile is not there: ${secretVariable} is not set`,
      {
        nextSteps: [`Set ${secretVariable} to the secret of the application ${clientId}.`],
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
  const hint = meant === null ? '' : `; did you mean ${meant}?`;
  throw new KnownError(
    'usage',
    `--tenant ${JSON.stringify(tenant)}: no audits of such a tenant under ${out}${hint}`,
    {
      nextSteps: [
        known.length === 0 ? 'There is no audit yet: vigie audit makes one.' : `Allowed: ${known.join(', ')}`,
        'A profile whose audits are to be found by its name tells its default domain: domain.',
      ],
    },
  );
}

function loaded(file: string | false | undefined, { cwd }: Io): ReturnType<typeof loadConfig> {
  return loadConfig({ cwd, ...(file === undefined ? {} : { file }), overrides: {} });
}

function profileOf(profiles: readonly Profile[], tenant: string): Profile {
  const found = profiles.find(({ id }) => id === tenant);
  if (found !== undefined) return found;
  const ids = profiles.map(({ id }) => id);
  const meant = suggestionFor(tenant, ids);
  const hint = meant === null ? '' : `; did you mean ${meant}?`;
  throw new KnownError(
    'usage',
    `--tenant: the configuration has no profile ${JSON.stringify(tenant)}${hint}`,
    {
      nextSteps: [
        ids.length === 0
          ? 'Add it to the configuration, under profiles: id, tenantId, clientId.'
          : `Profiles: ${ids.join(', ')}`,
      ],
    },
  );
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
