import { expect, test } from 'vitest';
import { counted, nothing, notAssessable, ratioCell } from '../report/cells.ts';
import type { Headline } from '../report/headline.ts';
import { cards, standing } from './cards.ts';

const HEADLINE: Headline = {
  checkId: 'mailbox-redirects',
  title: 'Redirections automatiques',
  gravity: 'critical',
  figure: counted(0, 'fr', 'at-least'),
  of: 'sur 400',
  share: ratioCell(0, '0,0\u00a0%', 'at-least', 'fr'),
  shareText: 'au moins 0,0\u00a0% des 256 examinés',
  asOf: '',
  sentences: [],
  clause: [],
  physicians: null,
  certainty: { level: 'part', text: 'Partiel\u00a0: 144 comptes n’ont pu être examinés' },
  change: null,
};

test('nothing found is told so only where all were examined', () => {
  const { figure } = HEADLINE;
  const found = { ...HEADLINE, figure: counted(3, 'fr') };
  const whole = { ...HEADLINE, figure, certainty: { level: 'whole', text: 'Complet' } } as const;
  const unknown = {
    ...HEADLINE,
    figure: notAssessable('fr'),
    certainty: { level: 'none', text: '' },
  } as const;
  const empty = { ...whole, figure: nothing() } as const;
  expect([found, whole, HEADLINE, unknown, empty].map(standing)).toEqual([
    'critical',
    'clear',
    'unproven',
    'unknown',
    'empty',
  ]);
  const { text } = cards([HEADLINE], { linkTo: () => null, month: null }, 'fr');
  expect([text.includes('À confirmer'), text.includes('Rien trouvé')]).toEqual([true, false]);
});
