import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findingsFile } from '../findings/findings-file.ts';
import { findingsRows } from '../findings/findings-rows.ts';
import type { RenderedFile, Renderer, RenderInput } from '../renderer.ts';

/** `findings/<check>.csv`: one line per finding, for every check that has a findings table. */
export const csv: Renderer = { id: 'csv', files };

function* files({ situation, auditFolder, language, excel, db }: RenderInput): Generator<RenderedFile> {
  for (const check of situation.checks) {
    if (!existsSync(findingsFile(auditFolder, check.id))) continue;
    const content = findingsRows(db, { auditFolder, check }, 'csv', { excel, language });
    yield { path: join('findings', `${check.id}.csv`), content };
  }
}
