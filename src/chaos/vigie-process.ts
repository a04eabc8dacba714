import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/vigie.js', import.meta.url));
const TENANT = fileURLToPath(new URL('../../fixtures/tenants/rsss-2020', import.meta.url));

/** The tenant that every trial audits, and the configuration that goes with it. */
export const TENANT_FOLDER = TENANT;
export const CONFIG_FILE = `${TENANT}/vigie.config.yaml`;

export interface Ended {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface VigieProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts `vigie` as a process of its own, with nothing but the given environment; failures are told in English unless it says otherwise. */
export function startVigie(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): VigieProcess {
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    env: { LANGUAGE: 'en', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
  return { child, ended };
}
