import { readJson } from '../texts/read-json.ts';
import { CLIENT_APPS, type ClientApp } from './client-apps.ts';
import { grantOf, type GrantKind } from './grant-of.ts';
import {
  conditionsSchema,
  grantSchema,
  POLICY_KINDS,
  type Conditions,
  type Grant,
  type PolicyRow,
} from './policy-schema.ts';
import { whenOf, type When } from './scope-conditions.ts';
import { MAYBE_ANYBODY, NOBODY, peopleOf, type Named } from './scope-people.ts';
import { MAYBE_ANYTHING, resourcesOf, type Resources } from './scope-resources.ts';

/** What a policy demands, of whom, for what, and when. */
export interface PolicyScope extends When {
  readonly name: string;
  /** `unclear`: not documented, or of a policy that only beta knows, and so not known whole. */
  readonly state: 'enabled' | 'report-only' | 'disabled' | 'unclear';
  /** By client: what legacy clients cannot meet blocks them. */
  readonly grant: Readonly<Record<ClientApp, GrantKind>>;
  readonly resources: Resources;
  readonly included: Named;
  readonly excluded: Named;
}

/**
 * Reads the Conditional Access policies among the rows of `mfa-policies`, in their order. What cannot be read, did not come
 * or is not documented may demand anything, of anybody: it is marked unclear, and never taken for the harmless case.
 */
export function policyScopes(rows: readonly PolicyRow[]): PolicyScope[] {
  const policies = rows
    .filter(({ kind }) => kind === POLICY_KINDS.conditionalAccess || kind === POLICY_KINDS.preview)
    .map((row) => ({
      row,
      conditions: conditionsSchema.safeParse(parsedJson(row.conditions)).data,
      grant: grantSchema.safeParse(parsedJson(row.grantControls)).data,
    }));
  const sent = new Set(policies.flatMap(({ conditions }) => keysOf(conditions)));
  return policies.map(({ row, conditions, grant }) => ({
    name: row.name ?? row.policyId ?? '',
    state: stateOf(row),
    grant: grantsOf(grant),
    ...(conditions === undefined ? ILLEGIBLE : scopeOf(conditions, sent)),
  }));
}

type Scope = Omit<PolicyScope, 'name' | 'state' | 'grant'>;

function scopeOf(conditions: Conditions, sent: ReadonlySet<string>): Scope {
  return {
    ...whenOf(conditions, sent),
    ...peopleOf(conditions),
    resources: resourcesOf(conditions),
  };
}

const ILLEGIBLE: Scope = {
  conditions: [],
  clients: [],
  unclearClients: CLIENT_APPS,
  isUnclear: true,
  resources: MAYBE_ANYTHING,
  included: MAYBE_ANYBODY,
  excluded: NOBODY,
};

function grantsOf(grant: Grant | undefined): Record<ClientApp, GrantKind> {
  return {
    browser: grantOf(grant, 'browser'),
    mobileappsanddesktopclients: grantOf(grant, 'mobileappsanddesktopclients'),
    exchangeactivesync: grantOf(grant, 'exchangeactivesync'),
    other: grantOf(grant, 'other'),
  };
}

/** The conditions that a policy came with, and the filter on applications, which is newer than they are. */
function keysOf(conditions: Conditions | undefined): string[] {
  if (conditions === undefined) return [];
  // The schema names a key that did not come too, as undefined.
  const came = Object.entries(conditions).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  const hasFilter = conditions.applications?.applicationFilter !== undefined;
  return [...came, ...(hasFilter ? ['applications.applicationFilter'] : [])];
}

/** Undefined, which satisfies no schema, for what did not come, is no JSON, or is nested too deeply to be walked. */
function parsedJson(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function stateOf({ state, kind }: PolicyRow): PolicyScope['state'] {
  if (state === 'disabled') return 'disabled';
  if (state === 'enabledForReportingButNotEnforced') return 'report-only';
  return state === 'enabled' && kind === POLICY_KINDS.conditionalAccess ? 'enabled' : 'unclear';
}
