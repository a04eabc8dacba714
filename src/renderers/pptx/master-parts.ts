import { FONT, PALETTE } from './palette.ts';
import { COVER_TITLE, FOOTER, HEIGHT, SLIDE_NUMBER, TITLE } from './places.ts';
import {
  COLOUR_MAP,
  emptyText,
  escapeXml,
  NAMESPACES,
  rectangle,
  relationships,
  shapeTree,
  solid,
  XML,
  type Place,
} from './xml-parts.ts';

/** What the master says of its layouts: the first number is the master's own. */
const FIRST_LAYOUT_ID = 2_147_483_649;

/**
 * The slide master and the two layouts that every slide stands on: its reader changes them in one place. pptxgenjs writes a master
 * without a title, a layout that no slide uses, backgrounds without effects and shapes without text, which PowerPoint repairs.
 */
export function masterParts(footer: string, locale: string): ReadonlyMap<string, string> {
  const layouts = [coverLayout(locale), contentLayout(footer, locale)];
  const ofLayout = relationships([{ type: 'slideMaster', target: '../slideMasters/slideMaster1.xml' }]);
  return new Map([
    ['ppt/slideMasters/slideMaster1.xml', master(layouts.length, locale)],
    [
      'ppt/slideMasters/_rels/slideMaster1.xml.rels',
      relationships([
        ...layouts.map((_, at) => ({
          type: 'slideLayout',
          target: `../slideLayouts/slideLayout${at + 1}.xml`,
        })),
        { type: 'theme', target: '../theme/theme1.xml' },
      ]),
    ],
    ...layouts.flatMap((layout, at): [string, string][] => [
      [`ppt/slideLayouts/slideLayout${at + 1}.xml`, layout],
      [`ppt/slideLayouts/_rels/slideLayout${at + 1}.xml.rels`, ofLayout],
    ]),
  ]);
}

function master(layouts: number, locale: string): string {
  const title = titleShape(2, TITLE, { colour: PALETTE.navy, size: 28, anchor: 'ctr' }, locale);
  const shapes = [title, numberShape(3, locale)];
  const ids = Array.from(
    { length: layouts },
    (_, at) => `<p:sldLayoutId id="${FIRST_LAYOUT_ID + at}" r:id="rId${at + 1}"/>`,
  );
  const styles = `<p:txStyles><p:titleStyle>${level('mj', 2800)}</p:titleStyle><p:bodyStyle>${level('mn', 1800)}</p:bodyStyle><p:otherStyle>${level('mn', 1800)}</p:otherStyle></p:txStyles>`;
  return `${XML}<p:sldMaster ${NAMESPACES}><p:cSld>${background(PALETTE.white)}${shapeTree(shapes)}</p:cSld>${COLOUR_MAP}<p:sldLayoutIdLst>${ids.join('')}</p:sldLayoutIdLst>${styles}</p:sldMaster>`;
}

function level(font: 'mj' | 'mn', size: number): string {
  return `<a:lvl1pPr marL="0" indent="0" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:buNone/><a:defRPr sz="${size}" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+${font}-lt"/><a:ea typeface="+${font}-ea"/><a:cs typeface="+${font}-cs"/></a:defRPr></a:lvl1pPr>`;
}

/** PowerPoint repairs a background that says nothing of its effects. */
function background(colour: string): string {
  return `<p:bg><p:bgPr>${solid(colour)}<a:effectLst/></p:bgPr></p:bg>`;
}

function coverLayout(locale: string): string {
  const shapes = [
    drawn(2, 'Line', { x: 0.9, y: 3, w: 1.6, h: 0.06 }, 'E0A458', locale),
    titleShape(3, COVER_TITLE, { colour: PALETTE.white, size: 44, anchor: 'b' }, locale),
  ];
  return layout('title', 'Vigie 1', PALETTE.navy, shapes);
}

function contentLayout(footer: string, locale: string): string {
  const shapes = [
    drawn(2, 'Edge', { x: 0, y: 0, w: 0.22, h: HEIGHT }, PALETTE.navy, locale),
    drawn(3, 'Line', { x: 0.6, y: 1.16, w: 12.13, h: 0.014 }, PALETTE.rule, locale),
    footerShape(4, footer, locale),
    titleShape(5, TITLE, { colour: PALETTE.navy, size: 28, anchor: 'ctr' }, locale),
    numberShape(6, locale),
  ];
  return layout('titleOnly', 'Vigie 2', PALETTE.white, shapes);
}

function layout(
  type: 'title' | 'titleOnly',
  name: string,
  colour: string,
  shapes: readonly string[],
): string {
  return `${XML}<p:sldLayout ${NAMESPACES} type="${type}" preserve="1"><p:cSld name="${name}">${background(colour)}${shapeTree(shapes)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`;
}

function drawn(id: number, name: string, place: Place, colour: string, locale: string): string {
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>${rectangle(place, colour)}${emptyText(locale)}</p:sp>`;
}

interface Style {
  readonly colour: string;
  /** In points. */
  readonly size: number;
  readonly anchor: 'ctr' | 'b';
}

function titleShape(id: number, place: Place, { colour, size, anchor }: Style, locale: string): string {
  const fonts = `<a:latin typeface="${FONT}"/><a:ea typeface="${FONT}"/><a:cs typeface="${FONT}"/>`;
  const style = `<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="${size * 100}" b="1">${solid(colour)}${fonts}</a:defRPr></a:lvl1pPr></a:lstStyle>`;
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>${rectangle(place)}<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="${anchor}"/>${style}<a:p><a:endParaRPr lang="${locale}"/></a:p></p:txBody></p:sp>`;
}

function footerShape(id: number, footer: string, locale: string): string {
  const run = `<a:r><a:rPr lang="${locale}" sz="1000">${solid(PALETTE.muted)}<a:latin typeface="${FONT}"/><a:cs typeface="${FONT}"/></a:rPr><a:t>${escapeXml(footer)}</a:t></a:r>`;
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Footer"/><p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr>${rectangle(FOOTER)}<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="ctr"/><a:lstStyle/><a:p>${run}</a:p></p:txBody></p:sp>`;
}

function numberShape(id: number, locale: string): string {
  const style = `<a:lstStyle><a:lvl1pPr algn="r"><a:defRPr sz="1000">${solid(PALETTE.muted)}<a:latin typeface="${FONT}"/><a:cs typeface="${FONT}"/></a:defRPr></a:lvl1pPr></a:lstStyle>`;
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Slide Number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr></p:nvSpPr>${rectangle(SLIDE_NUMBER)}<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>${style}<a:p><a:fld id="{F7021451-1387-4CA6-816F-3879F97B5CBC}" type="slidenum"><a:rPr lang="${locale}"/><a:t>‹#›</a:t></a:fld><a:endParaRPr lang="${locale}"/></a:p></p:txBody></p:sp>`;
}
