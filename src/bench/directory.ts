import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchLine } from './table.ts';
import { DEMO_CONFIG, TENANT } from './whole-runs.ts';
import { withFolder } from './with-folder.ts';
import { loadTenant } from '../simulator/simulator.ts';

const MAILBOXES = 100_000;
const HERE = fileURLToPath(new URL('.', import.meta.url));

/**
 * Directory and sign-ins side by side, read, written and sealed, against a bare loop of fetch and JSON.parse
 * over the same pages, served ready-made by another process.
 */
export async function benchDirectory(): Promise<BenchLine[]> {
  return withFolder(async (folder) => {
    const caFile = join(folder, 'ca.pem');
    const server = spawn(process.execPath, [join(HERE, 'ready-made-server.js'), String(MAILBOXES), caFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const port = await new Promise<string>((resolve) => {
        server.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
      });
      const proxy = `http://127.0.0.1:${port.trim()}`;
      return [lineOf(await walk(proxy, caFile, folder))];
    } finally {
      server.kill('SIGTERM');
    }
  });
}

/** The client's side, in a process started with the proxy and authority in its environment. */
async function walk(
  proxy: string,
  caFile: string,
  folder: string,
): Promise<{ bareMs: number; oursMs: number }> {
  const { id, clientId, clientSecret } = await loadTenant(TENANT);
  const client = spawn(process.execPath, [join(HERE, 'directory-walk.js'), folder, DEMO_CONFIG], {
    env: {
      ...process.env,
      HTTPS_PROXY: proxy,
      NODE_EXTRA_CA_CERTS: caFile,
      AZURE_TENANT_ID: id,
      AZURE_CLIENT_ID: clientId,
      AZURE_CLIENT_SECRET: clientSecret,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  client.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(client, 'close');
  const [bareMs, oursMs] = text.trim().split(' ').map(Number);
  if (bareMs === undefined || oursMs === undefined) throw new Error(`the walk said: ${text}`);
  return { bareMs, oursMs };
}

function lineOf({ bareMs, oursMs }: { bareMs: number; oursMs: number }): BenchLine {
  return {
    what: `directory and sign-ins of ${MAILBOXES} mailboxes, against a bare loop`,
    reached: oursMs / bareMs,
    bound: 2,
    unit: '×',
    note: `${oursMs.toFixed(0)} ms against ${bareMs.toFixed(0)} ms, medians of 5`,
  };
}
