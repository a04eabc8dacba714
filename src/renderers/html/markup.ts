/** Text that is markup already; nothing else passes a template unescaped. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
export type { Markup };

type Value = string | number | Markup | readonly Value[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Controls but line ends and tabs, direction marks, invisible characters, halves of a pair. */
const DROPPED =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

/** A template whose values are escaped, in text and in quoted attributes alike; lists are joined without a separator. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.map((part, at) => part + written(values[at] ?? '')).join(''));
}

/** Own text that is no markup of a body: the page's style and script. */
export function verbatim(text: string): Markup {
  return new Markup(text);
}

function written(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return value.map(written).join('');
  return value.replace(DROPPED, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
