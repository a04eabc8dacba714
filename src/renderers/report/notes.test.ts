import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { joined } from '../../i18n/text.ts';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import type { BlockId } from './block.ts';
import { reportTree } from './report.ts';
import { allBlocks } from './section.ts';

function sample(): Situation {
  const file = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);
  return situationSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function sentences(situation: Situation, id: BlockId): string[] {
  return allBlocks(reportTree(situation, 'fr')).flatMap((block) =>
    block.id === id && block.kind === 'paragraph' ? block.sentences.map(({ text }) => joined(text)) : [],
  );
}

function withRedirects(byMechanism: Record<string, number>): Situation {
  const situation = sample();
  return {
    ...situation,
    checks: situation.checks.map((check) =>
      check.id === 'mailbox-redirects' ? { ...check, overlapping: ['byMechanism'] } : check,
    ),
    indicators: situation.indicators.map((one) =>
      one.id === 'mailbox-redirects' ? { ...one, facts: { ...one.facts, byMechanism } } : one,
    ),
  };
}

test('parts that sum to more than their whole are explained, and only those', () => {
  expect(sentences(withRedirects({ 'inbox-rule': 1500, 'mailbox-forwarding': 452 }), 'fact-note')).toEqual([
    // The sample could not read every rule: both are lower bounds, and the note says so as the indicator does.
    'Un compte peut figurer sur plusieurs lignes\u00a0: leur somme (au moins\u00a01\u00a0952) dépasse le nombre de comptes (au moins\u00a01\u00a0817).',
  ]);
  expect(sentences(withRedirects({ 'inbox-rule': 1365, 'mailbox-forwarding': 452 }), 'fact-note')).toEqual(
    [],
  );
});

test('the active of a service and the accounts that are not unused are told apart', () => {
  const situation = sample();
  const alike = (exchange: boolean, inactiveAfterDays: number): string[] =>
    sentences(
      {
        ...situation,
        parameters: { ...situation.parameters, inactiveAfterDays },
        checks: situation.checks.map((check) =>
          exchange && check.id === 'inactive-mailboxes' ? { ...check, alike: 'exchange' as const } : check,
        ),
      },
      'services-alike',
    );
  const active = situation.serviceUsage.find(({ service }) => service === 'exchange')?.active90 ?? 0;
  const written = new Intl.NumberFormat('fr-CA').format(active).replaceAll('\u202f', '\u00a0');
  expect(alike(true, 90)).toEqual([
    expect.stringMatching(
      new RegExp(
        `^Deux nombres qui se ressemblent\u00a0: ${written} comptes actifs .* et 171\u00a0439 dont la boîte`,
      ),
    ),
  ]);
  expect([alike(false, 90), alike(true, 30)]).toEqual([[], []]);
});

test('the share of an establishment stands beside that of the network', () => {
  const situation = sample();
  const network = situation.indicators.map(({ id, physicians }) => ({
    ...{ id, population: 400, examined: 400, count: 100, undetermined: 0 },
    physicians,
  }));
  const scope = { establishment: 'CISSS des Érables', network };
  const blocks = allBlocks(reportTree({ ...situation, scope }, 'fr'));
  const table = blocks.find((block) => block.id === 'indicators');
  if (table?.kind !== 'table') throw new Error('no indicators');
  expect(table.columns.map(({ head }) => head).slice(4, 6)).toEqual([
    'Part des examinés',
    'Part dans le réseau',
  ]);
  const row = table.rows.find(([first]) => first?.text === 'Comptes courriels non utilisés');
  expect(row?.slice(4, 6).map(({ text }) => text)).toEqual(['43,9\u00a0%', '25,0\u00a0%']);
  const figures = blocks.find((block) => block.kind === 'figures');
  if (figures?.kind !== 'figures') throw new Error('no figures');
  expect(figures.headlines.find(({ checkId }) => checkId === 'inactive-mailboxes')?.shareText).toBe(
    '43,9\u00a0% (réseau\u00a0: 25,0\u00a0%)',
  );
});
