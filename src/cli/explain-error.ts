import { KnownError } from '../errors.ts';
import { ClosedPipe } from './io.ts';

/** What to print for an error: one message with its next steps, or the whole of a bug. */
export function explainError(error: unknown): string {
  if (error instanceof ClosedPipe) return '';
  if (error instanceof KnownError) {
    const steps = error.nextSteps.map((step) => `  → ${step}\n`);
    return `vigie: ${error.message}\n${steps.join('')}`;
  }
  const whole = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `vigie: this is a bug of Vigie, please report it with the lines below\n${withoutTokens(whole)}\n`;
}

/** Bearer tokens and secrets never reach an output, whatever text carries them. */
function withoutTokens(text: string): string {
  return text
    .replace(/eyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, '«token»')
    .replace(/(client_secret|client_assertion|assertion)=[^&\s]+/gi, '$1=«secret»');
}
