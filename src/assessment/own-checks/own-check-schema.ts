import { z } from 'zod';
import { COMMON_COLUMNS } from '../../checks/common-columns.ts';
import { wordsSchema } from '../../i18n/words.ts';
import { GRAVITIES } from '../../situation/check-words.ts';
import { STANDING_COLUMNS } from '../../situation/exceptions/exception-columns.ts';
import { SOURCE_IDS } from '../../snapshot/tables.ts';

const line = z
  .string()
  .min(1, 'must not be empty')
  .regex(/^\P{Cc}*$/u, 'must be one line, without control characters');
const words = wordsSchema.extend({ fr: line, en: line }).strict();
const short = z.string().min(1).max(20, 'must have 20 characters at the most');
const sql = z.string().min(1, 'must not be empty').max(20_000);

const counted = z.strictObject({
  one: line.includes('{n}', { message: 'must hold {n}, the number' }),
  other: line.includes('{n}', { message: 'must hold {n}, the number' }),
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
          .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a name in camelCase, such as lastSignInOn')
          .refine((name) => !TAKEN.has(name.toLowerCase()), 'is a column that every list has'),
        kind: z.enum(['text', 'integer', 'boolean', 'date']),
        label: words,
        sql,
      }),
    )
    .superRefine((columns, context) => {
      const names = columns.map(({ name }) => name.toLowerCase());
      for (const [at, name] of names.entries())
        if (names.indexOf(name) < at)
          context.addIssue({ code: 'custom', path: [at, 'name'], message: 'is the name of another column' });
    })
    .default([]),
});
export type OwnCheckFile = z.infer<typeof ownCheckSchema>;
