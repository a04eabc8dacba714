import { encryptAudit, finishEncryptions } from '../../audits/encrypt-audit.ts';
import { recipientsOf, type Recipients } from '../../evidence/age-files.ts';
import { isTally } from '../../evidence/retention.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import type { SigningKey } from '../../evidence/signing-key.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';
import { configGiven, recipientsIn, type ConfigOptions } from './checked-config.ts';
import type { ReportCommandOptions } from './report-stage.ts';
import { signStage } from './sign-stage.ts';

export interface EncryptOptions {
  /** age recipients; none: the audit stays in clear. */
  readonly encryptTo: readonly string[];
}

const WORDS = {
  encrypted: {
    fr: 'Fichiers chiffrés, ceux qui contiennent des personnes\u00a0: {n}. Les lire\u00a0: --identity FICHIER',
    en: 'Files encrypted, those that hold people: {n}. To read them: --identity FILE',
  },
} as const satisfies Record<string, Words>;

/** Those whom the option names; null where it names none. Throws `KnownError` (usage). */
export async function recipientsGiven({ encryptTo }: EncryptOptions): Promise<Recipients | null> {
  return encryptTo.length === 0 ? null : recipientsOf(encryptTo);
}

/** Those whom an audit is encrypted for, by the option, else by the configuration; null where it stays in clear. Throws `KnownError` (usage). */
export async function recipientsBy(
  given: EncryptOptions,
  configured: () => Promise<LoadedConfig>,
): Promise<Recipients | null> {
  if (given.encryptTo.length > 0) return recipientsGiven(given);
  return recipientsIn(await configured());
}

/** Which files the reports may lead to: those that are not encrypted once they are written. */
export function inClear(recipients: Recipients | null): Pick<ReportCommandOptions, 'staysInClear'> {
  return recipients === null ? {} : { staysInClear: isTally };
}

/** Encrypts what a run wrote, where that is asked; whoever calls it holds the lock of the audit. Throws `KnownError` (local). */
export async function encryptStage(
  auditFolder: string,
  recipients: Recipients | null,
  { lang }: { readonly lang: Language },
  io: Io,
): Promise<void> {
  if (recipients === null) return;
  const files = await encryptAudit(auditFolder, recipients, vigieVersion());
  await io.stderr.write(`${phrase(WORDS, 'encrypted', lang, { n: String(files) })}\n`);
}

/**
 * Those whom a run encrypts for, before it begins; what runs that were killed at the end of their encryption left in clear under `out` is taken
 * away, whether or not this one encrypts. Throws `KnownError` (usage, local).
 */
export async function readyToEncrypt(
  given: EncryptOptions & ConfigOptions & { readonly out: string },
  key: SigningKey | null,
  io: Io,
): Promise<Recipients | null> {
  const recipients = await recipientsBy(given, () => configGiven(given, io));
  await finishEncryptions(given.out, io.now, (auditFolder) => signStage(auditFolder, key));
  return recipients;
}
