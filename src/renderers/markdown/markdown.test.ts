import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../i18n/language.ts';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import { situationPage } from './markdown.ts';

const GOLDENS = new URL('../../../fixtures/goldens/renderers/', import.meta.url);

function sample(): Situation {
  return situationSchema.parse(JSON.parse(readFileSync(new URL('situation.json', GOLDENS), 'utf8')));
}

test.each(LANGUAGES)('the whole page in %s', async (language) => {
  const golden = new URL(`situation.${language}.md`, GOLDENS).pathname;
  await expect(situationPage(sample(), language)).toMatchFileSnapshot(golden);
});

test('in French no plain space stands before : ; ! ? » %, nor after «', () => {
  const withoutSql = situationPage(sample(), 'fr').replace(/```sql[^]*?```/g, '');
  expect(withoutSql.match(/.{0,30} [:;!?»%].{0,10}|.{0,10}« .{0,10}/g)).toBeNull();
});

test('an empty situation has a page too', () => {
  const empty: Situation = {
    ...sample(),
    parameters: { inactiveAfterDays: 90 },
    categories: [{ id: 'all', physician: false, label: { fr: 'Tous les comptes', en: 'All accounts' } }],
    sources: [],
    gaps: [],
    checks: [],
    indicators: [],
    enrolments: [],
    serviceUsage: [],
    roster: undefined,
  };
  const page = situationPage(empty, 'fr');
  expect(page.split('\n').filter((line) => line.startsWith('#'))).toEqual([
    '# État de situation — Constats',
    '## Ce qui n’est pas connu',
    '## Constats',
    '## Indicateurs',
    '## Médecins par catégorie',
    '## Autres catégories',
    '## Établissements',
    '## Sources',
    '## Méthode',
  ]);
  expect(page).toContain('\nAucune lacune.\n');
  expect(page).toContain('\nAucun constat.\n');
  expect(page).toContain('\nLa configuration ne définit aucune catégorie de médecins.\n');
});

test('service usage of a refused report is not written as zeros', () => {
  const situation = sample();
  const refused = situation.sources.map((source) =>
    source.id === 'service-activity' ? { ...source, outcome: 'refused' as const } : source,
  );
  for (const serviceUsage of [situation.serviceUsage, []]) {
    expect(situationPage({ ...situation, sources: refused, serviceUsage }, 'fr')).toContain(
      '## Utilisation du service\n\nNon évaluable\u00a0: Utilisation du service (source manquante\u00a0: activité par service)\n',
    );
  }
});

test('a collection that was taken up again tells in how many runs, and from when to when', () => {
  const resumed = { ...sample(), resumedAt: ['2020-10-29T06:40:00Z', '2020-10-29T06:50:00Z'] };
  expect(situationPage(resumed, 'fr')).toContain(
    '\nDonnées recueillies en 3 fois, du 29 octobre 2020 à 6\u00a0h\u00a000 UTC au 29 octobre 2020 à 7\u00a0h\u00a010 UTC  \n',
  );
  expect(situationPage(resumed, 'en')).toContain(
    '\nData collected in 3 runs, from October 29, 2020 at 06:00 UTC to October 29, 2020 at 07:10 UTC  \n',
  );
});

test('a directory that announces more accounts than were read shows both numbers', () => {
  const situation = sample();
  const sources = situation.sources.map((source) =>
    source.id === 'accounts' ? { ...source, expected: 346_002 } : source,
  );
  expect(situationPage({ ...situation, sources }, 'fr')).toContain(
    '\nComptes lus dans l’annuaire\u00a0: 346\u00a0000 (annoncés\u00a0: 346\u00a0002)  \n',
  );
});

test('where the kinds of mailboxes are unknown, every population, count and share is marked, and the mark explained', () => {
  const situation = sample();
  const populationBound = 'approximate' as const;
  const indicators = situation.indicators.map((one) => ({ ...one, populationBound }));
  const page = situationPage({ ...situation, populationBound, indicators }, 'fr').replaceAll('\u00a0', ' ');
  for (const line of [
    '| Comptes courriels non utilisés | environ 305 554 | 305 554 | environ 134 115 | environ 43,9 % | 0 |',
    '| Redirections automatiques | environ 305 554 | 305 542 | au moins environ 1 817 | au moins environ 0,5 % | 12 |',
    '| Viva Engage | environ 0 | environ 0 | environ 0 | environ 0 | environ 0 | environ 0 |',
    'Utilisation du service : population environ 305 554, examinés 305 554, indéterminés 0',
    '| CISSS des Érables | environ 200 000 | environ 50 100 | environ 25,1 % | environ 20 000 | environ 12 661 | environ 63,3 % |',
  ]) {
    expect(page.split('\n')).toContain(line);
  }
  expect(page).toContain('\n| Autre personnel | environ 285 314 | environ 121 453 | environ 42,6 % |');
  expect(page).toContain('\n« environ » : les boîtes partagées,');
});

/** The skeleton of a page: how every line begins, and its markup without the texts. */
function skeleton(page: string): string[] {
  return page.split('\n').map((line) => {
    const start = /^(#{1,6} |[-+] |\d+[.)] |=+$|-+$|\||```|~~~| {4})?/.exec(line)?.[0] ?? '';
    return `${start} … ${line.replace(/\\./g, '').replace(/[^|`*<>[\]]/g, '')}`;
  });
}

function withText(text: string): Situation {
  const situation = sample();
  const words = { fr: text, en: text };
  return {
    ...situation,
    tenant: { id: text, displayName: text, defaultDomain: text },
    categories: situation.categories.map((category) => ({ ...category, label: words })),
    gaps: situation.gaps.map((gap) => ({ ...gap, words: { what: words, remedy: words } })),
    checks: situation.checks.map((check) => ({ ...check, title: words, question: words, rule: words })),
    indicators: situation.indicators.map((indicator) => ({
      ...indicator,
      byEstablishment: indicator.byEstablishment.map((one) => ({ ...one, id: `a${text}` })),
    })),
    enrolments: situation.enrolments.map((enrolment) => ({ ...enrolment, label: words })),
  };
}

const HOSTILE = [
  '| x | y |',
  '\n# Titre\n\n- liste',
  '<script>alert(1)</script>',
  '[lien](javascript:alert(1))',
  '![image](https://mechant.example/x.png)',
  '`code` ``` ~~~',
  '\\',
  '\\|',
  '**gras** _italique_ ~~barré~~',
  '&lt;b&gt;',
  '---',
  '1. un',
  '+ deux',
  '=HYPERLINK("https://mechant.example")',
  '\u202egro.elpmaxe',
];
const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom(...HOSTILE, '\r', '\u2028', 'a', ' ')).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

test.each<Language>(['fr', 'en'])(
  'no text of the tenant changes the structure of the page in %s',
  (language) => {
    const benign = skeleton(situationPage(withText('x'), language));
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(skeleton(situationPage(withText(text), language))).toEqual(benign);
      }),
      { numRuns: 150 },
    );
  },
);

test('of a directory read in part counts are lower bounds, and shares those of the accounts examined', () => {
  const situation = sample();
  const indicators = situation.indicators.map((indicator) => ({
    ...indicator,
    lowerBound: true,
    populationBound: 'at-least' as const,
  }));
  const sources = situation.sources.map((source) =>
    source.id === 'accounts' ? { ...source, outcome: 'partial' as const } : source,
  );
  const page = situationPage({ ...situation, populationBound: 'at-least', indicators, sources }, 'fr');
  const row = (title: string): string =>
    (page.split('\n').find((line) => line.startsWith(`| ${title}`)) ?? '').replaceAll('\u00a0', ' ');
  expect(row('Comptes courriels non utilisés')).toMatch(
    /au moins [\d ]+ \| [\d ]+ \| au moins [\d ]+ \| [\d,]+ % \|/,
  );
  expect(row('Redirections automatiques')).toMatch(/\| au moins [\d,]+ % \|/);
});
