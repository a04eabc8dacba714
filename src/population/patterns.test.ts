import { expect, test } from 'vitest';
import { z } from 'zod';
import { tinyConfig } from '../testing/assess-tiny.ts';
import { checkPatterns } from './patterns.ts';

function withTitle(jobTitle: string): Parameters<typeof tinyConfig>[0] {
  const label = { fr: 'a', en: 'a' };
  return {
    categories: [
      { id: 'a', physician: true, label, when: { department: 'ok', jobTitle } },
      { id: 'b', physician: false, label, when: {} },
    ],
  };
}

async function refusal(config: Parameters<typeof tinyConfig>[0]): Promise<unknown> {
  const error: unknown = await checkPatterns(tinyConfig(config)).catch((reason: unknown) => reason);
  const { kind, message } = z.object({ kind: z.string(), message: z.string() }).parse(error);
  return `${kind}: ${message}`;
}

test('a pattern that RE2 refuses is told with its place in the config and the reason', async () => {
  expect(await refusal(withTitle('(?=médecin)'))).toBe(
    'usage: categories[0].when.jobTitle: the pattern "(?=médecin)" is refused: invalid perl operator: (?=.',
  );
  expect(await refusal(withTitle('(unfinished'))).toBe(
    'usage: categories[0].when.jobTitle: the pattern "(unfinished" is refused: missing ): (unfinished.',
  );
  expect(await refusal({ establishments: { attribute: 'mail', pattern: '[z-a]' } })).toBe(
    'usage: establishments.pattern: the pattern "[z-a]" is refused: invalid character class range: z-a.',
  );
});

test('an establishment’s pattern must capture something', async () => {
  expect(await refusal({ establishments: { attribute: 'mail', pattern: '(?:a)b' } })).toBe(
    'usage: establishments.pattern: the pattern "(?:a)b" captures nothing.',
  );
});

test('patterns that RE2 takes pass, whatever they hold', async () => {
  const config = {
    ...withTitle(String.raw`\S+ d’'";--\\ \p{L}`),
    establishments: { attribute: 'mail', pattern: '(a)|(b)' },
  } as const;
  await expect(checkPatterns(tinyConfig(config))).resolves.toBeUndefined();
});
