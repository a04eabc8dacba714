import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Small disks are made of memory, which takes the right to mount. */
export const mayMount = ((): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
})();

/** For the name of a test that needs it. */
export const WHERE_MOUNTED = mayMount ? '' : ' (skipped: this user may not mount a tmpfs)';

export interface SmallDisk {
  readonly folder: string;
  /** `ro`, or another `size=8m`. */
  readonly remount: (how: string) => void;
  /** Makes it so small that so many kilobytes are left. */
  readonly leave: (kilobytes: number) => void;
}

/** Works on a disk of so many kilobytes, which is gone afterwards. */
export async function onSmallDisk(
  kilobytes: number,
  work: (disk: SmallDisk) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `mode=0700,size=${kilobytes}k`, 'tmpfs', folder]);
  const remount = (how: string): void => {
    execFileSync('mount', ['-o', `remount,${how}`, folder]);
  };
  const leave = (left: number): void => {
    const used = execFileSync('df', ['--output=used', '-k', folder]).toString().trim().split('\n').at(-1);
    remount(`size=${Number(used) + left}k`);
  };
  try {
    await work({ folder, remount, leave });
  } finally {
    execFileSync('umount', [folder]);
    rmdirSync(folder);
  }
}
