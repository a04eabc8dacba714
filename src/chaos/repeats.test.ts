import { expect, test } from 'vitest';
import type { LoggedRequest } from '../simulator/simulator.ts';
import { needlessRepeats } from './repeats.ts';

function get(path: string): LoggedRequest {
  return { method: 'GET', host: 'graph.microsoft.com', path: `/v1.0${path}`, status: 200, at: 0 };
}

/** The nth batch of the mailboxes, 20 each. */
function batch(n: number): LoggedRequest {
  const items = Array.from({ length: 20 }, (_, index) => ({
    id: String(index + 1),
    url: `/users/${n * 20 + index}/mailFolders/inbox/messageRules`,
    status: 200,
  }));
  return {
    method: 'POST',
    host: 'graph.microsoft.com',
    path: '/v1.0/$batch',
    status: 200,
    at: 0,
    items,
  };
}

const batches = (count: number, from = 0): LoggedRequest[] =>
  Array.from({ length: count }, (_, index) => batch(from + index));

const DIRECTORY = '/users?$select=id&$top=999';
const SIGN_INS = '/users?$select=id,signInActivity&$top=500';
const PER_USER_STATES = '/users?$select=id,perUserMfaState&$top=999';
const LOOKUP = `/users?$filter=${encodeURIComponent("proxyAddresses/any(p:p eq 'smtp:a@b.example')")}&$select=id`;

test('a run that goes on where the killed one stopped asks nothing in vain', () => {
  const killed = [get(DIRECTORY), get(`${DIRECTORY}&$skiptoken=a`), ...batches(20)];
  const last = [get(`${DIRECTORY}&$skiptoken=b`), ...batches(20, 20)];
  expect(needlessRepeats([killed, last])).toEqual([]);
});

test('the page and the batches that were under way may be asked again', () => {
  const walks = [get(SIGN_INS), get(PER_USER_STATES), get(LOOKUP)];
  const killed = [get(DIRECTORY), get(`${DIRECTORY}&$skiptoken=a`), ...walks, ...batches(20)];
  const last = [get(`${DIRECTORY}&$skiptoken=a`), ...walks, ...batches(20, 4)];
  expect(needlessRepeats([killed, last])).toEqual([]);
});

test('two pages of one source asked again are told, for each killed run', () => {
  const walk = [get(DIRECTORY), get(`${DIRECTORY}&$skiptoken=a`)];
  expect(needlessRepeats([walk, walk, walk])).toEqual([
    'run 1: accounts asked 2 pages again',
    'run 2: accounts asked 2 pages again',
  ]);
});

test.each([
  ['sign-in-activity', SIGN_INS],
  ['mfa-registrations', '/reports/authenticationMethods/userRegistrationDetails?$top=999'],
  ['group-members', '/groups/0f/transitiveMembers?$select=id'],
])('pages of %s are told from those of other sources', (source, path) => {
  const walk = [get(path), get(`${path}&$skiptoken=a`), get(DIRECTORY)];
  expect(needlessRepeats([walk, walk])).toEqual([`run 1: ${source} asked 2 pages again`]);
});

test('more batches asked again than were in flight are told, whatever they are packed with', () => {
  const killed = batches(17);
  const again = killed.map((request) => ({ ...request, items: (request.items ?? []).slice(7, 8) }));
  expect(needlessRepeats([killed, again])).toEqual(['run 1: inbox-rules asked 17 batches again']);
});
