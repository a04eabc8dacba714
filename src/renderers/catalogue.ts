import type { FileFormat, Renderer } from './renderer.ts';

/** Every format that is written, loaded when it is asked for: one alone need not wait for the libraries of the others. */
export const RENDERERS: Record<FileFormat, () => Promise<Renderer>> = {
  json: async () => (await import('./json/json.ts')).json,
  csv: async () => (await import('./csv/csv.ts')).csv,
  markdown: async () => (await import('./markdown/markdown.ts')).markdown,
  html: async () => (await import('./html/html.ts')).html,
  xlsx: async () => (await import('./xlsx/xlsx.ts')).xlsx,
  pptx: async () => (await import('./pptx/pptx.ts')).pptx,
};

/** The formats that have the accounts in them. */
export const WITH_ACCOUNTS: ReadonlySet<FileFormat> = new Set(['csv', 'xlsx']);
