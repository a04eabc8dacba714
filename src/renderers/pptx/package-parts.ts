import { XML } from './xml-parts.ts';

const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** By the file's ending. */
const DEFAULTS: Readonly<Record<string, string>> = {
  rels: 'application/vnd.openxmlformats-package.relationships+xml',
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
};

/** By what the part is. */
const KINDS: readonly (readonly [path: RegExp, type: string])[] = [
  [/^docProps\/app\.xml$/, `${OFFICE}.extended-properties+xml`],
  [/^docProps\/core\.xml$/, 'application/vnd.openxmlformats-package.core-properties+xml'],
  [/^ppt\/presentation\.xml$/, `${OFFICE}.presentationml.presentation.main+xml`],
  [/^ppt\/presProps\.xml$/, `${OFFICE}.presentationml.presProps+xml`],
  [/^ppt\/viewProps\.xml$/, `${OFFICE}.presentationml.viewProps+xml`],
  [/^ppt\/tableStyles\.xml$/, `${OFFICE}.presentationml.tableStyles+xml`],
  [/^ppt\/slides\/slide\d+\.xml$/, `${OFFICE}.presentationml.slide+xml`],
  [/^ppt\/slideLayouts\/slideLayout\d+\.xml$/, `${OFFICE}.presentationml.slideLayout+xml`],
  [/^ppt\/slideMasters\/slideMaster\d+\.xml$/, `${OFFICE}.presentationml.slideMaster+xml`],
  [/^ppt\/notesMasters\/notesMaster\d+\.xml$/, `${OFFICE}.presentationml.notesMaster+xml`],
  [/^ppt\/notesSlides\/notesSlide\d+\.xml$/, `${OFFICE}.presentationml.notesSlide+xml`],
  [/^ppt\/charts\/chart\d+\.xml$/, `${OFFICE}.drawingml.chart+xml`],
  [/^ppt\/theme\/theme\d+\.xml$/, `${OFFICE}.theme+xml`],
];

/**
 * The list of types, of the parts that there are and of no other: pptxgenjs names a slide master for every slide, and kinds of
 * pictures that the file has none of. Throws where a part's type is not known.
 */
export function contentTypes(paths: readonly string[]): string {
  const endings = new Set<string>();
  const overrides = [...paths].sort().flatMap((path) => {
    const ending = path.slice(path.lastIndexOf('.') + 1);
    if (DEFAULTS[ending] !== undefined) {
      endings.add(ending);
      return [];
    }
    const type = KINDS.find(([kind]) => kind.test(path))?.[1];
    if (type === undefined) throw new Error(`${path} is of no type that a presentation is known to have`);
    return [`<Override PartName="/${path}" ContentType="${type}"/>`];
  });
  const defaults = [...endings]
    .sort()
    .map((ending) => `<Default Extension="${ending}" ContentType="${DEFAULTS[ending] ?? ''}"/>`);
  return `${XML}<Types xmlns="${TYPES}">${[...defaults, ...overrides].join('')}</Types>`;
}

/** What the file says of how much it holds. */
export function appProperties(slides: number): string {
  const extended = 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties';
  return `${XML}<Properties xmlns="${extended}"><TotalTime>0</TotalTime><Application>Microsoft Office PowerPoint</Application><PresentationFormat>Widescreen</PresentationFormat><Slides>${slides}</Slides><Notes>${slides}</Notes><HiddenSlides>0</HiddenSlides><AppVersion>16.0000</AppVersion></Properties>`;
}
