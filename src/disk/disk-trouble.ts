import { KnownError, messageOf } from '../errors.ts';

interface Trouble {
  readonly code: string;
  /** How the C library words it, which is all that DuckDB passes on. */
  readonly words: RegExp;
  readonly why: string;
  /** Where no place here would do: what else there is to do. */
  readonly step?: string;
}

const FREE =
  'Free space there (older audit folders can be kept elsewhere), or choose another folder with --out DIR.';
const ELSEWHERE = 'Free space or change the rights there, or choose another folder with --out DIR.';
const FILES = 'Allow this process more open files (ulimit -n), then run the same command again.';
const MEMORY = 'Free memory on this machine, then run the same command again.';

const TROUBLES: readonly Trouble[] = [
  // DuckDB spills no further than 90 % of what is free, and then speaks of memory.
  {
    code: 'ENOSPC',
    words: /no space left on device|max_temp_directory_size/i,
    why: 'the disk is full',
    step: FREE,
  },
  { code: 'EDQUOT', words: /disk quota exceeded/i, why: 'the disk quota is reached', step: FREE },
  { code: 'EFBIG', words: /file too large/i, why: 'the file is larger than this disk allows' },
  { code: 'EROFS', words: /read-only file system/i, why: 'the disk is read-only' },
  { code: 'EACCES', words: /permission denied/i, why: 'permission denied' },
  { code: 'EPERM', words: /operation not permitted/i, why: 'permission denied' },
  { code: 'EIO', words: /input\/output error/i, why: 'the disk fails' },
  { code: 'ENXIO', words: /no such device/i, why: 'the disk is gone' },
  { code: 'ENODEV', words: /no such device/i, why: 'the disk is gone' },
  { code: 'ESTALE', words: /stale file handle/i, why: 'the network disk is gone' },
  { code: 'EBUSY', words: /resource busy/i, why: 'another program holds it' },
  { code: 'EMFILE', words: /too many open files/i, why: 'too many files are open', step: FILES },
  { code: 'ENFILE', words: /too many open files/i, why: 'too many files are open', step: FILES },
  { code: 'ENOMEM', words: /cannot allocate memory/i, why: 'the machine has no memory left', step: MEMORY },
  { code: 'ENAMETOOLONG', words: /file name too long/i, why: 'the name is too long' },
  { code: 'ELOOP', words: /symbolic links/i, why: 'its links lead nowhere' },
  { code: 'ENOTDIR', words: /not a directory/i, why: 'a part of the path is not a folder' },
  { code: 'EEXIST', words: /file exists/i, why: 'a file stands in the way' },
  { code: 'EISDIR', words: /is a directory/i, why: 'it is a folder' },
];

/**
 * What an error of Node or of DuckDB tells of the disk or of this machine, as a message with the next step; null
 * where it tells of something else. `verb` is what was being done to `path`; a path in the message itself wins.
 */
export function diskTrouble(verb: string, path: string, error: unknown): KnownError | null {
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
  return new KnownError('local', `cannot ${doing} ${where}: ${found.why} (${message})`, {
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
