import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskTrouble } from '../disk/disk-trouble.ts';
import { KnownError } from '../errors.ts';

/** What a machine lacks for whatever is done next; any other code of the system is about the one thing that was asked. */
const LACKS: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EIO',
]);

const SOMETHING = { fr: 'un fichier ou une connexion', en: 'a file or a connection' };
const A_PART = { fr: 'une partie de ce programme', en: 'a part of this program' };

/** The same of a native library, which the loader of the system words itself. */
const LIBRARY_LACKS = /error 24\b|too many open files/i;

/**
 * Trouble of this machine that came where nobody foresaw it (a socket, a library, a module that is loaded late), as a message
 * with the next step (`KnownError`, local); any other error as it is.
 */
export function withMachineTrouble(error: unknown): unknown {
  for (let at: unknown = error; at instanceof Error && !(at instanceof KnownError); at = at.cause) {
    const code = 'code' in at ? String(at.code) : '';
    const path = 'path' in at && typeof at.path === 'string' ? at.path : SOMETHING;
    if (LACKS.has(code)) return diskTrouble('open', path, at) ?? error;
    if (isUnreadLibrary(code, at) || isUnreadModule(code, at)) {
      const told = Object.assign(new Error(at.message, { cause: at }), { code: 'EMFILE' });
      return diskTrouble('open', A_PART, told) ?? error;
    }
  }
  return error;
}

function isUnreadLibrary(code: string, { message }: Error): boolean {
  return code === 'ERR_DLOPEN_FAILED' && LIBRARY_LACKS.test(message);
}

/** Where Node.js may open no more files, it says of a package that is there that it is not. */
function isUnreadModule(code: string, { message }: Error): boolean {
  const path = /^Cannot find \w+ '(\/[^']+)'/.exec(message)?.[1];
  return code === 'ERR_MODULE_NOT_FOUND' && path !== undefined && existsSync(dirname(path));
}
