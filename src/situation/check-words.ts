import { z } from 'zod';
import { wordsSchema } from '../i18n/words.ts';

/**
 * A part of a sentence, with the number that decides its plural. `{n}` is that number;
 * `{population}` and `{days}` may stand beside it.
 */
export const clauseSchema = z.object({
  of: z.enum(['count', 'population', 'physicians.count', 'physicians.population']),
  one: z.string(),
  other: z.string(),
  /** Said of nobody, in the place of both; the clauses of physicians that follow are then left out. */
  zero: z.string().optional(),
  /** Facts whose numbers stand in it, as `{fact}`; it is left out where one of them is not known, or the count is no exact one. */
  facts: z.array(z.string()).optional(),
});

/**
 * Clauses written one after the other, without anything added between them: each brings what parts it from the one before, so that
 * those of physicians can be left out. The first begins as it would within a sentence; a report gives it its capital.
 */
export const sentenceSchema = z.array(clauseSchema);
export type Sentence = z.infer<typeof sentenceSchema>;

/** A clause of a footnote, which may count the physicians' accounts as well, with or without a mailbox. */
export const footnoteClauseSchema = clauseSchema.extend({
  of: z.enum([...clauseSchema.shape.of.options, 'physicians.accounts']),
});
export const footnoteSchema = z.array(footnoteClauseSchema);
export type Footnote = z.infer<typeof footnoteSchema>;

/** A sentence of one fact, graver than the count that it is a part of; it is said only where the fact found somebody. */
export const factSentenceSchema = z.object({
  /** The fact that `{n}` is. */
  fact: z.string(),
  /** The fact that tells of how many accounts it is not known. */
  undetermined: z.string().optional(),
  one: wordsSchema,
  other: wordsSchema,
});
export type FactSentence = z.infer<typeof factSentenceSchema>;

/**
 * How grave a finding of a check is. critical: results about patients may go unread or elsewhere, or the whole tenant
 * stands open; serious: an account is not as the directive wants it; notable: to know, and to tidy.
 */
export const GRAVITIES = ['critical', 'serious', 'notable'] as const;
export const gravitySchema = z.enum(GRAVITIES);
export type Gravity = z.infer<typeof gravitySchema>;

/** What a check's figure is told with: the redirects, the MFA, or a part of the report that has figures of its own. */
export const THEMES = ['redirects', 'mfa', 'service-usage', 'enrolments', 'licences'] as const;
export const themeSchema = z.enum(THEMES);
export type Theme = z.infer<typeof themeSchema>;

/** Who acts on a decision: the establishments of the accounts, or whoever administers a part of the tenant. */
export const ACTORS = [
  'establishments',
  'identity-administrators',
  'mail-administrators',
  'licence-administrators',
] as const;
export type Actor = (typeof ACTORS)[number];

/** Where in Microsoft's admin centres a decision is carried out. */
export const CENTRES = [
  'entra-methods',
  'entra-policies',
  'entra-terms',
  'exchange-mailboxes',
  'defender-antispam',
  'microsoft-365-licences',
  'microsoft-365-users',
] as const;
export type Centre = (typeof CENTRES)[number];

const countedWordsSchema = z.object({ one: wordsSchema, other: wordsSchema });

/**
 * How a decision is told: an act, with the number of accounts that decides its plural. `{n}` is that number, `{of}` the check's
 * count; it begins as a sentence does and has no full stop.
 */
export const decisionWordsSchema = z.object({
  id: z.string(),
  act: countedWordsSchema,
  /** The same where what is to be changed has names: `{names}`. */
  actOnNamed: countedWordsSchema.optional(),
  /** Left out where no admin centre does it, and by earlier versions. */
  centre: z.enum(CENTRES).optional(),
  /** What is said besides of its facts, each where it is not 0: `{n}` is the fact. */
  facts: z.array(
    z.object({
      fact: z.string(),
      unit: z.enum(['accounts', 'money']),
      ...countedWordsSchema.shape,
    }),
  ),
});
export type DecisionWords = z.infer<typeof decisionWordsSchema>;

const linesSchema = z.object({ fr: z.array(z.string()), en: z.array(z.string()) });

/**
 * What to do about an account that a check found, in the words of the directive's aide-mémoire: a list of sentences for
 * each of its three headings.
 */
export const adviceSchema = z.object({
  /** Who acts: the person whose account it is, or the administrator of the establishment. */
  audience: z.enum(['holder', 'administrator']),
  /** Of a message about it. */
  subject: wordsSchema,
  /** What was found, to that person: the first sentence all of whose `{column}` are known of the row. */
  finding: linesSchema,
  /** What is said in its place of rows whose columns have these values; the first that fits. */
  findingWhen: z
    .array(z.object({ when: z.record(z.string(), z.union([z.string(), z.boolean()])), finding: linesSchema }))
    .optional(),
  /** Comportements à adopter. */
  adopt: linesSchema,
  /** Comportements à éviter. */
  avoid: linesSchema,
  /** Comment procéder. */
  proceed: linesSchema,
  /** What whoever sends the messages must know first. */
  sending: linesSchema.optional(),
});
export type Advice = z.infer<typeof adviceSchema>;

/** How accounts that came into, left, or changed within a check's count are called, before a colon and a number. */
export const movesWordsSchema = z.object({
  appeared: wordsSchema,
  resolved: wordsSchema,
  altered: wordsSchema.optional(),
});
export type MovesWords = z.infer<typeof movesWordsSchema>;

export const columnSchema = z.object({
  name: z.string(),
  kind: z.enum(['text', 'integer', 'boolean', 'date']),
  label: wordsSchema,
});

/** A column of a findings table: all that a renderer needs to lay it out. */
export type Column = z.infer<typeof columnSchema>;
