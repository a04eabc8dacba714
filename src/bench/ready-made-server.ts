import { createCloud, HOSTS } from '../simulator/cloud/cloud.ts';
import type { Answer } from '../simulator/cloud/answer.ts';
import { issueCertificates } from '../simulator/cloud/certificate.ts';
import { startProxy } from '../simulator/proxy.ts';
import { loadTenant } from '../simulator/simulator.ts';
import { writeFile } from 'node:fs/promises';
import { TENANT } from './whole-runs.ts';

/**
 * A server of its own process that makes the pages of two walks once, then hands them out as they are: what a
 * client reads from it costs the client alone. Arguments: mailboxes, CA file. Prints its proxy's port.
 */
const [mailboxes = '', caFile = ''] = process.argv.slice(2);
const now = new Date();
const cloud = createCloud(
  { tenant: await loadTenant(TENANT), today: now.toISOString().slice(0, 10), mailboxes: Number(mailboxes) },
  () => now.getTime(),
);
const ready = new Map<string, Answer>();
const { authority, certificate, privateKey } = await issueCertificates(HOSTS, now);
await writeFile(caFile, authority, { mode: 0o600 });
const proxy = await startProxy({
  hosts: HOSTS,
  certificate,
  privateKey,
  answer: (request) => {
    const known = ready.get(request.target);
    if (known !== undefined) return Promise.resolve(known);
    const made = cloud(request);
    const body = typeof made.body === 'string' ? made.body : [...made.body].join('');
    const answer: Answer = { status: made.status, headers: made.headers, body };
    if (request.method === 'GET') ready.set(request.target, answer);
    return Promise.resolve(answer);
  },
});
process.stdout.write(`${proxy.port}\n`);
