import { resolve } from 'node:path';
import { findRecorded } from '../../audits/find-audit.ts';
import { loadConfig } from '../../config/load-config.ts';
import type { Step } from '../../evidence/history.ts';
import { readSignature } from '../../evidence/manifest.ts';
import type { PublicKey } from '../../evidence/signing-key.ts';
import { verifyFiles, type FilesVerdict } from '../../evidence/verify-files.ts';
import { verifySignature, type SignatureVerdict } from '../../evidence/verify-signature.ts';
import type { Language } from '../../i18n/language.ts';
import type { CommandOutcome } from '../command-outcome.ts';
import type { Io } from '../io.ts';
import { jsonText } from '../json-text.ts';
import { readPublicKey } from './key-files.ts';
import { withOpenedAudit, type OpenOptions } from './opened-audit.ts';
import { recompute, type Recomputed } from './recompute-stage.ts';
import { importedFiles } from './verify-imported.ts';
import type { LayerTold, Verification } from './verification.ts';
import { verificationLines } from './verification-lines.ts';

export interface VerifyRequest extends OpenOptions {
  /** As it was named; the newest under `out`, where left out. */
  readonly named: string | undefined;
  readonly out: string;
  readonly lang: Language;
  readonly format: 'text' | 'json';
  readonly config?: string;
  readonly recompute?: boolean;
  /** A file with the key that must have signed; the configuration's, where left out. */
  readonly publicKey?: string;
  readonly expectSha256?: string;
  /** Files, or folders of them, that an import must have been made from. */
  readonly exports?: readonly string[];
}

/**
 * Holds an audit against its manifest, its signature and, where asked, its own snapshot, and prints what came of it; exit code 4
 * where anything is not as it should be. Writes nothing in the audit folder. Throws `KnownError` (local, usage).
 */
export async function verifyStage(request: VerifyRequest, io: Io, outcome: CommandOutcome): Promise<void> {
  const auditFolder = await findRecorded(request.named, resolve(io.cwd, request.out));
  const keys = await keysOf(request, io);
  const files = await verifyFiles(auditFolder);
  const { history, manifest } = files;
  if (manifest === null) throw new Error('the manifest was there, and is not');
  const signature = verifySignature(history, await readSignature(auditFolder), keys);
  const sha256 = history.steps.at(-1)?.sha256 ?? (await plainDigest(auditFolder));
  const expected = expectedLayer(request.expectSha256, history.steps, sha256);
  const isWhole = files.faults.length === 0;
  const { decrypted, recomputed } = isWhole ? await inClear(auditFolder, request, io) : NOTHING_READ;
  const imported = await importedFiles(auditFolder, request.exports, isWhole, io);
  const isSigned = keys.length === 0 ? signature.outcome !== 'invalid' : isSignedAsAsked(signature);
  const verification: Verification = {
    schema: 'vigie/verification/1',
    audit: auditFolder,
    verified: isWhole && areThere(imported) && isSigned && isAsExpected(expected, recomputed),
    manifest: { sha256, vigie: manifest.vigie },
    layers: history.steps.map(layerTold),
    ...{ intact: files.intact, faults: files.faults, purged: purgedBy(history.steps, files) },
    ...{ unrecorded: files.unrecorded, renderedSince: files.renderedSince },
    ...{ signature, expected },
    ...(imported === null ? {} : { imported }),
    ...(decrypted === null ? {} : { decrypted }),
    recomputed,
  };
  await io.stdout.write(
    request.format === 'json'
      ? jsonText(verification)
      : verificationLines(verification, { lang: request.lang, isAsked: keys.length > 0 })
          .map((line) => `${line}\n`)
          .join(''),
  );
  if (!verification.verified) outcome.exitCode = 4;
}

const NOTHING_READ = { decrypted: null, recomputed: null };

/** What can be told only of the files in clear, where it is asked for. */
async function inClear(
  kept: string,
  request: VerifyRequest,
  io: Io,
): Promise<{ readonly decrypted: number | null; readonly recomputed: Recomputed | null }> {
  const isAsked = request.recompute === true;
  if (!isAsked && request.identity === undefined) return NOTHING_READ;
  return withOpenedAudit(kept, 'everything', request, io, async (opened) => ({
    decrypted: opened.decrypted,
    recomputed: isAsked ? await recompute(opened, io) : null,
  }));
}

function isAsExpected(expected: Verification['expected'], recomputed: Recomputed | null): boolean {
  return expected?.layer !== null && (recomputed === null || isProved(recomputed));
}

/** Nothing that was named is another file than it was. */
function areThere(imported: Verification['imported'] | null): boolean {
  return (imported ?? []).every(({ isThere }) => isThere !== false);
}

/** An unproved section is told; it is no proof of anything wrong. Whoever asks for a proof that cannot be had is not told 0. */
function isProved({ outcome }: Recomputed): boolean {
  return outcome === 'same' || outcome === 'unproved';
}

function isSignedAsAsked(signature: SignatureVerdict): boolean {
  return signature.outcome === 'valid' && signature.isTrusted === true;
}

async function plainDigest(auditFolder: string): Promise<string> {
  const { manifestDigest } = await import('../../evidence/manifest.ts');
  return (await manifestDigest(auditFolder)) ?? '';
}

function expectedLayer(
  expected: string | undefined,
  steps: readonly Step[],
  sha256: string,
): Verification['expected'] {
  if (expected === undefined) return null;
  if (steps.length === 0) return { sha256: expected, layer: expected === sha256 ? 0 : null };
  const at = steps.findLastIndex((step) => step.sha256 === expected);
  return { sha256: expected, layer: at === -1 ? null : at + 1 };
}

function layerTold({ kind, vigie, sha256, written, gone }: Step): LayerTold {
  const isWritten = new Set(written);
  const replaced = gone.filter(({ path }) => isWritten.has(path)).length;
  return { kind, vigie, sha256, written: written.length, replaced, removed: gone.length - replaced };
}

function purgedBy(steps: readonly Step[], { manifest }: FilesVerdict): string[] {
  const present = new Set(manifest?.files.map(({ path }) => path));
  const purged = steps.filter(({ kind }) => kind === 'purge').flatMap(({ gone }) => gone);
  return [...new Set(purged.map(({ path }) => path))].filter((path) => !present.has(path)).sort();
}

/** The keys that may have signed: the one named, else the configuration's; none where nobody asks. */
async function keysOf({ publicKey, config }: VerifyRequest, { cwd }: Io): Promise<PublicKey[]> {
  if (publicKey !== undefined) return [await readPublicKey(resolve(cwd, publicKey), publicKey)];
  const loaded = await loadConfig({
    ...(config === undefined ? {} : { file: config }),
    cwd,
    overrides: {},
  });
  const pinned = loaded.config.signature?.publicKey;
  return pinned === undefined ? [] : [await readPublicKey(resolve(loaded.folder, pinned), pinned)];
}
