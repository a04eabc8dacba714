import { createHash } from 'node:crypto';

const WITHOUT = 'sans-etablissement';
const MOST_CHARACTERS = 60;
const DIGEST_CHARACTERS = 12;

/** Windows opens a device by such a name. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * A folder name for each establishment, told apart whatever their ids are: a–z, 0–9 and hyphens, at most 60 of them. The name of
 * one does not depend on the order of the ids; where two come out alike, both bear a digest of their id.
 */
export function folderNames(ids: readonly string[]): Map<string, string> {
  const plain = ids.map((id) => ({ id, name: nameOf(id) }));
  const taken = new Map<string, number>();
  for (const { name } of plain) taken.set(name, (taken.get(name) ?? 0) + 1);
  return new Map(
    plain.map(({ id, name }) => [
      id,
      isSafe(id, name) && taken.get(name) === 1 ? name : withDigest(id, name),
    ]),
  );
}

function nameOf(id: string): string {
  if (id === '') return WITHOUT;
  return id
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The name says enough of the id, is no device, and is nobody else's: that of the accounts of none, or one with a digest. */
function isSafe(id: string, name: string): boolean {
  if (id === '') return true;
  const looksDigested = /-[0-9a-f]{12}$/.test(name);
  return (
    name !== '' && name !== WITHOUT && name.length <= MOST_CHARACTERS && !DEVICE.test(name) && !looksDigested
  );
}

function withDigest(id: string, name: string): string {
  const digest = createHash('sha256').update(id).digest('hex').slice(0, DIGEST_CHARACTERS);
  const start = name.slice(0, MOST_CHARACTERS - DIGEST_CHARACTERS - 1).replace(/-$/, '');
  return `${start === '' ? 'etablissement' : start}-${digest}`;
}
