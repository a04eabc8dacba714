import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const componentSchema = z.looseObject({
  'bom-ref': z.string(),
  name: z.string(),
  version: z.string(),
  purl: z.string().startsWith('pkg:npm/'),
  hashes: z
    .array(z.object({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) }))
    .min(1),
  properties: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
});

const sbomSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  serialNumber: z.string(),
  metadata: z.looseObject({
    timestamp: z.string().optional(),
    component: z.looseObject({ 'bom-ref': z.string(), name: z.string() }),
  }),
  components: z.array(componentSchema).min(1),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

/** What a release is made of: every package that is installed with it, by version, licence and digest, in CycloneDX. */
export type Sbom = z.infer<typeof sbomSchema>;

// npm's own --omit=dev leaves out what tools and program both need, such as zod.
const ARGUMENTS = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'];

/**
 * The bill of materials of the package whose `npm-shrinkwrap.json` lies in `folder`, as npm (10 or later) makes it. The same lock gives the same
 * bytes: it tells no time, and its serial number follows from what it lists. Throws where npm, or its answer, is of no use.
 */
export async function sbomOf(folder: string, name: string): Promise<Sbom> {
  const { stdout } = await promisify(execFile)('npm', ARGUMENTS, {
    cwd: folder,
    maxBuffer: 16 * 1_024 * 1_024,
    shell: process.platform === 'win32',
  });
  const { metadata, dependencies, ...sbom } = sbomSchema.parse(JSON.parse(stdout));
  const components = sbom.components.filter(isShipped);
  const shipped = new Set(components.map((one) => one['bom-ref']));
  const own = metadata.component['bom-ref'];
  return {
    ...sbom,
    serialNumber: serialOf(components),
    // npm calls it by the folder it lies in.
    metadata: { ...metadata, timestamp: undefined, component: { ...metadata.component, name } },
    components,
    dependencies: dependencies
      .filter(({ ref }) => shipped.has(ref) || ref === own)
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => shipped.has(one)) })),
  };
}

function isShipped({ properties }: Sbom['components'][number]): boolean {
  return properties.every(({ name }) => name !== 'cdx:npm:package:development');
}

/** A UUID (version 8, RFC 9562) of what is listed. */
function serialOf(components: Sbom['components']): string {
  const hex = createHash('sha256').update(JSON.stringify(components)).digest('hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
