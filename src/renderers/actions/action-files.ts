import { join } from 'node:path';
import type { RenderedFile, RenderInput } from '../renderer.ts';
import { actionRows } from './action-rows.ts';
import { advisedChecks } from './advised-checks.ts';
import { leaflet } from './leaflet.ts';

/**
 * The lists to act on, in the language of the report: for every check that says what to do, `actions/<check>.<fr|en>.csv`, also
 * where nobody is on it, so that no earlier list stays behind looking current, and the leaflet that goes with it.
 */
export function* actionFiles(input: RenderInput): Generator<RenderedFile> {
  const { situation, auditFolder, language, excel, db } = input;
  for (const check of advisedChecks(situation, auditFolder)) {
    const name = `${check.id}.${language}`;
    const content = actionRows(db, { situation, auditFolder, check, language, excel });
    yield { path: join('actions', `${name}.csv`), content };
    yield {
      path: join('actions', `${name}.md`),
      content: leaflet(situation, check, `${name}.csv`, language),
    };
  }
}
