import type { Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { isAbsolute, join, parse, resolve, sep } from 'node:path';
import { KnownError, worded, type InBoth } from '../errors.ts';
import { diskTrouble } from './disk-trouble.ts';
import { isAbsence } from './path-exists.ts';
import { makePrivateFolder } from './private-folder.ts';
import { isGroupOfOne } from './private-group.ts';

const ROOT = 0;
const STICKY = 0o1000;
const WRITABLE_BY_OTHERS = 0o022;
const WRITABLE_BY_ALL = 0o002;
/** Where else than below `--out` is written. */
const ELSEWHERE = {
  fr: 'une copie du dossier d’audit, ou TMPDIR pour les fichiers temporaires',
  en: 'a copy of the audit folder, or TMPDIR for temporary files',
};

const WORDS = {
  others: {
    fr: 'impossible d’écrire sous {path}\u00a0: il appartient à un autre utilisateur ({owner}), qui pourrait mener ailleurs ce qui est écrit',
    en: 'cannot write below {path}: it belongs to another user ({owner}), who could lead what is written elsewhere',
  },
  link: { fr: 'le lien {path}', en: 'the link {path}' },
  ownFolder: {
    fr: 'Choisir un dossier à soi\u00a0: --out DOSSIER, {elsewhere}.',
    en: 'Choose a folder of your own: --out DIR, {elsewhere}.',
  },
  group: {
    fr: 'impossible d’écrire sous {path}\u00a0: son groupe peut y écrire ({owner}), et pourrait mener ailleurs ce qui est écrit',
    en: 'cannot write below {path}: its group may write there ({owner}), and could lead what is written elsewhere',
  },
  everybody: {
    fr: 'impossible d’écrire sous {path}\u00a0: tout le monde peut y écrire ({owner}), et pourrait mener ailleurs ce qui est écrit',
    en: 'cannot write below {path}: everybody may write there ({owner}), and could lead what is written elsewhere',
  },
  takeAway: {
    fr: 'Ôter ce droit (chmod go-w {path}), ou choisir un autre dossier\u00a0: --out DOSSIER, {elsewhere}.',
    en: 'Take that right away (chmod go-w {path}), or choose another folder: --out DIR, {elsewhere}.',
  },
  nowhere: {
    fr: 'impossible d’utiliser {path}\u00a0: ses liens ne mènent nulle part',
    en: 'cannot use {path}: its links lead nowhere',
  },
  owner: { fr: 'propriétaire {uid}, mode {mode}', en: 'owner {uid}, mode {mode}' },
} as const satisfies Record<string, InBoth>;
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
    if (links > MOST_LINKS) throw new KnownError('local', worded(WORDS.nowhere, { path }));
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
  const named = status.isSymbolicLink() ? worded(WORDS.link, { path }) : path;
  throw new KnownError('local', worded(WORDS.others, { path: named, owner: ownerAndMode(status) }), {
    nextSteps: [worded(WORDS.ownFolder, { elsewhere: ELSEWHERE })],
  });
}

async function requireClosed({ path, status }: Place): Promise<void> {
  const open = status.mode & WRITABLE_BY_OTHERS;
  if (open === 0) return;
  const isForGroup = (open & WRITABLE_BY_ALL) === 0;
  if (isForGroup && (await isGroupOfOne(status.gid, process.geteuid?.() ?? ROOT))) return;
  const words = isForGroup ? WORDS.group : WORDS.everybody;
  throw new KnownError('local', worded(words, { path, owner: ownerAndMode(status) }), {
    nextSteps: [worded(WORDS.takeAway, { path: quoted(path), elsewhere: ELSEWHERE })],
  });
}

function ownerAndMode({ uid, mode }: Stats): InBoth {
  return worded(WORDS.owner, { uid, mode: (mode & 0o7777).toString(8).padStart(4, '0') });
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
