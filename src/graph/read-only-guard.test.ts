import { expect, test } from 'vitest';
import { assertReadOnly } from './read-only-guard.ts';

const ROOT = 'https://graph.microsoft.com/v1.0';

function batch(...requests: unknown[]): string {
  return JSON.stringify({ requests });
}

test.each([
  ['a GET', { method: 'GET', url: `${ROOT}/users` }],
  [
    'a batch of GETs',
    { method: 'POST', url: `${ROOT}/$batch`, body: batch({ id: '1', method: 'GET', url: '/users' }) },
  ],
])('%s passes', (_what, request) => {
  expect(() => assertReadOnly(request)).not.toThrow();
});

test.each([
  ['a POST', { method: 'POST', url: `${ROOT}/users`, body: '{}' }],
  ['a PATCH', { method: 'PATCH', url: `${ROOT}/users/1`, body: '{}' }],
  ['a DELETE', { method: 'DELETE', url: `${ROOT}/users/1` }],
  ['a GET with a body', { method: 'GET', url: `${ROOT}/users`, body: '{}' }],
  [
    'a batch that holds a write',
    {
      method: 'POST',
      url: `${ROOT}/$batch`,
      body: batch({ id: '1', method: 'GET', url: '/users' }, { id: '2', method: 'DELETE', url: '/users/1' }),
    },
  ],
  [
    'a batch whose GET carries a body',
    {
      method: 'POST',
      url: `${ROOT}/$batch`,
      body: batch({ id: '1', method: 'GET', url: '/users', body: {} }),
    },
  ],
  ['an empty batch', { method: 'POST', url: `${ROOT}/$batch`, body: batch() }],
  ['a batch without a body', { method: 'POST', url: `${ROOT}/$batch` }],
  [
    'a batch to a path that only looks like one',
    { method: 'POST', url: `${ROOT}/users/$batch`, body: batch({ id: '1', method: 'GET', url: '/users' }) },
  ],
])('%s is refused before it is sent', (_what, request) => {
  expect(() => assertReadOnly(request)).toThrow(
    expect.objectContaining({ kind: 'forbidden', code: 'ReadOnly' }),
  );
});
