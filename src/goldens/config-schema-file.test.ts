import { expect, test } from 'vitest';
import { CONFIG_SCHEMA_FILE, configSchemaText } from './config-schema-file.ts';

test('the shipped JSON Schema is that of the configuration; this test with --update=all, or npm run goldens, writes it anew', async () => {
  await expect(configSchemaText()).toMatchFileSnapshot(CONFIG_SCHEMA_FILE);
});
