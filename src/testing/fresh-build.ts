import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');

/** What the build was made of: names, sizes and times, which a rename or a file taken back changes too. */
const STAMP = join(ROOT, 'dist/.sources');
const LOCK = join(ROOT, 'dist/.building');

/** A build takes less; an older lock is of a run that was killed. */
const LOCK_LASTS_MS = 300_000;

/**
 * Builds `dist/` where it is not made of the sources as they are now, so that what is started from there is never stale;
 * only what changed is built again. Files that run at once wait for one build. Throws where the sources do not compile.
 */
export async function freshBuild(): Promise<void> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  while (builtOf() !== sourcesNow()) {
    if (!locked()) {
      await sleep(200);
      continue;
    }
    try {
      await build();
    } finally {
      rmdirSync(LOCK);
    }
  }
}

async function build(): Promise<void> {
  const sources = sourcesNow();
  if (builtOf() === sources) return;
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  try {
    await promisify(execFile)(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: ROOT });
  } catch (error) {
    const told = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    throw new Error(`the sources do not compile, and no test runs what was built before:\n${told}`, {
      cause: error,
    });
  }
  removeOrphans();
  writeFileSync(STAMP, sources);
}

/** What was built of a source that is gone would still be started, and packed. */
function removeOrphans(): void {
  const dist = join(ROOT, 'dist');
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const source = join(ROOT, 'src', relative(dist, file)).replace(/\.js$/, '.ts');
    if (entry.isFile() && !entry.name.startsWith('.') && !existsSync(source)) rmSync(file);
  }
}

function builtOf(): string | null {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function sourcesNow(): string {
  const hash = createHash('sha256');
  const entries = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts') && /\.(ts|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(join(ROOT, 'src/testing/')));
  for (const file of [...files.sort(), ...SETTINGS.map((name) => join(ROOT, name))]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const SETTINGS = ['package.json', 'tsconfig.json', 'tsconfig.build.json'];

function locked(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    if (isOld()) rmdirSync(LOCK);
    return false;
  }
}

function isOld(): boolean {
  try {
    return Date.now() - statSync(LOCK).mtimeMs > LOCK_LASTS_MS;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
