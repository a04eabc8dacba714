import { expect, test } from 'vitest';
import { KnownError } from '../../errors.ts';
import { SOURCE_IDS, type SourceId } from '../../snapshot/tables.ts';
import { requireOfUse, standsAlone, unaskedSources } from './asked-sources.ts';

const ALL = { only: [], skip: [] };
const TERMS = { only: ['terms-of-use'], skip: [] } as const;

function asked(...given: Parameters<typeof unaskedSources>): SourceId[] {
  const unasked = unaskedSources(...given);
  return SOURCE_IDS.filter((id) => !unasked.has(id));
}

test('an application is not asked for terms of use, and is told why; a person may be', () => {
  expect([...unaskedSources(ALL, 'secret')]).toEqual([
    ['terms-of-use', { kind: 'only-to-persons', credential: 'secret' }],
  ]);
  expect(asked(ALL, 'device-code')).toEqual(SOURCE_IDS);
  expect(asked(ALL, 'azure-cli')).toEqual(SOURCE_IDS);
});

test('terms of use alone are asked without accounts; anything beside them needs accounts', () => {
  expect(asked(TERMS, 'device-code')).toEqual(['tenant', 'terms-of-use']);
  expect(standsAlone(TERMS)).toBe(true);
  const beside = { only: ['terms-of-use', 'mail-activity'], skip: [] } as const;
  expect(asked(beside, 'device-code')).toEqual(['tenant', 'accounts', 'mail-activity', 'terms-of-use']);
  expect(standsAlone(beside)).toBe(false);
  expect(asked({ only: ['mail-activity'], skip: [] }, 'secret')).toEqual([
    'tenant',
    'accounts',
    'mail-activity',
  ]);
});

test('accounts cannot be skipped, and what is skipped is told as an option', () => {
  const unasked = unaskedSources({ only: [], skip: ['accounts', 'inbox-rules', 'terms-of-use'] }, 'secret');
  expect([...unasked]).toEqual([
    ['terms-of-use', { kind: 'by-option' }],
    ['inbox-rules', { kind: 'by-option' }],
  ]);
});

test.each([
  ['an application', TERMS, 'collect', 'secret', /only to a signed-in administrator; secret/],
  ['an audit without accounts', TERMS, 'audit', 'device-code', /asks for no accounts/],
  ['nothing', { ...TERMS, skip: ['terms-of-use'] }, 'collect', 'device-code', /leave nothing to ask/],
] as const)(
  '%s that could only end without anything is refused at once',
  (_what, given, command, kind, message) => {
    const attempt = (): void => requireOfUse(given, command, kind);
    expect(attempt).toThrow(KnownError);
    expect(attempt).toThrow(message);
  },
);

test.each([
  [TERMS, 'collect', 'device-code'],
  [TERMS, 'collect', 'azure-cli'],
  [ALL, 'audit', 'secret'],
  [{ only: ['mail-activity'], skip: [] }, 'audit', 'secret'],
] as const)('%j of %s by %s is of use', (given, command, kind) => {
  expect(() => requireOfUse(given, command, kind)).not.toThrow();
});
