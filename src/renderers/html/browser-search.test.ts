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
    await page.locator('#search select').selectOption('critical');
    expect(await shown('.decision')).toEqual(all.filter((text) => text.includes('Critique')));
  });

  test('a row of the matrix leads to what the report says of its establishment', async () => {
    await page.goto('about:blank');
    await page.goto(address);
    const link = page.locator('#matrix tbody th a').first();
    const name = (await link.textContent()) ?? '';
    await link.click();
    expect(await page.locator('#search input').inputValue()).toBe(name);
    const rows = await shown('#establishments tbody tr');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter((row) => !row.includes(name))).toEqual([]);
  });

  test('printed, the report of the sample is twenty pages at most, without the method unless it is asked for', async () => {
    await page.goto('about:blank');
    await page.goto(address);
    const pages = async (): Promise<number> =>
      (await page.pdf({ format: 'Letter' })).toString('latin1').split(/\/Type\s*\/Page(?![s\w])/).length - 1;
    const short = await pages();
    expect(short).toBeGreaterThan(2);
    expect(short).toBeLessThanOrEqual(20);
    await page.locator('#print-all').check();
    expect(await pages()).toBeGreaterThan(short);
  });
});
