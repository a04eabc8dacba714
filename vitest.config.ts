import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** What runs whole audits comes first, so that no fork is left alone with it at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number =>
      ['/src/chaos/', '/src/cli/'].findIndex((room) => moduleId.includes(room));
    const first = others.filter((file) => rank(file) >= 0).sort((a, b) => rank(a) - rank(b));
    return [...first, ...others.filter((file) => rank(file) < 0)];
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    pool: 'forks',
    // One more than the machine has cores: chaos waits for most of its time.
    maxWorkers: 3,
    // A fork keeps what it has loaded from file to file: half the time. A test puts back what it changes of the process.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Three forks, a simulator in each: a machine under load is slow, not wrong.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    teardownTimeout: 10_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['src/**/*.test.ts', 'src/testing/**'] },
  },
});
