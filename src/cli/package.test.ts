import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freshBuild } from '../testing/fresh-build.ts';

const packedSchema = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })) })]);

let packed: string[];
beforeAll(async () => {
  await freshBuild();
  const argv = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await promisify(execFile)('npm', argv, { maxBuffer: 64 * 1_024 * 1_024 });
  const [{ files }] = packedSchema.parse(JSON.parse(stdout));
  packed = files.map(({ path }) => path);
}, 400_000);

test('the package holds the program, its tenant, the guides, and nothing else', () => {
  const tops = new Set(
    packed.map((path) =>
      path
        .split('/')
        .slice(0, path.startsWith('dist/') ? 2 : 1)
        .join('/'),
    ),
  );
  const rooms = [
    ...[
      'assessment',
      'attributes.js',
      'audits',
      'checks',
      'cli',
      'collectors',
      'config',
      'disk',
      'dossier',
      'duckdb',
    ],
    ...[
      'enforcement',
      'errors.js',
      'evidence',
      'exchange',
      'grants',
      'graph',
      'i18n',
      'imports',
      'population',
      'preflight',
      'renderers',
      'simulator',
    ],
    ...['setup', 'sharing', 'situation', 'snapshot', 'texts'],
  ];
  expect([...tops].sort()).toEqual(
    [
      ...[
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'SECURITY.md',
        'bin',
        'docs',
        'fixtures',
        'npm-shrinkwrap.json',
      ],
      'package.json',
      ...rooms.map((room) => `dist/${room}`),
    ].sort(),
  );
  expect(packed).toEqual(
    expect.arrayContaining(['bin/vigie.js', 'dist/cli/bin.js', 'docs/pictures/report.png']),
  );
});

test('no test, no source map, no note of the build is in the package, and of the fixtures the tenants alone', () => {
  expect(packed.filter((path) => /\.test\.|\.map$|\/\.|\.ts$/.test(path))).toEqual([]);
  expect(
    packed.filter((path) => path.startsWith('fixtures/') && !path.startsWith('fixtures/tenants/')),
  ).toEqual([]);
});

test('each promise of SECURITY.md names tests that are there', () => {
  const named = [...readFileSync('SECURITY.md', 'utf8').matchAll(/`(src\/[^`]+\.test\.ts)`/g)].map(
    ([, path = '']) => path,
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dev: z.boolean().optional(),
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

test('what is installed with the program runs nothing when it is installed, and is pinned by its digest alone', () => {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync('npm-shrinkwrap.json', 'utf8')));
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  expect(shipped.length).toBeGreaterThan(50);
  expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([]);
  expect(shipped.filter(([, { integrity = '' }]) => !/^sha512-[\w+/]{86}==$/.test(integrity))).toEqual([]);
  expect(shipped.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});
