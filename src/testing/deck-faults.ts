import { XMLParser } from 'fast-xml-parser';
import { posix } from 'node:path';
import { readParts } from './read-slides.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

/**
 * The order that ECMA-376 (part 1, 19 PresentationML, 20 and 21 DrawingML) asks of the children of an element; a child that is not
 * named here is a fault.
 */
const ORDER: Readonly<Record<string, string>> = {
  'p:presentation':
    'sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz defaultTextStyle',
  'p:sldMaster': 'cSld clrMap sldLayoutIdLst timing transition hf txStyles',
  'p:sldLayout': 'cSld clrMapOvr',
  'p:sld': 'cSld clrMapOvr',
  'p:notesMaster': 'cSld clrMap hf notesStyle',
  'p:notes': 'cSld clrMapOvr',
  'p:cSld': 'bg spTree extLst',
  'p:bgPr': 'noFill solidFill gradFill blipFill effectLst effectDag',
  'p:sp': 'nvSpPr spPr style txBody',
  'p:spPr': 'xfrm prstGeom noFill solidFill ln effectLst extLst',
  'p:txBody': 'bodyPr lstStyle p',
  'p:graphicFrame': 'nvGraphicFramePr xfrm graphic',
  'a:txBody': 'bodyPr lstStyle p',
  'a:pPr': 'lnSpc spcBef spcAft buClr buSzPct buFont buNone buChar tabLst defRPr',
  'a:rPr': 'ln noFill solidFill effectLst latin ea cs hlinkClick',
  'a:defRPr': 'ln noFill solidFill effectLst latin ea cs',
  'a:ln': 'noFill solidFill prstDash round miter headEnd tailEnd',
  'a:tbl': 'tblPr tblGrid tr',
  'a:tc': 'txBody tcPr',
  'a:tcPr': 'lnL lnR lnT lnB noFill solidFill',
  'c:chartSpace': 'date1904 roundedCorners chart spPr txPr externalData',
  'c:chart': 'title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs',
  'c:title': 'tx layout overlay spPr txPr',
  'c:plotArea': 'layout barChart lineChart catAx valAx spPr',
  'c:barChart': 'barDir grouping varyColors ser dLbls gapWidth overlap axId',
  'c:lineChart': 'grouping varyColors ser dLbls marker axId',
  'c:dLbls':
    'numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator showLeaderLines',
  'c:catAx':
    'axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset noMultiLvlLbl',
  'c:valAx':
    'axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossBetween majorUnit',
  'c:scaling': 'logBase orientation max min',
  'c:legend': 'legendPos layout overlay spPr txPr',
  'c:marker': 'symbol size spPr',
};
const SERIES = {
  'c:barChart': 'idx order tx spPr invertIfNegative dPt dLbls cat val',
  'c:lineChart': 'idx order tx spPr marker dPt dLbls cat val smooth',
};

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
});

/**
 * What PowerPoint would repair in a file of slides: each fault with its part. The rules are the public reports of what pptxgenjs
 * writes, and the order that the standard asks for; LibreOffice opens all of it.
 */
export async function deckFaults(file: Uint8Array): Promise<string[]> {
  return packageFaults(await readParts(file));
}

/** Of the parts by their paths. */
export function packageFaults(parts: ReadonlyMap<string, string>): string[] {
  const xml = [...parts].filter(([path]) => !path.endsWith('.xlsx'));
  const trees = new Map(xml.map(([path, text]) => [path, parse(text)] as const));
  const ofShapes = [...trees].filter(([path]) => /^ppt\/(slides|slideLayouts|slideMasters|notes)/.test(path));
  return [
    ...typeFaults(trees.get('[Content_Types].xml'), [...parts.keys()]),
    ...relationshipFaults(trees, new Set(parts.keys())),
    ...[...trees].flatMap(([path, tree]) => orderFaults(tree).map((fault) => `${path}: ${fault}`)),
    ...ofShapes.flatMap(([path, tree]) => shapeFaults(tree).map((fault) => `${path}: ${fault}`)),
    ...presentationFaults(trees),
    ...xml.flatMap(([path, text]) =>
      [...text.matchAll(/[\w:]+="(?:NaN|undefined|null)"|>(?:NaN|undefined|null)</g)].map(
        ([found]) => `${path}: ${found}`,
      ),
    ),
  ];
}

function typeFaults(types: Element | undefined, paths: readonly string[]): string[] {
  if (types === undefined) return ['there is no list of types'];
  const overrides = types.children.flatMap(({ name, attributes }) =>
    name === 'Override' ? [(attributes.PartName ?? '').slice(1)] : [],
  );
  const endings = types.children.flatMap(({ name, attributes }) =>
    name === 'Default' ? [attributes.Extension ?? ''] : [],
  );
  const content = paths.filter((path) => path !== '[Content_Types].xml');
  const endingOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
  return [
    ...overrides.filter((path) => !content.includes(path)).map((path) => `a type for ${path}, which is not`),
    ...overrides.filter((path, at) => overrides.indexOf(path) !== at).map((path) => `two types for ${path}`),
    ...endings
      .filter((ending) => !content.some((path) => endingOf(path) === ending))
      .map((ending) => `a type for files .${ending}, of which there are none`),
    ...content
      .filter((path) => !overrides.includes(path) && !endings.includes(endingOf(path)))
      .map((path) => `no type for ${path}`),
  ];
}

/** Every relationship leads to a part, every reference to a relationship, and every part is led to. */
function relationshipFaults(trees: ReadonlyMap<string, Element>, paths: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  const reached = new Set<string>();
  for (const [path, tree] of trees) {
    if (!path.endsWith('.rels')) continue;
    const source = posix.join(posix.dirname(posix.dirname(path)), posix.basename(path, '.rels'));
    const ids = tree.children.map(({ attributes }) => attributes.Id ?? '');
    if (new Set(ids).size !== ids.length) faults.push(`${path}: one number for two relationships`);
    for (const { attributes } of tree.children) {
      const target = posix.join('/', posix.dirname(source), attributes.Target ?? '').slice(1);
      const absolute = attributes.Target?.startsWith('/') === true ? attributes.Target.slice(1) : target;
      reached.add(absolute);
      if (!paths.has(absolute)) faults.push(`${path}: leads to ${absolute}, which is not`);
    }
    const whole = trees.get(source);
    const used = whole === undefined ? [] : referencesOf(whole);
    faults.push(...used.filter((id) => !ids.includes(id)).map((id) => `${source}: ${id} leads nowhere`));
  }
  for (const path of paths) {
    if (path === '[Content_Types].xml' || path.endsWith('.rels') || reached.has(path)) continue;
    faults.push(`nothing leads to ${path}`);
  }
  return faults;
}

function referencesOf(tree: Element): string[] {
  return every(tree).flatMap(({ attributes }) =>
    Object.entries(attributes).flatMap(([name, value]) => (name.startsWith('r:') ? [value] : [])),
  );
}

function orderFaults(tree: Element): string[] {
  return every(tree).flatMap((element) => {
    const asked = ORDER[element.name];
    const own = asked === undefined ? [] : childFaults(element, asked);
    const series = Object.entries(SERIES).find(([name]) => name === element.name)?.[1];
    const ofSeries =
      series === undefined
        ? []
        : element.children.filter(({ name }) => name === 'c:ser').flatMap((one) => childFaults(one, series));
    return [...own, ...ofSeries, ...paragraphFaults(element)];
  });
}

function childFaults({ name, children }: Element, asked: string): string[] {
  const order = asked.split(' ');
  const places = children.map((child) => order.indexOf(child.name.replace(/^\w+:/, '')));
  return children.flatMap((child, at) => {
    const place = places[at] ?? -1;
    if (place < 0) return [`${name} holds ${child.name}`];
    return place < Math.max(...places.slice(0, at), -1) ? [`${name}: ${child.name} comes too late`] : [];
  });
}

function paragraphFaults({ name, children }: Element): string[] {
  if (name !== 'a:p') return [];
  const names = children.map((child) => child.name);
  return [
    ...(names.lastIndexOf('a:pPr') > 0 ? ['a:p: a:pPr is not first'] : []),
    ...(names.includes('a:endParaRPr') && names.indexOf('a:endParaRPr') < names.length - 1
      ? ['a:p: a:endParaRPr is not last']
      : []),
  ];
}

/** Of one slide, layout, master or page of notes. */
function shapeFaults(tree: Element): string[] {
  const all = every(tree);
  const ids = named(all, 'p:cNvPr').map(({ attributes }) => attributes.id ?? '');
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two shapes of number ${id}`),
    ...named(all, 'p:sp').flatMap((shape) => textFaults(shape)),
    ...named(all, 'a:tc').flatMap((cell) =>
      named(every(cell), 'a:p').length === 0 ? ['a cell without a paragraph'] : [],
    ),
    ...named(all, 'a:ln')
      .filter(({ children, attributes }) => children.length === 0 && Object.keys(attributes).length === 0)
      .map(() => 'an empty a:ln'),
    ...named(all, 'p:bgPr')
      .filter(({ children }) => !children.some((child) => child.name === 'a:effectLst'))
      .map(() => 'a background without effects'),
    ...named(all, 'a:ext')
      .filter(({ attributes }) => Number(attributes.cx ?? 0) < 0 || Number(attributes.cy ?? 0) < 0)
      .map(() => 'a shape smaller than nothing'),
    ...named(all, 'a:tr')
      .filter(({ attributes }) => !(Number(attributes.h) > 0))
      .map(() => 'a row without a height'),
  ];
}

function textFaults(shape: Element): string[] {
  const isImage = named(every(shape), 'p:ph').some(({ attributes }) => attributes.type === 'sldImg');
  const text = shape.children.find(({ name }) => name === 'p:txBody');
  if (isImage) return text === undefined ? [] : ['the image of a slide has a text'];
  return text?.children.some(({ name }) => name === 'a:p') === true ? [] : ['a shape without a paragraph'];
}

/** What only the parts together show. */
function presentationFaults(trees: ReadonlyMap<string, Element>): string[] {
  const targets = (pattern: RegExp, type: string): string[] =>
    [...trees].flatMap(([path, tree]) =>
      pattern.test(path)
        ? tree.children.flatMap(({ attributes }) =>
            attributes.Type?.endsWith(`/${type}`) === true ? [attributes.Target ?? ''] : [],
          )
        : [],
    );
  const themes = targets(/^ppt\/(slideMasters|notesMasters)\/_rels\//, 'theme');
  const masters = [...trees.keys()].filter((path) => /^ppt\/(slide|notes)Masters\/[^/]+\.xml$/.test(path));
  const layouts = new Set(targets(/^ppt\/slides\/_rels\//, 'slideLayout'));
  const written = [...trees.keys()].filter((path) => /^ppt\/slideLayouts\/[^/]+\.xml$/.test(path));
  const ids = [...trees.values()].flatMap((tree) =>
    every(tree).flatMap(({ name, attributes }) =>
      ['p:sldMasterId', 'p:sldLayoutId'].includes(name) ? [attributes.id ?? ''] : [],
    ),
  );
  return [
    ...(themes.length !== masters.length || new Set(themes).size !== themes.length
      ? ['a master without a theme of its own']
      : []),
    ...written
      .filter((path) => !layouts.has(`../slideLayouts/${posix.basename(path)}`))
      .map((path) => `no slide stands on ${path}`),
    ...(new Set(ids).size === ids.length && ids.every((id) => Number(id) >= 2 ** 31)
      ? []
      : ['a number of a master or layout is used twice, or too small']),
    ...[...trees].flatMap(([path, tree]) => axisFaults(tree).map((fault) => `${path}: ${fault}`)),
  ];
}

/** Each number of an axis that a chart names is that of one of its axes. */
function axisFaults(tree: Element): string[] {
  return named(every(tree), 'c:plotArea').flatMap(({ children }) => {
    const numbers = (kinds: readonly string[]): string[] =>
      children
        .filter(({ name }) => kinds.includes(name))
        .flatMap((one) => named(one.children, 'c:axId'))
        .map(({ attributes }) => attributes.val ?? '');
    const drawn = numbers(['c:barChart', 'c:lineChart']).sort().join(' ');
    return drawn === numbers(['c:catAx', 'c:valAx']).sort().join(' ') ? [] : ['an axis that is not'];
  });
}

function named(elements: readonly Element[], name: string): Element[] {
  return elements.filter((element) => element.name === name);
}

/** The element and all that it holds. */
function every(element: Element): Element[] {
  return [element, ...element.children.flatMap(every)];
}

function parse(text: string): Element {
  const [root] = elementsOf(PARSER.parse(text)).filter(({ name }) => name !== '?xml');
  if (root === undefined) throw new Error('a part without an element');
  return root;
}

/** Of what the parser gives: an object per node, of which one key is its name. */
function elementsOf(value: unknown): Element[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const entries: [string, unknown][] = Object.entries(one);
    const [name, children] = entries.find(([key]) => key !== ':@') ?? ['#text', []];
    if (name === '#text') return [];
    const found = entries.find(([key]) => key === ':@')?.[1];
    const attributes = Object.fromEntries(
      Object.entries(typeof found === 'object' && found !== null ? found : {}).map(
        ([key, text]) => [key, String(text)] as const,
      ),
    );
    return [{ name, attributes, children: elementsOf(children) }];
  });
}
