import { expect, test } from 'vitest';
import { ScriptedTransport, type Scripted } from '../testing/scripted-transport.ts';
import { traced, type TracedRequest } from './trace.ts';

const GRAPH = 'https://graph.microsoft.com/v1.0';
const REQUEST_ID = '7e2f0a4c-5a0f-4d0e-8d0a-3d3f2b1c0a9e';
const TOKEN = { authorization: 'Bearer the-secret' };

/** What is told of one request, without the clock's part. */
async function toldOf(url: string, answer: Scripted, method = 'GET'): Promise<unknown> {
  const told: TracedRequest[] = [];
  const transport = traced(new ScriptedTransport([answer]), (request) => told.push(request));
  const signal = new AbortController().signal;
  await transport.send({ method, url, headers: TOKEN, signal }).catch((error: unknown) => {
    if (!('fail' in answer)) throw error;
  });
  expect(told).toHaveLength(1);
  expect(told[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(told[0]?.ms).toBeGreaterThanOrEqual(0);
  const { at, ms, ...rest } = told[0] ?? { at: '', ms: -1 };
  expect(at.length * ms).toBeGreaterThanOrEqual(0);
  return rest;
}

test('a request is told with its status and Microsoft’s id for it', async () => {
  expect(
    await toldOf(`${GRAPH}/users/jean@chum.example?$select=id`, {
      status: 404,
      headers: { 'request-id': REQUEST_ID },
    }),
  ).toEqual({
    host: 'graph.microsoft.com',
    method: 'GET',
    path: '/v1.0/users/{id}?$select',
    status: 404,
    requestId: REQUEST_ID,
  });
});

test('an id that is none, which may hold anything, is not told', async () => {
  const headers = { 'request-id': 'jean.tremblay@chum.example' };
  expect(await toldOf(`${GRAPH}/users`, { headers })).toMatchObject({ requestId: null });
});

test('a request without an answer is told with a code, never with a message', async () => {
  expect(await toldOf(`${GRAPH}/users`, { fail: 'ECONNRESET' })).toMatchObject({
    status: null,
    code: 'ECONNRESET',
  });
  expect(await toldOf(`${GRAPH}/users`, { fail: 'no jean@chum.example' })).toMatchObject({
    ...{ status: null, code: 'NetworkFailure' },
  });
});

test('of a batch it is told how many of its requests were answered with each status', async () => {
  const responses = [200, 200, 429].map((status, id) => ({
    id: String(id),
    status,
    body: { mail: 'jean@x.example' },
  }));
  expect(await toldOf(`${GRAPH}/$batch`, { json: { responses } }, 'POST')).toEqual({
    host: 'graph.microsoft.com',
    method: 'POST',
    path: '/v1.0/$batch',
    status: 200,
    requestId: null,
    items: { '200': 2, '429': 1 },
  });
});
