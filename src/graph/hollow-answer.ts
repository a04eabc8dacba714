/**
 * A list or an object takes many times the memory of its two brackets. Graph's own have at least thirty bytes of text each
 * (a licence: `{"disabledPlans":[],"skuId":"…"}`); an answer of nothing but brackets would fill the memory.
 */
const CHARACTERS_EACH = 16;
/** So many are nothing in any answer. */
const FEW = 50_000;

/** As many lists and objects as an answer of so many characters may hold. */
export function mostOpenedIn(characters: number): number {
  return FEW + characters / CHARACTERS_EACH;
}
