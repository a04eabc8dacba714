import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figures } from '../chaos/figures.ts';
import { predict, type PredictionView } from '../simulator/predict.ts';
import { loadTenant, startSimulator, type SimulatorOptions } from '../simulator/simulator.ts';
import { situationSchema, type Situation } from '../situation/situation.ts';
import { runProgram, type Ended } from './run-program.ts';

const TENANT = 'fixtures/tenants/rsss-2020';

/** The config that goes with the simulated tenant. */
export const SHIPPED_CONFIG = join(process.cwd(), TENANT, 'vigie.config.yaml');

export type SimulatedTenant = Omit<SimulatorOptions, 'tenant' | 'today'>;

/** The shipped tenant, as seen today. */
export async function tenantToday(given: SimulatedTenant): Promise<SimulatorOptions> {
  return { tenant: await loadTenant(TENANT), today: todayInUtc(), ...given };
}

export interface SimulatedAudit extends Ended {
  /** '' where the run left none. */
  readonly auditFolder: string;
  readonly options: SimulatorOptions;
}

export interface AuditRequest {
  readonly tenant: SimulatedTenant;
  /** Folder of the audits. */
  readonly out: string;
  readonly config?: string;
  /** Further options of `vigie audit`. */
  readonly argv?: readonly string[];
  /** Over the simulator's own environment; '' takes a variable away. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs `vigie audit` as a separate process against a simulated tenant, with nothing but the simulator's
 * environment. Once more when midnight in UTC came between the tenant's today and the audit's.
 */
export async function auditSimulated(request: AuditRequest): Promise<SimulatedAudit> {
  const options = await tenantToday(request.tenant);
  const simulator = await startSimulator(options);
  try {
    const { out, config = SHIPPED_CONFIG, argv = [] } = request;
    const ended = await runProgram(['audit', '--no-doctor', '--out', out, '--config', config, ...argv], {
      env: withoutEmpty({ ...simulator.environment, ...request.env }),
    });
    if (todayInUtc() !== options.today) return await auditSimulated(request);
    return { ...ended, auditFolder: ended.stdout.trimEnd(), options };
  } finally {
    await simulator.close();
  }
}

/** `situation.json` of an audit, by its published shape. */
export async function situationOf(auditFolder: string): Promise<Situation> {
  return situationSchema.parse(JSON.parse(await readFile(join(auditFolder, 'situation.json'), 'utf8')));
}

export { figuresOf, type Figures } from '../chaos/figures.ts';

/** What an audit of the tenant by an app must reach: only a signed-in person is told of the terms of use. */
export function predictedFigures(options: SimulatorOptions, view: PredictionView = {}): Figures {
  const unread = ['terms-of-use', ...(view.unread ?? [])] as const;
  const { indicators, ...prediction } = predict(options, { ...view, unread });
  return {
    ...prediction,
    indicators: Object.fromEntries(indicators.map(({ id, ...figures }) => [id, figures])),
  };
}

function todayInUtc(): string {
  return new Date().toISOString().slice(0, 10);
}

function withoutEmpty(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}
