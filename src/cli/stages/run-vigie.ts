import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ENDS_WITH_PARENT } from '../ends-with-parent.ts';
import { Interruption, type Io } from '../io.ts';

const PROGRAM = fileURLToPath(new URL('../../../bin/vigie.js', import.meta.url));

const GRACE_MS = 2_000;

/** What would lead the other process to another cloud, identity or proxy than the simulated one. */
const NOT_INHERITED = /^(AZURE_|IDENTITY_|MSI_|(https?|no|all)_proxy$|NODE_EXTRA_CA_CERTS$)/i;

/**
 * Runs this program as a user's process would be: its own process, the credential, proxy and authority in its
 * environment, our terminal. Gives its exit code; an interruption is passed on.
 */
export async function runVigie(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  io: Io,
): Promise<number> {
  const inherited = Object.entries(io.env).filter(([name]) => !NOT_INHERITED.test(name));
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    cwd: io.cwd,
    env: { ...Object.fromEntries(inherited), ...environment, [ENDS_WITH_PARENT]: '1' },
    // The channel carries nothing: that it closes tells the child that this process is gone, however it ended.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const end = (): void => void child.kill('SIGTERM');
  const stop = (): void => {
    // On a terminal Ctrl-C reaches the child too, which then needs time to leave by itself.
    if (io.signal.reason instanceof Interruption && io.signal.reason.by === 'SIGTERM') end();
    else setTimeout(end, GRACE_MS).unref();
  };
  io.signal.addEventListener('abort', stop, { once: true });
  try {
    return await exitOf(child);
  } finally {
    io.signal.removeEventListener('abort', stop);
  }
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 130 : 70));
    });
  });
}
