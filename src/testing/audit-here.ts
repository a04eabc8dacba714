import { readFile } from 'node:fs/promises';
import { run } from '../cli/main.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { trustCloud } from './field-cloud-trust.ts';
import { SHIPPED_CONFIG, tenantToday, type AuditRequest, type SimulatedAudit } from './simulated-audit.ts';

/**
 * Runs `vigie audit` in this process against a simulated tenant: what the tenant answers and what comes of it are the
 * same as in a process of its own (`auditSimulated`), without what starting one takes. Not for what only a process has:
 * signals, streams, the umask. One at a time. Once more when midnight in UTC came between the tenant's today and the audit's.
 */
export async function auditHere(request: AuditRequest): Promise<SimulatedAudit> {
  const { out, config = SHIPPED_CONFIG, argv = [] } = request;
  const options = await tenantToday(request.tenant);
  const simulator = await startSimulator(options);
  const distrust = trustCloud(simulator.proxyUrl, await readFile(simulator.caFile, 'utf8'));
  try {
    const written = { stdout: '', stderr: '' };
    const output = (stream: 'stdout' | 'stderr') => ({
      isTerminal: false,
      columns: 80,
      write: (text: string) => {
        written[stream] += text;
        return Promise.resolve();
      },
    });
    const exitCode = await run(['audit', '--out', out, '--config', config, ...argv], {
      env: Object.fromEntries(
        Object.entries({ ...simulator.environment, ...request.env }).filter(([, value]) => value !== ''),
      ),
      cwd: process.cwd(),
      now: () => new Date(),
      random: Math.random,
      stdout: output('stdout'),
      stderr: output('stderr'),
      signal: new AbortController().signal,
      ending: { onInterruption: [], onFailure: [] },
    });
    if ((await tenantToday({})).today !== options.today) return await auditHere(request);
    return { exitCode, ...written, auditFolder: written.stdout.trimEnd(), options };
  } finally {
    distrust();
    await simulator.close();
  }
}
