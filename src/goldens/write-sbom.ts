import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { sbomOf } from './sbom.ts';

const { name, version } = z
  .object({ name: z.string(), version: z.string() })
  .parse(JSON.parse(await readFile('package.json', 'utf8')));
const file = `${name}-${version}.cdx.json`;
await writeFile(file, `${JSON.stringify(await sbomOf('.', name), null, 2)}\n`);
process.stdout.write(`${file}\n`);
