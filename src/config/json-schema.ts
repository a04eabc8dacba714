import { z } from 'zod';
import { configSchema } from './config.ts';

const nodeSchema = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  propertyNames: z.object({ enum: z.array(z.string()) }).optional(),
  items: z.unknown().optional(),
});

/** JSON Schema (draft 2020-12) of what may be written in `vigie.config.yaml`: for editors and for checks elsewhere. */
export function configJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(configSchema, { io: 'input' }), title: 'vigie.config.yaml' };
}

/** The keys allowed in the mapping that stands at `path`; none where no mapping belongs. */
export function allowedKeysAt(path: readonly (string | number)[]): string[] {
  let node: unknown = configJsonSchema();
  for (const segment of path) {
    const parsed = nodeSchema.safeParse(node);
    if (!parsed.success) return [];
    node = typeof segment === 'number' ? parsed.data.items : parsed.data.properties?.[segment];
  }
  const parsed = nodeSchema.safeParse(node);
  if (!parsed.success) return [];
  return parsed.data.propertyNames?.enum ?? Object.keys(parsed.data.properties ?? {});
}
