import { z } from 'zod';
import { COMMON_COLUMNS } from '../../checks/common-columns.ts';
import { wordsSchema } from '../../i18n/words.ts';
import { GRAVITIES } from '../../situation/check-words.ts';
import { STANDING_COLUMNS } from '../../situation/exceptions/exception-columns.ts';
import { SOURCE_IDS } from '../../snapshot/tables.ts';
import type { SchemaFault } from './own-check-words.ts';

/** A fault is told by its code: `SCHEMA_FAULTS` has the words. */
const fault = (code: SchemaFault): SchemaFault => code;

const line = z
  .string()
  .min(1, fault('empty'))
  .regex(/^\P{Cc}*$/u, fault('severalLines'));
const words = wordsSchema.extend({ fr: line, en: line }).strict();
const short = z.string().min(1).max(20, fault('over20'));
const sql = z.string().min(1, fault('empty')).max(20_000);

const counted = z.strictObject({
  one: line.includes('{n}', { message: fault('withoutN') }),
  other: line.includes('{n}', { message: fault('withoutN') }),
});

/** Names that every list has already, in lower case: SQL and spreadsheets know no other. */
const TAKEN = new Set([...COMMON_COLUMNS, ...STANDING_COLUMNS].map(({ name }) => name.toLowerCase()));

/** A check of the configuration: the file `<id>.yaml` of the folder that it names. */
export const ownCheckSchema = z.strictObject({
  title: words,
  shortTitle: wordsSchema.extend({ fr: short, en: short }).strict(),
  /** What it asks, in a sentence. */
  question: words,
  /** Its counting rule in words. */
  rule: words,
  /** What the report says of its count. */
  sentence: z.strictObject({ fr: counted, en: counted }),
  gravity: z.enum(GRAVITIES).default('notable'),
  /** The sources that its findings come from: none of them read, not assessable. */
  sources: z.array(z.enum(SOURCE_IDS)).min(1),
  /** Which accounts it is about: an SQL condition over the dossier; unknown makes undetermined. */
  population: sql,
  /** Which of these are not as they should be: an SQL condition; unknown makes undetermined. */
  nonCompliantWhen: sql,
  columns: z
    .array(
      z.strictObject({
        name: z
          .string()
          .regex(/^[a-z][A-Za-z0-9]{0,39}$/, fault('noCamelCase'))
          .refine((name) => !TAKEN.has(name.toLowerCase()), fault('taken')),
        kind: z.enum(['text', 'integer', 'boolean', 'date']),
        label: words,
        sql,
      }),
    )
    .superRefine((columns, context) => {
      const names = columns.map(({ name }) => name.toLowerCase());
      for (const [at, name] of names.entries())
        if (names.indexOf(name) < at)
          context.addIssue({ code: 'custom', path: [at, 'name'], message: fault('nameTwice') });
    })
    .default([]),
});
export type OwnCheckFile = z.infer<typeof ownCheckSchema>;
