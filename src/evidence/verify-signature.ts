import { z } from 'zod';
import type { History, Step } from './history.ts';
import { isSignatureOf, publicKeyOfDer, type PublicKey } from './signing-key.ts';

const factsSchema = z.object({
  keyId: z.string(),
  publicKey: z.string(),
  journal: z.object({ lines: z.int().nonnegative(), sha256: z.string().nullable() }).nullable(),
});

/** What a layer that signs tells: the key, and the journal as it was. */
export type SignatureFacts = z.infer<typeof factsSchema>;

/** Null for a layer that is no signature's. */
export function signatureFactsOf({ kind, facts }: Pick<Step, 'kind' | 'facts'>): SignatureFacts | null {
  return kind === 'signature' ? (factsSchema.safeParse(facts).data ?? null) : null;
}

export type SignatureVerdict =
  | { readonly outcome: 'unsigned' }
  | {
      /** `former`: what it signed is whole, and other layers came over it since. `invalid`: it signs something else. */
      readonly outcome: 'valid' | 'former' | 'invalid';
      /** Whose it is; null where no key is known that it is of. */
      readonly keyId: string | null;
      /** The key is one of those asked for; null where none was. */
      readonly isTrusted: boolean | null;
      /** Number of the layer that it signs, from 1; 0 where that is not known. */
      readonly layer: number;
    };

/**
 * Whose signature an audit bears. One without a key that was asked for is held against the key that it names itself, which says
 * that nothing changed since, and not who that is.
 *
 * @param signature the bytes of `manifest.json.sig`; null where there is none
 * @param keys those that may have signed; empty where nobody asked
 */
export function verifySignature(
  { steps }: History,
  signature: Buffer | null,
  keys: readonly PublicKey[],
): SignatureVerdict {
  const signed = steps.flatMap((step, at): Signed[] => {
    const isLast = at === steps.length - 1;
    const bytes = isLast ? signature : step.signature === null ? null : Buffer.from(step.signature, 'base64');
    return bytes === null ? [] : [{ step, bytes, layer: at + 1, isLast }];
  });
  const newest = signed.at(-1);
  // An earlier version's manifest has no layers, and no signature of ours.
  if (newest === undefined)
    return signature === null ? { outcome: 'unsigned' } : told('invalid', null, keys, 0);
  const key = keyOf(newest, keys);
  // Broken off after its manifest was written, a run leaves the signature of the former one.
  const before = signed.at(-2);
  if (key === null && before?.bytes.equals(newest.bytes) === true && newest.isLast) {
    const formerKey = keyOf(before, keys);
    if (formerKey !== null) return told('former', formerKey, keys, before.layer);
  }
  if (key === null) return told('invalid', null, keys, newest.layer);
  return told(newest.isLast ? 'valid' : 'former', key, keys, newest.layer);
}

interface Signed {
  readonly step: Step;
  readonly bytes: Buffer;
  readonly layer: number;
  readonly isLast: boolean;
}

/** The key that a signature is of: one asked for, else the one that the layer names. */
function keyOf({ step, bytes }: Signed, keys: readonly PublicKey[]): PublicKey | null {
  const facts = signatureFactsOf(step);
  const named = facts === null ? null : publicKeyOfDer(facts.publicKey);
  const { text } = step;
  if (text === null) return null;
  const known = named === null ? keys : [...keys, named];
  return known.find((key) => isSignatureOf(text, bytes, key)) ?? null;
}

function told(
  outcome: 'valid' | 'former' | 'invalid',
  key: PublicKey | null,
  keys: readonly PublicKey[],
  layer: number,
): SignatureVerdict {
  const isTrusted = keys.length === 0 ? null : keys.some(({ id }) => id === key?.id);
  return { outcome, keyId: key?.id ?? null, isTrusted, layer };
}
