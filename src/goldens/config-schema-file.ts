import { join } from 'node:path';
import { configJsonSchema } from '../config/json-schema.ts';
import { ROOT } from './two-audits.ts';

/** Where the JSON Schema of the configuration is shipped. */
export const CONFIG_SCHEMA_FILE = join(ROOT, 'docs/vigie.config.schema.json');

export function configSchemaText(): string {
  return `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
}
