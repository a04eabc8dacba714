import { OversizedAnswer } from './unusable-answer.ts';

/**
 * A list or an object takes many times the memory of its two brackets. Graph's own have at least thirty bytes of text each
 * (a licence: `{"disabledPlans":[],"skuId":"…"}`); an answer of nothing but brackets would fill the memory.
 */
const BYTES_EACH = 16;
/** So many are nothing in any answer. */
const FEW = 50_000;

const BRACE = 0x7b;
const BRACKET = 0x5b;

/** Throws `OversizedAnswer` for a body with more lists and objects than its size is worth. */
export function refuseHollow(body: Uint8Array): void {
  const most = FEW + body.length / BYTES_EACH;
  // A text of few bytes cannot hold them.
  if (body.length <= FEW) return;
  let opened = 0;
  for (const byte of body) if (byte === BRACE || byte === BRACKET) opened += 1;
  if (opened > most)
    throw new OversizedAnswer(
      `an answer of ${body.length} bytes holds ${opened} lists and objects; it was not looked at`,
    );
}
