import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rulesOnPage } from './rules.ts';

const REDIRECTS = {
  ...{ id: 'AQAA', displayName: 'Suivi', sequence: 1, isEnabled: true, hasError: false, isReadOnly: false },
  conditions: { senderContains: ['x'] },
  actions: { redirectTo: [{ emailAddress: { name: 'Ailleurs', address: 'x@gmail.com' } }] },
};

const removed = fc.subarray(Object.keys(REDIRECTS));

function without(item: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !keys.includes(name)));
}

test('whatever keys are missing, an enabled rule that redirects is told to redirect, or to be untold', () => {
  fc.assert(
    fc.property(removed, (keys) => {
      const { rules, untoldRules } = rulesOnPage([without(REDIRECTS, keys)]);
      const isInEffect = rules.some(({ isEnabled }) => isEnabled !== false);
      expect([keys, isInEffect || untoldRules.length > 0]).toEqual([keys, true]);
    }),
  );
});

test('whatever keys are missing, a rule that Graph cannot express never becomes one that does nothing', () => {
  const readOnly = { ...without(REDIRECTS, ['actions', 'conditions']), isReadOnly: true };
  fc.assert(
    fc.property(removed, (keys) => {
      const { rules, untoldRules } = rulesOnPage([without(readOnly, keys)]);
      expect([rules, untoldRules.length]).toEqual([[], 1]);
    }),
  );
});

test.each<[string, object, readonly string[]]>([
  ['has no actions', { actions: undefined }, ['Suivi']],
  ['has actions that are null', { actions: null }, ['Suivi']],
  ['has no action', { actions: {} }, ['Suivi']],
  ['has an action that nobody knows', { actions: { sendElsewhere: true } }, ['Suivi']],
  ['has no name either', { actions: null, displayName: null }, ['']],
  ['only moves', { actions: { moveToFolder: 'AQ' } }, []],
  ['has keys that are null beside', { actions: { moveToFolder: 'AQ', redirectTo: null, other: null } }, []],
  ['is disabled', { isEnabled: false, actions: null }, []],
])('a rule that %s is untold or not', (_, more, untold) => {
  expect(rulesOnPage([{ ...REDIRECTS, ...more }])).toEqual({ rules: [], untoldRules: untold });
});

test('of the untold rules, those that are read-only are named, and no rule that is disabled or redirects', () => {
  const readOnly = (displayName: string, more: object): object => ({
    ...REDIRECTS,
    ...{ displayName, isReadOnly: true, ...more },
  });
  const found = rulesOnPage([
    readOnly('Lecture seule', { actions: { moveToFolder: 'AQ' } }),
    readOnly('Désactivée', { actions: {}, isEnabled: false }),
    readOnly('Redirige', {}),
    { ...REDIRECTS, displayName: 'Sans actions', actions: null },
  ]);
  expect({ ...found, rules: found.rules.map(({ name }) => name) }).toEqual({
    rules: ['Redirige'],
    untoldRules: ['Lecture seule', 'Sans actions'],
    readOnlyRules: ['Lecture seule'],
  });
});
