import { integer, NOTHING } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import { phrase } from '../../i18n/phrase.ts';
import { GAP_REASONS, MAILBOX_OUTCOME_WORDS, OUTCOMES, sourceName } from '../vocabulary.ts';
import { paragraph, said, sql, table, type Block } from './block.ts';
import type { Cell } from './cell.ts';
import { code, counted, dayCell, masked, named, nothing, words } from './cells.ts';
import { importedFiles } from './imported.ts';
import { section, type Section } from './section.ts';
import { REPORT_WORDS } from './words.ts';

/** What became of every source. */
export function sources(situation: Situation, language: Language): Section[] {
  const heads = (['source', 'outcome', 'read', 'expected', 'refreshedOn'] as const).map((key) =>
    frame(key, language),
  );
  const rows = situation.sources.map((source): Cell[] => [
    words(`${sourceName(source.id, language)} (${source.id})`),
    words(outcome(source, language)),
    toldOf(source.read, language),
    toldOf(source.expected, language),
    source.refreshedOn === undefined ? nothing() : dayCell(source.refreshedOn, language),
  ]);
  const keys = situation.sources.map(({ id }) => id);
  return [
    section('sources', frame('sources', language), {
      blocks: [table('sources', heads, rows, { text: [1, 4], keys })],
      sections: [...importedFiles(situation, language), ...mailboxOutcomes(situation, language)],
    }),
  ];
}

function toldOf(n: number | undefined, language: Language): Cell {
  return n === undefined ? masked(language) : counted(n, language);
}

/** How each mailbox that was asked for its rules answered. */
function mailboxOutcomes({ sources: all }: Situation, language: Language): Section[] {
  const outcomes = all.flatMap(({ outcomes: ofMailboxes = [] }) => ofMailboxes);
  if (outcomes.length === 0) return [];
  const heads = (['outcome', 'code', 'mailboxes'] as const).map((key) => frame(key, language));
  const rows = outcomes.map((one): Cell[] => [
    words(MAILBOX_OUTCOME_WORDS[one.outcome][language]),
    one.code === undefined ? nothing() : named(one.code),
    counted(one.mailboxes, language),
  ]);
  const blocks = [table('mailbox-outcomes', heads, rows, { text: [1] })];
  return [section('mailbox-outcomes', frame('mailboxOutcomes', language), { blocks })];
}

/** How every figure was counted: parameters, then each check's rule, sources and SQL. */
export function method(situation: Situation, language: Language): Section[] {
  const { inactiveAfterDays, rosterSha256, names, notChosen } = situation.parameters;
  const parameters = [
    said(frame('methodIntro', language), 'about-sql'),
    said(frame('inactiveAfterDays', language, { n: integer(inactiveAfterDays, language) })),
    said(frame('tenantId', language, { id: situation.tenant.id })),
    ...(rosterSha256 === undefined ? [] : [said(frame('rosterDigest', language, { digest: rosterSha256 }))]),
    ...(names === undefined ? [] : [said(frame('namesNotKept', language))]),
    ...(notChosen === undefined
      ? []
      : [
          said(
            phrase(REPORT_WORDS, 'notChosen', language, {
              key: notChosen.by,
              titles: notChosen.checks.map(({ title }) => title[language]).join('; '),
            }),
            'limit',
          ),
        ]),
  ];
  const sections = situation.checks.map((check) => {
    const rests = check.evidence.map((id) => evidence(situation, id, language)).join(', ') || NOTHING;
    const blocks = [
      paragraph('question', said(check.question[language], 'note', check.id)),
      paragraph('rule', said(check.rule[language], 'note', check.id)),
      paragraph('evidence', frame('evidence', language, { sources: rests })),
      ...detailSources(check.details ?? [], language),
      sql('sql-population', frame('sqlPopulation', language), check.sql.population),
      sql('sql-verdict', frame('sqlVerdict', language), check.sql.verdict),
    ];
    return section('check', check.title[language], { checkIds: [check.id], blocks });
  });
  const checkIds = situation.checks.map(({ id }) => id);
  const blocks = [paragraph('parameters', ...parameters)];
  return [
    section('method', frame('method', language), {
      checkIds,
      blocks,
      sections: [...sections, ...dictionary(situation, language)],
    }),
  ];
}

function detailSources(ids: readonly string[], language: Language): Block[] {
  if (ids.length === 0) return [];
  const sources = ids.map((id) => sourceName(id, language)).join(', ');
  return [paragraph('detail-sources', frame('detailSources', language, { sources }))];
}

/** What the columns mean that the checks' SQL names. */
function dictionary({ dictionary: columns = [] }: Situation, language: Language): Section[] {
  if (columns.length === 0) return [];
  const heads = (['columnName', 'columnMeaning', 'columnValues', 'columnUnknown', 'sources'] as const).map(
    (key) => frame(key, language),
  );
  const rows = columns.map(({ name, meaning, values, unknown, sources: ids }): Cell[] => [
    code(name),
    words(meaning[language]),
    values === undefined ? nothing() : code(values.join(', ')),
    words(unknown?.[language] ?? frame('neverUnknown', language)),
    words(ids.map((id) => sourceName(id, language)).join(', ')),
  ]);
  const blocks = [
    paragraph('about-dictionary', frame('dictionaryIntro', language)),
    table('dictionary', heads, rows, { text: [1, 2, 3, 4] }),
  ];
  return [section('dictionary', frame('dictionary', language), { checkIds: [], blocks })];
}

/** A source that a check rests on, with what became of it. */
function evidence({ sources: all }: Situation, id: string, language: Language): string {
  const name = sourceName(id, language);
  const source = all.find((one) => one.id === id);
  if (source === undefined) return name;
  const wasRead = source.outcome === 'complete' || source.outcome === 'partial';
  const told = { source: name, outcome: outcome(source, language) };
  const { read, expected } = source;
  if (!wasRead || read === undefined || expected === undefined) return frame('evidenceNone', language, told);
  return frame('evidenceOf', language, {
    ...told,
    read: integer(read, language),
    expected: integer(expected, language),
  });
}

function outcome(source: Situation['sources'][number], language: Language): string {
  if (source.notNeeded === true && source.outcome === 'skipped')
    return frame('because', language, {
      outcome: OUTCOMES.skipped[language],
      reason: phrase(REPORT_WORDS, 'notNeeded', language),
    });
  const reasons = [
    ...(source.reason === undefined ? [] : [GAP_REASONS[source.reason][language]]),
    ...(source.namesConcealed === true && source.reason !== 'concealed-names'
      ? [frame('namesConcealed', language)]
      : []),
  ];
  const word = OUTCOMES[source.outcome][language];
  return reasons.length === 0
    ? word
    : frame('because', language, { outcome: word, reason: reasons.join(', ') });
}
