import type { ChosenCredential } from '../../graph/credential.ts';
import { defaultDomainOf } from '../../collectors/tenant/tenant.ts';
import type { Language } from '../../i18n/language.ts';
import { integer } from '../../i18n/format.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { Finding } from '../../preflight/findings.ts';
import type { Preflight } from '../../preflight/preflight.ts';
import type { PartProspect, SourceProspect } from '../../preflight/prospect.ts';
import {
  findingInWords,
  findingName,
  ordinaryRemark,
  OUTCOME_WORDS,
  remedyOf,
  STATE_WORDS,
} from '../../preflight/words.ts';
import { SOURCE_IDS } from '../../snapshot/tables.ts';
import { textTable } from '../text-table.ts';
import { jsonText } from '../json-text.ts';

/** All that doctor found out; without a preflight where nothing could be asked. */
export interface Diagnosis {
  readonly identity: ChosenCredential;
  readonly roles: readonly string[] | null;
  readonly preflight: Preflight | null;
  readonly findings: readonly Finding[];
}

const WORDS = {
  source: { fr: 'Source', en: 'Source' },
  result: { fr: 'Résultat', en: 'Result' },
  remedy: { fr: 'Pourquoi, et que faire', en: 'Why, and what to do' },
  beside: { fr: 'Autre', en: 'Beside' },
  expected: {
    fr: 'Comptes\u00a0: {accounts}. Durée attendue de la collecte\u00a0: au moins {minutes} min. Requêtes\u00a0: {exchanges}.',
    en: 'Accounts: {accounts}. Expected duration of the collection: {minutes} min at the least. Requests: {exchanges}.',
  },
  notKnown: { fr: 'inconnu', en: 'not known' },
} as const satisfies Record<string, Words>;

/** The answer for a program. Words in it are in the language asked; what to match on is in the enums. */
export function doctorJson({ identity, roles, preflight, findings }: Diagnosis, language: Language): string {
  const sources =
    preflight === null
      ? SOURCE_IDS.map((id) => ({
          id,
          outcome: 'unknown',
          reason: null,
          detail: null,
          remedy: null,
          parts: [],
        }))
      : preflight.sources.map(({ grants, parts, ...source }) => ({
          ...source,
          detail: source.detail?.[language] ?? null,
          remedy: remedyOf({ ...source, grants }, language),
          parts: parts.map(({ grants: wanted, ...part }) => ({
            ...part,
            detail: part.detail?.[language] ?? null,
            remedy: part.isOrdinary ? null : remedyOf({ ...part, grants: wanted }, language),
          })),
        }));
  const facts = preflight?.tenant.facts;
  const answer = {
    schema: 'vigie/preflight/1',
    tenant:
      facts === undefined
        ? null
        : { id: facts.tenantId, displayName: facts.displayName, defaultDomain: defaultDomainOf(facts) },
    identity: { kind: identity.kind, description: identity.description, permissions: roles },
    sources,
    findings: findings.map(({ values: _values, how = null, ...finding }) => ({
      ...{ ...finding, how },
      ...findingInWords({ ...finding, values: _values, ...(how === null ? {} : { how }) }, language),
    })),
    expected: { accounts: preflight?.accounts ?? null, minutes: preflight?.expectedMinutes ?? null },
    exchanges: preflight?.exchanges ?? null,
  };
  return jsonText(answer);
}

/** The answer for a person. */
export function doctorTable(
  { preflight, findings }: Diagnosis,
  language: Language,
  width: number | null,
): string {
  const say = (key: keyof typeof WORDS): string => phrase(WORDS, key, language);
  const sources = preflight?.sources.flatMap((source) => rowsOf(source, language)) ?? [];
  const beside = findings.map((finding) => {
    const { what, remedy } = findingInWords(finding, language);
    return [findingName(finding, language), STATE_WORDS[finding.state][language], joined(what, remedy)];
  });
  const parts = [
    ...(preflight === null ? [] : [textTable([say('source'), say('result'), say('remedy')], sources, width)]),
    textTable([say('beside'), say('result'), say('remedy')], beside, width),
    ...(preflight === null ? [] : [`${expectation(preflight, language)}\n`]),
  ];
  return parts.join('\n');
}

function expectation({ accounts, expectedMinutes, exchanges }: Preflight, language: Language): string {
  const number = (value: number | null): string =>
    value === null ? phrase(WORDS, 'notKnown', language) : integer(value, language);
  return phrase(WORDS, 'expected', language, {
    ...{ accounts: number(accounts), minutes: number(expectedMinutes), exchanges: number(exchanges) },
  });
}

function rowsOf(source: SourceProspect, language: Language): string[][] {
  const { id, outcome, detail, parts } = source;
  const ofParts = parts
    .filter((part) => part.outcome !== 'readable')
    .map((part) => [`  ${part.part}`, ...partCells(part, language)]);
  const why =
    outcome === 'readable' || (outcome === 'partial' && ofParts.length > 0)
      ? ''
      : joined(detail?.[language] ?? null, remedyOf(source, language));
  return [[id, OUTCOME_WORDS[outcome][language], why], ...ofParts];
}

function partCells(part: PartProspect, language: Language): [string, string] {
  const remark = ordinaryRemark(part, language);
  const outcome = OUTCOME_WORDS[part.outcome][language];
  return [outcome, remark ?? joined(part.detail?.[language] ?? null, remedyOf(part, language))];
}

function joined(...texts: readonly (string | null)[]): string {
  return texts.filter((text) => text !== null && text !== '').join(' — ');
}
