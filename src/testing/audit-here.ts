import { startSimulator } from '../simulator/simulator.ts';
import { runAgainst } from './run-here.ts';
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
  try {
    const env = { ...simulator.environment, ...request.env };
    const ended = await runAgainst(
      simulator,
      ['audit', '--no-doctor', '--out', out, '--config', config, ...argv],
      {
        env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
      },
    );
    if ((await tenantToday({})).today !== options.today) return await auditHere(request);
    return { ...ended, auditFolder: ended.stdout.trimEnd(), options };
  } finally {
    await simulator.close();
  }
}
