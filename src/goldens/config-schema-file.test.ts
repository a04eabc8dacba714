import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { CONFIG_SCHEMA_FILE, configSchemaText } from './config-schema-file.ts';

test('the shipped JSON Schema is that of the configuration; npm run goldens writes it anew', async () => {
  expect(await readFile(CONFIG_SCHEMA_FILE, 'utf8')).toBe(configSchemaText());
});
