import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { KnownError, worded, type InBoth } from '../errors.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/** A key that an audit is signed with (Ed25519, RFC 8032). */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: PublicKey;
}

/** What tells whose a signature is. */
export interface PublicKey {
  readonly key: KeyObject;
  /** SHA-256 of the key's SubjectPublicKeyInfo in DER, in hexadecimal. */
  readonly id: string;
}

/** A new key as two PEM texts: PKCS #8, and SubjectPublicKeyInfo. */
export function newKeyPair(): {
  readonly privatePem: string;
  readonly publicPem: string;
  readonly id: string;
} {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    id: identified(publicKey).id,
  };
}

/**
 * The key of a PEM text, whose lines may be joined by the two characters `\n` as some pipelines keep a variable.
 *
 * @param where file or variable, for the message; the key itself is never quoted
 * @throws KnownError `usage` where it is no Ed25519 private key without a passphrase
 */
export function signingKeyOf(pem: string, where: string): SigningKey {
  const privateKey = parsed(() => createPrivateKey(pem.replaceAll('\\n', '\n')), where, 'private');
  return { privateKey, publicKey: identified(createPublicKey(privateKey)) };
}

/** The key of a PEM text. Throws `KnownError` (usage) where it is no Ed25519 public key. */
export function publicKeyOf(pem: string, where: string): PublicKey {
  // A private key has its public one in it: whoever names it by mistake is told.
  if (pem.includes('PRIVATE KEY')) throw refused(where, 'public', TROUBLE_WORDS.isPrivate);
  return identified(parsed(() => createPublicKey(pem), where, 'public'));
}

/** The key of a SubjectPublicKeyInfo in base64; null where it is none of Ed25519. */
export function publicKeyOfDer(base64: string): PublicKey | null {
  try {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? identified(key) : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/** SubjectPublicKeyInfo in base64. */
export function derOf({ key }: PublicKey): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

/** The 64 bytes of the signature of a text in UTF-8. */
export function signatureOf(text: string, { privateKey }: SigningKey): Buffer {
  return sign(null, Buffer.from(text), privateKey);
}

export function isSignatureOf(text: string, signature: Buffer, { key }: PublicKey): boolean {
  return verify(null, Buffer.from(text), key, signature);
}

function identified(key: KeyObject): PublicKey {
  const der = key.export({ type: 'spki', format: 'der' });
  return { key, id: createHash('sha256').update(der).digest('hex') };
}

function parsed(parse: () => KeyObject, where: string, kind: 'private' | 'public'): KeyObject {
  let key: KeyObject;
  try {
    key = parse();
  } catch (error) {
    // What OpenSSL says of a text that is no key helps nobody.
    if (error instanceof Error && 'code' in error) throw refused(where, kind, TROUBLE_WORDS.noSuchKey);
    throw error;
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  const found = key.asymmetricKeyType ?? TROUBLE_WORDS.unknownKind;
  throw refused(where, kind, worded(TROUBLE_WORDS.otherKind, { kind: found }));
}

function refused(where: string, kind: 'private' | 'public', why: InBoth): KnownError {
  return kind === 'private'
    ? new KnownError('usage', worded(TROUBLE_WORDS.noSigningKey, { where, why }), {
        nextSteps: [TROUBLE_WORDS.makeSigningKey],
      })
    : new KnownError('usage', worded(TROUBLE_WORDS.noPublicKey, { where, why }), {
        nextSteps: [TROUBLE_WORDS.namePublicKey],
      });
}
