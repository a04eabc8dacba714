import { readFile, readlink } from 'node:fs/promises';

/**
 * What tells whether the number of a process means the same process here: on Linux the boot and the namespace of process
 * numbers, of which containers have one each, under one host name or not; null where Linux does not tell. Other systems have
 * one such space for each machine.
 */
export async function processScope(): Promise<string | null> {
  if (process.platform !== 'linux') return process.platform;
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/** A process bears that number, in this process's own scope. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
