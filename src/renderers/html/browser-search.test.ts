import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { situationSchema } from '../../situation/situation.ts';
import { HAS_NO_BROWSER, startBrowser } from '../../testing/browser.ts';
import { htmlPage } from './html.ts';

const SHIPPED = situationSchema.parse(
  JSON.parse(readFileSync(new URL('../../../reports/sample/situation.json', import.meta.url), 'utf8')),
);

let folder: string;
let browser: Browser;
let page: Page;
let address: string;
beforeAll(async () => {
  if (HAS_NO_BROWSER) return;
  folder = await mkdtemp(join(tmpdir(), 'vigie-html-'));
  const path = join(folder, 'situation.fr.html');
  await writeFile(path, htmlPage(SHIPPED, 'fr'));
  address = pathToFileURL(path).href;
  browser = await startBrowser();
  page = await browser.newPage();
});
afterAll(async () => {
  if (HAS_NO_BROWSER) return;
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

/** Regions that scroll sideways, and cells whose text goes beyond them, with everything opened. */
const CUT = `(async () => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50))));
  const isCut = (one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1;
  return [...document.querySelectorAll('.scroll, th, td')].filter(isCut).map((one) => one.textContent.slice(0, 40));
})()`;

function shown(selector: string): Promise<string[]> {
  return page.locator(`${selector}:visible`).allTextContents();
}

async function pagesOf(): Promise<number> {
  const pdf = await page.pdf({ format: 'Letter' });
  return pdf.toString('latin1').split(/\/Type\s*\/Page(?![s\w])/).length - 1;
}

describe.skipIf(HAS_NO_BROWSER)('in a browser', () => {
  test.each([360, 768, 1280, 1920])('no column is cut where the window is %i pixels wide', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('about:blank');
    await page.goto(address);
    expect(z.array(z.string()).parse(await page.evaluate(CUT))).toEqual([]);
  });

  test('one search looks through decisions, checks and establishments, and stands in the address', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto('about:blank');
    await page.goto(address);
    const all = await shown('.decision');
    expect(all).toHaveLength(7);
    const field = page.locator('#search input');
    await field.fill('LICENCES');
    const found = await shown('.decision');
    expect(found).toEqual(all.filter((text) => /licences/i.test(text)));
    expect(found.length).toBeGreaterThan(0);
    expect(page.url()).toBe(`${address}#q=LICENCES`);
    await field.fill('aucun texte ne contient ceci');
    expect(await shown(':is(.decision, .card, main tbody tr)')).toEqual([]);
    expect(await page.locator('#search output').textContent()).toBe('Rien ne correspond.');
    await field.fill('');
    await page.locator('#search select').first().selectOption('critical');
    expect(await shown('.decision')).toEqual(all.filter((text) => text.includes('Critique')));
  });

  test('a row of the matrix leads to every check of its establishment, and back', async () => {
    await page.goto('about:blank');
    await page.goto(address);
    const link = page.locator('#matrix tbody th a').first();
    const name = (await link.textContent()) ?? '';
    await link.click();
    expect(await page.locator('#one-establishment h2').textContent()).toBe(name);
    const lines = page.locator('#one-establishment tbody tr');
    const judging = SHIPPED.checks.filter(({ constats }) => constats.fr.length > 0).map(({ id }) => id);
    const indicator = SHIPPED.indicators.filter(
      ({ id: check, byEstablishment }) =>
        judging.includes(check) && byEstablishment.some(({ id }) => id === name),
    );
    expect(await lines.count()).toBe(indicator.length);
    const unused = SHIPPED.indicators.find(({ id }) => id === 'inactive-mailboxes');
    const own = unused?.byEstablishment.find(({ id }) => id === name);
    const cells = await lines
      .filter({ has: page.getByRole('link', { name: 'Comptes courriels non utilisés', exact: true }) })
      .locator('td')
      .allTextContents();
    expect(cells.slice(0, 2)).toEqual([String(own?.population), String(own?.count)]);
    const rows = await page.locator("[data-table='establishment'] tbody tr:not(.left-out)").allTextContents();
    expect(rows.length).toBe(indicator.length);
    expect(rows.filter((row) => !row.includes(name))).toEqual([]);
    await page.locator('#one-establishment a', { hasText: 'Tout afficher' }).click();
    expect(await page.locator('#one-establishment').isHidden()).toBe(true);
    expect(await page.locator('main .left-out').count()).toBe(0);
  });

  test('what is chosen stands in the address, which opens the same page again', async () => {
    await page.goto('about:blank');
    await page.goto(`${address}#e=CISSS%20de%20Laval&c=${encodeURIComponent('Médecins résidents')}`);
    const choices = page.locator('#search select');
    expect(
      await page.evaluate("[...document.querySelectorAll('#search select')].map((one) => one.value)"),
    ).toEqual(['', 'CISSS de Laval', 'Médecins résidents']);
    const heads = page.locator("[data-table='physicians'] thead th:not(.left-out)");
    expect((await heads.allTextContents()).map((text) => text.trim())).toEqual([
      'Indicateur',
      'Médecins résidents',
    ]);
    await choices.nth(0).selectOption('critical');
    expect(page.url()).toBe(
      `${address}#gravity=critical&e=CISSS%20de%20Laval&c=${encodeURIComponent('Médecins résidents')}`,
    );
    const chosen = await page.evaluate(
      "[...document.querySelectorAll('.decision:not(.left-out)')].map((one) => one.dataset.gravity)",
    );
    expect(new Set(z.array(z.string()).parse(chosen))).toEqual(new Set(['critical']));
  });

  test('a link leads to a file that is there, and to no other', async () => {
    const path = join(folder, 'situation.fr.html');
    const there = ['findings/mfa-status.csv', 'actions/mfa-status.fr.csv', 'situation.fr.xlsx'];
    await writeFile(
      path,
      htmlPage(SHIPPED, 'fr', (file) => (there.includes(file) ? file : null)),
    );
    await page.goto('about:blank');
    await page.goto(address);
    const hrefs = await page.evaluate(
      `[...document.querySelectorAll('a:not([href^="#"]):not([href^="https:"])')].map((one) => one.getAttribute('href'))`,
    );
    expect(new Set(z.array(z.string()).parse(hrefs))).toEqual(new Set(there));
    const commands = await page.locator('.command code').allTextContents();
    expect(commands[0]).toMatch(/^vigie list [a-z-]+ 2020-10$/);
    await writeFile(path, htmlPage(SHIPPED, 'fr'));
  });

  test('the printed summary is one page, and has every decision', async () => {
    await page.goto('about:blank');
    await page.goto(address);
    await page.evaluate("print = () => undefined; document.querySelector('#print-summary').click()");
    expect(await pagesOf()).toBe(1);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.decision:visible').count()).toBe(7);
    await page.emulateMedia({ media: null });
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('html[data-print]').count()).toBe(0);
  });

  test('printed, the report of the sample is twenty pages at most, without the method unless it is asked for', async () => {
    await page.goto('about:blank');
    await page.goto(address);
    const short = await pagesOf();
    expect(short).toBeGreaterThan(2);
    expect(short).toBeLessThanOrEqual(20);
    await page.locator('#print-all').check();
    expect(await pagesOf()).toBeGreaterThan(short);
  });
});
