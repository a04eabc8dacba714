import type { Decrypter, Encrypter } from 'age-encryption';
import { Readable } from 'node:stream';
import { diskTrouble } from '../disk/disk-trouble.ts';
import { isAbsence } from '../disk/path-exists.ts';
import { NotPlain, openHeldFile } from '../disk/plain-files.ts';
import { writePrivateFile } from '../disk/private-files.ts';
import { KnownError, worded, wordsOf } from '../errors.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/** What a file bears behind its name once it is encrypted (https://age-encryption.org/v1). */
export const AGE_SUFFIX = '.age';

/** A path as it is in clear. */
export function clearPath(path: string): string {
  return path.endsWith(AGE_SUFFIX) ? path.slice(0, -AGE_SUFFIX.length) : path;
}

/** Read at once; age itself encrypts 64 KiB at a time. */
const READ_BYTES = 1_048_576;

/** Those who can open what is encrypted. */
export interface Recipients {
  /** As they were written: `age1…`. */
  readonly names: readonly string[];
  readonly encrypter: Encrypter;
}

/**
 * Throws `KnownError` (usage) for what is no age recipient.
 *
 * @param from where they were named
 */
export async function recipientsOf(names: readonly string[], from = '--encrypt-to'): Promise<Recipients> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  const distinct = [...new Set(names)];
  for (const name of distinct) {
    try {
      encrypter.addRecipient(name);
    } catch (error) {
      // What begins otherwise may be an identity, a secret: it is not quoted.
      const quoted = name.startsWith('age1') ? ` ${name}` : '';
      throw new KnownError('usage', worded(TROUBLE_WORDS.noRecipient, { named: `${from}${quoted}` }), {
        nextSteps: [TROUBLE_WORDS.whatRecipient],
        cause: error,
      });
    }
  }
  return { names: distinct, encrypter };
}

/** What opens encrypted files. */
export interface Identities {
  /** Public half of each: `age1…`. */
  readonly recipients: readonly string[];
  readonly decrypter: Decrypter;
}

/**
 * The identities of a file as age-keygen writes it: one a line, comments after `#`.
 *
 * @param named the file, as the user wrote it. Throws `KnownError` (usage) where it holds something else.
 */
export async function identitiesOf(text: string, named: string): Promise<Identities> {
  const { Decrypter, identityToRecipient } = await import('age-encryption');
  const decrypter = new Decrypter();
  const recipients: string[] = [];
  const lines = text.split('\n').map((line) => line.trim());
  for (const line of lines.filter((one) => one !== '' && !one.startsWith('#'))) {
    try {
      recipients.push(await identityToRecipient(line));
      decrypter.addIdentity(line);
    } catch (error) {
      // What stands there may be somebody's secret: it is not quoted.
      throw noIdentity(named, error);
    }
  }
  if (recipients.length === 0) throw noIdentity(named);
  return { recipients, decrypter };
}

function noIdentity(named: string, cause?: unknown): KnownError {
  return new KnownError('usage', worded(TROUBLE_WORDS.noIdentity, { named }), {
    nextSteps: [TROUBLE_WORDS.nameIdentity],
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Encrypts a whole file as it is read. Throws `KnownError` (local). */
export async function encryptFile({ encrypter }: Recipients, from: string, to: string): Promise<void> {
  await streamed(from, async (stream) => {
    await writePrivateFile(to, await encrypter.encrypt(stream));
  });
}

/** Encrypts a text. Throws `KnownError` (local). */
export async function encryptText({ encrypter }: Recipients, text: string, to: string): Promise<void> {
  await writePrivateFile(to, await encrypter.encrypt(text));
}

/**
 * Decrypts a whole file as it is read. Throws `KnownError` (local) where it is not as it was written: truncated, changed, or for
 * somebody else; nothing is left of it then.
 */
export async function decryptFile({ decrypter }: Identities, from: string, to: string): Promise<void> {
  await streamed(from, async (stream) => {
    await writePrivateFile(to, decrypted(await openedAge(decrypter, stream, from), from));
  });
}

async function openedAge(
  decrypter: Decrypter,
  stream: ReadableStream<Uint8Array>,
  from: string,
): Promise<ReadableStream<Uint8Array>> {
  try {
    return await decrypter.decrypt(stream);
  } catch (error) {
    throw damaged(from, error);
  }
}

/** Every part is authenticated before it is given; the last one tells that nothing is cut off. */
async function* decrypted(stream: ReadableStream<Uint8Array>, from: string): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw damaged(from, error);
      });
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

function damaged(file: string, cause: unknown): unknown {
  return (
    diskTrouble('read', file, cause) ??
    new KnownError('local', worded(TROUBLE_WORDS.cannotBeDecrypted, { file, why: wordsOf(cause) }), {
      nextSteps: [TROUBLE_WORDS.verifyTells],
      cause,
    })
  );
}

async function streamed<T>(
  file: string,
  work: (stream: ReadableStream<Uint8Array>) => Promise<T>,
): Promise<T> {
  const handle = await heldFile(file);
  try {
    return await work(
      Readable.toWeb(
        handle.createReadStream({ autoClose: false, highWaterMark: READ_BYTES }),
      ) as ReadableStream<Uint8Array>,
    );
  } finally {
    await handle.close();
  }
}

async function heldFile(file: string): ReturnType<typeof openHeldFile> {
  try {
    return await openHeldFile(file);
  } catch (error) {
    if (isAbsence(error) || error instanceof NotPlain)
      throw new KnownError(
        'local',
        error instanceof NotPlain
          ? worded(TROUBLE_WORDS.cannotBeRead, { file, why: wordsOf(error) })
          : worded(TROUBLE_WORDS.missing, { file }),
        { nextSteps: [TROUBLE_WORDS.verifyTells], cause: error },
      );
    throw diskTrouble('read', file, error) ?? error;
  }
}
