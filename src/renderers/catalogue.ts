import { csv } from './csv/csv.ts';
import { json } from './json/json.ts';
import { markdown } from './markdown/markdown.ts';
import type { Format, Renderer } from './renderer.ts';

/** Every format there is. */
export const RENDERERS: Record<Format, Renderer> = { json, csv, markdown };
