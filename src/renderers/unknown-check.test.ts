import { readXlsx } from 'hucre';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { literal, openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { THEMES, type Column } from '../situation/check-words.ts';
import { situationSchema, type Situation } from '../situation/situation.ts';
import { readSlides } from '../testing/read-slides.ts';
import { RENDERERS } from './catalogue.ts';
import type { FileFormat } from './renderer.ts';
import { terminalReport } from './terminal/terminal-report.ts';

const GOLDEN = new URL('../../fixtures/goldens/renderers/situation.json', import.meta.url);
const ID = 'never-heard-of';
const TITLE = 'Contrôle inédit';

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-unknown-check-'));
  db = await openDuckDb({ temporaryFolder: join(folder, '.tmp') });
  await mkdir(join(folder, 'findings'));
  const path = literal(join(folder, 'findings', `${ID}.parquet`));
  await db.run(`COPY (SELECT 'non-compliant' AS verdict, '${ID}' AS "check", 'zoe@erables.example' AS "userPrincipalName",
    'Zoé' AS "displayName", 'gp' AS category, true AS physician, '' AS establishment, 'a1' AS "accountId", 'odd' AS how) TO ${path} (FORMAT parquet)`);
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

const TOLD = ['4 inédits', TITLE];
const IN_FULL = ['Nombre inédit\u00a0: 7', 'Impair', 'Comportements à éviter'];

const COLUMNS = ['verdict', 'check', 'userPrincipalName', 'displayName', 'category', 'physician'].concat(
  'establishment',
  'accountId',
  'how',
);

/** The sample with a check more, which has all that a check may have. */
function withCheck(theme: (typeof THEMES)[number]): Situation {
  const situation = situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
  const same = (text: string) => ({ fr: text, en: text });
  const lines = (text: string) => ({ fr: [text], en: [text] });
  const clauses = [[{ of: 'count' as const, one: '{n} inédit', other: '{n} inédits' }]];
  const tally = { population: 10, examined: 9, count: 4, undetermined: 1 };
  const check: Situation['checks'][number] = {
    id: ID,
    title: same(TITLE),
    question: same('Est-ce inédit?'),
    rule: same('Ce qui est inédit.'),
    sql: { population: 'true', verdict: `'compliant'` },
    evidence: ['accounts'],
    constats: { fr: clauses, en: clauses },
    facts: { ways: same('Façons inédites'), plain: same('Nombre inédit') },
    terms: { odd: same('impair') },
    charts: { ways: 'never-drawn' },
    columns: COLUMNS.map((name): Column => ({
      name,
      kind: name === 'physician' ? 'boolean' : 'text',
      label: same(name),
    })),
    gravity: 'critical',
    theme,
    moves: { appeared: same('Venus'), resolved: same('Partis'), altered: same('Autres') },
    itemKey: ['how'],
    advice: {
      audience: 'holder',
      subject: same('Objet inédit'),
      finding: lines('Trouvé\u00a0: {how}.'),
      adopt: lines('Adoptez.'),
      avoid: lines('Évitez.'),
      proceed: lines('Procédez.'),
      sending: lines('Sachez.'),
    },
  };
  const indicator: Situation['indicators'][number] = {
    ...tally,
    id: ID,
    populationBound: 'exact',
    lowerBound: false,
    physicians: tally,
    byCategory: [{ id: 'gp', ...tally }],
    byEstablishment: [{ id: 'CISSS des Érables', ...tally, physicians: tally }],
    facts: { ways: { odd: 3, even: 1 }, plain: 7 },
  };
  return {
    ...situation,
    checks: [...situation.checks, check],
    indicators: [...situation.indicators, indicator],
  };
}

async function render(format: FileFormat, situation: Situation): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const input = { situation, auditFolder: folder, language: 'fr', excel: false, allRows: false, db } as const;
  const renderer = await RENDERERS[format]();
  for (const { path, content } of renderer.files(input)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of typeof content === 'string' ? [content] : content)
      chunks.push(Buffer.from(chunk));
    files.set(path, Buffer.concat(chunks));
  }
  return files;
}

const STANDING = ['state', 'openSince', 'acceptedUntil', 'acceptedBy', 'acceptedReason'];

test('a check that no format has heard of is in every format', async () => {
  const situation = withCheck('redirects');
  const text = (await render('markdown', situation)).get('situation.fr.md')?.toString() ?? '';
  const log = terminalReport(situation, 'fr', { width: null, drawings: false, colour: 0 });
  expect([...TOLD, ...IN_FULL].filter((part) => !text.includes(part))).toEqual([]);
  expect(TOLD.filter((part) => !log.includes(part))).toEqual([]);
  const csv = await render('csv', situation);
  expect([csv.get(`findings/${ID}.csv`)?.toString(), csv.get(`actions/${ID}.fr.csv`)?.toString()]).toEqual([
    `${[...COLUMNS, ...STANDING].join(',')}\nnon-compliant,${ID},zoe@erables.example,Zoé,gp,true,,a1,odd,,,,,\n`,
    '\ufeffemail;displayName;establishment;category;physician;audience;subject;finding;userPrincipalName;accountId;accountEnabled\r\n' +
      'zoe@erables.example;Zoé;;Médecins omnipraticiens;true;titulaire;Objet inédit;Trouvé\u00a0: impair.;zoe@erables.example;a1;\r\n',
  ]);
  const book = await readXlsx((await render('xlsx', situation)).get('situation.fr.xlsx') ?? Buffer.alloc(0));
  expect(book.sheets.find(({ name }) => name === TITLE)?.rows[1]).toEqual([
    ...['non conforme', 'zoe@erables.example', 'Zoé', 'Médecins omnipraticiens', 'oui', null, 'a1', 'impair'],
  ]);
});

// The other formats lay nothing out by the theme.
test.each(THEMES)('it is on the page and on the slides, told with %s', async (theme) => {
  const situation = withCheck(theme);
  const page = (await render('html', situation)).get('situation.fr.html')?.toString() ?? '';
  expect([...TOLD, ...IN_FULL].filter((part) => !page.includes(part))).toEqual([]);
  const slides = await readSlides(
    (await render('pptx', situation)).get('situation.fr.pptx') ?? Buffer.alloc(0),
  );
  const shown = slides.filter(({ texts }) => texts.includes(TITLE));
  expect(slides.some(({ texts }) => texts.some((one) => one.includes('4 inédits')))).toBe(true);
  // Its card stands on the slides of its theme.
  if (theme === 'redirects' || theme === 'mfa') expect(shown.length).toBeGreaterThan(0);
});
