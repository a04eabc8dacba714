import { at, hash32, saltOf } from './hash.ts';
import { isGuest, isThing, type Account, type Layout } from './layout.ts';
import type { TenantSpec } from './tenant-spec.ts';

/** Who an account belongs to, and where. */
export interface Identity {
  readonly givenName: string;
  readonly surname: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  /** Index of the establishment. */
  readonly establishment: number;
  /** Last part of the UPN's local part: `med` for physicians, the establishment's site, or ''. */
  readonly site: string;
}

interface Spelled {
  readonly name: string;
  readonly slug: string;
}

interface Person {
  readonly first: Spelled;
  readonly last: Spelled;
  /** '' or the number that tells homonyms apart. */
  readonly suffix: string;
}

/** Share of a namespace whose names are all different; the others are homonyms and take a number. */
const DISTINCT = 0.97;

export function createNames(layout: Layout): (account: Account) => Identity {
  const { spec, physicianSlots, size } = layout;
  const firsts = spellAll(spec.firstNames);
  const lasts = spellAll([...spec.lastNames, ...compounds(spec.lastNames)]);
  const pairs = firsts.length * lasts.length;
  const stride = coprimeNear(Math.floor(pairs * 0.618), pairs);
  const others = size - physicianSlots;
  const scatterPhysicians = layout.permutation(physicianSlots, 'names of physicians');
  const scatterOthers = layout.permutation(others, 'names of others');
  const ends = shareOut(spec, others);
  const byChance = establishmentsByWeight(spec);
  const salt = hash32(layout.seed, saltOf('establishments'));

  const person = (rank: number, namespace: number, length: number): Person => {
    const distinct = Math.min(pairs, Math.ceil(length * DISTINCT));
    const turn = Math.floor(rank / distinct);
    const pair = ((rank - turn * distinct) * stride + namespace * 7919) % pairs;
    const first = at(firsts, pair % firsts.length);
    const last = at(lasts, Math.floor(pair / firsts.length));
    return { first, last, suffix: turn === 0 ? '' : String(turn + 1) };
  };

  return (account) => {
    const { slot } = account;
    if (slot < physicianSlots) {
      const establishment = at(byChance, hash32(salt, slot) % byChance.length);
      const { first, last, suffix } = person(scatterPhysicians.forward(slot), 0, physicianSlots);
      const upn = `${first.slug}.${last.slug}${suffix}.med@${spec.mailDomain}`;
      return identity(account, first, last, upn, establishment, 'med', spec);
    }
    const rank = scatterOthers.forward(slot - physicianSlots);
    const establishment = ends.findIndex((end) => rank < end);
    const start = establishment === 0 ? 0 : at(ends, establishment - 1);
    const someone = person(rank - start, establishment + 1, at(ends, establishment) - start);
    return nameOther(account, someone, establishment, spec);
  };
}

function nameOther(account: Account, person: Person, establishment: number, spec: TenantSpec): Identity {
  const { kind } = account.segment;
  const { first, last, suffix } = person;
  const { site } = at(spec.establishments, establishment);
  const number = account.ordinal + 1;
  const initial = `${spec.initialDomainPrefix}.onmicrosoft.com`;
  if (isThing(kind)) {
    const { displayName, local } = nameThing(account, number, site);
    const userPrincipalName = `${local}.${site}@${spec.mailDomain}`;
    return { givenName: '', surname: '', displayName, userPrincipalName, establishment, site };
  }
  if (isGuest(kind)) {
    const upn = `${first.slug}.${last.slug}${number}_partenaire.example#EXT#@${initial}`;
    return identity(account, first, last, upn, establishment, '', spec);
  }
  if (kind === 'admin') {
    const upn = `adm-${first.slug}-${last.slug}${number}@${initial}`;
    return identity(account, first, last, upn, establishment, '', spec);
  }
  const upn = `${first.slug}.${last.slug}${suffix}.${site}@${spec.mailDomain}`;
  return identity(account, first, last, upn, establishment, site, spec);
}

function nameThing(
  { segment, noise }: Account,
  number: number,
  site: string,
): { displayName: string; local: string } {
  const { kind } = segment;
  if (kind === 'room') {
    return { displayName: `Salle ${number}, bloc ${'ABCDE'.charAt(noise % 5)}`, local: `salle-${number}` };
  }
  if (kind === 'equipment') {
    return { displayName: `Équipement ${number} (projecteur)`, local: `equipement-${number}` };
  }
  const theme = at(SHARED, noise % SHARED.length);
  const local = `bal-${kind === 'shared' ? 'u' : 'l'}${number}`;
  return { displayName: `${theme} ${number} – ${site.toUpperCase()}`, local };
}

const SHARED = [
  'Accueil',
  '@Rendez-vous',
  'Archives',
  'Liste de rappel',
  '+Info-Santé',
  'Requêtes "urgentes"',
] as const;

function identity(
  account: Account,
  first: Spelled,
  last: Spelled,
  userPrincipalName: string,
  establishment: number,
  site: string,
  spec: TenantSpec,
): Identity {
  const style = account.noise % 16;
  const place = at(spec.establishments, establishment).site.toUpperCase();
  const displayName =
    style < 11
      ? `${first.name} ${last.name}`
      : style < 15
        ? `${last.name}, ${first.name} (${place})`
        : `${last.name.toUpperCase()}, ${first.name}`;
  return { givenName: first.name, surname: last.name, displayName, userPrincipalName, establishment, site };
}

function spellAll(names: readonly string[]): Spelled[] {
  return names.map((name) => ({ name, slug: slugOf(name) }));
}

/** A name as it stands in an address: lower case, no accents, no apostrophes, no spaces. */
function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f’']/g, '')
    .replaceAll(' ', '-')
    .toLowerCase();
}

/** Double surnames, one for every fifth surname. */
function compounds(lastNames: readonly string[]): string[] {
  return lastNames
    .filter((name, i) => i % 5 === 0 && !name.includes('-') && !name.includes(' '))
    .map((name, i) => `${name}-${at(lastNames, (i * 37 + 11) % lastNames.length)}`);
}

/** Where each establishment's share of `total` ends, by weight. */
function shareOut(spec: TenantSpec, total: number): number[] {
  const weights = spec.establishments.reduce((n, { weight }) => n + weight, 0);
  let before = 0;
  return spec.establishments.map(({ weight }) => Math.round(((before += weight) * total) / weights));
}

function establishmentsByWeight(spec: TenantSpec): Uint8Array {
  return Uint8Array.from(
    spec.establishments.flatMap(({ weight }, i) => Array.from({ length: weight }, () => i)),
  );
}

function coprimeNear(start: number, modulus: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let candidate = Math.max(1, start);
  while (divisor(candidate, modulus) !== 1) candidate += 1;
  return candidate;
}
