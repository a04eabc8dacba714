import JSZip from 'jszip';
import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import type { Advice } from '../../situation/check-words.ts';
import { situationSchema } from '../../situation/situation.ts';
import { listColumns } from './action-rows.ts';
import type { AdvisedCheck } from './advised-checks.ts';
import { letter } from './letter.ts';

const GOLDEN = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);
const situation = situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));

afterEach(() => vi.useRealTimers());

function check(audience: Advice['audience']): AdvisedCheck {
  const words = { fr: 'Essai', en: 'Trial' };
  return {
    ...{
      id: 'tried',
      title: words,
      question: words,
      rule: words,
      evidence: [],
      facts: {},
      charts: {},
      terms: {},
    },
    sql: { population: 'true', verdict: `'compliant'` },
    constats: { fr: [], en: [] },
    columns: [],
    advice: {
      audience,
      subject: words,
      finding: { fr: [], en: [] },
      adopt: { fr: ['Lisez <tout> & répondez.'], en: ['Read.'] },
      avoid: { fr: [], en: [] },
      proceed: { fr: ['Appelez.', 'Écrivez.'], en: ['Call.'] },
    },
  };
}

async function documentOf(bytes: Uint8Array): Promise<string> {
  return (await (await JSZip.loadAsync(bytes)).file('word/document.xml')?.async('string')) ?? '';
}

/** The paragraphs of a letter as they stand; a merge field is «its column». */
function paragraphsOf(xml: string): string[] {
  return [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => text).join(''),
  );
}

test.each(['holder', 'administrator'] as const)(
  'the letter for a %s has a merge field for each column of the list',
  async (audience) => {
    const xml = await documentOf(await letter(situation, check(audience), 'fr'));
    const fields = [...xml.matchAll(/<w:fldSimple w:instr="\s*MERGEFIELD (\w+)\s*"/g)].map(
      ([, name = '']) => name,
    );
    expect(fields.sort()).toEqual([...listColumns(audience)].sort());
  },
);

test('a letter says whom it is for, what was found and what to do, each once', async () => {
  expect(paragraphsOf(await documentOf(await letter(situation, check('holder'), 'fr')))).toEqual([
    situation.tenant.displayName,
    'Selon l’état de situation du 27 octobre 2020',
    'Destinataire\u00a0: «displayName»',
    'Courriel\u00a0: «email»',
    'Établissement\u00a0: «establishment»',
    'Objet\u00a0: «subject»',
    'Bonjour,',
    '«finding»',
    'Comportements à adopter',
    'Lisez &lt;tout&gt; &amp; répondez.',
    'Comment procéder',
    'Appelez.',
    'Écrivez.',
    'Référence',
    'Catégorie\u00a0: «category»',
    'Médecin\u00a0: «physician»',
    'À l’attention de\u00a0: «audience»',
    'Compte\u00a0: «userPrincipalName»',
    'Identifiant du compte\u00a0: «accountId»',
    'Compte activé\u00a0: «accountEnabled»',
  ]);
});

test('the same situation gives the same bytes, whenever it is written', async () => {
  const first = await letter(situation, check('holder'), 'en');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-06T07:08:09Z') });
  expect(Buffer.from(await letter(situation, check('holder'), 'en')).equals(first)).toBe(true);
});
