import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import type { Chart } from './block.ts';
import { reportTree } from './report.ts';
import { allBlocks } from './section.ts';

const GOLDEN = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);

function sample(): Situation {
  return situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
}

function chartsOf(situation: Situation): Chart[] {
  return allBlocks(reportTree(situation, 'fr')).flatMap((block) =>
    block.kind === 'chart' ? [block.chart] : [],
  );
}

function chart(situation: Situation, id: string): Chart | undefined {
  return chartsOf(situation).find((one) => one.id === id);
}

test('the report has its charts, each once', () => {
  expect(chartsOf(sample()).map(({ id, form, unit }) => `${id} ${form} ${unit}`)).toEqual([
    'service-usage grouped count',
    'trend lines share',
    'redirects-by-class bars count',
    'redirects-by-effect bars count',
    'physicians-by-category bars share',
    'unused-by-category bars share',
    'establishments-ranked bars share',
  ]);
});

test('a chart says all its values in words', () => {
  expect(chart(sample(), 'redirects-by-class')).toEqual({
    id: 'redirects-by-class',
    form: 'bars',
    title: 'Comptes redirigés, par classe de destination la plus risquée (au moins)',
    summary:
      'Comptes redirigés, par classe de destination la plus risquée (au moins)\u00a0: Messagerie Web publique\u00a0: 1\u00a0200; ' +
      'Externe\u00a0: 300; Université\u00a0: 200; Non résolue\u00a0: 17; Partenaire\u00a0: 0; Interne\u00a0: 100.',
    unit: 'count',
    labels: ['Messagerie Web publique', 'Externe', 'Université', 'Non résolue', 'Partenaire', 'Interne'],
    series: [{ name: 'Nombre', values: [1_200, 300, 200, 17, 0, 100] }],
  });
});

test('establishments are ranked by share, and those of which nothing is known come last, without a value', () => {
  const situation = sample();
  const [first] = situation.indicators;
  if (first === undefined) throw new Error('the sample has no indicator');
  const unknown = {
    id: 'Inconnu',
    population: 3,
    examined: 0,
    count: 0,
    undetermined: 3,
    physicians: { population: 0, examined: 0, count: 0, undetermined: 0 },
  };
  const indicators = [
    { ...first, byEstablishment: [unknown, ...first.byEstablishment] },
    ...situation.indicators.slice(1),
  ];
  const found = chart({ ...situation, indicators }, 'establishments-ranked');
  expect([found?.labels, found?.series]).toEqual([
    ['Sans établissement', 'CIUSSS de la Rivière-Claire', 'CISSS des Érables', 'Inconnu'],
    [{ name: 'Part des examinés', values: [1, 84_014 / 105_553, 50_100 / 200_000, null] }],
  ]);
  expect(found?.summary).toContain('Inconnu\u00a0: inconnu.');
});

test('what an earlier audit did not know has no value on the line, and one audit makes no line', () => {
  const found = chart(sample(), 'trend');
  expect(found?.labels).toEqual(['27 septembre 2020', '27 octobre 2020']);
  expect(found?.series.map(({ name, values }) => [name, values.map((value) => value?.toFixed(3))])).toEqual([
    ['Comptes courriels non utilisés qui reçoivent des courriels', ['0.393', '0.393']],
    ['Redirections automatiques', ['0.006', '0.006']],
    ['Administrateurs sans authentification multifacteur', [undefined, '1.000']],
    ['Comptes courriels non utilisés', ['0.435', '0.439']],
    ['Authentification multifacteur non exigée', [undefined, '0.142']],
    ['Comptes médecins sans boîte aux lettres', [undefined, '0.000']],
    ['Médecins inscrits à un service, dont le compte courriel n’est pas utilisé', [undefined, '0.275']],
    ['Conditions d’utilisation non acceptées', [undefined, '0.069']],
  ]);
  const { trend } = sample();
  if (trend === undefined) throw new Error('the sample has no trend');
  expect(chart({ ...sample(), trend: { ...trend, points: trend.points.slice(1) } }, 'trend')).toBeUndefined();
});

test('of a source that was not read no chart is drawn, nor by category where categories are not known', () => {
  const situation = sample();
  const indicators = situation.indicators.map((one) => ({ ...one, facts: {} }));
  const ids = chartsOf({ ...situation, indicators, categoriesKnown: false, serviceUsage: [] }).map(
    ({ id }) => id,
  );
  expect(ids).toEqual(['trend', 'establishments-ranked']);
});
