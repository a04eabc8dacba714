import { createHash } from 'node:crypto';

/** How one run of a case differs from the case as it was recorded. */
export interface Variation {
  readonly seed: number;
  /** Names and object ids of the case's own people and objects replaced, the same everywhere. */
  readonly text: (text: string) => string;
  /** Undoes `text`. */
  readonly recorded: (text: string) => string;
  /** Another order, the same for the same list. */
  readonly order: <T>(items: readonly T[]) => T[];
  /** Items that a page holds at the most. */
  readonly pageSize: number;
  /** A page without items comes before the others, as Graph allows. */
  readonly emptyPageFirst: boolean;
  /** An item with further keys, of which nothing is made. */
  readonly further: (item: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  Alix: ['Rosalie', 'Zoé'],
  Brodeur: ['Quirion', 'D’Astous'],
  Maude: ['Ariane', 'Élodie'],
  Tessier: ['Plamondon', 'Marcoux'],
  Hugo: ['Ludovic', 'Théo'],
  Lanctôt: ['Bérubé', 'Séguin'],
  Inès: ['Anaïs', 'Maëlle'],
  Carbonneau: ['Desrochers', 'Vaillancourt'],
  Noé: ['Léo', 'Édouard'],
  Vigneault: ['Charbonneau', 'Thériault'],
  Fanny: ['Coralie', 'Océane'],
  Rochette: ['Falardeau', 'Gingras'],
  Basile: ['Fabien', 'Rémi'],
  Courtemanche: ['Arsenault', 'Lévesque'],
};

const ANY_ID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** Ids that the cases made up for their people, policies and groups; ids that Microsoft gives everywhere are none. */
const OWN_ID = /\b(?:b7c1|c0a8|d4e5)[0-9a-f]{4}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** The case as it was recorded for 0, another of its kind for every other seed. */
export function variationOf(seed: number): Variation {
  if (seed === 0) {
    const same = <T>(value: T): T => value;
    return {
      seed,
      text: same,
      recorded: same,
      order: (items) => [...items],
      pageSize: Infinity,
      emptyPageFirst: false,
      further: (item) => ({ ...item }),
    };
  }
  const names = Object.entries(OTHER_NAMES).flatMap(([name, others]) => {
    const other = others[seed % others.length] ?? name;
    return [
      [name, other],
      [inAddress(name), inAddress(other)],
    ] as const;
  });
  const ids = new Map<string, string>();
  const idFor = (id: string): string => {
    const other = otherId(id, seed);
    ids.set(other, id);
    return other;
  };
  const rename = wordsReplaced(names);
  const nameBack = wordsReplaced(names.map(([name, other]) => [other, name]));
  return {
    seed,
    text: (text) => rename(text).replaceAll(OWN_ID, idFor),
    recorded: (text) => nameBack(text).replaceAll(ANY_ID, (id) => ids.get(id) ?? id),
    order: (items) =>
      items
        .map((item, at) => [rank(seed, at), item] as const)
        .sort(([a], [b]) => a - b)
        .map(([, item]) => item),
    pageSize: 1 + (seed % 3),
    emptyPageFirst: seed % 2 === 0,
    further: (item) => ({ '@odata.etag': `W/"${seed}"`, ...item, additionalData: null }),
  };
}

/** Replaces whole words, in one pass. */
function wordsReplaced(pairs: readonly (readonly [string, string])[]): (text: string) => string {
  const other = new Map(pairs);
  const any = new RegExp(`(?<!\\p{L})(?:${[...other.keys()].join('|')})(?!\\p{L})`, 'gu');
  return (text) => text.replaceAll(any, (word) => other.get(word) ?? word);
}

function rank(seed: number, at: number): number {
  return createHash('sha256').update(`${seed} ${at}`).digest().readUInt32BE();
}

function otherId(id: string, seed: number): string {
  const hex = createHash('sha256').update(`${seed} ${id}`).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return `${parts.join('-')}-${hex.slice(20, 32)}`;
}

function inAddress(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
}

/** The lines of a CSV in another order, its header first; line ends and a byte order mark stay as they were. */
export function varyLines(csv: string, variation: Variation): string {
  if (variation.seed === 0) return csv;
  const end = csv.includes('\r\n') ? '\r\n' : '\n';
  const [header = '', ...lines] = csv.split(end);
  const isEnded = lines.at(-1) === '';
  const kept = isEnded ? lines.slice(0, -1) : lines;
  return [header, ...variation.order(kept), ...(isEnded ? [''] : [])].join(end);
}
