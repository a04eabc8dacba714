import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { NotPlain, readNamedFile } from '../../disk/plain-files.ts';
import { writePrivateFile } from '../../disk/private-files.ts';
import { requireTrustedParent } from '../../disk/trusted-folder.ts';
import { KnownError, worded, wordsOf } from '../../errors.ts';
import {
  newKeyPair,
  publicKeyOf,
  signingKeyOf,
  type PublicKey,
  type SigningKey,
} from '../../evidence/signing-key.ts';
import { newSharingKey, sharingKeyOf, type SharingKey } from '../../evidence/sharing-key.ts';
import type { Io } from '../io.ts';

const CANNOT_READ = {
  fr: 'la clé {named} ne peut pas être lue\u00a0: {why}',
  en: 'the key {named} cannot be read: {why}',
} as const;

/** A key takes some hundreds. */
const MOST_BYTES = 16_384;

/** The key itself, for pipelines that keep secrets in variables. */
export const KEY_VARIABLE = 'VIGIE_SIGNING_KEY';

/**
 * The key that audits are signed with: of the file named, else of the environment; null where there is none. Throws `KnownError`
 * (usage).
 */
export async function signingKey(
  { signKey }: { readonly signKey?: string },
  { env, cwd }: Pick<Io, 'env' | 'cwd'>,
): Promise<SigningKey | null> {
  if (signKey !== undefined) return signingKeyOf(await keyText(resolve(cwd, signKey), signKey), signKey);
  const given = env[KEY_VARIABLE] ?? '';
  return given === '' ? null : signingKeyOf(given, KEY_VARIABLE);
}

/** @param named as the user wrote it. Throws `KnownError` (usage) */
export async function readPublicKey(file: string, named: string): Promise<PublicKey> {
  return publicKeyOf(await keyText(file, named), named);
}

/** What `vigie keys new` made. */
export interface NewKey {
  readonly privateFile: string;
  readonly publicFile: string;
  readonly id: string;
}

/**
 * Makes a key, its private half in `named` and its public one beside it, and replaces none. Throws `KnownError`, also where somebody else
 * could put a key of theirs in its place.
 */
export async function writeNewKey(named: string, { cwd }: Pick<Io, 'cwd'>): Promise<NewKey> {
  const privateFile = resolve(cwd, named);
  const publicFile = `${privateFile}.pub`;
  refuseReplacing([privateFile, publicFile]);
  await requireTrustedParent(dirname(privateFile));
  const { privatePem, publicPem, id } = newKeyPair();
  await writePrivateFile(privateFile, privatePem);
  await writePrivateFile(publicFile, publicPem);
  return { privateFile, publicFile, id };
}

/** Makes a key to share with in `named`, and replaces none. Throws `KnownError`. */
export async function writeNewSharingKey(
  named: string,
  { cwd }: Pick<Io, 'cwd'>,
): Promise<{ readonly file: string; readonly id: string }> {
  const file = resolve(cwd, named);
  refuseReplacing([file]);
  await requireTrustedParent(dirname(file));
  const text = newSharingKey();
  await writePrivateFile(file, text);
  return { file, id: sharingKeyOf(text, named).id };
}

/** The key of a file, as it was named. Throws `KnownError` (usage) where it is none, or can be guessed. */
export async function sharingKey(named: string, { cwd }: Pick<Io, 'cwd'>): Promise<SharingKey> {
  return sharingKeyOf(await keyText(resolve(cwd, named), named), named);
}

function refuseReplacing(files: readonly string[]): void {
  const there = files.find((file) => existsSync(file));
  if (there === undefined) return;
  throw new KnownError(
    'usage',
    {
      fr: `${there} existe déjà\u00a0: une clé n’est jamais remplacée`,
      en: `${there} is there already: a key is never replaced`,
    },
    {
      nextSteps: [
        {
          fr: 'Nommer un autre fichier avec --out FICHIER, ou ôter d’abord celui-là.',
          en: 'Name another file with --out FILE, or take that one away first.',
        },
      ],
    },
  );
}

async function keyText(file: string, named: string): Promise<string> {
  try {
    return (await readNamedFile(file, MOST_BYTES)).toString('utf8');
  } catch (error) {
    if (!(error instanceof NotPlain) && !(error instanceof Error && 'code' in error)) throw error;
    throw new KnownError('usage', worded(CANNOT_READ, { named, why: wordsOf(error) }), {
      nextSteps: [
        {
          fr: 'Nommer un fichier qui contient une clé en PEM; «\u00a0vigie keys new --out FICHIER\u00a0» en fait une.',
          en: 'Name a file with a key in PEM; “vigie keys new --out FILE” makes one.',
        },
      ],
      cause: error,
    });
  }
}
