import { expect, test } from 'vitest';
import type { Headline } from '../report/headlines.ts';
import { cards, standing } from './cards.ts';

const HEADLINE: Headline = {
  checkId: 'mailbox-redirects',
  title: 'Redirections automatiques',
  gravity: 'critical',
  figure: { text: 'au moins 0', value: 0, unit: 'count', bound: 'at-least' },
  of: 'sur 400',
  share: { text: 'au moins 0,0\u00a0%', value: 0, unit: 'share', bound: 'at-least' },
  shareText: 'au moins 0,0\u00a0% des 256 examinés',
  sentences: [],
  physicians: null,
  certainty: { level: 'part', text: 'Partiel\u00a0: 144 comptes n’ont pu être examinés' },
  change: null,
};

test('nothing found is told so only where all were examined', () => {
  const { figure } = HEADLINE;
  const found = { ...HEADLINE, figure: { text: '3', value: 3, unit: 'count', bound: 'exact' } } as const;
  const whole = { ...HEADLINE, figure, certainty: { level: 'whole', text: 'Complet' } } as const;
  const unknown = { ...HEADLINE, figure: 'Non évaluable', certainty: { level: 'none', text: '' } } as const;
  const empty = { ...whole, figure: '—' } as const;
  expect([found, whole, HEADLINE, unknown, empty].map(standing)).toEqual([
    'critical',
    'clear',
    'unproven',
    'unknown',
    'empty',
  ]);
  const { text } = cards([HEADLINE], 'fr');
  expect([text.includes('À confirmer'), text.includes('Rien trouvé')]).toEqual([true, false]);
});
