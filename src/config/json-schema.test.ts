import { expect, test } from 'vitest';
import { allowedKeysAt, configJsonSchema } from './json-schema.ts';

test('the JSON Schema names its dialect and requires nothing at the top, since everything has a default', () => {
  const { $schema, title, type, required, additionalProperties } = configJsonSchema();
  expect({ $schema, title, type, required, additionalProperties }).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'vigie.config.yaml',
    type: 'object',
    required: undefined,
    additionalProperties: false,
  });
});

test('the allowed keys of any mapping are found by its path', () => {
  expect(allowedKeysAt(['categories', 0, 'label'])).toEqual(['fr', 'en']);
  expect(allowedKeysAt(['categories', 3, 'when']).at(-1)).toBe('group');
  expect(allowedKeysAt(['roster'])).toEqual(['file', 'key', 'category', 'establishment', 'person']);
  expect(allowedKeysAt(['inactiveAfterDays'])).toEqual([]);
  expect(allowedKeysAt(['nowhere', 'at', 'all'])).toEqual([]);
});
