import { phrase } from '../i18n/phrase.ts';
import type { Language } from '../i18n/language.ts';
import type { Words } from '../i18n/words.ts';
import { manifestDigest } from '../evidence/manifest.ts';
import type { Io } from './io.ts';

const WORDS = {
  manifest: {
    fr: 'Empreinte de l’audit (SHA-256 de manifest.json)\u00a0: {sha256}',
    en: 'Fingerprint of the audit (SHA-256 of manifest.json): {sha256}',
  },
} as const satisfies Record<string, Words>;

/** On stderr, what proves later that the audit is the one this run wrote (`--expect-sha256`): a log keeps it elsewhere. */
export async function printManifest(auditFolder: string, language: Language, io: Io): Promise<void> {
  const sha256 = await manifestDigest(auditFolder);
  if (sha256 === null) return;
  await io.stderr.write(`${phrase(WORDS, 'manifest', language, { sha256 })}\n`);
}
