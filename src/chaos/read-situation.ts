import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const situationText = z.json();

/** `situation.json` without its instants of collection, as text: two runs over one truth give the same. */
export async function situationWithoutInstants(auditFolder: string): Promise<string> {
  const text = await readFile(join(auditFolder, 'situation.json'), 'utf8');
  const situation = situationText.parse(JSON.parse(text));
  // The folder of an audit is named after its instant.
  const isInstant = (name: string): boolean => name.endsWith('At') || name === 'audit';
  return JSON.stringify(situation, (name, value: unknown) => (isInstant(name) ? undefined : value), 2);
}
