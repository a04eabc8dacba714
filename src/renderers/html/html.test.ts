import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHECKS } from '../../checks/catalogue.ts';
import { frame } from '../../i18n/frame.ts';
import { LANGUAGES } from '../../i18n/language.ts';
import { joined } from '../../i18n/text.ts';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import { frenchFaults } from '../../testing/french-faults.ts';
import { HOSTILE_TEXTS, hostileSituation } from '../../testing/hostile-situation.ts';
import { reportTree } from '../report/report.ts';
import { phrase } from '../../i18n/phrase.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { within } from '../report/section.ts';
import { htmlPage } from './html.ts';

const GOLDENS = new URL('../../../fixtures/goldens/', import.meta.url);
const GOLDEN: unknown = JSON.parse(readFileSync(new URL('renderers/situation.json', GOLDENS), 'utf8'));
const SITUATION = situationSchema.parse(GOLDEN);
const SHIPPED = situationSchema.parse(
  JSON.parse(readFileSync(new URL('../../../reports/sample/situation.json', import.meta.url), 'utf8')),
);

/** Three checks, one gap, nothing beside: a page that can be read whole. */
function tiny(): Situation {
  const ids = ['inactive-mailboxes', 'mailbox-redirects', 'mfa-status'];
  return {
    schema: SITUATION.schema,
    vigie: SITUATION.vigie,
    tenant: { ...SITUATION.tenant, displayName: 'Érables <b>& Cie</b>' },
    asOf: SITUATION.asOf,
    collectedAt: SITUATION.collectedAt,
    endedAt: SITUATION.endedAt,
    parameters: SITUATION.parameters,
    population: SITUATION.population,
    populationBound: SITUATION.populationBound,
    categories: SITUATION.categories,
    categoriesKnown: SITUATION.categoriesKnown,
    sources: SITUATION.sources.slice(0, 2),
    gaps: SITUATION.gaps.slice(0, 1),
    checks: SITUATION.checks.filter(({ id }) => ids.includes(id)),
    indicators: SITUATION.indicators.filter(({ id }) => ids.includes(id)),
    enrolments: [],
    serviceUsage: [],
    trend: SITUATION.trend,
  };
}

/** The page without its style and script, which have files of their own. */
function bodyOf(page: string): string {
  return page
    .replace(/<style>[^]*<\/style>/, '<style></style>')
    .replace(/<script>[^]*<\/script>/, '<script></script>')
    .replace(/sha256-[^']+/g, 'sha256-…');
}

function textOf(page: string): string {
  return bodyOf(page)
    .replace(/<pre[^]*?<\/pre>/g, '\n')
    .replace(/<[^>]*>/g, '\n')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

// The English words are on the page of the sample.
test('the page of a tiny situation is the committed one', async () => {
  const file = new URL('renderers/page.fr.html', GOLDENS).pathname;
  await expect(bodyOf(htmlPage(tiny(), 'fr'))).toMatchFileSnapshot(file);
});

test('the policy allows the page’s own style and script, and nothing else', () => {
  const page = htmlPage(SITUATION, 'fr', (path) => (path.startsWith('actions/') ? path : null));
  const digest = (text = ''): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const style = /<style>([^]*?)<\/style>/.exec(page)?.[1];
  const script = /<script>([^]*?)<\/script>/.exec(page)?.[1];
  expect(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]).toBe(
    `default-src 'none'; style-src ${digest(style)}; script-src ${digest(script)}; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  expect(page.match(/<(style|script)/g)).toEqual(['<style', '<script']);
  expect(bodyOf(page)).not.toMatch(/<[^>]*\s(style|on\w+|srcset|src|action)=/);
  // Lists of the audit folder, and admin centres that a reader may go to; nothing is loaded from either.
  expect(new Set(bodyOf(page).match(/ href="(?!#)[^"]*"/g))).toEqual(
    new Set(
      [
        'data:,',
        ...SITUATION.indicators
          .filter(({ id }) => id !== 'service-usage')
          .map(({ id }) => `actions/${id}.fr.csv`),
      ].map((address) => ` href="${address}"`),
    ),
  );
});

test('a decision leads to where it is carried out in the admin centres', () => {
  const found = new Map(
    [...htmlPage(CENTRED, 'fr').matchAll(/ id="decision-([^"]*)"[^]*?<\/li>/g)].map(([text, id]) => [
      id,
      / href="(https:[^"]*)"/.exec(text)?.[1],
    ]),
  );
  expect(found.get('remove-redirects')).toBe('https://admin.exchange.microsoft.com/#/mailboxes');
  expect(found.get('enable-report-only')).toBe(
    'https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies',
  );
  expect(found.get('reach-physicians')).toBe(undefined);
});

/** The sample, with the centres that the checks of today name. */
const CENTRED: Situation = {
  ...SHIPPED,
  checks: SHIPPED.checks.map((check) => ({
    ...check,
    decisions: CHECKS.find(({ id }) => id === check.id)?.decisions?.map(({ id, words }) => ({
      ...words,
      id,
      facts: [...words.facts],
    })),
  })),
};

test.each(LANGUAGES)('everything the report says in %s is on the page', (language) => {
  const page = htmlPage(SITUATION, language);
  const text = textOf(page);
  const parts = [...within(reportTree(SITUATION, language))];
  const ofBlocks = parts
    .flatMap(({ blocks }) => blocks)
    .flatMap((block): readonly string[] => {
      if (block.kind === 'list') return block.items.map(({ text: item }) => joined(item));
      if (block.kind === 'paragraph') return block.sentences.map(({ text: sentence }) => joined(sentence));
      if (block.kind === 'figures') return block.headlines.map(({ title }) => title);
      if (block.kind === 'chart') return [block.chart.title, block.chart.summary, ...block.chart.labels];
      if (block.kind === 'table')
        return [...block.columns.map(({ head }) => head), ...block.rows.flat().map((cell) => cell.text)];
      return block.kind === 'code' ? [] : [block.text];
    });
  const said = [...parts.map(({ title }) => title), ...ofBlocks];
  // The full stop of a sentence goes where it stands beside a mark; gaps and decisions have no head, for their list says it.
  // The place of a decision's list is where a link with a name leads.
  const isSaid = (one: string): boolean =>
    text.includes(one.replace(/\.$/, '')) || page.includes(`<a href="${one}">`);
  const missing = said.filter((one) => !isSaid(one));
  expect(missing).toEqual([phrase(REPORT_WORDS, 'decision', language), frame('gapWhat', language)]);
});

test('a French reader finds no fault in the French page', () => {
  const read = (situation: Situation): string =>
    textOf(htmlPage(situation, 'fr').replace(/<code>[^]*?<\/code>/g, '\n'));
  expect(frenchFaults(read(SHIPPED))).toEqual([]);
  expect(frenchFaults(read(SITUATION))).toEqual([]);
});

test.each(LANGUAGES)('no text of the tenant changes the structure of the page in %s', (language) => {
  const tagsOf = (text: string): string[] =>
    (bodyOf(htmlPage(hostileSituation(GOLDEN, text), language)).match(/<[^>]*>/g) ?? []).map((tag) =>
      tag.replace(/"[^"]*"/g, '""'),
    );
  const tags = tagsOf('Nom');
  expect(tags.length).toBeGreaterThan(1000);
  for (const text of HOSTILE_TEXTS) expect(tagsOf(text)).toEqual(tags);
});

test('the same situation gives the same bytes, and each id stands once for all that refer to it', () => {
  const page = htmlPage(SHIPPED, 'fr');
  expect(htmlPage(SHIPPED, 'fr')).toBe(page);
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
  const referred = [...page.matchAll(/ (?:href="#(?!e=)|aria-labelledby="|aria-describedby=")([^"]*)"/g)];
  expect(referred.length).toBeGreaterThan(50);
  expect(referred.filter(([, id]) => !ids.includes(id))).toEqual([]);
});
