import { instant, integer } from '../../i18n/format.ts';
import { frame, frameText, type FrameKey } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { figure } from '../../i18n/text.ts';
import type { Words } from '../../i18n/words.ts';
import { microsoftName } from '../../i18n/microsoft-names/microsoft-names.ts';
import { limitsOf, mailFlowOf } from '../../situation/earlier-names.ts';
import type { MailFlow } from '../../situation/sections/mail-flow.ts';
import type { Situation } from '../../situation/situation.ts';
import { categoryLabel } from '../constats.ts';
import { MAIL_FLOW_WORDS, wordOf } from '../vocabulary.ts';
import { list, paragraph, said, table, type BlockId, type TableBlock } from './block.ts';
import type { Cell } from './cell.ts';
import { counted, named, nothing, notKnown, unknown, words, yesOrNo } from './cells.ts';
import { section, type Section } from './section.ts';

/** What the organization's mail flow redirects, stops and allows. */
export function mailFlow(situation: Situation, language: Language): Section[] {
  const found = mailFlowOf(situation);
  if (found === undefined) return [];
  const known = { ...MAIL_FLOW_WORDS, ...termsOf(situation) };
  const word = (value: string): string => wordOf(known, value, language);
  const { missing, autoForwarding, otherTransportRules } = found;
  const notes = [
    frame('mailFlowNote', language),
    ...(missing.length === 0
      ? []
      : [said(frame('mailFlowMissing', language, { parts: missing.map(word).join(', ') }), 'limit')]),
    ...(autoForwarding === undefined
      ? []
      : [frame('autoForwarding', language, { mode: word(`forwarding-${autoForwarding}`) })]),
    ...(otherTransportRules === undefined
      ? []
      : [
          said(
            frameText('otherTransportRules', language, { n: figure(integer(otherTransportRules, language)) }),
          ),
        ]),
    ...(missing.includes('transport-rule') || found.transportRules.length > 0
      ? []
      : [frame('noTransportRule', language)]),
  ];
  const parts = [transportRules, journalRules, outboundConnectors, outboundPolicies, remoteDomains];
  const tables = [...parts, acceptedDomains].map((part) => part(found, language, word));
  const blocks = [paragraph('mail-flow-notes', ...notes), ...tables.flat()];
  return [section('mail-flow', frame('mailFlow', language), { blocks })];
}

/** The words of the checks, such as those of the classes of target. */
function termsOf({ checks }: Situation): Readonly<Record<string, Words>> {
  return Object.fromEntries(checks.flatMap(({ terms }) => Object.entries(terms)));
}

type Word = (value: string) => string;

function transportRules({ transportRules: rules }: MailFlow, language: Language, word: Word): TableBlock[] {
  const rows = rules.map(({ name, isActive, mode, actions, targets, targetClass }): Cell[] => [
    named(name),
    yesOrNo(isActive, language),
    mode === null ? notKnown(language) : words(word(mode)),
    words(actions.map(word).join(', ')),
    counted(targets, language),
    words(word(targetClass)),
  ]);
  const heads = ['transportRule', 'isActive', 'mode', 'action', 'targets', 'riskiestClass'] as const;
  return tableOf('transport-rules', heads, rows, language, [1, 2, 3, 5]);
}

/** Who is given a copy of mail for the record; nothing where they were not read, which the notes say. */
function journalRules({ journalRules: rules = [] }: MailFlow, language: Language, word: Word): TableBlock[] {
  const rows = rules.map(({ name, isEnabled, scope, ofEverybody, targetClass }): Cell[] => [
    named(name),
    yesOrNo(isEnabled, language),
    scope === null ? notKnown(language) : words(word(`journal-${scope}`)),
    words(frame(ofEverybody ? 'journalOfEverybody' : 'journalOfOne', language)),
    words(word(targetClass)),
  ]);
  const heads = ['journalRule', 'isActive', 'journalScope', 'journalOf', 'targetClass'] as const;
  return tableOf('journal-rules', heads, rows, language, [1, 2, 3, 4]);
}

/** Where mail is handed over on its way out. */
function outboundConnectors(
  { outboundConnectors: connectors = [] }: MailFlow,
  language: Language,
): TableBlock[] {
  const listed = (names: readonly string[]): Cell =>
    names.length === 0 ? nothing() : named(names.join(', '));
  const rows = connectors.map(({ name, isEnabled, smartHosts, domains }): Cell[] => [
    named(name),
    yesOrNo(isEnabled, language),
    listed(domains),
    listed(smartHosts),
  ]);
  const heads = ['outboundConnector', 'isActiveConnector', 'recipientDomains', 'smartHosts'] as const;
  return tableOf('outbound-connectors', heads, rows, language, [1, 2, 3]);
}

function outboundPolicies(
  { outboundPolicies: policies }: MailFlow,
  language: Language,
  word: Word,
): TableBlock[] {
  const rows = policies.map(({ name, autoForwardingMode, isEnabled, priority }): Cell[] => [
    named(name),
    autoForwardingMode === null ? notKnown(language) : words(word(autoForwardingMode)),
    yesOrNo(isEnabled, language),
    priority === null ? nothing() : counted(priority, language),
  ]);
  const heads = ['outboundPolicy', 'forwardingMode', 'isActive', 'priority'] as const;
  return tableOf('outbound-policies', heads, rows, language, [1, 2]);
}

function remoteDomains({ remoteDomains: domains }: MailFlow, language: Language): TableBlock[] {
  const rows = domains.map(({ name, domain, autoForwardEnabled }): Cell[] => [
    named(name),
    named(domain),
    yesOrNo(autoForwardEnabled, language),
  ]);
  const heads = ['remoteDomain', 'domain', 'forwardingAllowed'] as const;
  return tableOf('remote-domains', heads, rows, language, [1, 2]);
}

function acceptedDomains(
  { acceptedDomains: domains }: MailFlow,
  language: Language,
  word: Word,
): TableBlock[] {
  const rows = domains.map(({ domain, type, matchSubDomains }): Cell[] => [
    named(domain),
    type === null ? notKnown(language) : words(word(type)),
    yesOrNo(matchSubDomains, language),
  ]);
  const heads = ['acceptedDomain', 'type', 'subDomains'] as const;
  return tableOf('accepted-domains', heads, rows, language, [1, 2]);
}

/** Who accepted which terms of use, by category. */
export function termsOfUse(situation: Situation, language: Language): Section[] {
  const agreements = situation.termsOfUse;
  if (agreements === undefined) return [];
  const source = situation.sources.find(({ id }) => id === 'terms-of-use');
  const joined =
    source?.joinedFrom === undefined
      ? []
      : [
          frame('joinedFrom', language, {
            instant: instant(source.collectedAt ?? '', language, situation.parameters.timeZone),
            audit: source.joinedFrom,
          }),
        ];
  const title = frame('agreements', language);
  const notes = agreements.length === 0 ? [frame('noAgreement', language), ...joined] : joined;
  const blocks = notes.length === 0 ? [] : [paragraph('agreements-note', ...notes)];
  const sections = agreements.map(({ name, byCategory, ...all }) => {
    const everybody: [string, Standings] = [frame('everybody', language), all];
    return section('agreement', name, {
      blocks: standings([everybody, ...ofCategories(situation, byCategory, language)], language),
    });
  });
  return [section('agreements', title, { blocks, sections })];
}

type Agreement = NonNullable<Situation['termsOfUse']>[number];
type Standings = Omit<Agreement, 'id' | 'name' | 'byCategory'>;

function ofCategories(
  situation: Situation,
  byCategory: Agreement['byCategory'],
  language: Language,
): [string, Standings][] {
  return Object.entries(byCategory).map(([id, one]) => [categoryLabel(situation, id, language), one]);
}

function standings(rows: readonly [string, Standings][], language: Language): TableBlock[] {
  const heads = ['category', 'accepted', 'declined', 'expired', 'unanswered', 'undetermined'] as const;
  return tableOf(
    'agreement',
    heads,
    rows.map(([label, one]) => [words(label), ...standingCells(one, language)]),
    language,
  );
}

/** Of answers that were not read, none says nothing. */
function standingCells(
  { accepted, declined, expired, missing, undetermined }: Standings,
  language: Language,
): Cell[] {
  const known = [accepted, declined, expired, missing];
  const isUnread = undetermined > 0 && known.every((n) => n === 0);
  return [
    ...known.map((n) => (isUnread ? unknown(language) : counted(n, language))),
    counted(undetermined, language),
  ];
}

/** What cannot be seen from here. */
export function limits(situation: Situation, language: Language): Section[] {
  const found = limitsOf(situation);
  if (found.length === 0) return [];
  const items = found.map(({ words: told }) => said(told[language], 'limit'));
  return [section('limits', frame('limits', language), { blocks: [list('limits', items)] })];
}

/** The administrators' own table: of each role, who holds it and how they stand. */
export function administrators(situation: Situation, language: Language): Section[] {
  const roles = situation.administrators;
  if (roles === undefined || roles.length === 0) return [];
  const columns = ['active', 'eligible', 'notCapable', 'notEnforced'] as const;
  const rows = roles.map((one): Cell[] => [
    named(microsoftName(one.role, language)),
    ...columns.map((column) => {
      const n = one[column];
      const isBound = one.lowerBounds?.includes(column) ?? one.lowerBound;
      return n === undefined ? unknown(language) : counted(n, language, isBound ? 'at-least' : 'exact');
    }),
  ]);
  const heads = ['role', 'activeRole', 'eligibleRole', 'withoutMethod', 'notEnforced'] as const;
  const blocks = [
    ...tableOf('administrators', heads, rows, language),
    paragraph('administrators-note', frame('administratorsNote', language)),
  ];
  return [section('administrators', frame('administrators', language), { blocks })];
}

/** A table with its heads in words; nothing where it has no row. */
function tableOf(
  id: BlockId,
  heads: readonly FrameKey[],
  rows: readonly (readonly Cell[])[],
  language: Language,
  text: readonly number[] = [],
): TableBlock[] {
  if (rows.length === 0) return [];
  return [
    table(
      id,
      heads.map((head) => frame(head, language)),
      rows,
      { text },
    ),
  ];
}
