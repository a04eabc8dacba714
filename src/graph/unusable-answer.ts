/** An answer that cannot be used: what comes again would be no better. */
export abstract class UnusableAnswer extends Error {
  abstract readonly code: string;
}

export const OVERSIZED = 'AnswerTooLarge';

/** An answer or a download beyond what is taken. */
export class OversizedAnswer extends UnusableAnswer {
  override readonly name = 'OversizedAnswer';
  override readonly code = OVERSIZED;

  static ofBytes(most: number): OversizedAnswer {
    return new OversizedAnswer(`the answer holds more than ${most} bytes; the rest was not read`);
  }
}

/** An answer whose JSON is nested so deeply that to walk it would exhaust the stack. */
export class DeepAnswer extends UnusableAnswer {
  override readonly name = 'DeepAnswer';
  override readonly code = 'AnswerTooDeep';
}
