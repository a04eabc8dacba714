import { z } from 'zod';
import { KnownError, worded, wordsOf } from '../errors.ts';
import { readPlainFile } from '../disk/plain-files.ts';
import { jsonFault, readJson } from '../texts/read-json.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { SITUATION_SCHEMA, situationSchema, type Situation } from './situation.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/**
 * The ministry's tenant takes 0.8 MB, one of 323 establishments 1.3 MB: about 2 KB for each. Thousands of departments taken for
 * establishments fit; a larger file is not ours, and would fill the memory.
 */
const MOST_BYTES = 16 * 1_024 * 1_024;

/**
 * Reads `situation.json` of an audit folder.
 *
 * @throws KnownError `local` where it is missing, damaged, or of another version
 */
export async function readSituation(auditFolder: string): Promise<Situation> {
  const file = auditPaths.situation(auditFolder);
  const content = parse(await read(file), file);
  const version = z.object({ schema: z.string() }).safeParse(content);
  if (version.success && version.data.schema !== SITUATION_SCHEMA) {
    const [found, expected] = [JSON.stringify(version.data.schema), JSON.stringify(SITUATION_SCHEMA)];
    throw new KnownError('local', worded(TROUBLE_WORDS.otherVersion, { file, found, expected }), {
      nextSteps: [TROUBLE_WORDS.writeAgain],
    });
  }
  const situation = situationSchema.safeParse(content);
  if (situation.success) return situation.data;
  const issues = situation.error.issues.map((issue) => `${issue.path.join('.') || '.'}: ${issue.message}`);
  const message = worded(TROUBLE_WORDS.damagedWhere, { file, faults: issues.slice(0, 3).join('; ') });
  throw new KnownError('local', message, {
    nextSteps: [TROUBLE_WORDS.assess],
    cause: situation.error,
  });
}

async function read(file: string): Promise<string> {
  try {
    return await readPlainFile(file, MOST_BYTES);
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw new KnownError('local', worded(TROUBLE_WORDS.noSituation, { file, why: wordsOf(error) }), {
      nextSteps: [TROUBLE_WORDS.assess],
      cause: error,
    });
  }
}

function parse(text: string, file: string): unknown {
  try {
    return readJson(text);
  } catch (error) {
    throw new KnownError('local', worded(TROUBLE_WORDS.damaged, { file, why: jsonFault(error) }), {
      nextSteps: [TROUBLE_WORDS.assess],
      cause: error,
    });
  }
}
