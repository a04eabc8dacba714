import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { diskTrouble } from './disk-trouble.ts';
import { KnownError, worded, WordedError, type InBoth } from '../errors.ts';
import { isAbsence } from './path-exists.ts';

const HOW_TO_MEND: readonly InBoth[] = [
  {
    fr: 'Chercher qui l’a mis là et l’ôter, ou reprendre le dossier d’audit là où il était gardé.',
    en: 'Find out who put it there, and take it away; or take the audit folder from where it was kept.',
  },
];

const WORDS = {
  holdsPlainOnly: {
    fr: '{path} est {kind}\u00a0: un dossier d’audit ne contient que des fichiers ordinaires et des dossiers',
    en: '{path} is {kind}: an audit folder holds plain files and folders only',
  },
  severalNames: {
    fr: '{path} est un des noms d’un fichier qui en a plusieurs (lien physique)\u00a0: ce qui est écrit ici pourrait paraître sous les autres',
    en: '{path} is one of several names of a file (hard link): what is written here could show under the others',
  },
  copyIt: {
    fr: 'Copier le dossier d’audit (cp -R), et travailler sur la copie.',
    en: 'Copy the audit folder (cp -R), and work on the copy.',
  },
  link: { fr: 'un lien symbolique', en: 'a symbolic link' },
  folder: { fr: 'un dossier', en: 'a folder' },
  pipe: { fr: 'un tube', en: 'a pipe' },
  socket: { fr: 'une prise réseau (socket)', en: 'a socket' },
  device: { fr: 'un périphérique', en: 'a device' },
  /** A shell makes one of `<(…)`, and of what comes before `|`, which `/dev/stdin` names. */
  nameFile: {
    fr: 'Écrire d’abord dans un fichier ce qui passe par le tube, et nommer ce fichier.',
    en: 'Write what comes through the pipe to a file first, and name that file.',
  },
  isLink: { fr: 'c’est un lien symbolique', en: 'it is a symbolic link' },
  notPlain: {
    fr: 'c’est {kind}, non un fichier ordinaire',
    en: 'it is {kind}, no plain file',
  },
  socketOrDevice: {
    fr: 'c’est une prise réseau (socket) ou un périphérique, non un fichier ordinaire',
    en: 'it is a socket or a device, no plain file',
  },
  tooLarge: {
    fr: 'il compte {bytes} octets, et aucun fichier de cette sorte n’en compte plus de {most}',
    en: 'it has {bytes} bytes, and no such file has more than {most}',
  },
  cannotRead: { fr: 'impossible de lire {file}\u00a0: {why}', en: 'cannot read {file}: {why}' },
} as const satisfies Record<string, InBoth>;

/**
 * Makes sure that a folder holds plain files and folders only, all the way down: a link would lead reads and writes
 * out of it, a pipe or a device would never end. The folder itself may be reached by a link: that is the user's choice.
 *
 * Whoever writes there (`write`) refuses files of several names too: what is added to one would be in the other. Who
 * only reads takes them, since backups are made of them (`cp -al`, rsnapshot).
 *
 * @throws KnownError `local` naming what is something else
 */
export async function requirePlainFiles(folder: string, use: 'read' | 'write' = 'read'): Promise<void> {
  for (const { name, isFolder, isPlain } of await entriesOf(folder)) {
    const path = join(folder, name);
    if (isFolder) await requirePlainFiles(path, use);
    else if (!isPlain || use === 'write') await requirePlainEntry(path, use);
  }
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly isPlain: boolean;
}

/** Another process may clean up its temporary files at the same time: what is gone holds nothing. */
async function entriesOf(folder: string): Promise<Entry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory(),
      isPlain: entry.isFile(),
    }));
  } catch (error) {
    if (isAbsence(error)) return [];
    throw diskTrouble('read', folder, error) ?? error;
  }
}

async function requirePlainEntry(path: string, use: 'read' | 'write'): Promise<void> {
  const status = await statusOf(path);
  if (status === null || status.isDirectory()) return;
  if (!status.isFile()) {
    throw new KnownError('local', worded(WORDS.holdsPlainOnly, { path, kind: kindOf(status) }), {
      nextSteps: HOW_TO_MEND,
    });
  }
  if (use === 'write' && status.nlink > 1) {
    throw new KnownError('local', worded(WORDS.severalNames, { path }), { nextSteps: [WORDS.copyIt] });
  }
}

async function statusOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isAbsence(error)) return null;
    throw diskTrouble('read', path, error) ?? error;
  }
}

function kindOf(status: Stats): InBoth {
  if (status.isSymbolicLink()) return WORDS.link;
  if (status.isDirectory()) return WORDS.folder;
  if (status.isFIFO()) return WORDS.pipe;
  return status.isSocket() ? WORDS.socket : WORDS.device;
}

/** What stands where a plain file should; the message says what it is, such as `it is a pipe, no plain file`. */
export class NotPlain extends WordedError {
  override readonly name: string = 'NotPlain';
  /** What whoever named it should do next, one line each. */
  readonly nextSteps: readonly InBoth[];

  constructor(words: InBoth, nextSteps: readonly InBoth[] = []) {
    super(words);
    this.nextSteps = nextSteps;
  }
}

/**
 * Opens a file that the user named, to read it. A link is followed; a folder, a pipe or a device is refused without waiting on
 * it: no signal ends the wait for a pipe that nobody writes to.
 *
 * @throws NotPlain where it is no plain file; otherwise what the system throws
 */
export async function openNamedFile(file: string): Promise<FileHandle> {
  return openPlain(file, 0);
}

/**
 * Reads a file that the user named, of at most so many bytes.
 *
 * @throws NotPlain as `openNamedFile`, and where it is larger
 */
export async function readNamedFile(file: string, mostBytes: number): Promise<Buffer> {
  const handle = await openNamedFile(file);
  try {
    return await readBounded(handle, mostBytes);
  } finally {
    await handle.close();
  }
}

/**
 * Opens a file of an audit folder, to read it; a link, a pipe or a device is refused without waiting on it.
 *
 * @throws NotPlain where it is no plain file; otherwise what the system throws
 */
export async function openHeldFile(file: string): Promise<FileHandle> {
  try {
    return await openPlain(file, constants.O_NOFOLLOW);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOOP') throw new NotPlain(WORDS.isLink);
    throw error;
  }
}

/**
 * Reads a text of at most so many bytes out of an audit folder, as `openHeldFile` opens it.
 *
 * @throws KnownError `local`; the system's own error where the file does not exist
 */
export async function readPlainFile(file: string, mostBytes: number): Promise<string> {
  return (await readPlainBytes(file, mostBytes)).toString('utf8');
}

/** The same of bytes. Throws as `readPlainFile`. */
export async function readPlainBytes(file: string, mostBytes: number): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    handle = await openHeldFile(file);
    return await readBounded(handle, mostBytes);
  } catch (error) {
    if (error instanceof NotPlain) throw refused(file, error.words);
    if (isAbsence(error)) throw error;
    throw diskTrouble('read', file, error) ?? error;
  } finally {
    await handle?.close();
  }
}

async function openPlain(file: string, flags: number): Promise<FileHandle> {
  const handle = await opened(file, constants.O_RDONLY | constants.O_NONBLOCK | flags);
  try {
    const status = await handle.stat();
    if (status.isFile()) return handle;
    throw new NotPlain(
      worded(WORDS.notPlain, { kind: kindOf(status) }),
      status.isFIFO() ? [WORDS.nameFile] : [],
    );
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function opened(file: string, flags: number): Promise<FileHandle> {
  try {
    return await open(file, flags);
  } catch (error) {
    // Sockets, and devices that are not there, cannot be opened at all.
    if (error instanceof Error && 'code' in error && error.code === 'ENXIO')
      throw new NotPlain(WORDS.socketOrDevice);
    throw error;
  }
}

/** What a file says of its size is what it was: another program may add to it, and those of the system itself say 0. */
async function readBounded(handle: FileHandle, mostBytes: number): Promise<Buffer> {
  const { size } = await handle.stat();
  if (size > mostBytes) throw tooLarge(size, mostBytes);
  const chunks: Buffer[] = [];
  for await (const chunk of handle.createReadStream({ autoClose: false, end: mostBytes })) {
    chunks.push(z.instanceof(Buffer).parse(chunk));
  }
  const whole = Buffer.concat(chunks);
  if (whole.length > mostBytes) throw tooLarge(whole.length, mostBytes);
  return whole;
}

/** What is said of a file that is larger than any of its kind. */
export function tooLarge(bytes: number, mostBytes: number): NotPlain {
  return new NotPlain(worded(WORDS.tooLarge, { bytes, most: mostBytes }));
}

function refused(file: string, why: InBoth): KnownError {
  return new KnownError('local', worded(WORDS.cannotRead, { file, why }), { nextSteps: HOW_TO_MEND });
}
