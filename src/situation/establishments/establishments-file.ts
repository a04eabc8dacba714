import { KnownError, worded } from '../../errors.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { readPlainFile } from '../../disk/plain-files.ts';
import { writePrivateFile } from '../../disk/private-files.ts';
import { jsonFault, readJson } from '../../texts/read-json.ts';
import type { Situation } from '../situation.ts';
import { TROUBLE_WORDS } from '../trouble-words.ts';
import {
  ESTABLISHMENTS_SCHEMA,
  establishmentsSchema,
  type EstablishmentPart,
} from './establishments-schema.ts';
import { partContradictions } from './part-contradictions.ts';

/** Those of 323 establishments take 4.7 MB: 15 KB for each. Nobody splits an audit into thousands of folders. */
const MOST_BYTES = 64 * 1_024 * 1_024;

/** Writes `establishments.json`, a line per establishment. Throws `KnownError` (local). */
export async function writeEstablishments(
  auditFolder: string,
  parts: readonly EstablishmentPart[],
): Promise<void> {
  await writePrivateFile(auditPaths.establishmentFigures(auditFolder), text(parts));
}

async function* text(parts: readonly EstablishmentPart[]): AsyncGenerator<string> {
  yield await Promise.resolve(`{"schema":${JSON.stringify(ESTABLISHMENTS_SCHEMA)},"establishments":[`);
  for (const [place, part] of parts.entries()) yield `${place === 0 ? '' : ','}\n${JSON.stringify(part)}`;
  yield '\n]}\n';
}

/**
 * Reads `establishments.json` of an audit folder, the figures that were counted with its situation.
 *
 * @throws KnownError `local` where it is missing, damaged, or of another assessment than the situation
 */
export async function readEstablishments(
  auditFolder: string,
  situation: Situation,
): Promise<EstablishmentPart[]> {
  const file = auditPaths.establishmentFigures(auditFolder);
  const found = establishmentsSchema.safeParse(await read(file));
  const faults = found.success
    ? partContradictions(situation, found.data.establishments)
    : found.error.issues.map(({ path, message }) => `${path.join('.') || '.'}: ${message}`);
  if (found.success && faults.length === 0) return found.data.establishments;
  const message = worded(TROUBLE_WORDS.damagedFigures, { file, faults: faults.slice(0, 3).join('; ') });
  throw new KnownError('local', message, { nextSteps: [TROUBLE_WORDS.assess], cause: found.error });
}

async function read(file: string): Promise<unknown> {
  try {
    return readJson(await readPlainFile(file, MOST_BYTES));
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw new KnownError('local', worded(TROUBLE_WORDS.noFigures, { file, why: jsonFault(error) }), {
      nextSteps: [TROUBLE_WORDS.assess],
      cause: error,
    });
  }
}
