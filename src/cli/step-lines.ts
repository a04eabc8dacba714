/** What to do next, one line each, below a message. */
export function stepLines(steps: readonly string[]): string {
  return steps.map((step) => `  → ${step}\n`).join('');
}
