import { expect, test } from 'vitest';
import { scriptedClient, type Scripted } from '../testing/scripted-client.ts';

const NOW = Date.parse('2020-10-29T06:00:00Z');
const at = (date: string, more: Partial<Extract<Scripted, { json?: unknown }>> = {}): Scripted => ({
  json: { value: [] },
  headers: { date: Number.isNaN(Date.parse(date)) ? date : new Date(date).toUTCString() },
  ...more,
});

async function asked(answer: Scripted): Promise<unknown> {
  const { client } = scriptedClient([answer], { now: () => NOW });
  return client.get('/users').then(
    ({ status }) => status,
    (error: unknown) => error,
  );
}

test.each(['2020-10-29T06:59:59Z', '2020-10-29T05:00:00Z'])(
  'a clock within an hour of %s is right',
  async (date) => {
    expect(await asked(at(date))).toBe(200);
  },
);

test.each([
  ['2020-10-29T11:00:00Z', '2020-10-29T11:00:00Z'],
  ['2020-10-28T06:00:00Z', '2020-10-28T06:00:00Z'],
])('a machine that is not of the time of Graph’s %s counts no ages', async (date, told) => {
  const error = await asked(at(date));
  expect(error).toMatchObject({
    ...{ name: 'KnownError', kind: 'local' },
    message: `the clock of this machine is wrong: it says 2020-10-29T06:00:00Z, Microsoft’s ${told}. Ages would be counted from it`,
  });
});

test('what is not Graph’s own answer, or tells no time, tells nothing of the clock', async () => {
  const far = '2031-01-01T00:00:00Z';
  expect(await asked({ json: {} })).toBe(200);
  expect(await asked(at('soon'))).toBe(200);
  const refused = await asked(at(far, { status: 403 }));
  expect(refused).toMatchObject({ kind: 'refused' });
  const noJson = { headers: { date: new Date(far).toUTCString() }, text: '12' };
  expect(await asked(noJson)).toBe(200);
});
