import { expect, test } from 'vitest';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import type { Scripted } from '../../testing/scripted-client.ts';
import { termsOfUse } from './terms-of-use.ts';

const ROOT = '/identityGovernance/termsOfUse/agreements';
const GRAPH = 'https://graph.microsoft.com/v1.0';
const REFUSED: Scripted = { status: 403, json: { error: { code: 'AccessDenied', message: 'no' } } };

/** Answers by path, without query; a list is used up one by one. */
function answering(answers: Record<string, Scripted | Scripted[]>): (request: { url: string }) => Scripted {
  return ({ url }) => {
    const path = url.replace(GRAPH, '').replace(/\?\$select=.*$/, '');
    const found = answers[path];
    if (Array.isArray(found)) return found.shift() ?? { status: 500 };
    return found ?? { status: 404, json: { error: { code: 'NotScripted', message: path } } };
  };
}

async function using(open: Collecting, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await open.close();
  }
}

function answerOf(user: string, more: object = {}): object {
  return {
    id: `a_${user}`,
    agreementId: 'a',
    agreementFileId: 'file-1',
    userId: user,
    userPrincipalName: `${user}@reseau.example`,
    state: 'accepted',
    recordedDateTime: '2020-02-03T04:05:06.789Z',
    expirationDateTime: null,
    ...more,
  };
}

const AGREEMENTS = {
  json: {
    value: [
      { id: 'a', displayName: 'Charte' },
      { id: 'b', displayName: 'Charte' },
    ],
  },
};

test('every answer to every agreement is kept, and that its answers were read to their end', async () => {
  const next = `${GRAPH}${ROOT}/a/acceptances?$skiptoken=2`;
  const open = await collecting(
    answering({
      [ROOT]: AGREEMENTS,
      [`${ROOT}/a/acceptances`]: { json: { value: [answerOf('u1')], '@odata.nextLink': next } },
      [`${ROOT}/a/acceptances?$skiptoken=2`]: {
        json: {
          value: [
            answerOf('u2', { state: 'Declined', expirationDateTime: '2021-01-01T00:00:00Z' }),
            answerOf('u1', { id: 'a_0A1B2C3D-0000-4000-8000-00000000000F', userId: null }),
          ],
        },
      },
      [`${ROOT}/b/acceptances`]: { json: { value: [] } },
    }),
  );
  await using(open, async () => {
    expect(await termsOfUse.collect(open.context)).toEqual({ read: 5, expected: 5 });
    const row = (accountId: string | null, more: object = {}): object => ({
      agreementId: 'a',
      agreementName: 'Charte',
      accountId,
      userPrincipalName: accountId === null ? null : `${accountId}@reseau.example`,
      state: accountId === null ? null : 'accepted',
      recordedAt: accountId === null ? null : '2020-02-03 04:05:06',
      expiresAt: null,
      agreementFileId: accountId === null ? null : 'file-1',
      ...more,
    });
    expect(await open.rows('terms-of-use', 'agreementId, accountId NULLS LAST')).toEqual([
      row('0a1b2c3d-0000-4000-8000-00000000000f', { userPrincipalName: 'u1@reseau.example' }),
      row('u1'),
      row('u2', { state: 'declined', expiresAt: '2021-01-01 00:00:00' }),
      row(null),
      row(null, { agreementId: 'b' }),
    ]);
    const select =
      '?$select=id,agreementId,agreementFileId,userId,userPrincipalName,state,recordedDateTime,expirationDateTime';
    expect(open.transport.sent.map(({ method, url }) => `${method} ${url.replace(GRAPH, '')}`)).toEqual([
      `GET ${ROOT}?$select=id,displayName`,
      `GET ${ROOT}/a/acceptances${select}`,
      `GET ${ROOT}/a/acceptances?$skiptoken=2`,
      `GET ${ROOT}/b/acceptances${select}`,
    ]);
  });
});

test('a tenant without agreements has been read, and holds none', async () => {
  const open = await collecting(answering({ [ROOT]: { json: { value: [] } } }));
  await using(open, async () => {
    expect(await termsOfUse.collect(open.context)).toEqual({ read: 0, expected: 0 });
    expect(await open.rows('terms-of-use', '1')).toEqual([]);
  });
});

test.each([
  ['the agreements', { [ROOT]: REFUSED }],
  [
    'the answers to all of them',
    { [ROOT]: AGREEMENTS, [`${ROOT}/a/acceptances`]: REFUSED, [`${ROOT}/b/acceptances`]: REFUSED },
  ],
])('who may not read %s is refused as a whole', async (_what, answers) => {
  const open = await collecting(answering(answers));
  await using(open, async () => {
    await expect(termsOfUse.collect(open.context)).rejects.toMatchObject({ kind: 'refused', status: 403 });
  });
});

test('an agreement whose answers are refused is missed, by its id, and has no row that says it was read', async () => {
  const open = await collecting(
    answering({
      [ROOT]: AGREEMENTS,
      [`${ROOT}/a/acceptances`]: { json: { value: [] } },
      [`${ROOT}/b/acceptances`]: REFUSED,
    }),
  );
  await using(open, async () => {
    const detail = `403 AccessDenied — GET /v1.0${ROOT}/b/acceptances`;
    expect(await termsOfUse.collect(open.context)).toEqual({
      read: 1,
      expected: 1,
      misses: [
        {
          part: 'agreement',
          subject: 'b',
          subjectName: 'Charte',
          reason: 'permission',
          detail,
          grants: termsOfUse.grants,
        },
      ],
      shortfall: { reason: 'permission', detail, grants: termsOfUse.grants },
    });
    expect(await open.rows('terms-of-use', '1')).toMatchObject([{ agreementId: 'a', accountId: null }]);
  });
});

test('an answer that does not tell whose it is leaves its agreement unread', async () => {
  const open = await collecting(
    answering({
      [ROOT]: AGREEMENTS,
      [`${ROOT}/a/acceptances`]: { json: { value: [answerOf('u1', { userId: null })] } },
      [`${ROOT}/b/acceptances`]: { json: { value: [] } },
    }),
  );
  await using(open, async () => {
    expect(await termsOfUse.collect(open.context)).toMatchObject({
      read: 1,
      misses: [{ part: 'agreement', subject: 'a', subjectName: 'Charte', reason: 'error' }],
    });
    expect(await open.rows('terms-of-use', '1')).toMatchObject([{ agreementId: 'b' }]);
  });
});

test('agreements of which a later page fails are read in part', async () => {
  const open = await collecting(
    answering({
      [ROOT]: {
        json: {
          value: [{ id: 'a', displayName: 'Charte' }],
          '@odata.nextLink': `${GRAPH}${ROOT}?$skiptoken=2`,
        },
      },
      [`${ROOT}?$skiptoken=2`]: REFUSED,
      [`${ROOT}/a/acceptances`]: { json: { value: [answerOf('u1')] } },
    }),
  );
  await using(open, async () => {
    await expect(termsOfUse.collect(open.context)).rejects.toMatchObject({
      name: 'PartlyCollected',
      read: 2,
    });
    expect(await open.rows('terms-of-use', 'accountId NULLS LAST')).toHaveLength(2);
  });
});

test('a run that goes on asks only for the answers that are left', async () => {
  const next = `${GRAPH}${ROOT}/b/acceptances?$skiptoken=2`;
  const first = await collecting(
    answering({
      [ROOT]: AGREEMENTS,
      [`${ROOT}/a/acceptances`]: { json: { value: [answerOf('u1')] } },
      [`${ROOT}/b/acceptances`]: { json: { value: [answerOf('u1')], '@odata.nextLink': next } },
      [`${ROOT}/b/acceptances?$skiptoken=2`]: REFUSED,
    }),
  );
  await termsOfUse.collect(first.context);
  await first.stop();
  const second = await collecting(
    answering({
      [ROOT]: AGREEMENTS,
      [`${ROOT}/b/acceptances?$skiptoken=2`]: { json: { value: [answerOf('u2')] } },
    }),
    { resume: first.folder },
  );
  await using(second, async () => {
    expect(await termsOfUse.collect(second.context)).toEqual({ read: 5, expected: 5 });
    expect(second.transport.sent.map(({ url }) => url)).toEqual([
      `${GRAPH}${ROOT}?$select=id,displayName`,
      next,
    ]);
    const rows = await second.rows('terms-of-use', 'agreementId, accountId NULLS LAST');
    expect(rows).toMatchObject([
      { agreementId: 'a', accountId: 'u1' },
      { agreementId: 'a', accountId: null },
      { agreementId: 'b', accountId: 'u1' },
      { agreementId: 'b', accountId: 'u2' },
      { agreementId: 'b', accountId: null },
    ]);
  });
});
