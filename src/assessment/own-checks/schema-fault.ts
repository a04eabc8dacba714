import { z } from 'zod';
import type { YamlSource } from '../../config/yaml-source.ts';
import { joinedBy, worded, type InBoth } from '../../errors.ts';
import { ownCheckSchema } from './own-check-schema.ts';
import { OWN_CHECK_WORDS, SCHEMA_FAULTS, type SchemaFault } from './own-check-words.ts';

/** What the schema has against a file of a check, a line each: where it stands, the key, and why. */
export function schemaFaults({ issues }: z.ZodError, source: YamlSource): InBoth {
  // zod has French words for what it says by itself: the same issues, told again.
  const { error } = ownCheckSchema.safeParse(source.value ?? {}, { error: z.locales.frCA().localeError });
  const french = error?.issues ?? [];
  return joinedBy(
    '\n',
    issues.map((issue, at) => faultOf(issue, french[at]?.message ?? issue.message, source)),
  );
}

function faultOf(issue: z.core.$ZodIssue, french: string, source: YamlSource): InBoth {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const { line } = source.positionOf(path, 'value');
  return worded(OWN_CHECK_WORDS.atKey, { line, key: path.join('.'), why: whyOf(issue, french) });
}

function whyOf(issue: z.core.$ZodIssue, french: string): InBoth {
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => JSON.stringify(key)).join(', ');
    const allowed = Object.keys(ownCheckSchema.shape).join(', ');
    return worded(OWN_CHECK_WORDS.unknownKeys, { keys, allowed });
  }
  if (issue.code === 'invalid_value')
    return worded(OWN_CHECK_WORDS.oneOf, { values: issue.values.map(String).join(', ') });
  if (issue.code === 'invalid_type' && issue.input === undefined) return OWN_CHECK_WORDS.missing;
  return isFault(issue.message) ? SCHEMA_FAULTS[issue.message] : { fr: french, en: issue.message };
}

function isFault(message: string): message is SchemaFault {
  return Object.hasOwn(SCHEMA_FAULTS, message);
}
