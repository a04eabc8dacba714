import { KnownError, worded, wordsOf } from '../../errors.ts';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { isEncrypted } from '../../audits/encrypt-audit.ts';
import { openAudit, refuseEncrypted, type Wanted } from '../../audits/open-audit.ts';
import { isAbsence } from '../../disk/path-exists.ts';
import { NotPlain, readNamedFile } from '../../disk/plain-files.ts';
import { removeLeftWorkFolders } from '../../disk/work-folder.ts';
import { identitiesOf, type Identities } from '../../evidence/age-files.ts';
import { readAuditManifest } from '../../evidence/manifest.ts';
import type { Io } from '../io.ts';
import { withReadersFolder } from './readers-folder.ts';

const CANNOT_READ = {
  fr: 'l’identité {named} ne peut pas être lue\u00a0: {why}',
  en: 'the identity {named} cannot be read: {why}',
} as const;

export interface OpenOptions {
  /** File of age identities. */
  readonly identity?: string;
  readonly workDir?: string;
}

/** An audit that can be read. */
export interface OpenedAudit {
  /** Where it lies in clear. */
  readonly auditFolder: string;
  /** Where it is kept: the same, unless it is encrypted. */
  readonly kept: string;
  /** How many files were decrypted; null where it is kept in clear. */
  readonly decrypted: number | null;
  /** Where what is made of it is worked on, as `--work-dir` or, of a decrypted one, the room there was said; left out, the system's own. */
  readonly workDir?: string;
}

const READABLE = {
  /** What lists and records of accounts are made from, and what says whether reads are told of. */
  rows: (path) => isTable(path) && !path.startsWith('snapshot/'),
  /** The sources too. */
  tables: (path) => isTable(path),
  /** What reports are made from, and those that are there. */
  reports: (path) => !path.startsWith('snapshot/'),
  everything: () => true,
} as const satisfies Record<string, Wanted>;

function isTable(path: string): boolean {
  return (path.endsWith('.parquet') && !path.startsWith('establishments/')) || path.startsWith('inputs/');
}

/**
 * Does `work` on an audit that holds people in clear: an encrypted one is opened into a private folder, on a file system in memory where there is
 * one with room, which is taken away at the end, on a signal too.
 *
 * @throws KnownError (usage) where it is encrypted and no identity, or another, is named; (local) where it is damaged
 */
export async function withOpenedAudit<T>(
  kept: string,
  what: keyof typeof READABLE,
  request: OpenOptions,
  io: Io,
  work: (opened: OpenedAudit) => Promise<T>,
): Promise<T> {
  if (!(await isEncrypted(kept))) return work(asKept(kept, request));
  if (request.identity === undefined) {
    await refuseEncrypted(kept, READABLE[what]);
    // What would be read of it went as the retention says.
    return work(asKept(kept, request));
  }
  const identities = await identitiesIn(request.identity, io);
  const workDir = request.workDir ?? (await folderWithRoom(kept, io));
  return withReadersFolder({ workDir }, io, async (folder) => {
    // Named as it is kept: what is told of it names the domain and the instant.
    const auditFolder = join(folder, basename(dirname(kept)), basename(kept));
    const decrypted = await openAudit(kept, identities, auditFolder, READABLE[what]);
    // What DuckDB spills of it, and copies, are as secret as itself.
    return work({ auditFolder, kept, decrypted, workDir: folder });
  });
}

/** An audit that is read where it is kept. */
export function asKept(kept: string, { workDir }: Pick<OpenOptions, 'workDir'> = {}): OpenedAudit {
  return { auditFolder: kept, kept, decrypted: null, ...(workDir === undefined ? {} : { workDir }) };
}

const MOST_BYTES = 65_536;

const NAME_A_FILE = {
  fr: 'Nommer un fichier qu’age-keygen a écrit.',
  en: 'Name a file that age-keygen wrote.',
};

async function identitiesIn(named: string, { cwd }: Io): Promise<Identities> {
  try {
    return await identitiesOf((await readNamedFile(resolve(cwd, named), MOST_BYTES)).toString('utf8'), named);
  } catch (error) {
    if (!(error instanceof NotPlain) && !(error instanceof Error && 'code' in error)) throw error;
    // The identity itself, in the place of its file, is a secret: it is not quoted, nor is the system's message, which does.
    if (/AGE-SECRET-KEY-/i.test(named))
      throw new KnownError(
        'usage',
        {
          fr: '--identity prend le chemin d’un fichier, non l’identité elle-même',
          en: '--identity takes the path of a file, not the identity itself',
        },
        {
          nextSteps: [NAME_A_FILE],
        },
      );
    throw new KnownError('usage', worded(CANNOT_READ, { named, why: wordsOf(error) }), {
      nextSteps: [NAME_A_FILE],
      cause: error,
    });
  }
}

/** Linux keeps what lies there in memory: nothing of it comes to a disk that does not swap. */
const IN_MEMORY = '/dev/shm';

/** Room for what is decrypted, and as much again for what DuckDB spills. */
const ROOM = 2;

async function folderWithRoom(auditFolder: string, io: Io): Promise<string> {
  const files = (await readAuditManifest(auditFolder))?.manifest.files ?? [];
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const free = await freeIn(IN_MEMORY);
  if (free === null) return tmpdir();
  // A reader that was killed may have left something in either.
  await removeLeftWorkFolders(free > ROOM * bytes ? tmpdir() : IN_MEMORY, io.now);
  return free > ROOM * bytes ? IN_MEMORY : tmpdir();
}

/** Bytes; null where there is no such file system. */
async function freeIn(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}
