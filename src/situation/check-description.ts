import { z } from 'zod';
import { wordsSchema } from '../i18n/words.ts';
import {
  adviceSchema,
  columnSchema,
  decisionWordsSchema,
  factSentenceSchema,
  footnoteSchema,
  gravitySchema,
  movesWordsSchema,
  sentenceSchema,
  themeSchema,
} from './check-words.ts';

export const checkDescriptionSchema = z.object({
  id: z.string(),
  title: wordsSchema,
  /** At most 20 characters, for a column or a sheet; left out by earlier versions. */
  shortTitle: wordsSchema.optional(),
  question: wordsSchema,
  rule: wordsSchema,
  /** The SQL expressions that produced the figure. */
  sql: z.object({ population: z.string(), verdict: z.string() }),
  /** The sources its population and verdict rest on; in audits of earlier versions, `primary` alone. */
  evidence: z.array(z.string()),
  /** Of these, those that its findings come from: none read, not assessable; some not, a lower bound. */
  primary: z.array(z.string()).optional(),
  /** The sources that its facts, items and columns alone rest on. */
  details: z.array(z.string()).optional(),
  /** The dossier's columns that its population and verdict name, told in the situation's `dictionary`. */
  dossierColumns: z.array(z.string()).optional(),
  /** The sentences of the Constats; none for an informative check. */
  constats: z.object({ fr: z.array(sentenceSchema), en: z.array(sentenceSchema) }),
  /** Stands beneath its sentences where not all accounts of physicians have a mailbox; left out by earlier versions. */
  footnote: z.object({ fr: footnoteSchema, en: footnoteSchema }).optional(),
  /** Every report opens with its sentences: they are among those of the ministry's slide. */
  opensReport: z.literal(true).optional(),
  /** Sentences that follow those, of facts that are graver than the count. */
  factConstats: z.array(factSentenceSchema).optional(),
  /** Labels of the indicator's facts. */
  facts: z.record(z.string(), wordsSchema),
  /** Words for the values of the facts' breakdowns; one that is not there is printed as it is. */
  terms: z.record(z.string(), wordsSchema).default({}),
  /** Of its breakdowns, those in several parts of which one counted account may be; left out by earlier versions. */
  overlapping: z.array(z.string()).optional(),
  /** Of its facts, those to draw, and the id of the chart. */
  charts: z.record(z.string(), z.string()).default({}),
  /** Every column of its findings, common ones first. */
  columns: z.array(columnSchema),
  /** The service whose active accounts look like those that it does not count, and are others. */
  alike: z.enum(['exchange']).optional(),
  gravity: gravitySchema.optional(),
  /** What its figure is told with, such as the slides of MFA; left out where it stands by itself. */
  theme: themeSchema.optional(),
  moves: movesWordsSchema.optional(),
  /** Columns that tell one of an account's several findings from another. */
  itemKey: z.array(z.string()).optional(),
  advice: adviceSchema.optional(),
  /** The words of the decisions that its findings may call for; left out by earlier versions. */
  decisions: z.array(decisionWordsSchema).optional(),
});

/** A check as `situation.json` carries it, so that a report prints it without knowing any check. */
export type CheckDescription = z.infer<typeof checkDescriptionSchema>;
