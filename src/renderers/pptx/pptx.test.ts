import JSZip from 'jszip';
import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { LANGUAGES, type Language } from '../../i18n/language.ts';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import { deckFaults, packageFaults } from '../../testing/deck-faults.ts';
import { frenchFaults } from '../../testing/french-faults.ts';
import { readParts, readSlides, type ReadSlide } from '../../testing/read-slides.ts';
import { deckOf } from './deck.ts';
import { reportOf } from './report-parts.ts';
import { slidesFile } from './slides-file.ts';

const GOLDENS = new URL('../../../fixtures/goldens/renderers/', import.meta.url);
const SAMPLE = new URL('../../../reports/sample/', import.meta.url);
const HOSTILE = '</a:t><script>&amp;"\'=1+1\u0000\u0007\ud800 {figure}';

afterEach(() => {
  vi.useRealTimers();
});

function sample(): Situation {
  return situationSchema.parse(JSON.parse(readFileSync(new URL('situation.json', GOLDENS), 'utf8')));
}

async function fileOf(situation: Situation, language: Language = 'fr'): Promise<Uint8Array> {
  return slidesFile(reportOf(situation, language));
}

async function slidesOf(situation: Situation): Promise<ReadSlide[]> {
  return readSlides(await fileOf(situation));
}

/** Made once: several tests read the same slides. */
let file: Promise<Uint8Array> | undefined;
function sampleFile(): Promise<Uint8Array> {
  return (file ??= fileOf(sample()));
}

async function sampleSlides(): Promise<ReadSlide[]> {
  return readSlides(await sampleFile());
}

/** Of one figure each in three establishments: as many as wanted, with names as long as wanted. */
function withEstablishments(situation: Situation, ids: readonly string[]): Situation {
  const indicators = situation.indicators.map((indicator) => ({
    ...indicator,
    byEstablishment: ids.map((id, at) => {
      const population = 1000 + at;
      const tally = { population, examined: population, count: at, undetermined: 0 };
      return { id, ...tally, physicians: { population: 0, examined: 0, count: 0, undetermined: 0 } };
    }),
  }));
  return { ...situation, indicators };
}

/** As an audit leaves it to which the tenant refused everything. */
function allRefused(situation: Situation): Situation {
  const unread = <T extends { population: number }>(
    tally: T,
  ): T & { examined: 0; count: 0; undetermined: number } => ({
    ...tally,
    examined: 0,
    count: 0,
    undetermined: tally.population,
  });
  return {
    ...situation,
    sources: situation.sources.map(({ id }) => ({
      id,
      outcome: 'refused',
      reason: 'permission',
      read: 0,
      expected: 0,
    })),
    indicators: situation.indicators.map((indicator) => ({
      ...unread(indicator),
      physicians: unread(indicator.physicians),
      byCategory: indicator.byCategory.map(unread),
      byEstablishment: indicator.byEstablishment.map((one) => ({
        ...unread(one),
        physicians: unread(one.physicians),
      })),
      facts: {},
    })),
    enrolments: [],
    serviceUsage: [],
    licences: undefined,
    tenantServices: undefined,
    mailFlow: undefined,
    administrators: undefined,
    termsOfUse: undefined,
    trend: undefined,
  };
}

function textOf(slides: readonly ReadSlide[]): string {
  return slides
    .map(({ title, texts, charts, alternatives, notes }, at) =>
      [
        `=== ${at + 1}. ${title}`,
        ...texts,
        ...charts.map(({ kind, labels, series }) => `[${kind}] ${JSON.stringify({ labels, series })}`),
        ...alternatives.map((text) => `[texte de remplacement] ${text}`),
        ...newNotes(slides[at - 1]?.notes, notes),
      ].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
}

/** The notes of a slide; where the slide before has the same, that it has. */
function newNotes(before: readonly string[] | undefined, notes: readonly string[]): string[] {
  const isSame = notes.length > 0 && JSON.stringify(before) === JSON.stringify(notes);
  return isSame ? ['(note) …'] : notes.map((text) => `(note) ${text}`);
}

// The English words are on the slides of the sample.
test('all that the slides say', async () => {
  const golden = new URL('slides.fr.txt', GOLDENS).pathname;
  await expect(textOf(await sampleSlides())).toMatchFileSnapshot(golden);
});

test('however much a tenant names, the deck stays one that can be leafed through', () => {
  const situation = sample();
  const many = <T>(one: (at: number) => T): T[] => Array.from({ length: 10_000 }, (_, at) => one(at));
  const roles = many((at) => ({
    ...{ role: `Rôle ${at}`, active: 1, eligible: 0, notCapable: 1, notEnforced: 1 },
    ...{ capableUntold: 0, enforcedUntold: 0, lowerBound: false },
  }));
  const [gap] = situation.gaps;
  const hostile = situationSchema.parse({
    ...situation,
    administrators: roles,
    enrolments: many((at) => ({ ...situation.enrolments[0], name: `Service ${at}` })),
    gaps: many(() => gap),
    trend: {
      ...situation.trend,
      notUsed: many((at) => ({ audit: `${at}`, words: { fr: `Audit ${at} illisible`, en: 'x' } })),
    },
  });
  const before = deckOf(reportOf(situation, 'fr')).length;
  const deck = deckOf(reportOf(hostile, 'fr'));
  expect(deck.length).toBeLessThan(before + 200);
  const rows = deck.flatMap(({ pieces }) =>
    pieces.flatMap((piece) => (piece.kind === 'table' ? piece.rows : [])),
  );
  expect(rows.length).toBeLessThan(1_500);
  expect(rows.map(([first]) => first)).toContain(
    '… et 9 800 autres, que montrent la page HTML, le classeur et situation.json',
  );
});

test('the figures of the Constats stand out; dates, ages and the names of things do not', () => {
  const slides = deckOf(reportOf(sample(), 'fr')).filter(
    ({ layout, title }) => layout === 'content' && title === 'État de situation — Constats',
  );
  const pieces = slides.flatMap((slide) => slide.pieces).filter((piece) => piece.kind === 'text');
  const marked = pieces.flatMap(({ lines }) =>
    lines.map(({ runs }) => runs.map(({ text, bold }) => (bold === true ? `[${text}]` : text)).join('')),
  );
  expect(marked).toMatchInlineSnapshot(`
    [
      "Réseau de santé des Érables · En date du 27 octobre 2020",
      "[Le plus grave : 120 000 comptes courriels non utilisés reçoivent encore des courriels, dont 12 000 comptes médecins (4 comptes indéterminés).]",
      "134 115 comptes courriels non utilisés de plus de 90 jours sur un total de 305 554. +1 203 depuis le 27 septembre 2020",
      "20 240 comptes médecins ont été créés, 12 662 (pour le service courriel) ne sont pas utilisés depuis plus de 90 jours",
      "Au moins 1 817 comptes sont automatiquement redirigés, dont au moins 577 comptes médecins (12 comptes indéterminés). −17 depuis le 27 septembre 2020 (non comparable tel quel)",
      "Les courriels d’au moins 36 de ces comptes ne parviennent à personne : la redirection est bloquée et aucune copie n’est gardée (4 comptes indéterminés)",
      "Service Téléfax : 296 médecins spécialistes, 134 médecins omnipraticiens, 8 médecins résidents",
      "Non évaluable : Portail des résultats (source manquante : membres des groupes)",
    ]
  `);
});

test('the slides are in French that a French reader finds nothing wrong with', async () => {
  const slides = await sampleSlides();
  const lines = slides.flatMap(({ title, texts, alternatives, notes }) => [
    title,
    ...texts,
    ...alternatives,
    ...notes,
  ]);
  expect(frenchFaults(lines.join('\n'))).toEqual([]);
});

test('a chart holds the exact values, and its workbook the same; what is not known is blank in both, and no zero is', async () => {
  const slides = await sampleSlides();
  const chart = slides.flatMap(({ charts }) => charts).find(({ labels }) => labels.includes('Viva Engage'));
  expect(chart).toEqual({
    kind: 'barChart',
    labels: ['Exchange (courriel)', 'Viva Engage', 'Forms (bêta)'],
    series: {
      'Avec licence': [305554, 0, null],
      'Actifs, 90 jours': [200000, 0, 5200],
      'Actifs, 30 jours': [171439, 0, 3100],
    },
    cells: [
      ['', 'Avec licence', 'Actifs, 90 jours', 'Actifs, 30 jours'],
      ['Exchange (courriel)', 305554, 200000, 171439],
      ['Viva Engage', 0, 0, 0],
      ['Forms (bêta)', 5200, 3100],
    ],
  });
});

test('the same situation gives the same bytes at another time, in another zone, after other slides', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2030-01-01T23:30:00Z') });
  const first = await fileOf(sample());
  await fileOf(sample(), 'en');
  vi.setSystemTime(new Date('2031-07-02T04:05:06Z'));
  const zone = process.env.TZ;
  process.env.TZ = 'Pacific/Auckland';
  try {
    expect(Buffer.from(await fileOf(sample())).equals(first)).toBe(true);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test('every date of the file is when the data was collected, in the workbooks of the charts as well', async () => {
  const { collectedAt } = sample();
  const archive = await JSZip.loadAsync(await sampleFile());
  const workbook = await archive.file('ppt/embeddings/Microsoft_Excel_Worksheet1.xlsx')?.async('uint8array');
  const inner = await JSZip.loadAsync(workbook ?? '');
  const dates = [archive, inner].flatMap(({ files }) =>
    Object.values(files).map(({ date }) => date.toISOString()),
  );
  expect([...new Set(dates)]).toEqual([new Date(collectedAt).toISOString()]);
  const core = await archive.file('docProps/core.xml')?.async('string');
  expect(core?.match(/\d{4}-\d\d-\d\dT[\d:]+Z/g)).toEqual([collectedAt, collectedAt]);
});

test('PowerPoint has nothing to repair: parts, types, relationships, order, shapes', async () => {
  for (const situation of [sample(), allRefused(sample()), withEstablishments(sample(), [])]) {
    expect(await deckFaults(await fileOf(situation))).toEqual([]);
  }
  for (const language of LANGUAGES) {
    expect(await deckFaults(readFileSync(new URL(`situation.${language}.pptx`, SAMPLE)))).toEqual([]);
  }
});

test('what PowerPoint repairs is found by the rules that the slides are held to', async () => {
  const parts = await readParts(await sampleFile());
  const change = (path: string, from: string | RegExp, to: string): void => {
    const text = parts.get(path) ?? '';
    const changed = text.replace(from, to);
    expect([path, changed === text]).toEqual([path, false]);
    parts.set(path, changed);
  };
  change(
    '[Content_Types].xml',
    '</Types>',
    '<Override PartName="/ppt/slideMasters/slideMaster2.xml"/></Types>',
  );
  change('[Content_Types].xml', '<Default', '<Default Extension="gif" ContentType="image/gif"/><Default');
  change('ppt/notesMasters/_rels/notesMaster1.xml.rels', 'theme2', 'theme1');
  change(
    'ppt/presentation.xml',
    /(<p:notesMasterIdLst>.*?<\/p:notesMasterIdLst>)(<p:sldIdLst>.*?<\/p:sldIdLst>)/,
    '$2$1',
  );
  change('ppt/slideLayouts/slideLayout1.xml', '<a:effectLst/>', '');
  change('ppt/slideLayouts/slideLayout2.xml', /<p:txBody>.*?<\/p:txBody>/, '');
  change('ppt/slides/slide1.xml', '</p:spPr>', '<a:ln></a:ln></p:spPr>');
  change('ppt/slides/slide1.xml', 'id="3"', 'id="2"');
  change('ppt/slides/slide2.xml', /<a:tr h="\d+">/, '<a:tr h="NaN">');
  const lines = [...parts].find(([, text]) => text.includes('<c:lineChart>'))?.[0] ?? '';
  change(lines, /(<c:marker>.*?<\/c:marker>)(<c:dLbls>.*?<\/c:dLbls>)/s, '$2$1');
  change(lines, '</c:lineChart>', '<c:axId val="1"/></c:lineChart>');
  parts.set('ppt/slideLayouts/slideLayout3.xml', parts.get('ppt/slideLayouts/slideLayout2.xml') ?? '');
  expect(packageFaults(parts)).toEqual([
    'a type for ppt/slideMasters/slideMaster2.xml, which is not',
    'a type for files .gif, of which there are none',
    'no type for ppt/slideLayouts/slideLayout3.xml',
    'nothing leads to ppt/theme/theme2.xml',
    'nothing leads to ppt/slideLayouts/slideLayout3.xml',
    `${lines}: c:ser: c:marker comes too late`,
    'ppt/presentation.xml: p:presentation: p:notesMasterIdLst comes too late',
    'ppt/slideLayouts/slideLayout1.xml: a background without effects',
    'ppt/slideLayouts/slideLayout2.xml: a shape without a paragraph',
    'ppt/slides/slide1.xml: two shapes of number 2',
    'ppt/slides/slide1.xml: an empty a:ln',
    'ppt/slides/slide2.xml: a row without a height',
    'ppt/slideLayouts/slideLayout3.xml: a shape without a paragraph',
    'a master without a theme of its own',
    'no slide stands on ppt/slideLayouts/slideLayout3.xml',
    `${lines}: an axis that is not`,
    'ppt/slides/slide2.xml: h="NaN"',
  ]);
});

test('hostile names stay text, without what XML cannot hold', async () => {
  const situation = withEstablishments(sample(), [HOSTILE, `${HOSTILE} 2`]);
  const hostile = { ...situation, tenant: { ...situation.tenant, displayName: HOSTILE } };
  const slides = await slidesOf(hostile);
  const clean = '</a:t><script>&amp;"\'=1+1 {figure}';
  expect(slides[0]?.texts.some((text) => text.startsWith(clean))).toBe(true);
  const ranked = slides.flatMap(({ charts }) => charts).find(({ labels }) => labels.includes(clean));
  expect(ranked?.labels).toEqual([`${clean} 2`, clean]);
  expect(ranked?.cells.slice(1).map(([label]) => label)).toEqual([`${clean} 2`, clean]);
});

test('what was refused is told, and never drawn as zero', async () => {
  const slides = await slidesOf(allRefused(sample()));
  const values = slides.flatMap(({ charts }) => charts.flatMap(({ series }) => Object.values(series).flat()));
  expect(values.filter((value) => value !== null)).toEqual([]);
  const checks = slides.find(({ title }) => title === 'Chaque contrôle')?.texts;
  expect(checks).toContain('Non évaluable');
  expect(checks).toContain('Inconnu');
});

test('without establishments, gaps or an earlier audit there are fewer slides, and one says that nothing is unknown', async () => {
  const bare = { ...withEstablishments(sample(), []), gaps: [], trend: undefined };
  const slides = await slidesOf(bare);
  expect(slides.map(({ title }) => title)).not.toContain('Ce qui n’est pas connu');
  expect(slides.map(({ title }) => title)).not.toContain('Évolution');
  const sure = slides.filter(({ title }) => title === 'Degré de certitude').flatMap(({ texts }) => texts);
  expect(sure.some((text) => text.includes('Aucune lacune.'))).toBe(true);
});

test('establishments that the second slide shows are not said to be left out on the first', async () => {
  const ids = Array.from({ length: 30 }, (_, at) => `Établissement ${at}`);
  const situation = withEstablishments(sample(), ids);
  const ranked = (await slidesOf(situation)).filter(({ title }) => title.includes('par établissement'));
  expect(ranked.map(({ charts }) => charts.map(({ labels }) => labels.length))).toEqual([[12], [18]]);
  expect(ranked.flatMap(({ texts }) => texts)).toEqual([]);
});

test('of a thousand establishments the first ones are drawn, and the others are counted', async () => {
  const ids = Array.from({ length: 1000 }, (_, at) => `Établissement ${at} `.repeat(20));
  const situation = withEstablishments(sample(), ids);
  const ranked = (await slidesOf(situation)).filter(({ title }) => title.includes('par établissement'));
  expect(ranked.map(({ charts }) => charts.map(({ labels }) => labels.length))).toEqual([[12], [24]]);
  expect(ranked.map(({ texts }) => texts)).toEqual([['… et 988 autres'], ['… et 964 autres']]);
  expect(
    Math.max(
      ...ranked.flatMap(({ charts }) => charts.flatMap(({ labels }) => labels.map(({ length }) => length))),
    ),
  ).toBe(70);
});

test.each(LANGUAGES)(
  'nothing reaches into the footer or beyond the slide in %s, whatever the names',
  (language) => {
    const long = 'Centre intégré universitaire de santé et de services sociaux '.repeat(3);
    const situation = withEstablishments(
      sample(),
      Array.from({ length: 60 }, (_, at) => `${long}${at}`),
    );
    const wordy = { ...situation, tenant: { ...situation.tenant, displayName: long } };
    for (const one of [sample(), wordy, allRefused(sample())]) {
      for (const { title, pieces } of deckOf(reportOf(one, language))) {
        for (const { box } of pieces) {
          expect([title, box.y + box.h <= 6.9, box.x + box.w <= 12.75]).toEqual([title, true, true]);
        }
      }
    }
  },
);

test('the file is small', async () => {
  expect((await sampleFile()).length).toBeLessThan(300_000);
});
