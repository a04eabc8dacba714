import { expect, test } from 'vitest';
import { differences } from './contents.ts';

test('a difference is told by its file, its line and what stands around it, however long the line', () => {
  const long = 'x'.repeat(5_000);
  const kept = { a: 'same', b: `1\n${long}134115${long}\n3`, c: 'one\ntwo', d: 'gone', f: 'one\n' };
  const made = { a: 'same', b: `1\n${long}134116${long}\n3`, c: 'one', e: 'new', f: 'one' };
  expect(differences(made, kept)).toEqual([
    `b: line 2, character 5006: "${'x'.repeat(55)}134116${'x'.repeat(99)}", kept as "${'x'.repeat(55)}134115${'x'.repeat(99)}"`,
    'c: line 2, character 1: "(the end)", kept as "two"',
    'd: no longer written',
    'e: not kept',
    'f: line 2, character 1: "(the end)", kept as ""',
  ]);
});
