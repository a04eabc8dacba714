import { plainText } from './plain-text.ts';
import {
  COLOUR_MAP,
  emptyText,
  escapeXml,
  NAMESPACES,
  rectangle,
  relationships,
  shapeTree,
  XML,
} from './xml-parts.ts';

const LONGEST_NOTE = 2000;
const IMAGE = { x: 0.75, y: 1.25, w: 6, h: 3.375 };
const BODY = { x: 0.75, y: 4.8125, w: 6, h: 3.9375 };

/**
 * The notes master, with a theme of its own, and the notes of each slide, a paragraph each. pptxgenjs has its notes master share
 * the theme of the slides, and PowerPoint takes its placeholders away.
 */
export function notesParts(
  slides: readonly { readonly notes: readonly string[] }[],
  theme: string,
  locale: string,
): ReadonlyMap<string, string> {
  return new Map([
    ['ppt/notesMasters/notesMaster1.xml', notesMaster(locale)],
    [
      'ppt/notesMasters/_rels/notesMaster1.xml.rels',
      relationships([{ type: 'theme', target: '../theme/theme2.xml' }]),
    ],
    ['ppt/theme/theme2.xml', theme],
    ...slides.flatMap(({ notes }, at): [string, string][] => [
      [`ppt/notesSlides/notesSlide${at + 1}.xml`, notesSlide(notes, locale)],
      [
        `ppt/notesSlides/_rels/notesSlide${at + 1}.xml.rels`,
        relationships([
          { type: 'notesMaster', target: '../notesMasters/notesMaster1.xml' },
          { type: 'slide', target: `../slides/slide${at + 1}.xml` },
        ]),
      ],
    ]),
  ]);
}

function notesMaster(locale: string): string {
  const shapes = [
    placeholder(2, 'Slide Image', '<p:ph type="sldImg" idx="2"/>', rectangle(IMAGE), ''),
    placeholder(3, 'Notes', '<p:ph type="body" sz="quarter" idx="3"/>', rectangle(BODY), emptyText(locale)),
  ];
  const style =
    '<a:lvl1pPr marL="0" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:defRPr sz="1200" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>';
  return `${XML}<p:notesMaster ${NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>${shapeTree(shapes)}</p:cSld>${COLOUR_MAP}<p:notesStyle>${style}</p:notesStyle></p:notesMaster>`;
}

function notesSlide(notes: readonly string[], locale: string): string {
  const lines = notes.map((note) => plainText(note, LONGEST_NOTE)).filter((line) => line !== '');
  const paragraphs = lines.map(
    (line) => `<a:p><a:r><a:rPr lang="${locale}"/><a:t>${escapeXml(line)}</a:t></a:r></a:p>`,
  );
  const body =
    paragraphs.length === 0
      ? emptyText(locale)
      : `<p:txBody><a:bodyPr/><a:lstStyle/>${paragraphs.join('')}</p:txBody>`;
  const shapes = [
    placeholder(2, 'Slide Image', '<p:ph type="sldImg"/>', '<p:spPr/>', ''),
    placeholder(3, 'Notes', '<p:ph type="body" idx="1"/>', '<p:spPr/>', body),
  ];
  return `${XML}<p:notes ${NAMESPACES}><p:cSld>${shapeTree(shapes)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>`;
}

/** The image of a slide is the one kind that has no text. */
function placeholder(id: number, name: string, kind: string, place: string, text: string): string {
  const locks = kind.includes('sldImg') ? ' noRot="1" noChangeAspect="1"' : '';
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr><a:spLocks noGrp="1"${locks}/></p:cNvSpPr><p:nvPr>${kind}</p:nvPr></p:nvSpPr>${place}${text}</p:sp>`;
}
