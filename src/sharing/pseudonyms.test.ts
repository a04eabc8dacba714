import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDuckDb } from '../duckdb/duckdb.ts';
import { newSharingKey, sharingKeyOf } from '../evidence/sharing-key.ts';
import { createPseudonymMacros, pseudonym } from './pseudonym-macros.ts';
import { PSEUDONYM_KINDS, pseudonymsOf } from './pseudonyms.ts';
import { pseudonymIn } from './reveal.ts';

const KEY = '/'.repeat(3) + 'kHc2x0b9tQm3rV8wZ1yL5nP7sD4fG6jA0eR2uI+oT=';

test('a pseudonym is HMAC-SHA-256 of kind, NUL and name, under a key that is told by its id alone', () => {
  const key = sharingKeyOf(KEY, 'k');
  const whole = createHmac('sha256', Buffer.from(KEY, 'base64')).update('person\0Zoé Tremblay').digest('hex');
  expect(pseudonymsOf(key, new Set()).of('person', 'Zoé Tremblay')).toBe(`n-${whole.slice(0, 20)}`);
  expect(key.id).toMatch(/^[0-9a-f]{16}$/);
  expect(whole).not.toContain(key.id);
});

test('SQL and the program make the same pseudonyms, whatever the text and however long the key', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme-ascii' }),
    fc.string({ unit: 'grapheme' }),
    fc.emailAddress(),
    fc.constantFrom(
      '',
      '?',
      '@',
      'a@',
      '@reseau.example',
      'É@RESEAU.EXAMPLE',
      'Default, Sortie',
      "l'o",
      'a\nb@c',
    ),
  );
  const kept = ['reseau.example', 'gmail.com'];
  for (const bytes of [32, 64, 100]) {
    const key = sharingKeyOf(
      Buffer.from(Array.from({ length: bytes }, (_, at) => at * 7)).toString('hex'),
      'k',
    );
    const pseudonyms = pseudonymsOf(key, new Set(kept));
    const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
    try {
      await createPseudonymMacros(db, key, kept);
      const ofKinds = PSEUDONYM_KINDS.map((kind) => pseudonym(kind, 'x'));
      const texts = fc.sample(text, { numRuns: 80, seed: 17 });
      await db.setVariable('texts', texts);
      const rows = await db.rows(
        `SELECT x, [${ofKinds.join(', ')}] AS kinds, pseudonym_address(x) AS address, pseudonym_typed(x) AS typed
         FROM (SELECT unnest(getvariable('texts')) AS x)`,
        z.object({ x: z.string(), kinds: z.unknown(), address: z.string(), typed: z.string() }),
      );
      expect(rows.map(({ address, typed }) => [address, typed])).toEqual(
        rows.map(({ x }) => [pseudonyms.address(x), pseudonyms.typed(x)]),
      );
      const { told } = await db.row(
        `SELECT to_json(list([${ofKinds.join(', ')}]))::VARCHAR AS told FROM (SELECT unnest(getvariable('texts')) AS x)`,
        z.object({ told: z.string() }),
      );
      expect(JSON.parse(told)).toEqual(
        rows.map(({ x }) => PSEUDONYM_KINDS.map((kind) => pseudonyms.of(kind, x))),
      );
    } finally {
      await db.close();
    }
  }
});

test('an address keeps a domain that names nobody, and hides one that may be a person’s own', () => {
  const { address } = pseudonymsOf(sharingKeyOf(KEY, 'k'), new Set(['gmail.com']));
  expect(address('Zoe.Tremblay@GMAIL.com')).toMatch(/^a-[0-9a-f]{20}@gmail\.com$/);
  expect(address('zoe.tremblay@gmail.com')).toBe(address('Zoe.Tremblay@GMAIL.com'));
  expect(address('info@zoetremblay.ca')).toMatch(/^a-[0-9a-f]{20}@d-[0-9a-f]{20}\.invalid$/);
  expect([address(''), address('?')]).toEqual(['', '?']);
});

test('a key that can be guessed is refused, and never quoted', () => {
  const weak = [
    ['Vigie2026!', 'neither base64 nor hexadecimal'],
    ['motdepasse', 'it has 7 bytes'],
    ['ab'.repeat(40), 'nobody drew them'],
    [Buffer.from('motdepasse motdepasse motdepasse motdepasse').toString('base64'), 'nobody drew them'],
    [Buffer.alloc(31, 1).toString('hex'), 'it has 31 bytes'],
    ['-----BEGIN PRIVATE KEY-----', 'a key to sign with'],
    ['', 'neither base64 nor hexadecimal'],
  ] as const;
  for (const [text, why] of weak) {
    expect(() => sharingKeyOf(text, 'fichier.key')).toThrow(why);
    if (text !== '') expect(() => sharingKeyOf(text, 'fichier.key')).not.toThrow(text);
  }
});

test('every new key is taken, and no two are alike', () => {
  const ids = Array.from({ length: 200 }, () => sharingKeyOf(newSharingKey(), 'k').id);
  expect(new Set(ids).size).toBe(200);
});

test('a pseudonym is known wherever it was copied from', () => {
  const digits = '0123456789abcdef0123';
  expect(
    [
      `n-${digits}`,
      ` A-${digits}@gmail.com `,
      `d-${digits}.invalid`,
      `n-${digits}4`,
      'n-',
      'zoe',
      `x-${digits}`,
    ].map(pseudonymIn),
  ).toEqual([
    { kind: 'person', pseudonym: `n-${digits}` },
    { kind: 'address', pseudonym: `a-${digits}` },
    { kind: 'domain', pseudonym: `d-${digits}` },
    ...[null, null, null, null],
  ]);
});
