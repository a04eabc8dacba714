/** A text as one word of bash or zsh, nothing within it expanded. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
