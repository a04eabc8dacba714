import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditFieldCase, type FieldCase, type FieldOutcome } from './field-cloud-audit.ts';
import { readCase } from './field-cloud-answers.ts';
import { startFieldCloud, type FieldCloud } from './field-cloud.ts';

const LONG = 240_000;

export interface FieldTest {
  /** Names the case; a folder of `fixtures/cases/` where `given` has no answers and no files. */
  readonly id: string;
  /** What must come out, as a sentence. */
  readonly says: string;
  readonly given?: FieldCase;
  /** The variations to run; default: as recorded, and one other. */
  readonly seeds?: readonly number[];
  readonly judge: (outcome: FieldOutcome) => Promise<void> | void;
}

/** Declares the tests of a file, over one cloud of its own. */
export function fieldTests(tests: readonly FieldTest[]): void {
  const clouds: FieldCloud[] = [];
  beforeAll(async () => {
    clouds.push(await startFieldCloud());
  }, LONG);
  afterAll(async () => {
    for (const cloud of clouds) await cloud.close();
  });
  test.each(tests.map((one) => [one.id, one.says, one] as const))(
    '%s: %s',
    async (_id, _says, one) => {
      const [cloud] = clouds;
      if (cloud === undefined) throw new Error('the cloud did not start');
      await eachVariation(cloud, one);
    },
    LONG,
  );
}

async function eachVariation(cloud: FieldCloud, one: FieldTest): Promise<void> {
  const isFolder = one.given?.files === undefined && one.given?.answers === undefined;
  const given = isFolder ? { ...one.given, files: await readCase(one.id) } : one.given;
  for (const seed of one.seeds ?? [0, 1]) {
    try {
      await auditFieldCase(cloud, given, seed, async (outcome) => {
        await one.judge(outcome);
        expect(outcome.unexpected, 'requests that neither the case nor the defaults know').toEqual([]);
      });
    } catch (error) {
      if (error instanceof Error) error.message = `variation ${seed}: ${error.message}`;
      throw error;
    }
  }
}
