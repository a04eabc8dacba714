import { at } from './hash.ts';
import { apportion } from './partition.ts';
import { TARGET_CLASSES, type RedirectsSpec, type TargetClass } from './redirect-spec.ts';

/** The same redirects of another number of accounts; `one` scales a count that stands alone. */
export function scaleRedirects(
  spec: RedirectsSpec,
  redirected: number,
  one: (count: number) => number,
): RedirectsSpec {
  const targets = share(spec.targets, redirected);
  const each = <T>(scale: (name: TargetClass) => T): Record<TargetClass, T> => ({
    'public-webmail': scale('public-webmail'),
    external: scale('external'),
    university: scale('university'),
    unresolved: scale('unresolved'),
    partner: scale('partner'),
    internal: scale('internal'),
  });
  const mechanisms = each((name) => share(spec.mechanisms[name], targets[name]));
  const ruled = TARGET_CLASSES.reduce((n, name) => n + mechanisms[name].rule + mechanisms[name].both, 0);
  return {
    ...spec,
    targets,
    mechanisms,
    coverage: each((name) => {
      const counts = Object.values(spec.coverage[name]);
      const plain = spec.targets[name] - counts.reduce((a, b) => a + b, 0);
      return named(spec.coverage[name], apportion([...counts, plain], targets[name]));
    }),
    actions: share(spec.actions, ruled),
    withSecondTarget: Math.min(ruled, one(spec.withSecondTarget)),
    decoys: {
      copyKeptOfNothing: one(spec.decoys.copyKeptOfNothing),
      emptyAddress: one(spec.decoys.emptyAddress),
    },
  };
}

function share<T extends Record<string, number>>(counts: T, total: number): T {
  return named(counts, apportion(Object.values(counts), total));
}

function named<T extends Record<string, number>>(counts: T, values: readonly number[]): T {
  return { ...counts, ...Object.fromEntries(Object.keys(counts).map((key, i) => [key, at(values, i)])) };
}
