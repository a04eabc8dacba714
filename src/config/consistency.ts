import { z } from 'zod';
import { worded } from '../errors.ts';
import { CONFIG_WORDS } from './config-words.ts';
import type { Problem } from './problem.ts';

const id = z.string().optional().catch(undefined);

/** What is needed of a config that may still be wrong elsewhere, so that all problems are told at once. */
const label = z.object({ fr: z.unknown(), en: z.unknown() }).partial().optional().catch(undefined);

const outlineSchema = z.object({
  categories: z
    .array(
      z.object({ id, label, when: z.record(z.string(), z.unknown()).optional().catch(undefined) }).catch({}),
    )
    .catch([]),
  enrolments: z.array(z.object({ id }).catch({})).catch([]),
  profiles: z.array(z.object({ id }).catch({})).catch([]),
  roster: z
    .object({
      key: z.unknown().optional(),
      category: z.unknown().optional(),
      establishment: z.unknown().optional(),
    })
    .optional()
    .catch(undefined),
  establishments: z.object({ attribute: z.unknown().optional() }).optional().catch(undefined),
  names: z.unknown().optional(),
  checks: z
    .object({ only: z.unknown().optional(), without: z.unknown().optional() })
    .optional()
    .catch(undefined),
});
type Outline = z.infer<typeof outlineSchema>;

/** What the command line says over the file. */
export interface SaidOver {
  /** `--no-names` */
  readonly names?: false;
}

/**
 * Problems that no single value shows: ids or labels twice, categories out of reach, a roster that gives nothing, display names that are needed
 * and not kept, checks chosen in two ways.
 */
export function inconsistencies(value: unknown, over: SaidOver = {}): Problem[] {
  const parsed = outlineSchema.safeParse(value);
  if (!parsed.success) return [];
  const outline = parsed.data;
  return [
    ...duplicates('categories', outline.categories),
    ...duplicates('enrolments', outline.enrolments),
    ...duplicates('profiles', outline.profiles),
    ...sameLabels(outline),
    ...unreachable(outline),
    ...idleRoster(outline),
    ...namesNeeded(outline, over),
    ...choosesTwice(outline),
  ];
}

/** What is not among `only` is left out anyway. */
function choosesTwice({ checks }: Outline): Problem[] {
  if (checks?.only === undefined || checks.without === undefined) return [];
  return [{ path: ['checks', 'without'], at: 'key', text: CONFIG_WORDS.besideOnly }];
}

/** Where display names are not kept, nothing may rest on them: what nobody asked for would look like what nobody has. */
function namesNeeded({ categories, establishments, roster, names }: Outline, over: SaidOver): Problem[] {
  if (over.names !== false && names !== false) return [];
  const why = over.names === false ? '--no-names' : 'names: false';
  const text = worded(CONFIG_WORDS.needsName, { why });
  return [
    ...categories.flatMap(({ when }, index): Problem[] =>
      when === undefined || !Object.hasOwn(when, 'displayName')
        ? []
        : [{ path: ['categories', index, 'when', 'displayName'], at: 'key', text }],
    ),
    ...(establishments?.attribute === 'displayName'
      ? [{ path: ['establishments', 'attribute'], at: 'value', text } as const]
      : []),
    ...(roster?.key === 'displayName' ? [{ path: ['roster', 'key'], at: 'value', text } as const] : []),
  ];
}

function duplicates(list: string, entries: readonly { id?: string | undefined }[]): Problem[] {
  return entries.flatMap((entry, index) => {
    const first = entries.findIndex((other) => other.id === entry.id);
    if (entry.id === undefined || first === index) return [];
    return [
      {
        path: [list, index, 'id'],
        at: 'value',
        text: worded(CONFIG_WORDS.sameId, { first: `${list}[${first}]` }),
      },
    ];
  });
}

/** Two categories of one name are two lines of the report that nobody can tell apart, and a roster's word for both. */
function sameLabels({ categories }: Outline): Problem[] {
  return (['fr', 'en'] as const).flatMap((language) => {
    const labels = categories.map((category) => written(category.label?.[language]));
    return labels.flatMap((text, index): Problem[] => {
      const first = labels.indexOf(text);
      if (text === null || first === index) return [];
      return [
        {
          path: ['categories', index, 'label', language],
          at: 'value',
          text: worded(CONFIG_WORDS.sameLabel, { first: `categories[${first}]` }),
        },
      ];
    });
  });
}

/** Case, accents, and the kind of spaces and apostrophes tell no label from another. */
function written(label: unknown): string | null {
  if (typeof label !== 'string') return null;
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[’‘ʼ]/gu, "'").replace(/\s+/gu, ' ').trim();
}

function unreachable({ categories, roster }: Outline): Problem[] {
  // A roster names categories itself, so it reaches the ones that patterns never do.
  if (roster?.category !== undefined) return [];
  const catchAll = categories.findIndex(({ when }) => when !== undefined && Object.keys(when).length === 0);
  if (catchAll === -1) return [];
  return categories.slice(catchAll + 1).map((_, index) => ({
    path: ['categories', catchAll + 1 + index],
    at: 'value',
    text: worded(CONFIG_WORDS.neverMatches, { first: `categories[${catchAll}]`, when: 'when: {}' }),
  }));
}

function idleRoster({ roster }: Outline): Problem[] {
  if (roster === undefined || roster.category !== undefined || roster.establishment !== undefined) return [];
  return [
    {
      path: ['roster'],
      at: 'key',
      text: CONFIG_WORDS.idleRoster,
    },
  ];
}
