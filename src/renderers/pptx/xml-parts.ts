/** What begins every part. */
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The names that the parts of a presentation are written in, as attributes of a part's first element. */
export const NAMESPACES =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A relationships part; `rId1` is the first of them. */
export function relationships(
  targets: readonly { readonly type: string; readonly target: string }[],
): string {
  const lines = targets.map(
    ({ type, target }, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}">${lines.join('')}</Relationships>`;
}

/** A tree of shapes; the group that holds them has number 1, so that shapes are numbered from 2. */
export function shapeTree(shapes: readonly string[]): string {
  const group =
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>';
  return `<p:spTree>${group}${shapes.join('')}</p:spTree>`;
}

/** In inches. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where a shape stands and that it is a rectangle, filled or not. */
export function rectangle(place: Place, fill?: string): string {
  const { x, y, w, h } = place;
  const transform = `<a:xfrm><a:off x="${emu(x)}" y="${emu(y)}"/><a:ext cx="${emu(w)}" cy="${emu(h)}"/></a:xfrm>`;
  const paint = fill === undefined ? '<a:noFill/>' : solid(fill);
  return `<p:spPr>${transform}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>${paint}</p:spPr>`;
}

export function solid(colour: string): string {
  return `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
}

/** English Metric Units, of which an inch has 914,400. */
function emu(inches: number): number {
  return Math.round(inches * 914_400);
}

/** The text body that a shape without text has all the same: PowerPoint repairs a shape that has none. */
export function emptyText(locale: string): string {
  return `<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="${locale}"/></a:p></p:txBody>`;
}

export function escapeXml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Which colour of the theme each use of a master has. */
export const COLOUR_MAP =
  '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>';
