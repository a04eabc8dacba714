import { markup, type Markup } from './markup.ts';

/** The names of the series, each with its colour and pattern. */
export function legend(names: readonly string[]): Markup {
  const items = names.map(
    (name, series) =>
      markup`<span><svg class="swatch"><rect class="s${series}" width="100%" height="100%"/></svg>${name}</span>`,
  );
  return markup`<div class="legend">${items}</div>\n`;
}
