import { expect, test } from 'vitest';
import { LACKS } from '../../snapshot/lack.ts';
import type { SourceReport } from '../../snapshot/manifest.ts';
import { frenchFaults } from '../../testing/french-faults.ts';
import { lackWords } from './lack-words.ts';
import { missWords } from './miss-words.ts';
import { shortfallOf } from './source-words.ts';

test.each([1, 2, 1_000])(
  'what %i did not tell is said in words of either language, and of its number',
  (count) => {
    const all = LACKS.map((kind) => lackWords({ kind, count, of: 5_000 }, 'the English detail'));
    expect(all.map(({ fr, en }) => ({ fr, en }))).toMatchSnapshot();
    expect(frenchFaults(all.map(({ fr }) => fr).join('\n'))).toEqual([]);
    expect(all.filter(({ fr }) => /\b(the|did|came|English|accounts)\b/.test(fr))).toEqual([]);
  },
);

const partial = (more: Partial<SourceReport>): SourceReport => ({
  ...{ id: 'per-user-mfa', outcome: 'partial', reason: 'not-read', read: 199, expected: 200 },
  ...more,
});

test('a source that was read in part is not told as one that was not read, and says in French what did not come', () => {
  const lacks = { kind: 'states', count: 1 } as const;
  const detail = '1 account did not tell its state';
  expect(shortfallOf(partial({ detail, lacks }), 'not-read')).toEqual({
    fr: 'Authentification multifacteur par utilisateur\u00a0: source lue en partie, lu 199 / 200 (1 compte n’a pas dit son état).',
    en: 'Per-user multifactor authentication: read in part, read 199 / 200 (1 account did not tell its state).',
  });
  // Of a version that kept no such data, as it was kept.
  expect(shortfallOf(partial({ detail: '1 accounts did not tell' }), 'not-read').fr).toMatch(
    /lue en partie, .* \(1 accounts did not tell\)\.$/,
  );
  expect(shortfallOf(partial({ outcome: 'skipped', read: 0, expected: 0 }), 'not-read').fr).toMatch(
    /source non lue\.$/,
  );
});

test('what exports told in part is not told as what no export tells', () => {
  const report = partial({ id: 'inbox-rules', reason: 'not-exported', lacks: { kind: 'rules', count: 1 } });
  expect(shortfallOf(report, 'not-exported')).toEqual({
    fr: 'Règles de boîte de réception\u00a0: les exportations importées ne disent pas tout, lu 199 / 200 (1 boîte aux lettres n’a pas donné ses règles).',
    en: 'Inbox rules: the imported exports do not tell all, read 199 / 200 (1 mailbox did not give its rules).',
  });
});

test('what the cloud answered beside it stands behind, as it is', () => {
  const told = '403 Authorization_RequestDenied — GET /beta/users/b';
  expect(shortfallOf(partial({ lacks: { kind: 'states', count: 2, told } }), 'permission').fr).toMatch(
    /\(2 comptes n’ont pas dit leur état\u00a0: 403 Authorization_RequestDenied — GET \/beta\/users\/b\)\.$/,
  );
});

test('so for a part of a source', () => {
  const miss = {
    part: 'group',
    subject: 'GRP',
    reason: 'error',
    detail: '2 members came without an id',
  } as const;
  const report = partial({ id: 'group-members' });
  expect(missWords(report, { ...miss, lacks: { kind: 'members', count: 2 } }).what).toEqual({
    fr: expect.stringContaining('(2 membres sont sans identifiant).') as string,
    en: expect.stringContaining('(2 members came without an id).') as string,
  });
});

test('of an answer that is not the documented one, the French gap has the code and the request, and no English sentence', () => {
  const lacks = { kind: 'undocumented', told: '200 NoValue — GET /v1.0/users' } as const;
  const detail = `${lacks.told}: the answer is not a page: it has no list "value"`;
  const report = partial({ outcome: 'skipped', reason: 'error', read: 0, expected: 0, detail, lacks });
  const { fr, en } = shortfallOf(report, 'error');
  expect(fr).toMatch(
    /\(la réponse n’est pas celle que Microsoft documente\u00a0: 200 NoValue — GET \/v1\.0\/users\)\.$/,
  );
  expect(en).toContain(`(${detail}).`);
});

test('of a sample of nobody knows how many, no whole is told', () => {
  const read = { read: 40, expected: 40, lacks: { kind: 'sample', count: 40 } } as const;
  expect(shortfallOf(partial({ id: 'sign-in-activity', ...read }), 'not-read')).toEqual({
    fr: 'Dernières connexions\u00a0: source lue en partie (un échantillon de 40 comptes).',
    en: 'Last sign-ins: read in part (a sample of 40 accounts).',
  });
});
