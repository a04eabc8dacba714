import { z } from 'zod';
import { KnownError, messageOf } from '../errors.ts';
import { readPlainFile } from '../disk/plain-files.ts';
import { readJson } from '../texts/read-json.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { SITUATION_SCHEMA, situationSchema, type Situation } from './situation.ts';

/**
 * The ministry's tenant takes 0.8 MB, one of 323 establishments 1.3 MB: about 2 KB for each. Thousands of departments taken for
 * establishments fit; a larger file is not ours, and would fill the memory.
 */
const MOST_BYTES = 16 * 1_024 * 1_024;

const ASSESS = 'Write it with “vigie assess”.';

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
    throw new KnownError(
      'local',
      `The situation is of another version: ${file} says ${JSON.stringify(version.data.schema)}, this program reads ${JSON.stringify(SITUATION_SCHEMA)}.`,
      { nextSteps: ['Write it again from its snapshot with “vigie assess”.'] },
    );
  }
  const situation = situationSchema.safeParse(content);
  if (situation.success) return situation.data;
  const issues = situation.error.issues.map((issue) => `${issue.path.join('.') || '.'}: ${issue.message}`);
  throw new KnownError('local', `The situation is damaged: ${file}: ${issues.slice(0, 3).join('; ')}.`, {
    nextSteps: [ASSESS],
    cause: situation.error,
  });
}

async function read(file: string): Promise<string> {
  try {
    return await readPlainFile(file, MOST_BYTES);
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw new KnownError('local', `No situation here: ${file} (${messageOf(error)}).`, {
      nextSteps: [ASSESS],
      cause: error,
    });
  }
}

function parse(text: string, file: string): unknown {
  try {
    return readJson(text);
  } catch (error) {
    throw new KnownError('local', `The situation is damaged: ${file} ${messageOf(error)}.`, {
      nextSteps: [ASSESS],
      cause: error,
    });
  }
}
