import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figure, joined, plain } from '../../i18n/text.ts';
import { situationSchema, type Indicator, type Situation } from '../../situation/situation.ts';
import { headlines, worstHeadline, worstOf } from './headlines.ts';

const GOLDEN = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);

function sample(): Situation {
  return situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
}

/** The sample, its indicators changed one by one. */
function changed(change: (indicator: Indicator) => Indicator): Situation {
  const situation = sample();
  return { ...situation, indicators: situation.indicators.map(change) };
}

const none = ({ population }: { population: number }) => ({
  population,
  examined: population,
  count: 0,
  undetermined: 0,
});

const unread = ({ population }: { population: number }) => ({
  population,
  examined: 0,
  count: 0,
  undetermined: population,
});

test('the gravest figures come first, and those that are not known after those that found somebody', () => {
  const all = headlines(sample(), 'fr');
  expect(all.map(({ checkId, gravity, certainty }) => `${checkId} ${gravity} ${certainty.level}`)).toEqual([
    'unread-mail critical part',
    'mailbox-redirects critical part',
    'admin-mfa critical part',
    'inactive-mailboxes serious whole',
    'mfa-enforcement serious part',
    'physicians-without-mailbox serious part',
    'enrolled-unused serious part',
    'terms-of-use serious part',
    'unused-accounts notable part',
    'external-sharing notable part',
    'unused-licences notable part',
    'mfa-status serious none',
  ]);
});

test('a headline has the figure, of how many, the physicians, how sure it is, and who moved', () => {
  const found = headlines(sample(), 'fr').find(({ checkId }) => checkId === 'inactive-mailboxes');
  const first = [
    ...figure('134\u00a0115'),
    { text: ' comptes courriels non utilisés de plus de 90 jours sur un total de ' },
    ...figure('305\u00a0554'),
  ];
  expect(found).toEqual({
    checkId: 'inactive-mailboxes',
    title: 'Comptes courriels non utilisés',
    gravity: 'serious',
    figure: {
      kind: 'number',
      text: '134\u00a0115',
      digits: '134\u00a0115',
      mark: '',
      value: 134_115,
      bound: 'exact',
    },
    of: 'sur 305\u00a0554',
    asOf: '27 octobre 2020',
    share: {
      kind: 'share',
      text: '43,9\u00a0%',
      digits: '43,9\u00a0%',
      mark: '',
      value: 134_115 / 305_554,
      bound: 'exact',
    },
    shareText: '43,9\u00a0%',
    sentences: [
      first,
      [
        ...figure('20\u00a0240'),
        { text: ' comptes médecins ont été créés, ' },
        ...figure('12\u00a0662'),
        { text: ' (pour le service courriel) ne sont pas utilisés depuis plus de 90 jours' },
      ],
    ],
    clause: first,
    physicians: {
      label: 'Médecins',
      figure: {
        kind: 'number',
        text: '12\u00a0662',
        digits: '12\u00a0662',
        mark: '',
        value: 12_662,
        bound: 'exact',
      },
      share: {
        kind: 'share',
        text: '62,6\u00a0%',
        digits: '62,6\u00a0%',
        mark: '',
        value: 12_662 / 20_240,
        bound: 'exact',
      },
    },
    certainty: { level: 'whole', text: 'Complet\u00a0: tous ont été examinés' },
    change: {
      direction: 'up',
      text: [...figure('+1\u00a0203'), { text: ' depuis le 27 septembre 2020' }],
      since: 'depuis le 27 septembre 2020',
      value: 1_203,
      moves: [
        'Nouvellement inutilisés\u00a0: 1\u00a0500',
        'Nouveaux comptes, ou nouvellement visés\u00a0: 120',
        'De nouveau utilisés\u00a0: 297',
        'Comptes supprimés, ou qui ne sont plus visés\u00a0: 120',
      ],
      comparable: true,
    },
  });
});

test('a lower bound says what it rests on, and a change beside another coverage that it is not comparable', () => {
  const found = headlines(sample(), 'en').find(({ checkId }) => checkId === 'mailbox-redirects');
  expect([found?.figure.text, found?.certainty, joined(found?.change?.text ?? [])]).toEqual([
    'at least 1,817',
    {
      level: 'part',
      text: 'Partial: some of the sources are missing, the real number may be higher; 12 accounts could not be examined',
    },
    '\u221217 since September 27, 2020 (not comparable as it stands)',
  ]);
});

test('what is not known has no number, no share and no change', () => {
  const found = headlines(sample(), 'fr').find(({ checkId }) => checkId === 'mfa-status');
  expect(found).toMatchObject({
    figure: { kind: 'unknown', form: 'words', text: 'Non évaluable' },
    of: '',
    share: { kind: 'unknown', form: 'words', text: 'Non évaluable' },
    physicians: null,
    certainty: { level: 'none', text: 'Non évaluable' },
    change: null,
  });
});

test('without a previous audit no change is told; of a figure that it lacks, that the change is not known', () => {
  const { trend, ...first } = sample();
  expect(headlines(first, 'fr').map(({ change }) => change)).toEqual(headlines(first, 'fr').map(() => null));
  const without = { ...sample(), trend: { ...trend, indicators: [] } } as Situation;
  expect(headlines(without, 'fr')[0]?.change).toEqual({
    direction: 'unknown',
    text: plain('Évolution inconnue depuis le 27 septembre 2020'),
    since: 'Évolution inconnue depuis le 27 septembre 2020',
    value: null,
    moves: [],
    comparable: false,
  });
});

test('a share that is not of the whole population says of how many it is', () => {
  const share = (examined: number) =>
    headlines(
      changed((one) => ({ ...one, population: 7, examined, count: 1, undetermined: 7 - examined })),
      'fr',
    )[0]?.shareText;
  expect([7, 6, 1].map(share)).toEqual([
    '14,3\u00a0%',
    '16,7\u00a0% des 6 examinés',
    '100,0\u00a0% du seul examiné',
  ]);
});

test('of a figure that no physician is among, no physicians are told', () => {
  const nobody = { population: 0, examined: 0, count: 0, undetermined: 0 };
  const all = headlines(
    changed((one) => ({ ...one, physicians: nobody })),
    'fr',
  );
  expect(all.filter(({ physicians }) => physicians !== null)).toEqual([]);
});

test('nobody found among some of the accounts stands with what is not known, before nobody among all', () => {
  const all = headlines(
    changed((one) => {
      if (one.id === 'unused-licences') return { ...one, ...none(one), lowerBound: true };
      if (one.id === 'unread-mail') return { ...one, ...none(one), lowerBound: false };
      return one;
    }),
    'fr',
  );
  expect(all.slice(-3).map(({ checkId }) => checkId)).toEqual([
    'mfa-status',
    'unused-licences',
    'unread-mail',
  ]);
});

test('the worst is said to be so of what is known, where something as grave is not', () => {
  const worst = (id: string): string | undefined =>
    joined(
      worstOf(
        headlines(
          changed((one) => (one.id === id ? { ...one, ...unread(one) } : one)),
          'fr',
        ),
        'fr',
      ),
    ).split('\u00a0: ')[0];
  expect(['unread-mail', 'inactive-mailboxes'].map(worst)).toEqual([
    'Le plus grave de ce qui est connu',
    'Le plus grave',
  ]);
});

test('where the categories are not known, no physician is counted, nor a check that counts them alone', () => {
  const all = headlines({ ...sample(), categoriesKnown: false }, 'fr');
  expect(all.filter(({ physicians }) => physicians !== null)).toEqual([]);
  const alone = all.filter(({ checkId }) =>
    ['physicians-without-mailbox', 'enrolled-unused'].includes(checkId),
  );
  expect(alone.map(({ certainty }) => certainty.level)).toEqual(['none', 'none']);
});

test('the worst is the gravest that found somebody; none found and nothing known are different sentences', () => {
  const worst = (situation: Situation): [string | undefined, string] => {
    const all = headlines(situation, 'fr');
    return [worstHeadline(all)?.checkId, joined(worstOf(all, 'fr'))];
  };
  const of = (count: (tally: { population: number }) => object) =>
    changed((one) => ({
      ...one,
      ...count(one),
      physicians: { ...one.physicians, ...count(one.physicians) },
    }));
  expect(worst(sample())).toEqual([
    'unread-mail',
    'Le plus grave\u00a0: 120\u00a0000 comptes courriels non utilisés reçoivent encore des courriels, dont 12\u00a0000 comptes médecins (4 comptes indéterminés).',
  ]);
  expect(worst(of(none))).toEqual([
    undefined,
    'Aucun compte non conforme parmi ceux qui ont pu être examinés.',
  ]);
  expect(worst(of(unread))).toEqual([
    undefined,
    'Rien n’a pu être évalué\u00a0: aucun constat ne peut être tiré de cet audit.',
  ]);
});
