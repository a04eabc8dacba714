import { createHash, createHmac, randomBytes } from 'node:crypto';
import { KnownError, worded, type InBoth } from '../errors.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/** What pseudonyms are made with: whoever holds it can tell whose they are. */
export interface SharingKey {
  /** 32 to 64 bytes. */
  readonly secret: Buffer;
  /** Tells the key without giving anything of it away: 16 hexadecimal digits. */
  readonly id: string;
}

const LEAST_BYTES = 32;
/** The block of SHA-256: a longer key counts by its digest (RFC 2104). */
const MOST_BYTES = 64;
/** A key of so many random bytes has hardly ever fewer different ones; text that somebody thought of does. */
const LEAST_DIFFERENT = 20;

/** The text of a new key: 32 random bytes in base64. */
export function newSharingKey(): string {
  return `${randomBytes(LEAST_BYTES).toString('base64')}\n`;
}

/**
 * The key of a text: 32 bytes or more in base64 or hexadecimal, as `vigie keys new --for share` and `openssl rand` write them.
 *
 * @param where the file, for the message; the key itself is never quoted
 * @throws KnownError `usage` for any other text: a password can be guessed, and every pseudonym with it
 */
export function sharingKeyOf(text: string, where: string): SharingKey {
  const written = text.trim();
  if (written.includes('PRIVATE KEY')) throw refused(where, TROUBLE_WORDS.signsOnly);
  const bytes = bytesOf(written);
  if (bytes === null) throw refused(where, TROUBLE_WORDS.neitherCoding);
  if (bytes.length < LEAST_BYTES)
    throw refused(where, worded(TROUBLE_WORDS.tooFewBytes, { bytes: bytes.length }));
  if (new Set(bytes).size < LEAST_DIFFERENT) throw refused(where, TROUBLE_WORDS.bytesRepeat);
  const secret = bytes.length > MOST_BYTES ? createHash('sha256').update(bytes).digest() : bytes;
  return { secret, id: hmacOf(secret, 'vigie sharing key').slice(0, 16) };
}

/** HMAC-SHA-256 (RFC 2104) of a text in UTF-8, in hexadecimal. */
export function hmacOf(secret: Buffer, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

function bytesOf(written: string): Buffer | null {
  if (/^(?:[0-9a-fA-F]{2})+$/.test(written)) return Buffer.from(written, 'hex');
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(written)) return Buffer.from(written, 'base64');
  return null;
}

function refused(where: string, why: InBoth): KnownError {
  return new KnownError('usage', worded(TROUBLE_WORDS.noSharingKey, { where, why }), {
    nextSteps: [TROUBLE_WORDS.makeSharingKey],
  });
}
