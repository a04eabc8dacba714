import { KnownError } from '../../errors.ts';
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
 * environment, our terminal. Gives its exit code; an interruption is passed on. Throws `KnownError` (local) where it ended as for want of
 * memory.
 */
export async function runVigie(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  io: Pick<Io, 'env' | 'cwd' | 'signal'>,
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

/** How Node ends itself where its heap is full, and how Linux ends what takes the memory of a machine or of a container. */
const WHERE_MEMORY_LACKS: ReadonlySet<NodeJS.Signals> = new Set(['SIGABRT', 'SIGKILL', 'SIGTRAP']);

function endedBy(signal: NodeJS.Signals): KnownError {
  return new KnownError(
    'local',
    {
      fr: `l’audit a pris fin par ${signal}, comme il arrive lorsque la mémoire manque`,
      en: `the audit was ended by ${signal}, as happens where memory lacks`,
    },
    {
      nextSteps: [
        {
          fr: 'Lui en donner plus\u00a0: à cette machine ou à son conteneur, et par --max-old-space-size dans NODE_OPTIONS (512 ou plus) s’il y figure.',
          en: 'Allow it more: this machine or its container, and --max-old-space-size in NODE_OPTIONS (512 or more) where that is set.',
        },
        {
          fr: 'Puis lancer la même commande avec --resume\u00a0: ce qui a été collecté est gardé.',
          en: 'Then run the same command with --resume: what was collected is kept.',
        },
      ],
    },
  );
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal !== null && WHERE_MEMORY_LACKS.has(signal)) reject(endedBy(signal));
      else resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 130 : 70));
    });
  });
}
