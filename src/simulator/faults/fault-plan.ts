import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isTransient, PERMANENT, TRANSIENT, WALKING, type Fault } from './fault-kinds.ts';

export type { Fault } from './fault-kinds.ts';

const SCHEMAS = [...TRANSIENT, ...WALKING, ...PERMANENT] as const;

export const FAULT_KINDS: readonly Fault['kind'][] = SCHEMAS.map(({ shape }) => shape.kind.value);

const faultSchema = z
  .discriminatedUnion('kind', SCHEMAS, { error: `kind must be one of ${FAULT_KINDS.join(', ')}` })
  .superRefine((fault, context) => {
    const message = missingIn(fault);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

function missingIn(fault: Fault): string | null {
  if (isTransient(fault)) {
    const { rate, first, at } = fault;
    return (rate ?? first ?? at) === undefined
      ? 'say when it is injected: rate (0 to 1), first (attempts of each request) or at (the nth request)'
      : null;
  }
  if (fault.kind !== 'mailboxes') return null;
  return (fault.count === undefined) === (fault.share === undefined) ? 'give either count or share' : null;
}

/** How the simulated cloud misbehaves. The same plan over the same requests misbehaves the same. */
export const faultPlanSchema = z.strictObject({ seed: z.int(), faults: z.array(faultSchema) });

export type FaultPlan = z.output<typeof faultPlanSchema>;

/** A fault plan that cannot be used; the message names the file, the place and what is allowed there. */
export class FaultPlanError extends Error {
  override readonly name = 'FaultPlanError';
}

/** Reads a plan from a JSON file, which messages call by `name`. Throws `FaultPlanError`. */
export async function loadFaultPlan(file: string, name = file): Promise<FaultPlan> {
  return parseFaultPlan(await readText(file, name), name);
}

async function readText(file: string, name: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new FaultPlanError(`${name}: cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

function parseFaultPlan(text: string, name: string): FaultPlan {
  const parsed = faultPlanSchema.safeParse(readJson(text, name));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${name}: ${z.core.toDotPath(path)}: ${message}`,
  );
  throw new FaultPlanError(problems.join('\n'));
}

function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FaultPlanError(`${name}: not JSON: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
