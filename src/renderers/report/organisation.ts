import { instant, integer, NOTHING } from '../../i18n/format.ts';
import { frame, type FrameKey } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import type { Words } from '../../i18n/words.ts';
import type { Situation } from '../../situation/situation.ts';
import { categoryLabel } from '../constats.ts';
import { MAIL_FLOW_WORDS, wordOf } from '../vocabulary.ts';
import { bullets, heading, paragraph, table, type Block, type Cell } from './block.ts';
import { counted } from './cells.ts';

/** What the organization's mail flow redirects, stops and allows. */
export function posture(situation: Situation, language: Language): Block[] {
  const found = situation.posture;
  if (found === undefined) return [];
  const words = { ...MAIL_FLOW_WORDS, ...termsOf(situation) };
  const word = (value: string): string => wordOf(words, value, language);
  const { missing, autoForwarding, otherTransportRules } = found;
  const notes = [
    frame('postureNote', language),
    ...(missing.length === 0
      ? []
      : [frame('postureMissing', language, { parts: missing.map(word).join(', ') })]),
    ...(autoForwarding === undefined
      ? []
      : [frame('autoForwarding', language, { mode: word(`forwarding-${autoForwarding}`) })]),
    ...(otherTransportRules === undefined
      ? []
      : [frame('otherTransportRules', language, { n: integer(otherTransportRules, language) })]),
    ...(missing.includes('transport-rule') || found.transportRules.length > 0
      ? []
      : [frame('noTransportRule', language)]),
  ];
  const tables = [transportRules, outboundPolicies, remoteDomains, acceptedDomains].map((part) =>
    part(found, language, word),
  );
  return [heading(2, frame('posture', language), 'posture'), paragraph(...notes), ...tables.flat()];
}

/** The words of the checks, such as those of the classes of target. */
function termsOf({ checks }: Situation): Readonly<Record<string, Words>> {
  return Object.fromEntries(checks.flatMap(({ terms }) => Object.entries(terms)));
}

type Posture = NonNullable<Situation['posture']>;
type Word = (value: string) => string;

function transportRules({ transportRules: rules }: Posture, language: Language, word: Word): Block[] {
  const rows = rules.map(({ name, isActive, mode, actions, targets, targetClass }) => [
    name,
    yesOrNo(isActive, language),
    mode === null ? frame('notKnown', language) : word(mode),
    actions.map(word).join(', '),
    counted(targets, language),
    word(targetClass),
  ]);
  const heads = ['transportRule', 'isActive', 'mode', 'action', 'targets', 'riskiestClass'] as const;
  return tableOf(heads, rows, language, [1, 2, 3, 5]);
}

function outboundPolicies({ outboundPolicies: policies }: Posture, language: Language, word: Word): Block[] {
  const rows = policies.map(({ name, autoForwardingMode, isEnabled, priority }) => [
    name,
    autoForwardingMode === null ? frame('notKnown', language) : word(autoForwardingMode),
    yesOrNo(isEnabled, language),
    priority === null ? NOTHING : counted(priority, language),
  ]);
  return tableOf(['outboundPolicy', 'forwardingMode', 'isActive', 'priority'], rows, language, [1, 2]);
}

function remoteDomains({ remoteDomains: domains }: Posture, language: Language): Block[] {
  const rows = domains.map(({ name, domain, autoForwardEnabled }) => [
    name,
    domain,
    yesOrNo(autoForwardEnabled, language),
  ]);
  return tableOf(['remoteDomain', 'domain', 'forwardingAllowed'], rows, language, [1, 2]);
}

function acceptedDomains({ acceptedDomains: domains }: Posture, language: Language, word: Word): Block[] {
  const rows = domains.map(({ domain, type, matchSubDomains }) => [
    domain,
    type === null ? frame('notKnown', language) : word(type),
    yesOrNo(matchSubDomains, language),
  ]);
  return tableOf(['acceptedDomain', 'type', 'subDomains'], rows, language, [1, 2]);
}

/** Who accepted which terms of use, by category. */
export function termsOfUse(situation: Situation, language: Language): Block[] {
  const agreements = situation.termsOfUse;
  if (agreements === undefined) return [];
  const source = situation.sources.find(({ id }) => id === 'terms-of-use');
  const joined =
    source?.joinedFrom === undefined
      ? []
      : [
          frame('joinedFrom', language, {
            instant: instant(source.collectedAt ?? '', language),
            audit: source.joinedFrom,
          }),
        ];
  const title = heading(2, frame('agreements', language), 'agreements');
  if (agreements.length === 0) return [title, paragraph(frame('noAgreement', language), ...joined)];
  const tables = agreements.flatMap(({ name, byCategory, ...all }) => [
    heading(3, name),
    ...standings(
      [[frame('everybody', language), all], ...ofCategories(situation, byCategory, language)],
      language,
    ),
  ]);
  return [title, ...(joined.length === 0 ? [] : [paragraph(...joined)]), ...tables];
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

function standings(rows: readonly [string, Standings][], language: Language): Block[] {
  const heads = ['category', 'accepted', 'declined', 'expired', 'unanswered', 'undetermined'] as const;
  return tableOf(
    heads,
    rows.map(([label, one]) => [label, ...standingCells(one, language)]),
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
    ...known.map((n) => (isUnread ? frame('notAssessableShort', language) : counted(n, language))),
    counted(undetermined, language),
  ];
}

/** What cannot be seen from here. */
export function unseen({ unseen: found = [] }: Situation, language: Language): Block[] {
  if (found.length === 0) return [];
  return [
    heading(2, frame('unseen', language), 'unseen'),
    bullets(found.map(({ words }) => words[language])),
  ];
}

/** The administrators' own table: of each role, who holds it and how they stand. */
export function administrators(situation: Situation, language: Language): Block[] {
  const roles = situation.administrators;
  if (roles === undefined || roles.length === 0) return [];
  const known = (n: number | undefined, lowerBound: boolean): Cell =>
    n === undefined
      ? frame('notAssessableShort', language)
      : counted(n, language, lowerBound ? 'at-least' : 'exact');
  const rows = roles.map(({ role, active, eligible, notCapable, notEnforced, lowerBound }) => [
    role,
    ...[active, eligible, notCapable, notEnforced].map((n) => known(n, lowerBound)),
  ]);
  const heads = ['role', 'activeRole', 'eligibleRole', 'withoutMethod', 'notEnforced'] as const;
  return [
    heading(2, frame('administrators', language), 'administrators'),
    ...tableOf(heads, rows, language),
    paragraph(frame('administratorsNote', language)),
  ];
}

function yesOrNo(value: boolean | null, language: Language): string {
  return frame(value === null ? 'notKnown' : value ? 'yes' : 'no', language);
}

/** A table with its heads in words; nothing where it has no row. */
function tableOf(
  heads: readonly FrameKey[],
  rows: readonly (readonly Cell[])[],
  language: Language,
  text: readonly number[] = [],
): Block[] {
  if (rows.length === 0) return [];
  return [
    table(
      heads.map((head) => frame(head, language)),
      rows,
      text,
    ),
  ];
}
