import { z } from 'zod';
import { digestOfText, digestSchema, sha256Schema } from './digest.ts';

export const MANIFEST_SCHEMA = 'vigie/manifest/1';

/** A relative path that stays below the folder it starts from: the manifest is a file that anyone may have edited. */
function isWithin(path: string): boolean {
  const steps = path.split('/');
  return !path.includes('\\') && steps.every((step) => !['', '.', '..'].includes(step));
}

const pathSchema = z.string().refine(isWithin, 'it leads out of the audit folder');

const fileRecordSchema = z.object({ path: pathSchema, ...digestSchema.shape });

/** A file of the audit, as it was when it was recorded. */
export type FileRecord = z.infer<typeof fileRecordSchema>;

export const LAYER_KINDS = [
  /** What a version before the layers had recorded. */
  'unlayered',
  'snapshot',
  'assessment',
  'reports',
  'establishments',
  'purge',
  'signature',
  /** A copy to share: written from another audit, under pseudonyms. */
  'share',
  /** What holds people was encrypted; the layers below tell of the encrypted files. */
  'encryption',
] as const;

export type LayerKind = (typeof LAYER_KINDS)[number];

/** What one command recorded over what was recorded before: enough to write the former manifest again, byte for byte. */
const layerSchema = z.object({
  kind: z.enum(LAYER_KINDS),
  /** Version of the program. */
  vigie: z.string(),
  /** SHA-256 of the manifest that it was written over; null where there was none. */
  former: sha256Schema.nullable(),
  /** Files that are new, or have other bytes than before. */
  written: z.array(pathSchema),
  /** What was recorded before and is no more, or has other bytes now. */
  gone: z.array(fileRecordSchema),
  /** What the layer rests on: sources and their outcomes, parameters, digests of the configuration. */
  facts: z.record(z.string(), z.json()).optional(),
  /** The Ed25519 signature of the former manifest, in base64, where it was signed. */
  formerSignature: z.base64().optional(),
});

export type Layer = z.infer<typeof layerSchema>;

export const manifestSchema = z.object({
  schema: z.literal(MANIFEST_SCHEMA),
  /** Version of the program that wrote it. */
  vigie: z.string(),
  files: z.array(fileRecordSchema),
  /** The oldest first; left out by versions that knew no layers. */
  layers: z.array(layerSchema).min(1).optional(),
  /** SHA-256 of the manifest without this key: tells damage, not forgery. */
  contentSha256: sha256Schema.optional(),
});

/** `manifest.json`: every file of the audit with its size and SHA-256, by path, and how it came to be so. */
export type AuditManifest = z.infer<typeof manifestSchema>;

/** The manifest of some records, in the order that all are written in. */
export function manifestOf(
  records: Iterable<FileRecord>,
  vigie: string,
  layers: readonly Layer[] | undefined,
): AuditManifest {
  const files = sorted(records);
  const bare = { schema: MANIFEST_SCHEMA, vigie, files } as const;
  if (layers === undefined) return bare;
  const content = { ...bare, layers: [...layers] };
  return { ...content, contentSha256: digestOfText(textOf(content)).sha256 };
}

/** By path, with the keys in one order. */
export function sorted(records: Iterable<FileRecord>): FileRecord[] {
  return [...records]
    .map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The one text of a manifest: two spaces of indentation, keys in the order of the schema, one end of line. */
export function textOf(manifest: AuditManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
