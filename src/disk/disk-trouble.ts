import { KnownError, messageOf, worded, type InBoth } from '../errors.ts';

const CANNOT = {
  read: {
    fr: 'impossible de lire {where}\u00a0: {why} ({message})',
    en: 'cannot read {where}: {why} ({message})',
  },
  write: {
    fr: 'impossible d’écrire {where}\u00a0: {why} ({message})',
    en: 'cannot write {where}: {why} ({message})',
  },
  open: {
    fr: 'impossible d’ouvrir {where}\u00a0: {why} ({message})',
    en: 'cannot open {where}: {why} ({message})',
  },
  use: {
    fr: 'impossible d’utiliser {where}\u00a0: {why} ({message})',
    en: 'cannot use {where}: {why} ({message})',
  },
} as const satisfies Record<string, InBoth>;

/** What was being done. */
export type Verb = keyof typeof CANNOT;

interface Trouble {
  readonly code: string;
  /** How the C library words it, which is all that DuckDB passes on. */
  readonly words: RegExp;
  readonly why: InBoth;
  /** Where no place here would do: what else there is to do. */
  readonly step?: InBoth;
}

const FREE = {
  fr: 'Y libérer de l’espace (de plus anciens dossiers d’audit peuvent être gardés ailleurs), ou choisir un autre dossier avec --out DOSSIER.',
  en: 'Free space there (older audit folders can be kept elsewhere), or choose another folder with --out DIR.',
};
const ELSEWHERE = {
  fr: 'Y libérer de l’espace ou en changer les droits, ou choisir un autre dossier avec --out DOSSIER.',
  en: 'Free space or change the rights there, or choose another folder with --out DIR.',
};
const FILES = {
  fr: 'Permettre à ce processus plus de fichiers ouverts (ulimit -n), puis relancer la même commande.',
  en: 'Allow this process more open files (ulimit -n), then run the same command again.',
};
const MEMORY = {
  fr: 'Libérer de la mémoire sur cette machine, puis relancer la même commande.',
  en: 'Free memory on this machine, then run the same command again.',
};

const TROUBLES: readonly Trouble[] = [
  // DuckDB spills no further than 90 % of what is free, and then speaks of memory.
  {
    code: 'ENOSPC',
    words: /no space left on device|max_temp_directory_size/i,
    why: { fr: 'le disque est plein', en: 'the disk is full' },
    step: FREE,
  },
  {
    code: 'EDQUOT',
    words: /disk quota exceeded/i,
    why: { fr: 'le quota de disque est atteint', en: 'the disk quota is reached' },
    step: FREE,
  },
  {
    code: 'EFBIG',
    words: /file too large/i,
    why: {
      fr: 'le fichier est plus gros que ce disque ne le permet',
      en: 'the file is larger than this disk allows',
    },
  },
  {
    code: 'EROFS',
    words: /read-only file system/i,
    why: { fr: 'le disque est en lecture seule', en: 'the disk is read-only' },
  },
  { code: 'EACCES', words: /permission denied/i, why: { fr: 'permission refusée', en: 'permission denied' } },
  {
    code: 'EPERM',
    words: /operation not permitted/i,
    why: { fr: 'permission refusée', en: 'permission denied' },
  },
  {
    code: 'EIO',
    words: /input\/output error/i,
    why: { fr: 'le disque est défaillant', en: 'the disk fails' },
  },
  { code: 'ENXIO', words: /no such device/i, why: { fr: 'le disque n’est plus là', en: 'the disk is gone' } },
  {
    code: 'ENODEV',
    words: /no such device/i,
    why: { fr: 'le disque n’est plus là', en: 'the disk is gone' },
  },
  {
    code: 'ESTALE',
    words: /stale file handle/i,
    why: { fr: 'le disque réseau n’est plus là', en: 'the network disk is gone' },
  },
  {
    code: 'EBUSY',
    words: /resource busy/i,
    why: { fr: 'un autre programme l’utilise', en: 'another program holds it' },
  },
  {
    code: 'EMFILE',
    words: /too many open files/i,
    why: { fr: 'trop de fichiers sont ouverts', en: 'too many files are open' },
    step: FILES,
  },
  {
    code: 'ENFILE',
    words: /too many open files/i,
    why: { fr: 'trop de fichiers sont ouverts', en: 'too many files are open' },
    step: FILES,
  },
  {
    code: 'ENOMEM',
    words: /cannot allocate memory/i,
    why: { fr: 'la machine n’a plus de mémoire', en: 'the machine has no memory left' },
    step: MEMORY,
  },
  {
    code: 'ENAMETOOLONG',
    words: /file name too long/i,
    why: { fr: 'le nom est trop long', en: 'the name is too long' },
  },
  {
    code: 'ELOOP',
    words: /symbolic links/i,
    why: { fr: 'ses liens ne mènent nulle part', en: 'its links lead nowhere' },
  },
  {
    code: 'ENOTDIR',
    words: /not a directory/i,
    why: { fr: 'une partie du chemin n’est pas un dossier', en: 'a part of the path is not a folder' },
  },
  {
    code: 'EEXIST',
    words: /file exists/i,
    why: { fr: 'un fichier est à cette place', en: 'a file stands in the way' },
  },
  { code: 'EISDIR', words: /is a directory/i, why: { fr: 'c’est un dossier', en: 'it is a folder' } },
];

/**
 * What an error of Node or of DuckDB tells of the disk or of this machine, as a message with the next step; null
 * where it tells of something else. `verb` is what was being done to `path`; a path in the message itself wins.
 */
export function diskTrouble(verb: Verb, path: string | InBoth, error: unknown): KnownError | null {
  if (error instanceof KnownError || !(error instanceof Error)) return null;
  const message = firstLine(messageOf(error));
  const code = 'code' in error ? String(error.code) : null;
  const found =
    code !== null
      ? TROUBLES.find((trouble) => trouble.code === code)
      : TROUBLES.find((trouble) => ABOUT_FILES.test(message) && trouble.words.test(message));
  if (found === undefined) return null;
  const doing = NEEDS_WRITING.has(found.code) ? 'write' : verb;
  const where = code === null ? (/"(\/[^"]*)"/.exec(message)?.[1] ?? path) : path;
  const words = CANNOT[doing];
  return new KnownError('local', worded(words, { where, why: found.why, message }), {
    nextSteps: [found.step ?? ELSEWHERE],
    cause: error,
  });
}

/** What only whoever writes is told, whatever the caller knows of what was being done. */
const NEEDS_WRITING: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS']);

/** DuckDB's own classes of error; any other quotes what people wrote, where such words prove nothing. */
const ABOUT_FILES = /^(IO Error|Fatal Error|Out of Memory Error: failed to offload)/;

/** DuckDB shows the statement below its message. */
function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
