import { dossierColumn, dossierColumns } from '../../dossier/columns.ts';
import { day, integer } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { wordOf } from '../../renderers/vocabulary.ts';
import { VERDICT_WORDS } from '../../renderers/xlsx/words.ts';
import { printable } from '../../renderers/findings/unprintable.ts';
import type { Style } from '../../renderers/terminal/style.ts';
import { wrapText } from '../../renderers/terminal/wrap-text.ts';
import type { Situation } from '../../situation/situation.ts';
import { FINDING_STATES } from '../../situation/exceptions/exception-columns.ts';
import type { AccountRecord, AccountVerdict, FactRow, ReadVerdict } from './account-record.ts';

const WORDS = {
  asOf: { fr: '{tenant}, en date du {day}', en: '{tenant}, as of {day}' },
  physician: { fr: 'médecin', en: 'physician' },
  disabled: { fr: 'compte désactivé', en: 'account disabled' },
  verdicts: { fr: 'Verdicts', en: 'Verdicts' },
  known: { fr: 'Ce que l’audit sait du compte', en: 'What the audit knows of the account' },
  unknown: { fr: 'Ce que l’audit n’en sait pas', en: 'What the audit does not know of it' },
  notAsked: {
    fr: 'Ce qui n’a pas été demandé\u00a0: aucun contrôle choisi n’en a besoin',
    en: 'What was not asked for: no check that was chosen needs it',
  },
  history: { fr: 'Historique', en: 'History' },
  noHistory: { fr: 'Aucun audit antérieur à côté de celui-ci.', en: 'No earlier audit beside this one.' },
  sameAll: {
    fr: 'Mêmes verdicts dans les audits antérieurs, depuis le {day}.',
    en: 'The same verdicts in the earlier audits, since {day}.',
  },
  changed: {
    fr: '{title}\u00a0: {before} le {then}, {after} le {now}',
    en: '{title}: {before} on {then}, {after} on {now}',
  },
  absent: { fr: 'Absent de l’audit du {day}', en: 'Not in the audit of {day}' },
  notUsed: {
    fr: 'Audits illisibles ou sans dossier\u00a0: {audits}',
    en: 'Audits that cannot be read, or kept no dossier: {audits}',
  },
  new: {
    fr: 'Nouveau\u00a0: absent du dernier audit qui le disait',
    en: 'New: not found by the last audit that could tell',
  },
  open: { fr: 'Trouvé depuis le {day}', en: 'Found since {day}' },
  reopened: { fr: 'Trouvé de nouveau depuis le {day}', en: 'Found again since {day}' },
  accepted: {
    fr: 'Accepté jusqu’au {day} par {owner}\u00a0: {reason}',
    en: 'Accepted until {day} by {owner}: {reason}',
  },
  unknownVerdict: {
    fr: 'verdict inconnu de cette version («\u00a0{word}\u00a0»)',
    en: 'a verdict that this version does not know (“{word}”)',
  },
  noVerdict: { fr: 'pas de verdict dans le dossier', en: 'no verdict in the dossier' },
  labelled: { fr: '{label}\u00a0: {value}', en: '{label}: {value}' },
} as const satisfies Record<string, Words>;

/** What asks for something comes first. */
const ORDER: readonly ReadVerdict[] = [
  'non-compliant',
  'unknown',
  'undetermined',
  'compliant',
  'not-applicable',
];

type Heading = 'verdicts' | 'known' | 'unknown' | 'notAsked' | 'history';

/** A record as a person reads it: who, the verdicts with what they rest on, what is known and what is not, and what was before. */
export function showLines(
  record: AccountRecord,
  situation: Situation,
  language: Language,
  style: Style,
): string[] {
  const heading = (key: Heading): string[] => ['', style.paint.title(phrase(WORDS, key, language))];
  return [
    ...whoLines(record.facts, situation, language, style),
    ...heading('verdicts'),
    ...ORDER.flatMap((verdict) =>
      record.verdicts
        .filter((one) => one.verdict === verdict)
        .flatMap((one) => verdictLines(one, record.facts, language, style)),
    ),
    ...factLines(record, language, style, heading),
    ...heading('history'),
    ...historyLines(record, situation.asOf, language, style),
  ];
}

function whoLines(
  facts: FactRow,
  { tenant, asOf, categories }: Situation,
  language: Language,
  { paint, width }: Style,
): string[] {
  const text = (name: string): string => {
    const value = facts[name];
    return typeof value === 'string' ? printable(value) : '';
  };
  const category = categories.find(({ id }) => id === facts.category)?.label[language] ?? text('category');
  const parts = [
    category,
    facts.physician === true ? phrase(WORDS, 'physician', language) : '',
    text('establishment'),
    facts.accountEnabled === false ? phrase(WORDS, 'disabled', language) : '',
  ];
  const of = {
    tenant: `${printable(tenant.displayName)} (${tenant.defaultDomain})`,
    day: day(asOf, language),
  };
  return [
    paint.title([text('displayName'), text('userPrincipalName')].filter((part) => part !== '').join(', ')),
    ...wrapText(parts.filter((part) => part !== '').join(' · '), width),
    ...wrapText(phrase(WORDS, 'asOf', language, of), width),
  ];
}

function verdictLines(
  { check, verdict, written, columns, findings, standing }: AccountVerdict,
  facts: FactRow,
  language: Language,
  { paint, width }: Style,
): string[] {
  const colour = {
    'non-compliant': paint.strong,
    undetermined: paint.unsure,
    unknown: paint.unsure,
    compliant: paint.better,
  } as const;
  const painted = verdict === 'not-applicable' ? paint.dim : colour[verdict];
  const head = phrase(WORDS, 'labelled', language, {
    label: check.title[language],
    value:
      verdict === 'unknown'
        ? phrase(WORDS, written === null ? 'noVerdict' : 'unknownVerdict', language, {
            word: printable(written ?? ''),
          })
        : VERDICT_WORDS[verdict][language],
  });
  if (verdict === 'not-applicable') return wrapText(head, width, '  ').map(painted);
  const why = (check.dossierColumns ?? []).map((name) => `${name} = ${factText(name, facts, language)}`);
  const found = findings.map((row) =>
    columns
      .filter(({ name }) => row[name] !== null && row[name] !== undefined && row[name] !== '')
      .map(({ name, label }) =>
        phrase(WORDS, 'labelled', language, {
          label: label[language],
          value:
            typeof row[name] === 'string'
              ? wordOf(check.terms, row[name], language)
              : valueText(row[name], language),
        }),
      )
      .join(' · '),
  );
  return [
    ...wrapText(head, width, '  ').map(painted),
    ...standingLines(standing, language).flatMap((line) => wrapText(printable(line), width, '    ')),
    // What is in order needs no rule to be read.
    ...(verdict === 'compliant' ? [] : wrapText(check.rule[language], width, '    ')),
    ...found.filter((line) => line !== '').flatMap((line) => wrapText(printable(line), width, '    • ')),
    ...(why.length === 0 ? [] : wrapText(printable(why.join(', ')), width, '    ').map(paint.dim)),
  ];
}

/** How old the finding is, and who accepts it. */
function standingLines(standing: FactRow | null, language: Language): string[] {
  if (standing === null) return [];
  const { state, openSince, acceptedUntil, acceptedBy, acceptedReason } = standing;
  const known = FINDING_STATES.find((one) => one === state);
  const isAged = known !== undefined && known !== 'accepted';
  return [
    ...(isAged || openSince !== null
      ? [
          phrase(WORDS, isAged ? known : 'open', language, {
            day: typeof openSince === 'string' ? day(openSince, language) : '',
          }),
        ]
      : []),
    ...(typeof acceptedUntil === 'string'
      ? [
          phrase(WORDS, 'accepted', language, {
            day: day(acceptedUntil, language),
            owner: String(acceptedBy),
            reason: String(acceptedReason),
          }),
        ]
      : []),
  ];
}

function factLines(
  { facts, notAsked }: Pick<AccountRecord, 'facts' | 'notAsked'>,
  language: Language,
  { width }: Style,
  heading: (key: Heading) => string[],
): string[] {
  const left = new Set(notAsked);
  const told = dossierColumns().filter(([name]) => name in facts && !left.has(name));
  const isKnown = (name: string): boolean => facts[name] !== null && facts[name] !== undefined;
  const line = (name: string, meaning: Words, value: string): string[] =>
    wrapText(
      printable(`${name}, ${phrase(WORDS, 'labelled', language, { label: meaning[language], value })}`),
      width,
      '  ',
    );
  const known = told
    .filter(([name]) => isKnown(name))
    .flatMap(([name, { meaning }]) => line(name, meaning, valueText(facts[name], language)));
  const unknown = told
    .filter(([name]) => !isKnown(name))
    .flatMap(([name, { meaning }]) => line(name, meaning, factText(name, facts, language)));
  return [
    ...(known.length === 0 ? [] : [...heading('known'), ...known]),
    ...(unknown.length === 0 ? [] : [...heading('unknown'), ...unknown]),
    ...(notAsked.length === 0 ? [] : [...heading('notAsked'), ...wrapText(notAsked.join(', '), width, '  ')]),
  ];
}

/** A column of the dossier; what its null means is its own to say, and is not always that nothing is known. */
function factText(name: string, facts: FactRow, language: Language): string {
  const value = facts[name] ?? null;
  const meaning = value === null ? dossierColumn(name)?.unknown?.[language] : undefined;
  return meaning ?? valueText(value, language);
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A value of the dossier as it is read: a list or a record keeps its form. */
function valueText(value: unknown, language: Language): string {
  if (value === null || value === undefined) return frame('notKnown', language);
  if (typeof value === 'boolean') return frame(value ? 'yes' : 'no', language);
  if (typeof value === 'number' && Number.isInteger(value)) return integer(value, language);
  if (typeof value === 'string') return DAY.test(value) ? day(value, language) : value || '""';
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ') || '[]';
  return JSON.stringify(value);
}

function historyLines(
  { history, verdicts, notUsed }: AccountRecord,
  asOfNow: string,
  language: Language,
  { width }: Style,
): string[] {
  const [oldest] = history;
  if (oldest === undefined) return wrapText(phrase(WORDS, 'noHistory', language), width, '  ');
  const now = Object.fromEntries(verdicts.map(({ check, verdict }) => [check.id, verdict]));
  const changes = history.flatMap(({ asOf, verdicts: then }, at) => {
    const of = day(asOf, language);
    if (then === null) return [phrase(WORDS, 'absent', language, { day: of })];
    const next = history[at + 1]?.verdicts ?? now;
    const moved = verdicts.filter(
      ({ check: { id } }) => then[id] !== undefined && next[id] !== undefined && then[id] !== next[id],
    );
    return moved.map(({ check }) =>
      phrase(WORDS, 'changed', language, {
        title: check.title[language],
        before: verdictText(then[check.id], language),
        then: of,
        after: verdictText(next[check.id], language),
        now: day(history[at + 1]?.asOf ?? asOfNow, language),
      }),
    );
  });
  const lines =
    changes.length === 0
      ? [phrase(WORDS, 'sameAll', language, { day: day(oldest.asOf, language) })]
      : changes;
  return [
    ...lines.flatMap((line) => wrapText(line, width, '  ')),
    ...(notUsed.length === 0
      ? []
      : wrapText(phrase(WORDS, 'notUsed', language, { audits: notUsed.join(', ') }), width, '  ')),
  ];
}

function verdictText(verdict: ReadVerdict | undefined, language: Language): string {
  if (verdict === 'unknown') return frame('notKnown', language);
  return verdict === undefined ? '' : VERDICT_WORDS[verdict][language];
}
