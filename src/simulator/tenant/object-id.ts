import { at, hash32, mix32, unmix32 } from './hash.ts';

const HEX4 = Array.from({ length: 65_536 }, (_, n) => n.toString(16).padStart(4, '0'));

/** Object ids that look like any other GUID and can be read back into the slot they stand for. */
export interface ObjectIds {
  idOf(slot: number): string;
  /** The slot of an id in any case; -1 for an id this tenant never gave. */
  slotOf(id: string): number;
}

export function createObjectIds(seed: number, size: number): ObjectIds {
  const key = hash32(seed, 1);
  const salt = hash32(seed, 2);
  const idOf = (slot: number): string => {
    const a = mix32(slot ^ key);
    const b = mix32(slot ^ salt);
    const c = mix32(b ^ a);
    return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-${hex((b & 0x0fff) | 0x4000)}-${hex((c & 0x3fff) | 0x8000)}-${hex(c >>> 16)}${hex(b >>> 7)}${hex(c >>> 5)}`;
  };
  return {
    idOf,
    slotOf(id) {
      if (!/^[0-9a-f]{8}-/i.test(id)) return -1;
      const slot = unmix32(Number.parseInt(id.slice(0, 8), 16)) ^ key;
      return slot >= 0 && slot < size && idOf(slot) === id.toLowerCase() ? slot : -1;
    },
  };
}

function hex(bits: number): string {
  return at(HEX4, bits & 0xffff);
}

/** A GUID for something that is not an account, from its name. */
export function namedId(seed: number, name: string): string {
  const parts = Array.from({ length: 8 }, (_, i) =>
    hex(hash32(seed, i, ...Array.from(name, (c) => c.charCodeAt(0)))),
  );
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = parts;
  return `${a}${b}-${c}-4${d.slice(1)}-a${e.slice(1)}-${f}${g}${h}`;
}
