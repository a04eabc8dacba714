import { integer, NOTHING } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import type { Situation } from '../../situation/situation.ts';
import { GAP_REASONS, MAILBOX_OUTCOME_WORDS, OUTCOMES, sourceName } from '../vocabulary.ts';
import { heading, paragraph, sql, table, type Block } from './block.ts';
import { counted, dayCell } from './cells.ts';

/** What became of every source. */
export function sources(situation: Situation, language: Language): Block[] {
  const heads = (['source', 'outcome', 'read', 'expected', 'refreshedOn'] as const).map((key) =>
    frame(key, language),
  );
  const rows = situation.sources.map((source) => [
    `${sourceName(source.id, language)} (${source.id})`,
    outcome(source, language),
    counted(source.read, language),
    counted(source.expected, language),
    source.refreshedOn === undefined ? NOTHING : dayCell(source.refreshedOn, language),
  ]);
  const blocks = [heading(2, frame('sources', language), 'sources'), table(heads, rows, [1, 4])];
  return [...blocks, ...mailboxOutcomes(situation, language)];
}

/** How each mailbox that was asked for its rules answered. */
function mailboxOutcomes({ sources }: Situation, language: Language): Block[] {
  const outcomes = sources.flatMap(({ outcomes: ofMailboxes = [] }) => ofMailboxes);
  if (outcomes.length === 0) return [];
  const heads = (['outcome', 'code', 'mailboxes'] as const).map((key) => frame(key, language));
  const rows = outcomes.map(({ outcome, code = NOTHING, mailboxes }) => [
    MAILBOX_OUTCOME_WORDS[outcome][language],
    code,
    counted(mailboxes, language),
  ]);
  return [heading(3, frame('mailboxOutcomes', language)), table(heads, rows, [1])];
}

/** How every figure was counted: parameters, then each check's rule, sources and SQL. */
export function method(situation: Situation, language: Language): Block[] {
  const { inactiveAfterDays, rosterSha256 } = situation.parameters;
  const parameters = [
    frame('methodIntro', language),
    frame('inactiveAfterDays', language, { n: integer(inactiveAfterDays, language) }),
    frame('tenantId', language, { id: situation.tenant.id }),
  ];
  if (rosterSha256 !== undefined) parameters.push(frame('rosterDigest', language, { digest: rosterSha256 }));
  const checks = situation.checks.flatMap((check) => [
    heading(3, check.title[language]),
    paragraph(check.question[language]),
    paragraph(check.rule[language]),
    paragraph(
      frame('evidence', language, {
        sources: check.evidence.map((id) => evidence(situation, id, language)).join(', ') || NOTHING,
      }),
    ),
    ...detailSources(check.details ?? [], language),
    paragraph(frame('sqlPopulation', language)),
    sql(check.sql.population),
    paragraph(frame('sqlVerdict', language)),
    sql(check.sql.verdict),
  ]);
  return [
    heading(2, frame('method', language), 'method'),
    paragraph(...parameters),
    ...checks,
    ...dictionary(situation, language),
  ];
}

function detailSources(ids: readonly string[], language: Language): Block[] {
  if (ids.length === 0) return [];
  const sources = ids.map((id) => sourceName(id, language)).join(', ');
  return [paragraph(frame('detailSources', language, { sources }))];
}

/** What the columns mean that the checks' SQL names. */
function dictionary({ dictionary: columns = [] }: Situation, language: Language): Block[] {
  if (columns.length === 0) return [];
  const heads = (['columnName', 'columnMeaning', 'columnUnknown', 'sources'] as const).map((key) =>
    frame(key, language),
  );
  const rows = columns.map(({ name, meaning, unknown, sources: ids }) => [
    name,
    meaning[language],
    unknown?.[language] ?? frame('neverUnknown', language),
    ids.map((id) => sourceName(id, language)).join(', '),
  ]);
  return [
    heading(3, frame('dictionary', language)),
    paragraph(frame('dictionaryIntro', language)),
    table(heads, rows, [1, 2, 3]),
  ];
}

/** A source that a check rests on, with what became of it. */
function evidence({ sources: all }: Situation, id: string, language: Language): string {
  const name = sourceName(id, language);
  const source = all.find((one) => one.id === id);
  if (source === undefined) return name;
  const wasRead = source.outcome === 'complete' || source.outcome === 'partial';
  return frame(wasRead ? 'evidenceOf' : 'evidenceNone', language, {
    source: name,
    outcome: outcome(source, language),
    read: integer(source.read, language),
    expected: integer(source.expected, language),
  });
}

function outcome(source: Situation['sources'][number], language: Language): string {
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
