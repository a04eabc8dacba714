import { EXPORT_CATALOGUE } from './catalogue.ts';
import { layoutsOf, type Layout } from './delimited-file.ts';
import type { ExportKind } from './export-kind.ts';
import { foldHeader } from './fold-header.ts';
import { otherNames } from './other-names.ts';
import type { RecognisedExport } from './scan-export.ts';
import { KnownError, worded } from '../errors.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/** Which export a file is, by its headers; its name tells nothing. Null where it is none. Throws `KnownError` (usage) where it is one that lacks a column, or has one twice. */
export async function recognise(path: string): Promise<RecognisedExport | null> {
  const layouts = await layoutsOf(path);
  const found = layouts.flatMap((layout) =>
    EXPORT_CATALOGUE.filter((kind) => isKind(kind, layout)).map((kind) => ({ kind, layout })),
  );
  const [best] = found.toSorted((a, b) => known(b) - known(a));
  if (best === undefined) return null;
  const { kind, layout } = best;
  return { path, kind, layout, at: placesOf(path, kind, layout) };
}

function isKind({ marks, without }: ExportKind, { folded }: Layout): boolean {
  const has = (header: string): boolean => namesOf([header]).some((name) => folded.includes(name));
  return marks.every((mark) => mark.some(has)) && !without.some(has);
}

/** The ways that headers are written, as they are compared. */
function namesOf(headers: readonly string[]): string[] {
  return headers.flatMap((header) => [header, ...otherNames(header)]).map(foldHeader);
}

function known({ kind, layout }: { readonly kind: ExportKind; readonly layout: Layout }): number {
  return Object.values(kind.columns).filter(({ headers }) =>
    namesOf(headers).some((name) => layout.folded.includes(name)),
  ).length;
}

function placesOf(path: string, kind: ExportKind, { folded }: Layout): Map<string, number> {
  const at = new Map<string, number>();
  const absent: string[] = [];
  for (const [name, { headers, isRequired }] of Object.entries(kind.columns)) {
    const names = new Set(namesOf(headers));
    const places = folded.flatMap((header, place) => (names.has(header) ? [place] : []));
    const [place, another] = places;
    if (another !== undefined) {
      throw new KnownError('usage', worded(TROUBLE_WORDS.columnTwice, { path, column: headers[0] ?? name }), {
        nextSteps: [TROUBLE_WORDS.removeOne],
      });
    }
    if (place !== undefined) at.set(name, place);
    else if (isRequired === true) absent.push(headers[0] ?? name);
  }
  if (absent.length === 0) return at;
  throw new KnownError(
    'usage',
    worded(TROUBLE_WORDS.noColumn, { path, kind: kind.id, columns: absent.join(', ') }),
    {
      nextSteps: [TROUBLE_WORDS.exportColumn],
    },
  );
}
