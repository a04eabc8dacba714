import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Advice, Column } from '../../situation/check-words.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import { openDuckDb, type DuckDb } from '../../duckdb/duckdb.ts';
import { day } from '../../i18n/format.ts';
import { LANGUAGES, type Language } from '../../i18n/language.ts';
import { findingSentence } from './finding-sentence.ts';

let db: DuckDb;
beforeAll(async () => {
  db = await openDuckDb({});
});
afterAll(() => db.close());

const KINDS = { target: 'text', seenOn: 'date', messages: 'integer', kept: 'boolean' } as const;

function check(finding: readonly string[], findingWhen?: Advice['findingWhen']): CheckDescription {
  const words = { fr: 'Essai', en: 'Trial' };
  const lines = { fr: ['Oui.'], en: ['Yes.'] };
  return {
    ...{ id: 'trial', title: words, question: words, rule: words, evidence: [], facts: {}, charts: {} },
    sql: { population: 'true', verdict: `'compliant'` },
    constats: { fr: [], en: [] },
    terms: {
      webmail: { fr: 'Messagerie Web publique', en: 'Public webmail' },
      MFA: { fr: 'AMF', en: 'MFA' },
    },
    columns: Object.entries(KINDS).map(([name, kind]): Column => ({ name, kind, label: words })),
    advice: {
      ...{ audience: 'holder', subject: words, adopt: lines, avoid: lines, proceed: lines },
      finding: { fr: [...finding], en: [...finding] },
      ...(findingWhen === undefined ? {} : { findingWhen }),
    },
  };
}

/** The sentences of rows given as SQL: target, seenOn, messages, kept. */
async function sentences(
  finding: readonly string[],
  rows: readonly string[],
  language: Language = 'fr',
  findingWhen?: Advice['findingWhen'],
) {
  const texts: string[] = [];
  const sql = findingSentence(
    check(finding, findingWhen),
    language,
    (text) => `getvariable('said')[${texts.push(text)}]`,
  );
  await db.setVariable('said', texts);
  const found = await db.rows(
    `SELECT ${sql} AS sentence FROM (VALUES ${rows.map((row) => `(${row})`).join(', ')}) t("target", "seenOn", "messages", "kept")`,
    z.object({ sentence: z.string() }),
  );
  return found.map(({ sentence }) => sentence);
}

test('the first sentence is told all of whose facts are known', async () => {
  const finding = ['Vers {target}, le {seenOn}.', 'Vers {target}.', 'Ailleurs.'];
  expect(
    await sentences(finding, [
      `'x', DATE '2020-10-27', NULL, NULL`,
      `'x', NULL, NULL, NULL`,
      `NULL, DATE '2020-10-27', NULL, NULL`,
      `'  ', NULL, NULL, NULL`,
    ]),
  ).toEqual(['Vers x, le 27 octobre 2020.', 'Vers x.', 'Ailleurs.', 'Ailleurs.']);
});

test('an account of which no sentence can be told has none', async () => {
  expect(await sentences(['Vers {target}.'], [`NULL, NULL, 1, true`])).toEqual(['']);
  expect(await sentences([], [`'x', NULL, 1, true`])).toEqual(['']);
  expect(await sentences(['Ailleurs.', 'Vers {target}.'], [`NULL, NULL, 1, true`])).toEqual(['Ailleurs.']);
  expect(await sentences(['Ailleurs.'], [`NULL, NULL, 1, true`])).toEqual(['Ailleurs.']);
});

test('what holds of some rows alone is told of them first, the first that fits', async () => {
  const rows = [`'blocked', NULL, NULL, false`, `'blocked', NULL, NULL, NULL`, `'sent', NULL, NULL, false`];
  const lines = (text: string) => ({ fr: [text], en: [text] });
  expect(
    await sentences(['Vers {target}.'], rows, 'fr', [
      { when: { target: 'blocked', kept: false }, finding: lines('Personne ne reçoit : {target}.') },
      { when: { target: 'blocked' }, finding: lines('Bloqué.') },
      { when: { unheard: 'x' }, finding: lines('Jamais.') },
    ]),
  ).toEqual(['Personne ne reçoit : blocked.', 'Bloqué.', 'Vers sent.']);
});

test.each(LANGUAGES)('days are written as everywhere in the report (%s)', async (language) => {
  const days = Array.from(
    { length: 12 },
    (_, month) => `20${month + 10}-${String(month + 1).padStart(2, '0')}`,
  );
  const all = days.flatMap((month) => [`${month}-01`, `${month}-11`, `${month}-28`]);
  expect(
    await sentences(
      ['{seenOn}'],
      all.map((one) => `NULL, DATE '${one}', NULL, NULL`),
      language,
    ),
  ).toEqual(all.map((one) => day(one, language)));
});

test('numbers are grouped, answers are words, the check’s terms are within a sentence', async () => {
  const rows = [`'webmail', NULL, 1234567, true`, `'MFA', NULL, -5, false`, `'Autre', NULL, 0, true`];
  const finding = ['{messages} {kept} {target}'];
  expect(await sentences(finding, rows)).toEqual([
    '1\u00a0234\u00a0567 oui messagerie Web publique',
    '-5 non AMF',
    '0 oui Autre',
  ]);
  expect(await sentences(finding, rows, 'en')).toEqual([
    '1,234,567 yes public webmail',
    '-5 no MFA',
    '0 yes Autre',
  ]);
});

test('what the tenant wrote stays on one line and is never read as a template or as SQL', async () => {
  const hostile = `chr(27) || '[31m' || chr(10) || 'a' || chr(8238) || 'b {messages} ''); DROP'`;
  expect(await sentences([`L’{target} d’{autre} ''.`], [`${hostile}, NULL, 7, NULL`])).toEqual([
    `L’[31m a b {messages} '); DROP d’{autre} ''.`,
  ]);
});
