import { KnownError } from '../errors.ts';
import type { Language } from '../i18n/language.ts';
import type { Words } from '../i18n/words.ts';
import { withoutSecrets } from '../graph/redaction.ts';
import { printable } from '../renderers/findings/unprintable.ts';
import { ClosedPipe } from './io.ts';
import { stepLines } from './step-lines.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables whose values are secrets: the credential's own, and those of the platforms that give one. */
const SECRET_VARIABLES = [
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'AZURE_PASSWORD',
  'IDENTITY_HEADER',
  'MSI_SECRET',
  'SYSTEM_ACCESSTOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'VIGIE_SIGNING_KEY',
];

const BUG: Words = {
  fr: 'c’est un défaut de Vigie, à signaler avec les lignes qui suivent',
  en: 'this is a bug of Vigie, please report it with the lines below',
};

/**
 * What to print for an error, in a language: one message with its next steps, or the whole of a bug. Tokens, secrets and
 * assertions never reach an output, whatever text carries them, nor do the secrets of `env`, nor what acts on a terminal.
 */
export function explainError(error: unknown, env: Environment = {}, language: Language = 'en'): string {
  if (error instanceof ClosedPipe) return '';
  const secrets = SECRET_VARIABLES.flatMap((name) => env[name] ?? []);
  if (error instanceof KnownError) {
    const { message, nextSteps } = error.told(language);
    return inert(withoutSecrets(`vigie: ${message}\n${stepLines(nextSteps)}`, secrets));
  }
  const whole = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `vigie: ${BUG[language]}\n${inert(withoutSecrets(whole, secrets))}\n`;
}

/** The same lines without what a terminal would act upon: a message may quote a file that anyone may have edited. */
function inert(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^ */.exec(line)?.[0] ?? '') + printable(line))
    .join('\n');
}
