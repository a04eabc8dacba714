export const OVERSIZED = 'AnswerTooLarge';

/** An answer or a download beyond what is taken: what comes again would be as large. */
export class OversizedAnswer extends Error {
  override readonly name = 'OversizedAnswer';
  readonly code = OVERSIZED;

  static ofBytes(most: number): OversizedAnswer {
    return new OversizedAnswer(`the answer holds more than ${most} bytes; the rest was not read`);
  }
}
