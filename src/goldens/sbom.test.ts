import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { sbomOf, type Sbom } from './sbom.ts';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      integrity: z.string().optional(),
    }),
  ),
});
const { packages } = lockSchema.parse(JSON.parse(readFileSync('npm-shrinkwrap.json', 'utf8')));
const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);

let sbom: Sbom;
beforeAll(async () => {
  sbom = await sbomOf('.', 'vigie');
}, 60_000);

test('the bill of materials lists what is installed with the program, with its digests, and nothing else', () => {
  const listed = sbom.components.map(({ name, version, hashes }) => {
    const [hash] = hashes;
    return `${name}@${version} sha512-${Buffer.from(hash?.content ?? '', 'hex').toString('base64')}`;
  });
  const locked = shipped.map(([path, { version, integrity }]) => `${nameOf(path)}@${version} ${integrity}`);
  expect([...new Set(listed)].sort()).toEqual([...new Set(locked)].sort());
});

test('node_modules holds each of them at that version, but for what is of another platform', () => {
  const versionSchema = z.object({ version: z.string() });
  const other = shipped.flatMap(([path, { version, optional }]) => {
    const file = join(path, 'package.json');
    if (!existsSync(file)) return optional === true ? [] : [`${path} is missing`];
    const found = versionSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
    return found === version ? [] : [`${path} is ${found}, not ${version}`];
  });
  expect(other).toEqual([]);
});

test('every package but the optional ones is reached from the program, and every reference leads to one', () => {
  const refs = new Set([...sbom.components.map((one) => one['bom-ref']), 'vigie@0.1.0']);
  const ways = new Map(sbom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set<string>();
  const walk = (ref: string): void => {
    if (reached.has(ref)) return;
    reached.add(ref);
    for (const next of ways.get(ref) ?? []) walk(next);
  };
  walk('vigie@0.1.0');
  expect([...reached].filter((ref) => !refs.has(ref))).toEqual([]);
  expect([...refs].filter((ref) => !reached.has(ref))).toEqual([]);
});

test('it is the same each time, and tells no registry, no folder and no time', async () => {
  const text = JSON.stringify(await sbomOf('.', 'vigie'));
  expect(text).toBe(JSON.stringify(sbom));
  expect(sbom.metadata.component.name).toBe('vigie');
  expect(sbom.serialNumber).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  const hosts = [...text.matchAll(/https?:\/\/([^/"]+)/g)].map(([, host]) => host);
  expect([...new Set(hosts)]).toEqual(['cyclonedx.org']);
  expect(text).not.toMatch(/timestamp|\/tmp\/|\/work\//);
});

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
