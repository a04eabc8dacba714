import type { z } from 'zod';
import { plainSituationSchema } from '../situation/plain-situation.ts';
import {
  establishmentPartSchema,
  type EstablishmentPart,
} from '../situation/establishments/establishments-schema.ts';
import type { MailFlow } from '../situation/sections/mail-flow.ts';
import type { Situation } from '../situation/situation.ts';
import { sharedChecks, sharedNotChosen } from './share-checks.ts';
import type { PseudonymKind, Pseudonyms } from './pseudonyms.ts';

const GUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
/** What reads as an address in a text; the marks around it are no part of it. */
const ADDRESS = /[^\s<>()[\]{}"'«»“”,;:=]+@[^\s<>()[\]{}"'«»“”,;:=@]*[\p{L}\p{N}]/gu;

/** What the program itself wrote, the same for every tenant; checks of one's own are `sharedChecks`. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'checks',
  'dictionary',
  'limits',
  'unseen',
  'schema',
  'vigie',
]);

/**
 * The situation under pseudonyms: names that somebody typed (rules, policies, connectors), the ids of objects, also where they
 * are keys, and every address in any text. Names of the tenant, its domains, categories, establishments, services, agreements, licences and
 * roles name no person, and stay. Numbers are the same.
 */
export function sharedSituation(situation: Situation, pseudonyms: Pseudonyms, key: string): Situation {
  const replaced = withoutIds(plainSituationSchema, situation, situation, pseudonyms);
  const mailFlow = (flow: MailFlow | undefined): MailFlow | undefined =>
    flow === undefined ? undefined : sharedMailFlow(flow, pseudonyms);
  const [flow, posture] = [mailFlow(replaced.mailFlow), mailFlow(replaced.posture)];
  return plainSituationSchema.parse({
    ...replaced,
    ...(replaced.decisions === undefined
      ? {}
      : { decisions: sharedDecisions(replaced.decisions, pseudonyms) }),
    ...(flow === undefined ? {} : { mailFlow: flow }),
    ...(posture === undefined ? {} : { posture }),
    checks: sharedChecks(replaced.checks, pseudonyms),
    ...sharedImports(replaced, pseudonyms),
    // Whoever has such a file would know it by its digest.
    parameters: {
      ...replaced.parameters,
      ...(replaced.parameters.rosterSha256 === undefined
        ? {}
        : { rosterSha256: pseudonyms.digest(replaced.parameters.rosterSha256) }),
      ...(replaced.parameters.notChosen === undefined
        ? {}
        : { notChosen: sharedNotChosen(replaced.parameters.notChosen) }),
    },
    ...(replaced.exceptions === undefined
      ? {}
      : {
          exceptions: {
            ...replaced.exceptions,
            sha256: pseudonyms.digest(replaced.exceptions.sha256),
          },
        }),
    sharedCopy: { key },
  });
}

/** Files that were imported are called by what they are: whoever named them may have named a person. Gaps name them too. */
function sharedImports(
  { imported, gaps }: Situation,
  pseudonyms: Pseudonyms,
): Pick<Situation, 'imported' | 'gaps'> {
  if (imported === undefined) return { gaps };
  const files = imported.files.map((file, at) => ({
    former: file.name,
    shared: { ...file, name: `${at + 1}-${file.kind}.csv`, sha256: pseudonyms.digest(file.sha256) },
  }));
  const renamed = (text: string): string =>
    files.reduce(
      (told, { former, shared }) =>
        told
          .replaceAll(`«\u00a0${former}\u00a0»`, `«\u00a0${shared.name}\u00a0»`)
          .replaceAll(`“${former}”`, `“${shared.name}”`),
      text,
    );
  return {
    imported: { files: files.map(({ shared }) => shared) },
    gaps: gaps.map((gap) => {
      if (gap.reason !== 'not-exported') return gap;
      const { what, remedy } = gap.words;
      return { ...gap, words: { what: { fr: renamed(what.fr), en: renamed(what.en) }, remedy } };
    }),
  };
}

/** The figures of an establishment, as `sharedSituation`. */
export function sharedPart(
  part: EstablishmentPart,
  situation: Situation,
  pseudonyms: Pseudonyms,
): EstablishmentPart {
  const replaced = withoutIds(establishmentPartSchema, part, situation, pseudonyms);
  return establishmentPartSchema.parse({
    ...replaced,
    ...(replaced.decisions === undefined
      ? {}
      : { decisions: sharedDecisions(replaced.decisions, pseudonyms) }),
  });
}

type Decisions = NonNullable<Situation['decisions']>;

/** What is to be changed is called as somebody typed it. */
function sharedDecisions(decisions: Decisions, { typed }: Pseudonyms): Decisions {
  return decisions.map(({ names, ...decision }) => ({
    ...decision,
    ...(names === undefined ? {} : { names: names.map(typed) }),
  }));
}

function sharedMailFlow(flow: MailFlow, { of }: Pseudonyms): MailFlow {
  const named = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
    list.map((one) => ({ ...one, name: of('typed', one.name) }));
  return {
    ...flow,
    transportRules: named(flow.transportRules),
    outboundPolicies: named(flow.outboundPolicies).map((policy) => ({
      ...policy,
      ...(policy.rule === undefined ? {} : { rule: of('typed', policy.rule) }),
    })),
    remoteDomains: named(flow.remoteDomains),
    ...(flow.journalRules === undefined ? {} : { journalRules: named(flow.journalRules) }),
    ...(flow.outboundConnectors === undefined ? {} : { outboundConnectors: named(flow.outboundConnectors) }),
  };
}

/** Without ids and addresses in any text and key, but those of the tenant itself and of Microsoft's licences. */
function withoutIds<T extends object>(
  schema: z.ZodType<T>,
  value: T,
  situation: Situation,
  pseudonyms: Pseudonyms,
): T {
  return schema.parse(walk(value, situation, pseudonyms));
}

function walk(
  value: object,
  { tenant, licences, termsOfUse = [] }: Situation,
  pseudonyms: Pseudonyms,
): object {
  const kept = new Set(
    [tenant.id, ...(licences?.skus ?? []).map(({ id }) => id)].map((id) => id.toLowerCase()),
  );
  const agreements = new Set(termsOfUse.map(({ id }) => id));
  const text = (written: string): string =>
    agreements.has(written)
      ? pseudonyms.of('object', written)
      : written
          .replace(GUID, (id) => (kept.has(id.toLowerCase()) ? id : pseudonyms.of('object', id)))
          .replace(ADDRESS, (address) => pseudonyms.address(address));
  const of = (one: unknown): unknown => {
    if (typeof one === 'string') return text(one);
    if (Array.isArray(one)) return one.map(of);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, inner]) => [text(name), of(inner)]));
  };
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, OWN_KEYS.has(name) ? inner : of(inner)]),
  );
}

/** Every name of a situation that a copy gives a pseudonym, with its kind. */
export function namesIn(situation: Situation): { readonly kind: PseudonymKind; readonly value: string }[] {
  const found: { kind: PseudonymKind; value: string }[] = [];
  const noted = (kind: PseudonymKind, value: string): string => {
    found.push({ kind, value });
    return '';
  };
  const recording: Pseudonyms = {
    of: noted,
    address: (text) => {
      const at = text.lastIndexOf('@');
      if (at >= 0) noted('domain', text.slice(at + 1).toLowerCase());
      return noted('address', text.toLowerCase());
    },
    typed: (text) =>
      text
        .split(', ')
        .map((name) => noted('typed', name))
        .join(''),
    digest: (text) => text,
  };
  walk(situation, situation, recording);
  if (situation.mailFlow !== undefined) sharedMailFlow(situation.mailFlow, recording);
  sharedDecisions(situation.decisions ?? [], recording);
  sharedChecks(situation.checks, recording);
  return found;
}
