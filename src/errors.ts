/** What kind of known failure it was; the exit code follows from it (`cli/exit-code.ts`). */
export type FailureKind = 'usage' | 'tenant' | 'local' | 'interrupted';

/** A text in both languages. */
export interface InBoth {
  readonly fr: string;
  readonly en: string;
}

/** The names of a template's `{placeholders}`. */
export type PlaceholderOf<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderOf<Rest>
  : never;

/** What stands in a placeholder: the same in both languages, or in each its own. */
export type Fact = string | number | InBoth;

/** What a text needs to be told, by the names of its placeholders; nothing where it has none. */
export type FactsOf<Words extends InBoth> = [PlaceholderOf<Words['fr'] | Words['en']>] extends [never]
  ? []
  : [facts: Readonly<Record<PlaceholderOf<Words['fr'] | Words['en']>, Fact>>];

/** A text in both languages with its `{placeholders}` replaced, each once: what is filled in is not looked at again. */
export function worded<const Words extends InBoth>(words: Words, ...[facts]: FactsOf<Words>): InBoth {
  return { fr: filledIn(words.fr, facts ?? {}, 'fr'), en: filledIn(words.en, facts ?? {}, 'en') };
}

function filledIn(template: string, facts: Readonly<Record<string, Fact>>, language: keyof InBoth): string {
  return template.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (fact === undefined) return placeholder;
    return typeof fact === 'object' ? fact[language] : String(fact);
  });
}

/** A text that no language changes: a path, a name, what another program said. Not for words of ours. */
export function asIs(text: string): InBoth {
  return { fr: text, en: text };
}

/** Texts one after the other, as they are written in each language. */
export function joinedBy(separator: string, texts: readonly InBoth[]): InBoth {
  return {
    fr: texts.map(({ fr }) => fr).join(separator),
    en: texts.map(({ en }) => en).join(separator),
  };
}

/** An error that can be told in both languages; `message` is English. Whoever catches it tells of it with `wordsOf`. */
export class WordedError extends Error {
  override readonly name: string = 'WordedError';
  readonly words: InBoth;

  constructor(words: InBoth, options: { cause?: unknown } = {}) {
    super(words.en, options.cause === undefined ? {} : { cause: options.cause });
    this.words = words;
  }
}

/** What is printed of a failure. */
export interface Told {
  readonly message: string;
  readonly nextSteps: readonly string[];
}

/**
 * A failure we can explain: what happened and where, the allowed values, the next step.
 * Printed as its message alone, in the language of the run (`told`; `message` is English); any other error is a bug and keeps its stack.
 */
export class KnownError extends WordedError {
  override readonly name: string = 'KnownError';
  readonly kind: FailureKind;
  /** What the reader should do next, one line each, in English. */
  readonly nextSteps: readonly string[];
  /** The same in both languages. */
  readonly steps: readonly InBoth[];

  constructor(
    kind: FailureKind,
    message: InBoth,
    options: { nextSteps?: readonly InBoth[]; cause?: unknown } = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.steps = options.nextSteps ?? [];
    this.nextSteps = this.steps.map(({ en }) => en);
  }

  /** What to print in a language. */
  told(language: keyof InBoth): Told {
    return { message: this.words[language], nextSteps: this.steps.map((step) => step[language]) };
  }
}

/** The message of anything thrown, without a stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What the system means by the codes that a user meets, before its own words. */
const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'ce fichier ou ce dossier n’existe pas',
  ENOTDIR: 'une partie du chemin n’est pas un dossier',
  EISDIR: 'c’est un dossier',
  EACCES: 'permission refusée',
  EPERM: 'permission refusée',
  ELOOP: 'ses liens ne mènent nulle part',
  ENAMETOOLONG: 'le nom est trop long',
  ENOSPC: 'le disque est plein',
  EIO: 'le disque est défaillant',
};

/** The same in both languages, where it has both; what the system or another package said stays as it is, the system's after what it means. */
export function wordsOf(error: unknown): InBoth {
  if (error instanceof WordedError) return error.words;
  const message = messageOf(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const meant = Object.hasOwn(SYSTEM, code) ? SYSTEM[code] : undefined;
  return meant === undefined ? asIs(message) : { fr: `${meant} (${message})`, en: message };
}
