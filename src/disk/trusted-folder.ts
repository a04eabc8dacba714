import type { Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { isAbsolute, join, parse, resolve, sep } from 'node:path';
import { KnownError } from '../errors.ts';
import { diskTrouble } from './disk-trouble.ts';
import { isAbsence } from './path-exists.ts';
import { makePrivateFolder } from './private-folder.ts';
import { isGroupOfOne } from './private-group.ts';

const ROOT = 0;
const STICKY = 0o1000;
const WRITABLE_BY_OTHERS = 0o022;
const WRITABLE_BY_ALL = 0o002;
/** Where else than below `--out` is written. */
const ELSEWHERE = 'a copy of the audit folder, or TMPDIR for temporary files';
/** As many as Linux follows. */
const MOST_LINKS = 40;

/**
 * Makes sure that nobody else can put something of theirs in the place of what is written in `folder`, as OpenSSH does
 * (`StrictModes`). The folder belongs to this user or to root, and nobody else may write in it. So it is of every folder above
 * it up to the root, and of those that a link on the way leads through, but that others may write in one that is sticky, as
 * `/tmp` is: it lets them take away nothing of this user's. A group is others, unless it is one that the machine's own lists
 * give this user alone, as Debian's OpenSSH has it. Of a folder that is not there yet, those above it are looked at.
 *
 * Windows has no such owners and modes: nothing is checked there, and the access lists of a user's own folders hold.
 *
 * @throws KnownError `local` naming the folder, its owner, its mode and what to do
 */
export async function requireTrustedFolder(folder: string): Promise<void> {
  const last = await requireTrustedParent(folder);
  if (last !== null) await requireClosed(last);
}

/**
 * The same of a folder that something is only made in, which may be sticky itself, as the system's temporary folder. Gives it, where
 * it is there and such things are looked at. Throws `KnownError` (local).
 */
export async function requireTrustedParent(folder: string): Promise<Place | null> {
  const user = process.geteuid?.();
  if (user === undefined) return null;
  const { places, isThere } = await placesOn(resolve(folder));
  for (const place of places) requireOwner(place, user);
  const folders = places.filter(({ status }) => status.isDirectory());
  for (const place of folders) if ((place.status.mode & STICKY) === 0) await requireClosed(place);
  return isThere ? (folders.at(-1) ?? null) : null;
}

/** Makes a folder and its missing parents for this user alone, where nobody else can replace them. Throws `KnownError` (local). */
export async function makeTrustedFolder(folder: string): Promise<void> {
  await requireTrustedFolder(folder);
  await makePrivateFolder(folder);
  // In a sticky folder somebody else may have been faster.
  await requireTrustedFolder(folder);
}

/** A folder, or a link, as it was found. */
interface Place {
  readonly path: string;
  readonly status: Stats;
}

/** The folders and links that a path leads through, from the root on, and whether it leads to something. */
async function placesOn(path: string): Promise<{ places: Place[]; isThere: boolean }> {
  const { root } = parse(path);
  const left = namesOf(path.slice(root.length));
  const places = [await placeAt(root)].filter((place) => place !== null);
  let at = root;
  for (let links = 0; left.length > 0;) {
    const place = await placeAt(join(at, left.shift() ?? ''));
    if (place === null) return { places, isThere: false };
    places.push(place);
    if (!place.status.isSymbolicLink()) {
      at = place.path;
      continue;
    }
    links += 1;
    if (links > MOST_LINKS) throw new KnownError('local', `cannot use ${path}: its links lead nowhere`);
    const target = await readlink(place.path);
    if (isAbsolute(target)) at = root;
    left.unshift(...namesOf(target));
  }
  return { places, isThere: true };
}

/** `..` stays: in what a link leads to, it is a folder that the path leads through. */
function namesOf(path: string): string[] {
  return path.split(sep).filter((name) => name !== '' && name !== '.');
}

async function placeAt(path: string): Promise<Place | null> {
  try {
    return { path, status: await lstat(path) };
  } catch (error) {
    if (isAbsence(error)) return null;
    throw diskTrouble('read', path, error) ?? error;
  }
}

function requireOwner({ path, status }: Place, user: number): void {
  if (status.uid === user || status.uid === ROOT) return;
  const link = status.isSymbolicLink() ? 'the link ' : '';
  throw new KnownError(
    'local',
    `cannot write below ${link}${path}: it belongs to another user (${ownerAndMode(status)}), who could lead what is written elsewhere`,
    { nextSteps: [`Choose a folder of your own: --out DIR, ${ELSEWHERE}.`] },
  );
}

async function requireClosed({ path, status }: Place): Promise<void> {
  const open = status.mode & WRITABLE_BY_OTHERS;
  if (open === 0) return;
  const isForGroup = (open & WRITABLE_BY_ALL) === 0;
  if (isForGroup && (await isGroupOfOne(status.gid, process.geteuid?.() ?? ROOT))) return;
  const others = isForGroup ? 'its group' : 'everybody';
  throw new KnownError(
    'local',
    `cannot write below ${path}: ${others} may write there (${ownerAndMode(status)}), and could lead what is written elsewhere`,
    {
      nextSteps: [
        `Take that right away (chmod go-w ${quoted(path)}), or choose another folder: --out DIR, ${ELSEWHERE}.`,
      ],
    },
  );
}

function ownerAndMode({ uid, mode }: Stats): string {
  return `owner ${uid}, mode ${(mode & 0o7777).toString(8).padStart(4, '0')}`;
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
