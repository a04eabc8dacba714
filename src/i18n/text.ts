import { capitalised } from './format.ts';

/** A part of a text; a figure is what a format may set apart from the words around it. */
export interface Span {
  readonly text: string;
  readonly figure?: true;
}

/** A text as the spans it was made of, so that nothing has to read it to find its figures. */
export type Text = readonly Span[];

/** A text without a figure to set apart. */
export function plain(text: string): Text {
  return text === '' ? [] : [{ text }];
}

/** A number as it is written, as a text. */
export function figure(text: string): Text {
  return [{ text, figure: true }];
}

/** Texts one after the other; what is no figure is one span. */
export function together(parts: readonly (string | Text)[]): Text {
  const spans: Span[] = [];
  for (const span of parts.flatMap((part) => (typeof part === 'string' ? plain(part) : part))) {
    const last = spans.at(-1);
    if (last === undefined || last.figure === true || span.figure === true) spans.push(span);
    else spans[spans.length - 1] = { text: last.text + span.text };
  }
  return spans;
}

/** A text that begins a sentence. */
export function begun([first, ...others]: Text): Text {
  return first === undefined ? [] : [{ ...first, text: capitalised(first.text) }, ...others];
}

/** A text as most formats print it. */
export function joined(text: Text): string {
  return text.map((span) => span.text).join('');
}

/** A template with its `{placeholders}` replaced; an unknown placeholder stays as it is. */
export function filled(template: string, values: Readonly<Record<string, string | Text>>): Text {
  const parts = template.split(/\{(\w+)\}/).map((part, at) => {
    if (at % 2 === 0) return part;
    return (Object.hasOwn(values, part) ? values[part] : undefined) ?? `{${part}}`;
  });
  return together(parts);
}
