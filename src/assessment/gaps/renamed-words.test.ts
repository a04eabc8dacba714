import { expect, onTestFinished, test } from 'vitest';
import { LICENCE_NAMES, ROLE_NAMES } from '../../grants/grant-words.ts';
import type { Situation } from '../../situation/situation.ts';
import { assessTiny } from '../../testing/assess-tiny.ts';
import { MISSED_TOGETHER } from '../../testing/missed-parts.ts';
import * as populationWords from '../sections/population/gap-words.ts';
import * as redirectWords from '../sections/redirects/gap-words.ts';
import * as gapWords from './gap-words.ts';
import { MAIL_FLOW_PARTS } from './mail-flow-part-words.ts';
import { PART_NAMES } from './part-words.ts';
import { SOURCE_NAMES, WHY } from './source-words.ts';

const TABLES: readonly object[] = [
  ...[PART_NAMES, SOURCE_NAMES, WHY, ROLE_NAMES, LICENCE_NAMES, MAIL_FLOW_PARTS],
  ...[gapWords, populationWords, redirectWords]
    .flatMap((words): unknown[] => Object.values(words))
    .filter((one): one is object => typeof one === 'object' && one !== null),
];

/** Puts nonsense in the place of every text of a table, however deep, until the test ends; how many there were. */
function rename(table: object): number {
  return Object.entries(table).reduce((renamed, [key, value]: [string, unknown]) => {
    if (typeof value === 'string') {
      Reflect.set(table, key, `xyzzy ${renamed}`);
      onTestFinished(() => void Reflect.set(table, key, value));
      return renamed + 1;
    }
    return typeof value === 'object' && value !== null ? renamed + rename(value) : renamed;
  }, 0);
}

/** Everything but the words: of a gap its source, reason, number and rank; of a miss its facts. */
function factsOf({ gaps, sources, ...figures }: Situation): unknown {
  return {
    ...figures,
    gaps: gaps.map(({ source, reason, accounts, rank }) => [source, reason, accounts, rank]),
    sources: sources.map(({ misses, ...source }) => ({
      ...source,
      needs: undefined,
      misses: misses?.map((miss) => ({ ...miss, what: undefined })),
    })),
  };
}

const ENROLMENTS = [{ id: 'x', label: { fr: 'X', en: 'X' }, group: 'GRP-X' }];

async function assessAll(): Promise<Situation[]> {
  const all: Situation[] = [];
  for (const snapshot of MISSED_TOGETHER) {
    const { situation } = await assessTiny(snapshot, { enrolments: ENROLMENTS });
    all.push(situation);
  }
  return all;
}

test('with every label of parts, sources and grants renamed, no figure, verdict, gap or lower bound changes', async () => {
  const told = (situations: Situation[]): string => JSON.stringify(situations.map(({ gaps }) => gaps));
  // A gap may hold a table's own text, which is renamed under it: what was told is kept.
  const before = structuredClone(await assessAll());
  const renamed = TABLES.map(rename);
  expect(Math.min(...renamed)).toBeGreaterThan(0);
  const after = await assessAll();
  expect([told(before).includes('xyzzy'), told(after).includes('xyzzy')]).toEqual([false, true]);
  expect(after.map(factsOf)).toEqual(before.map(factsOf));
}, 300_000);
