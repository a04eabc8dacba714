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
    servicesWithoutReport: undefined,
    tenantServices: undefined,
    licences: undefined,
    limits: undefined,
    mailFlow: undefined,
    roster: undefined,
    termsOfUse: undefined,
    administrators: undefined,
    trend: undefined,
  };
  const page = situationPage(empty, 'fr');
  expect(page.split('\n').filter((line) => line.startsWith('#'))).toEqual([
    '# État de situation — Constats',
    '## Constats',
    '## À décider',
    '## Degré de certitude',
    '## Indicateurs',
    '## Médecins par catégorie',
    '## Autres catégories',
    '## Établissements',
    '## Ce qui n’est pas connu',
    '## Méthode',
    '## Sources',
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
    '| Comptes courriels non utilisés | environ 305 554 | 305 554 | environ 134 115 | environ 43,9 % | 0 | 27 octobre 2020 |',
    '| Redirections automatiques | environ 305 554 | 305 542 | au moins environ 1 817 | au moins environ 0,5 % | 12 | 29 octobre 2020 |',
    '| Viva Engage | environ 0 | environ 0 | environ 0 | environ 0 | environ 0 | environ 0 |',
    'Utilisation du service : population environ 305 554, examinés 305 554, indéterminés 0',
    '| CISSS des Érables | environ 200 000 | environ 50 100 | environ 25,1 % | environ 20 000 | environ 12 661 | environ 63,3 % | \\+1 203 |',
  ]) {
    expect(page.split('\n')).toContain(line);
  }
  expect(page).toContain(
    '\n| Indicateur | Autre personnel |\n| --- | ---: |\n| Comptes courriels | environ 285 314 |\n',
  );
  expect(page).toContain('\n« environ » : les boîtes partagées,');
});

test('a roster that names persons tells its physicians, and their mailboxes, as persons in a sentence each', () => {
  const situation = sample();
  const { roster, population } = situation;
  if (roster?.physiciansWithoutMailbox === undefined) throw new Error('the sample has no roster');
  const persons = { persons: 20_010, withoutAccount: 55, withoutMailbox: 1, undetermined: 2 };
  const told: Situation = {
    ...situation,
    roster: { ...roster, physiciansWithoutMailbox: { ...roster.physiciansWithoutMailbox, persons } },
    population: { ...population, physicianPersons: 20_001 },
    populationBound: 'at-least',
  };
  expect(situationPage(told, 'fr').replaceAll('\u00a0', ' ')).toContain(
    'Médecins comptés comme personnes, chacune une fois : 20 010; sans aucun compte : 55; dont aucun compte n’a de boîte aux lettres personnelle : 1; indéterminées : 2  \n' +
      'Personnes à qui sont les boîtes aux lettres de médecins : au moins 20 001 (boîtes aux lettres : au moins 20 240)',
  );
  expect(situationPage(told, 'en')).toContain(
    'Physicians counted as persons, each once: 20,010; without any account: 55; with no personal mailbox on any account: 1; undetermined: 2  \n' +
      'Persons whose the physicians’ mailboxes are: at least 20,001 (mailboxes: at least 20,240)',
  );
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
      facts: { ...indicator.facts, [`a${text}`]: { [`a${text}`]: 1 } },
    })),
    enrolments: situation.enrolments.map((enrolment) => ({ ...enrolment, label: words })),
    sources: situation.sources.map((source) => ({
      ...source,
      ...(source.joinedFrom === undefined ? {} : { joinedFrom: text }),
    })),
    mailFlow: mailFlowWith(text, situation),
    administrators: situation.administrators?.map((role) => ({ ...role, role: text })),
    termsOfUse: situation.termsOfUse?.map((agreement) => ({ ...agreement, name: text })),
    licences: licencesWith(text, situation),
    roster: rosterWith(text, situation),
    servicesWithoutReport: [text, text],
    limits: situation.limits?.map((one) => ({ ...one, words })),
  };
}

function mailFlowWith(text: string, { mailFlow }: Situation): Situation['mailFlow'] {
  if (mailFlow === undefined) throw new Error('the sample has no mail flow');
  return {
    ...mailFlow,
    transportRules: mailFlow.transportRules.map((rule) => ({ ...rule, name: text, mode: text })),
    outboundPolicies: mailFlow.outboundPolicies.map((policy) => ({
      ...policy,
      name: text,
      autoForwardingMode: text,
    })),
    remoteDomains: mailFlow.remoteDomains.map((domain) => ({ ...domain, name: text, domain: text })),
    acceptedDomains: mailFlow.acceptedDomains.map((domain) => ({ ...domain, domain: text, type: text })),
  };
}

function licencesWith(text: string, { licences }: Situation): Situation['licences'] {
  if (licences === undefined) throw new Error('the sample has no licences');
  const skus = licences.skus.map((sku) => ({
    ...sku,
    partNumber: text,
    byEstablishment: sku.byEstablishment.map((one) => ({ ...one, id: `a${text}` })),
  }));
  return { ...licences, currency: text, skus };
}

function rosterWith(text: string, { roster }: Situation): Situation['roster'] {
  const found = roster?.physiciansWithoutMailbox;
  if (roster === undefined || found === undefined) throw new Error('the sample has no roster');
  const byEstablishment = found.byEstablishment.map((one) => ({ ...one, id: `a${text}` }));
  return { ...roster, physiciansWithoutMailbox: { ...found, byEstablishment } };
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
  const page = situationPage(
    { ...situation, populationBound: 'at-least', indicators, sources, trend: undefined },
    'fr',
  );
  const row = (title: string): string =>
    (page.split('\n').find((line) => line.startsWith(`| ${title}`)) ?? '').replaceAll('\u00a0', ' ');
  expect(row('Comptes courriels non utilisés')).toMatch(
    /au moins [\d ]+ \| [\d ]+ \| au moins [\d ]+ \| [\d,]+ % \|/,
  );
  expect(row('Redirections automatiques')).toMatch(/\| au moins [\d,]+ % \|/);
});

/** The lines of a section, without the empty ones; no-break spaces as plain ones. */
function sectionOf(page: string, title: string): string[] {
  const [, after = ''] = page.split(`\n## ${title}\n`);
  const [section = ''] = after.split('\n## ');
  return section
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .filter((line) => line !== '');
}

test('sections that were not read are left out, and not written as empty tables', () => {
  const page = situationPage(
    {
      ...sample(),
      ...{ mailFlow: undefined, administrators: undefined, licences: undefined, termsOfUse: undefined },
      ...{ tenantServices: undefined, servicesWithoutReport: undefined, limits: undefined },
    },
    'fr',
  );
  expect(page.split('\n').filter((line) => line.startsWith('## '))).toEqual([
    '## Constats',
    '## À décider',
    '## Où agir',
    '## Degré de certitude',
    '## Évolution',
    '## Chaque contrôle',
    '## Indicateurs',
    '## Précisions',
    '## Utilisation du service',
    '## Inscriptions aux services',
    '## Médecins par catégorie',
    '## Autres catégories',
    '## Établissements',
    '## Quoi faire',
    '## Ce qui n’est pas connu',
    '## Méthode',
    '## Sources',
  ]);
  expect(page).not.toContain('### Totaux de l’organisation');
});

test('an audit of a version that named the mail flow and the limits otherwise tells the same', () => {
  const { mailFlow, limits, ...others } = sample();
  const earlier: Situation = { ...others, posture: mailFlow, unseen: limits };
  expect(situationPage(earlier, 'fr')).toBe(situationPage(sample(), 'fr'));
});

test('journal rules and outbound connectors have a table each, and none where there is none', () => {
  const situation = sample();
  if (situation.mailFlow === undefined) throw new Error('the sample has no mail flow');
  const mailFlow = {
    ...situation.mailFlow,
    journalRules: [
      ...[
        {
          name: 'Archives',
          isEnabled: true,
          scope: 'Global',
          ofEverybody: true,
          targetClass: 'external' as const,
        },
      ],
      ...[
        {
          name: 'Enquête',
          isEnabled: null,
          scope: null,
          ofEverybody: false,
          targetClass: 'internal' as const,
        },
      ],
    ],
    outboundConnectors: [
      {
        name: 'Partenaire',
        isEnabled: false,
        smartHosts: ['mx.example', '192.0.2.1'],
        domains: ['*.example'],
      },
      { name: 'Tout', isEnabled: true, smartHosts: [], domains: [] },
    ],
  };
  const page = situationPage({ ...situation, mailFlow }, 'fr');
  expect(page).toContain(`
| Règle de journalisation | Active | Messages | Copie des messages | Classe de destination |
| --- | --- | --- | --- | --- |
| Archives | oui | tous | de tous | Externe |
| Enquête | inconnu | inconnu | d’un destinataire | Interne |
`);
  expect(page).toContain(`
| Connecteur sortant | Actif | Domaines des destinataires | Hôtes actifs |
| --- | --- | --- | --- |
| Partenaire | non | \\*.example | mx.example, 192.0.2.1 |
| Tout | oui | — | — |
`);
  const english = situationPage({ ...situation, mailFlow }, 'en');
  expect(english).toContain('| Archives | yes | all | of everybody | External |');
  expect(english).toContain('| Outbound connector | Active | Domains of recipients | Smart hosts |');
  expect(situationPage(situation, 'en')).not.toMatch(/Journal rule|Outbound connector/);
});

test('transport rules that were not read are not said to be none', () => {
  const situation = sample();
  const { mailFlow } = situation;
  if (mailFlow === undefined) throw new Error('the sample has no mail flow');
  const none = { ...mailFlow, transportRules: [], otherTransportRules: undefined, autoForwarding: undefined };
  const told = (missing: typeof mailFlow.missing): string[] =>
    sectionOf(situationPage({ ...situation, mailFlow: { ...none, missing } }, 'fr'), FLOW).slice(0, 3);
  const first = 'Ces constats portent sur l’organisation; ils ne changent le verdict d’aucun compte.  ';
  const table = '| Stratégie de courrier sortant | Transfert automatique | Active | Priorité |';
  expect([told(['transport-rule']), told([])]).toEqual([
    [first, 'Parties non lues : règles de transport', table],
    [first, 'Aucune règle de transport ne redirige ni ne copie de messages.', table],
  ]);
});

const FLOW = 'Flux de messagerie de l’organisation';

test('an organization without terms of use says so, and whose reading it was', () => {
  const page = situationPage({ ...sample(), termsOfUse: [] }, 'fr');
  expect(sectionOf(page, 'Conditions d’utilisation')).toEqual([
    'L’organisation n’a pas de conditions d’utilisation.  ',
    'Lues par un administrateur le 29 octobre 2020 à 13 h 05 UTC (audit 2020-10-29T13-05-00Z)',
  ]);
});

test('of an agreement whose answers were not read, nobody is said to have accepted, and nobody not to', () => {
  expect(sectionOf(situationPage(sample(), 'fr'), 'Conditions d’utilisation')).toEqual(
    expect.arrayContaining([
      '| Tous les comptes activés | 273 990 | 1 010 | 5 000 | 10 000 | 0 |',
      '| Tous les comptes activés | n. d. | n. d. | n. d. | n. d. | 290 000 |',
    ]),
  );
});

test('administrators’ columns that rest on a source that was not read are not zeros', () => {
  const roles = [
    { role: 'Global Administrator', active: 6, eligible: 8, notCapable: 2, lowerBound: true },
    { role: 'Global Reader', active: 1, eligible: 0, notEnforced: 0, lowerBound: false },
  ];
  expect(sectionOf(situationPage({ ...sample(), administrators: roles }, 'fr'), ADMINISTRATORS)).toEqual([
    '| Rôle | Actifs | Éligibles | Sans méthode permise | AMF non exigée |',
    '| --- | ---: | ---: | ---: | ---: |',
    '| Administrateur général (Global Administrator) | au moins 6 | au moins 8 | au moins 2 | n. d. |',
    '| Lecteur général (Global Reader) | 1 | 0 | n. d. | 0 |',
    'Un compte qui a plusieurs rôles figure à chacun d’eux.',
  ]);
});

test('an administrator of whom one thing is not known makes a lower bound of that column alone; a role of the tenant’s own keeps its name', () => {
  const counts = { active: 3, eligible: 1, notCapable: 2, notEnforced: 0 };
  const roles = [
    { role: 'Exchange Administrator', ...counts, lowerBound: true, lowerBounds: ['notCapable' as const] },
    { role: 'Rôle maison', ...counts, lowerBound: false, lowerBounds: [] },
  ];
  expect(
    sectionOf(situationPage({ ...sample(), administrators: roles }, 'fr'), ADMINISTRATORS).slice(2, 4),
  ).toEqual([
    '| Administrateur Exchange (Exchange Administrator) | 3 | 1 | au moins 2 | 0 |',
    '| Rôle maison | 3 | 1 | 2 | 0 |',
  ]);
});

const ADMINISTRATORS = 'Administrateurs, par rôle';

test('a licence whose price is not known has no cost, and costs are lower bounds where the unused ones are', () => {
  const section = sectionOf(situationPage(sample(), 'fr'), 'Licences des comptes non utilisés');
  expect(section.slice(0, 3)).toEqual([
    'Coût mensuel des licences de prix connu que détiennent des comptes non utilisés : au moins 1 854 441,20 CAD  ',
    'Un compte qui détient plusieurs licences figure à chacune d’elles.  ',
    'Comptes dont les licences n’ont pas été lues : 8',
  ]);
  expect(section).toContain(
    '| c0ffee00-0000-4000-8000-000000000003 | — | — | au moins 30 | au moins 12 | 0 | — |',
  );
});

test('the members of a group that could not be read are not said to use their mailbox', () => {
  expect(sectionOf(situationPage(sample(), 'fr'), 'Inscriptions aux services').slice(2)).toEqual([
    '| Service Téléfax | 296 | 134 | 8 | 438 | 118 (1 ind.) |',
    '| Portail des résultats | n. d. | n. d. | n. d. | n. d. | n. d. |',
  ]);
});

test('where physicians are not known, what counts them alone is not a zero', () => {
  const nobody = { population: 0, examined: 0, count: 0, undetermined: 0 };
  const situation = sample();
  const indicators = situation.indicators.map((one) =>
    one.id === 'physicians-without-mailbox'
      ? { ...one, ...nobody, physicians: nobody, byCategory: [], byEstablishment: [] }
      : one,
  );
  const unknown =
    '| Comptes médecins sans boîte aux lettres | n. d. | n. d. | n. d. | n. d. | n. d. | 29 octobre 2020 |';
  const known = '| Comptes médecins sans boîte aux lettres | 0 | 0 | — | — | 0 | 29 octobre 2020 |';
  const rowOf = (categoriesKnown: boolean): string | undefined =>
    sectionOf(situationPage({ ...situation, indicators, categoriesKnown }, 'fr'), 'Indicateurs').find(
      (line) => line.startsWith('| Comptes médecins'),
    );
  expect([rowOf(false), rowOf(true)]).toEqual([unknown, known]);
});
