import axe from 'axe-core';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LANGUAGES, type Language } from '../../i18n/language.ts';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import { HAS_NO_BROWSER, startBrowser } from '../../testing/browser.ts';
import { HOSTILE_TEXTS, hostileSituation } from '../../testing/hostile-situation.ts';
import { reportTree } from '../report/report.ts';
import { htmlPage } from './html.ts';

const GOLDENS = new URL('../../../fixtures/goldens/', import.meta.url);
const GOLDEN: unknown = JSON.parse(readFileSync(new URL('renderers/situation.json', GOLDENS), 'utf8'));
const SITUATION = situationSchema.parse(GOLDEN);
const SHIPPED = situationSchema.parse(
  JSON.parse(readFileSync(new URL('../../../reports/sample/situation.json', import.meta.url), 'utf8')),
);
const axeSchema = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

let folder: string;
let browser: Browser;
beforeAll(async () => {
  if (HAS_NO_BROWSER) return;
  folder = await mkdtemp(join(tmpdir(), 'vigie-html-'));
  browser = await startBrowser();
});
afterAll(async () => {
  if (HAS_NO_BROWSER) return;
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** What the browser had to say: console, errors, refusals of the policy, dialogs. */
  readonly told: string[];
  readonly requests: string[];
  readonly address: string;
}

/** One page for each kind of reader: to open another costs more than most of what is asked of it. */
const pages = new Map<string, Opened>();

/** Opens a report as somebody would who was sent the file. */
async function open(
  situation: Situation,
  language: Language,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const path = join(folder, `situation.${language}.html`);
  await writeFile(path, htmlPage(situation, language));
  const reader = JSON.stringify(options);
  const { page, told, requests } = pages.get(reader) ?? (await newPage(options));
  const opened = { page, told, requests, address: pathToFileURL(path).href };
  pages.set(reader, opened);
  const { viewport, colorScheme } = { ...DESK, ...options };
  await page.setViewportSize(viewport ?? DESK.viewport);
  await page.emulateMedia({ media: null, colorScheme });
  await page.goto('about:blank');
  told.length = 0;
  requests.length = 0;
  await page.goto(opened.address);
  return opened;
}

const DESK = { viewport: { width: 1280, height: 900 }, colorScheme: 'light' } as const;

async function newPage(options: BrowserContextOptions): Promise<Omit<Opened, 'address'>> {
  const context = await browser.newContext({ ...DESK, ...options });
  const page = await context.newPage();
  const told: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  page.on('pageerror', (error) => told.push(error.message));
  page.on('dialog', (dialog) => {
    told.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => requests.push(request.url()));
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.blockedURI}`))",
  );
  return { page, told, requests };
}

/** The page has answered to its new size. */
const NEXT_FRAMES =
  'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))';

/** Opens all that is collapsed. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
}

/** The texts of a column, as they stand from top to bottom. */
function column(table: Locator, at: number): Promise<string[]> {
  return table.locator(`tbody tr:visible > :nth-child(${at})`).allTextContents();
}

async function isAcross(page: Page): Promise<boolean> {
  return z.boolean().parse(await page.evaluate('document.scrollingElement.scrollWidth > innerWidth'));
}

async function violations(page: Page): Promise<string[]> {
  const found = axeSchema.parse(await page.evaluate('axe.run(document, { resultTypes: ["violations"] })'));
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

describe.skipIf(HAS_NO_BROWSER)('in a browser', () => {
  test.each(LANGUAGES)(
    'the page in %s asks for nothing, and the browser finds nothing to say',
    async (language) => {
      const { page, told, requests, address } = await open(SITUATION, language);
      await page.evaluate('new Promise((resolve) => { scrollTo(0, 1e6); setTimeout(resolve, 100); })');
      expect(requests.filter((url) => url !== 'data:,')).toEqual([address]);
      expect(told).toEqual([]);
    },
  );

  test('what the policy does not know by its digest, such as a script or a style added later, is refused', async () => {
    const { page, told } = await open(SITUATION, 'fr');
    await page.evaluate(`document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = 1' }));
      document.body.insertAdjacentHTML('beforeend', '<img src="https://mechant.example/x.png" onerror="alert(1)"><p style="color: red">x</p>');`);
    await page.waitForTimeout(200);
    expect(told.filter((one) => one.startsWith('policy: ')).sort()).toEqual([
      'policy: https://mechant.example/x.png',
      ...['policy: inline', 'policy: inline', 'policy: inline'],
    ]);
    expect(await page.title()).not.toBe('1');
  });

  test('a table is sorted by its heads, up, down and back; what is not known comes last', async () => {
    const { page } = await open(SITUATION, 'fr');
    const table = page.locator('#indicators table');
    const head = table.locator('thead th').nth(3);
    const counts = await column(table, 4);
    const states = [await head.getAttribute('aria-sort')];
    const orders: string[][] = [];
    for (let click = 0; click < 3; click += 1) {
      await head.locator('button').click();
      states.push(await head.getAttribute('aria-sort'));
      orders.push(await column(table, 4));
    }
    const numberOf = (text: string): number => Number(text.replace(/\D/g, ''));
    const known = counts.filter((text) => text !== 'n. d.' && text !== 'n. d.');
    const unknown = counts.filter((text) => !known.includes(text));
    const ascending = [...known].sort((a, b) => numberOf(a) - numberOf(b));
    expect(unknown.length).toBeGreaterThan(0);
    expect(states).toEqual(['none', 'ascending', 'descending', 'none']);
    expect(orders).toEqual([[...ascending, ...unknown], [...ascending.reverse(), ...unknown], counts]);
  });

  test('texts are sorted as the language of the page does, and one head at a time is sorted by', async () => {
    const { page } = await open(SITUATION, 'fr');
    const table = page.locator('#indicators table');
    const titles = await column(table, 1);
    await table.locator('thead button').nth(2).click();
    await table.locator('thead button').first().click();
    expect(await column(table, 1)).toEqual([...titles].sort(new Intl.Collator('fr-CA').compare));
    expect(await table.locator('thead th[aria-sort=ascending]').count()).toBe(1);
  });

  test('a filter leaves the rows that hold its text, whatever the case and the accents, and says how many', async () => {
    const { page } = await open(SHIPPED, 'fr');
    const fold = page.locator('#establishments details').first();
    await fold.locator('summary').click();
    const table = fold.locator('table');
    const all = await column(table, 1);
    const expected = all.filter((name) => /montréal/i.test(name));
    expect(expected.length).toBeGreaterThan(0);
    await fold.getByRole('searchbox').fill('MONTREAL');
    expect(await column(table, 1)).toEqual(expected);
    expect(await fold.getByRole('status').textContent()).toBe(
      `Lignes affichées\u00a0: ${expected.length} sur ${all.length}`,
    );
    await fold.getByRole('searchbox').fill('aucun nom ne contient ceci');
    expect(await column(table, 1)).toEqual([]);
    await fold.getByRole('searchbox').fill('');
    expect(await column(table, 1)).toEqual(all);
  });

  test('the keyboard alone reaches the content, the theme, the collapsed parts and the heads of a table', async () => {
    const { page } = await open(SITUATION, 'en');
    const focused = (): Promise<unknown> => page.evaluate('document.activeElement.textContent.trim()');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.keyboard.press('Shift+Tab');
    await page.locator('#theme').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    const head = page.locator('#indicators thead button').first();
    await head.focus();
    await page.keyboard.press('Space');
    expect(await page.locator('#indicators thead th').first().getAttribute('aria-sort')).toBe('ascending');
    const fold = page.locator('#method details').first();
    await fold.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await fold.getAttribute('open')).toBe('');
  });

  test('the theme is that of the system until the reader says otherwise', async () => {
    const { page } = await open(SITUATION, 'fr', { colorScheme: 'dark' });
    const ground = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const button = page.locator('#theme');
    const dark = await ground();
    expect(await button.textContent()).toBe('Thème clair');
    await button.click();
    const light = await ground();
    expect(await button.textContent()).toBe('Thème sombre');
    expect([dark, light]).toEqual(['rgb(16, 22, 28)', 'rgb(244, 246, 248)']);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe(light);
    await button.click();
    expect(await ground()).toBe(dark);
  });

  test.each(LANGUAGES)(
    'without a script all of the report in %s is there, and no control',
    async (language) => {
      const { page } = await open(SITUATION, language, { javaScriptEnabled: false });
      expect(await page.locator('main > section h2').allTextContents()).toEqual(
        reportTree(SITUATION, language).sections.map(({ id, title }) =>
          id === 'gaps' ? `${title} ${SITUATION.gaps.length}` : title,
        ),
      );
      expect(await page.locator('button:visible, input').count()).toBe(0);
    },
  );

  test.each(LANGUAGES)(
    'on paper in %s, every part that is asked for is there, opened and light, without a control',
    async (language) => {
      const { page } = await open(SITUATION, language, { colorScheme: 'dark' });
      await page.locator('#theme').click();
      await page.locator('#theme').click();
      await page.locator('#print-all').check();
      await page.emulateMedia({ media: 'print' });
      expect(
        await page.locator('button#theme:visible, input:visible, nav:visible, .skip:visible').count(),
      ).toBe(0);
      const hidden = await page.evaluate(
        "[...document.querySelectorAll('main section h2, main h3, main pre, main td')].filter((one) => !one.checkVisibility({ contentVisibilityAuto: true })).length",
      );
      expect(hidden).toBe(0);
      expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('light');
      expect(await page.evaluate("getComputedStyle(document.querySelector('thead')).display")).toBe(
        'table-header-group',
      );
      // Chromium leaves a button out of the heads that it repeats on the next sheets; what has no box of its own stays.
      expect(await page.evaluate("getComputedStyle(document.querySelector('thead button')).display")).toBe(
        'contents',
      );
      await page.emulateMedia({ media: null });
      const pdf = await page.pdf({ format: 'Letter' });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
      expect(pages.length).toBeGreaterThan(4);
      // Collapsed again once it is printed.
      expect(await page.locator('#method details[open]').count()).toBe(0);
    },
  );

  test.each(
    LANGUAGES.flatMap((language) => [
      [language, SITUATION.tenant.displayName, SITUATION] as const,
      [language, SHIPPED.tenant.displayName, SHIPPED] as const,
    ]),
  )(
    'the page in %s of “%s” never scrolls sideways, however wide the screen, collapsed or not',
    async (language, _, situation) => {
      const { page } = await open(situation, language);
      const across: [number, boolean, boolean][] = [];
      for (const isCollapsed of [true, false]) {
        if (!isCollapsed) await openAll(page);
        for (const width of [360, 768, 1440]) {
          await page.setViewportSize({ width, height: 800 });
          across.push([width, isCollapsed, await isAcross(page)]);
        }
      }
      expect(across.filter(([, , is]) => is)).toEqual([]);
    },
  );

  test.each(LANGUAGES)(
    'axe finds nothing against the page in %s, in light or dark, on a phone or a desk',
    async (language) => {
      const { page } = await open(SITUATION, language, { bypassCSP: true });
      await openAll(page);
      await page.evaluate(axe.source);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of [360, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          await page.evaluate(NEXT_FRAMES);
          expect([colorScheme, width, ...(await violations(page))]).toEqual([colorScheme, width]);
        }
      }
    },
    120_000,
  );

  test('hostile names make no element, no dialog, no request, and no page that scrolls sideways', async () => {
    const kinds = "[...document.querySelectorAll('*')].map((one) => one.localName).join()";
    const plain = await open(hostileSituation(GOLDEN, 'Nom'), 'fr');
    const expected = await plain.page.evaluate(kinds);
    for (const text of HOSTILE_TEXTS) {
      const { page, told, requests, address } = await open(hostileSituation(GOLDEN, text), 'fr', {
        viewport: { width: 360, height: 800 },
      });
      expect(await page.evaluate(kinds)).toBe(expected);
      expect(requests.filter((url) => url !== 'data:,')).toEqual([address]);
      expect(told).toEqual([]);
      expect(await isAcross(page)).toBe(false);
    }
  }, 120_000);
});
