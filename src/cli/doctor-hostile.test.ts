import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { SOURCE_IDS } from '../snapshot/tables.ts';
import { RECORDED_AT, startFieldCloud, type FieldCloud } from '../testing/field-cloud.ts';
import { scriptOf, type FieldScript } from '../testing/field-cloud-script.ts';
import { variationOf } from '../testing/field-cloud-variation.ts';
import { FIELD_TENANT } from '../testing/field-cloud-people.ts';
import { runHere, type EndedHere } from '../testing/run-here.ts';

/** What a terminal would obey: a title, the clipboard, a colour, a C1 control, and a letter that turns the text around. */
const ESCAPES = '\u001B]0;pwned\u0007\u001B]52;c;cHduZWQ=\u0007\u001B[31m\u009B31m\u202Egnp.exe';
const FORMULA = `=HYPERLINK("https://evil.example")${ESCAPES}`;

const parsed = (text: string): unknown => JSON.parse(text);
const deep = (levels: number): unknown => parsed('[{"value":'.repeat(levels) + 'null' + '}]'.repeat(levels));

/** Answers of 200 that tell nothing a source could be read from. */
const HOLLOW: Readonly<Record<string, unknown>> = {
  null: null,
  'a text': ESCAPES,
  'an object without keys': {},
  'null in value': { value: null },
  'an error with 200': { error: { code: ESCAPES, message: FORMULA } },
  'a deep answer': { value: { value: deep(2_000) } },
  'a list of nulls': { value: [null, null] },
  'a list of nothing said': { value: [{}, {}] },
};

/** Lists with items of somebody who writes what he likes. */
const ODD: Readonly<Record<string, unknown>> = {
  'items of odd kinds': { value: [{ id: { id: 1 }, displayName: [], assignedPlans: 'x', appRoles: 3 }] },
  'items with escapes': {
    value: [
      {
        id: `../../${ESCAPES}`,
        displayName: FORMULA,
        userPrincipalName: ESCAPES,
        name: ESCAPES,
        isDefault: true,
      },
    ],
  },
  'a page after it on another host': {
    value: [{ id: 'x' }],
    '@odata.nextLink': 'https://evil.example/v1.0/users?$skiptoken=1',
  },
  'a key that objects bring along': parsed(
    '{"__proto__":{"value":[]},"constructor":{},"value":[{"__proto__":{}}]}',
  ),
};

/** Refusals of any code. */
const REFUSED: readonly (readonly [string, number, unknown])[] = [
  ['a refusal with a formula', 403, { error: { code: FORMULA, message: ESCAPES, innerError: deep(500) } }],
  ['a refusal in a text', 403, ESCAPES],
  ['a code of no use', 418, []],
];

const answerSchema = z.object({
  sources: z.array(z.object({ id: z.string(), outcome: z.string() })),
});

let cloud: FieldCloud;
let folder: string;
beforeAll(async () => {
  cloud = await startFieldCloud();
  folder = await mkdtemp(join(tmpdir(), 'vigie-doctor-hostile-'));
});
afterAll(async () => {
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

/** The tenant names itself; all else is answered with one thing. */
function allElse(status: number, body: unknown): FieldScript {
  const reply = { status, body };
  const sane = scriptOf({
    ...{ answers: [], files: new Map(), variation: variationOf(0) },
    ...{ tenantId: FIELD_TENANT, exchange: 'open' },
  });
  return {
    ...sane,
    graph: (target) => (/\/organization\b/.test(target) ? sane.graph(target) : reply),
    exchange: () => reply,
  };
}

const OBEYED = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;

/** What doctor says in both forms; a terminal would obey neither. */
async function doctor(): Promise<{ exitCode: number; outcomes: readonly (readonly [string, string])[] }> {
  const options = ['--no-config', '--out', folder, '--give-up-after', '2s', '--lang', 'en'];
  const answered = (format: string): Promise<EndedHere> =>
    runHere(['doctor', '--format', format, ...options], {
      env: cloud.environment,
      now: () => new Date(RECORDED_AT),
    });
  const table = await answered('table');
  const json = await answered('json');
  for (const { stdout, stderr } of [table, json]) expect(`${stdout}${stderr}`).not.toMatch(OBEYED);
  expect(table.exitCode).toBe(json.exitCode);
  const { sources } = answerSchema.parse(JSON.parse(json.stdout));
  return { exitCode: json.exitCode, outcomes: sources.map(({ id, outcome }) => [id, outcome] as const) };
}

const CASES: readonly (readonly [string, number, unknown])[] = [
  ...Object.entries(HOLLOW).map(([name, body]) => [name, 200, body] as const),
  ...REFUSED.map(([name, status, body]) => [name, status, body] as const),
];

test.each(CASES)(
  'nothing is readable where every answer is %s, and nothing of it is obeyed',
  async (_, status, body) => {
    cloud.play(allElse(status, body));
    const { exitCode, outcomes } = await doctor();
    expect(exitCode).toBe(3);
    expect(outcomes.filter(([, outcome]) => outcome === 'readable')).toEqual([]);
  },
);

test.each(Object.entries(ODD))(
  'an answer with %s ends in a word of each source, and nothing of it is obeyed',
  async (_, body) => {
    cloud.play(allElse(200, body));
    const { exitCode, outcomes } = await doctor();
    expect([0, 3]).toContain(exitCode);
    expect(outcomes.map(([id]) => id)).toEqual([...SOURCE_IDS]);
  },
);
