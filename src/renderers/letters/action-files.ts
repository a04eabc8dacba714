import { dirname, join, relative, sep } from 'node:path';
import { inPlace, type RenderedFile, type RenderInput } from '../renderer.ts';
import { listDialect } from '../csv-dialect.ts';
import { linesFile } from '../findings/line-text.ts';
import { actionRows } from './action-rows.ts';
import { advisedChecks } from './advised-checks.ts';
import { leaflet } from './leaflet.ts';
import { letter } from './letter.ts';

/**
 * What to act on, in the language of the report, below `actions/`: for every check that says what to do and could be assessed, the
 * list `<check>.<fr|en>.csv`, also where nobody is on it, so that no earlier list stays behind looking current; the letter to
 * merge with it (.docx); and the leaflet that goes with both (.md).
 */
export function* actionFiles(input: RenderInput): Generator<RenderedFile> {
  const { situation, auditFolder, language, excel, db } = input;
  const { placeOf } = input.places ?? inPlace(auditFolder);
  const dialect = listDialect(language, { excel, plain: input.plainCsv === true });
  const list = { situation, auditFolder, language, placeOf };
  for (const check of advisedChecks(situation, auditFolder)) {
    const at = (extension: string): string => join('actions', `${check.id}.${language}.${extension}`);
    yield linesFile(db, at('csv'), () => actionRows(db, { ...list, check, dialect }));
    yield { path: at('docx'), content: once(() => letter(situation, check, language)) };
    const beside = (extension: string): string =>
      relative(dirname(placeOf(at('md'))), placeOf(at(extension)))
        .split(sep)
        .join('/');
    const files = { file: beside('csv'), letter: beside('docx') };
    yield { path: at('md'), content: leaflet(situation, check, language, files) };
  }
}

async function* once(make: () => Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await make();
}
