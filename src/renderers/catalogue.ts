import { csv } from './csv/csv.ts';
import { html } from './html/html.ts';
import { json } from './json/json.ts';
import { markdown } from './markdown/markdown.ts';
import { pptx } from './pptx/pptx.ts';
import type { FileFormat, Renderer } from './renderer.ts';
import { xlsx } from './xlsx/xlsx.ts';

/** Every format that is written. */
export const RENDERERS: Record<FileFormat, Renderer> = { json, csv, markdown, html, xlsx, pptx };
