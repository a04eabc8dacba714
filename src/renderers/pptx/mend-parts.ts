import { PALETTE, SERIES_COLOURS } from './palette.ts';
import { emptyText } from './xml-parts.ts';

/** What every part of the deck is told. */
export interface Mending {
  /** BCP 47. */
  readonly locale: string;
  /** ISO 8601, to the second. */
  readonly instant: string;
}

/**
 * A part of the file as pptxgenjs wrote it, put right: what it draws from the clock, and what strict readers refuse. Each mending is
 * held by a rule over every part (`testing/deck-faults.ts`).
 */
export function mendedPart(path: string, xml: string, { locale, instant }: Mending): string {
  const spoken = xml.replaceAll('lang="en-US"', `lang="${locale}"`);
  if (path === 'docProps/core.xml') return mendedProperties(spoken, instant);
  if (path === 'ppt/presentation.xml') return mendedPresentation(spoken);
  if (path.startsWith('ppt/theme/')) return mendedTheme(spoken);
  if (/^ppt\/charts\/[^/]+\.xml$/.test(path)) return mendedChart(spoken);
  if (/^ppt\/slides\/[^/]+\.xml$/.test(path)) return mendedSlide(spoken, locale);
  if (path.startsWith('ppt/slides/_rels/')) return mendedLayoutNumber(spoken);
  return spoken;
}

function mendedProperties(xml: string, instant: string): string {
  return xml.replaceAll(/(<dcterms:(created|modified)[^>]*>)[^<]*</g, `$1${instant}<`);
}

/** The masters stand before the slides; a page of notes is as high as paper is. */
function mendedPresentation(xml: string): string {
  const notesMaster = /<p:notesMasterIdLst>.*?<\/p:notesMasterIdLst>/s.exec(xml)?.[0] ?? '';
  return xml
    .replace(notesMaster, '')
    .replace('</p:sldMasterIdLst>', `</p:sldMasterIdLst>${notesMaster}`)
    .replace(/<p:notesSz [^>]*\/>/, '<p:notesSz cx="6858000" cy="9144000"/>');
}

/** The first layout of pptxgenjs is of its own, and no slide stands on it. */
function mendedLayoutNumber(xml: string): string {
  return xml.replace(/slideLayout(\d+)\.xml/, (_, number: string) => `slideLayout${Number(number) - 1}.xml`);
}

/** The colours that the reader is offered for what they add. */
function mendedTheme(xml: string): string {
  const accents = SERIES_COLOURS.slice(0, 6).reduce(
    (theme, colour, at) =>
      theme.replace(
        new RegExp(`(<a:accent${at + 1}><a:srgbClr val=")[0-9A-F]{6}`),
        (_, head: string) => head + colour,
      ),
    xml,
  );
  return (
    accents
      .replace(/(<a:dk2><a:srgbClr val=")[0-9A-F]{6}/, (_, head: string) => head + PALETTE.navy)
      // Fonts of scripts that the report is not written in.
      .replaceAll(/<a:font script="[^"]*" typeface="[^"]*"\/>/g, '')
  );
}

/** A value that is not known has no point; what the schema has no place for goes; lying bars are read from the top. */
function mendedChart(xml: string): string {
  const read = xml.includes('<c:barDir val="bar"/>')
    ? xml.replace(/<c:catAx>.*?<c:orientation val="minMax"\/>/s, (axis) => axis.replace('minMax', 'maxMin'))
    : xml;
  return read
    .replaceAll(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, '')
    .replaceAll(/(<c:axId val="\d+"\/><c:axId val="\d+"\/>)<c:axId val="\d+"\/>/g, '$1')
    .replaceAll(/<c:lineChart>.*<\/c:lineChart>/gs, (lines) =>
      lines
        .replace('<c:varyColors', '<c:grouping val="standard"/><c:varyColors')
        .replaceAll(/\s*<c:invertIfNegative val="0"\/>/g, '')
        .replaceAll(/(<c:dLbls>(?:(?!<c:ser>).)*?<\/c:dLbls>)\s*(<c:marker>.*?<\/c:marker>)/gs, '$2$1'),
    );
}

/**
 * Numbers of shapes are given once each, properties once a paragraph; a table has a text alternative and a head; titles and numbers
 * stand where the layout says; every shape has a text, and an outline only where it is drawn.
 */
function mendedSlide(xml: string, locale: string): string {
  let shapes = 0;
  return xml
    .replaceAll(/<\/a:r><a:pPr[^>]*>.*?<\/a:pPr>/gs, '</a:r>')
    .replaceAll(/<p:cNvPr id="\d+"/g, () => `<p:cNvPr id="${(shapes += 1)}"`)
    .replaceAll(
      /(<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="\d+" name="([^"]*)")\/>/g,
      (_, head: string, name: string) => `${head} descr="${name}"/>`,
    )
    .replaceAll('<a:tblPr/>', '<a:tblPr firstRow="1" bandRow="1"/>')
    .replaceAll(/<p:ph\s[^>]*type="title"[^>]*\/>/g, '<p:ph type="title"/>')
    .replaceAll(/<p:ph type="sldNum"[^>]*\/>/g, '<p:ph type="sldNum" sz="quarter" idx="12"/>')
    .replaceAll(/<a:ln><\/a:ln>|<a:ln\/>|<a:buSzPct val="100000"\/>/g, '')
    .replaceAll('</p:spPr></p:sp>', `</p:spPr>${emptyText(locale)}</p:sp>`);
}

/** Of the part's own name: charts are numbered anew, since pptxgenjs counts on from deck to deck. */
export function renumbered(text: string, numbers: ReadonlyMap<string, number>): string {
  return text.replaceAll(
    /(charts\/(?:_rels\/)?chart|Microsoft_Excel_Worksheet)(\d+)(?=\.x)/g,
    (_, name: string, number: string) => `${name}${numbers.get(number) ?? number}`,
  );
}
