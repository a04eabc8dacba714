import { MODERN_CLIENT_APPS, type ClientApp } from './client-apps.ts';
import { lowered, type Grant } from './policy-schema.ts';

/**
 * What a policy asks of whoever it covers: `mfa` always; `block`; `alternative` where something else than MFA will do;
 * `unclear` where a control is not documented or did not come, and MFA may be what is asked; `nothing`.
 */
export type GrantKind = 'mfa' | 'block' | 'alternative' | 'unclear' | 'nothing';

type Kind = 'mfa' | 'block' | 'unclear' | 'other';

interface Control {
  readonly kind: Kind;
  /** Legacy clients that cannot meet it, so that it blocks them. */
  readonly blocks: readonly ClientApp[];
}

/** Judges the grant controls as Microsoft documents them: https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-grant */
export function grantOf(grant: Grant | undefined, client: ClientApp): GrantKind {
  if (grant === undefined) return 'unclear';
  if (grant === null) return 'nothing';
  const kinds = controlsOf(grant).map((control) => kindFor(control, client));
  if (kinds.length === 0) return 'nothing';
  const isAll = operatorOf(grant) === 'and';
  if (isAll || kinds.length === 1) return strictest(kinds);
  if (kinds.every((kind) => kind === 'block')) return 'block';
  if (kinds.every((kind) => kind === 'mfa' || kind === 'block')) return 'mfa';
  // Of several controls, one would do, or all are asked: which, was not told.
  if (operatorOf(grant) === null && kinds.some((kind) => kind !== 'other')) return 'unclear';
  if (!kinds.includes('other')) return 'unclear';
  return kinds.every((kind) => kind === 'other') ? 'nothing' : 'alternative';
}

function operatorOf({ operator }: NonNullable<Grant>): 'and' | 'or' | null {
  const told = operator?.trim().toLowerCase();
  return told === 'and' || told === 'or' ? told : null;
}

function kindFor({ kind, blocks }: Control, client: ClientApp): Kind {
  return !MODERN_CLIENT_APPS.includes(client) && blocks.includes(client) ? 'block' : kind;
}

function strictest(kinds: readonly Kind[]): GrantKind {
  for (const kind of ['block', 'mfa', 'unclear'] as const) if (kinds.includes(kind)) return kind;
  return 'nothing';
}

const LEGACY: readonly ClientApp[] = ['exchangeactivesync', 'other'];

/**
 * What is documented to be neither MFA nor a block, with the legacy clients that cannot meet it. An Exchange ActiveSync
 * client can be of a compliant device: https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-conditions
 */
const OTHER_CONTROLS: ReadonlyMap<string, readonly ClientApp[]> = new Map<string, readonly ClientApp[]>([
  ['compliantdevice', ['other']],
  ['domainjoineddevice', ['other']],
  ['approvedapplication', []],
  ['compliantapplication', []],
  // Both come after a risk, and let in who has answered it once.
  ['passwordchange', []],
  ['riskremediation', []],
]);

function controlsOf(grant: NonNullable<Grant>): Control[] {
  const { builtInControls, customAuthenticationFactors, termsOfUse } = grant;
  const lists = [builtInControls, customAuthenticationFactors, termsOfUse];
  return [
    ...lowered(builtInControls).map(builtInControl),
    // Neither satisfies a demand for MFA: https://learn.microsoft.com/entra/identity/conditional-access/controls
    ...(customAuthenticationFactors ?? []).map((): Control => ({ kind: 'other', blocks: LEGACY })),
    // Who has accepted once is let in by any client: https://learn.microsoft.com/entra/identity/conditional-access/terms-of-use
    ...(termsOfUse ?? []).map((): Control => ({ kind: 'other', blocks: [] })),
    ...strengthControls(grant),
    ...lists.filter((list) => list === undefined).map((): Control => UNCLEAR),
  ];
}

const UNCLEAR: Control = { kind: 'unclear', blocks: [] };

function builtInControl(name: string): Control {
  if (name === 'mfa') return { kind: 'mfa', blocks: LEGACY };
  if (name === 'block') return { kind: 'block', blocks: [] };
  const blocks = OTHER_CONTROLS.get(name);
  return blocks === undefined ? UNCLEAR : { kind: 'other', blocks };
}

/**
 * The strength is a navigation property: where the answer left it out, it may be what the policy asks. Beside MFA or a
 * block there is none: https://learn.microsoft.com/entra/identity/authentication/concept-authentication-strengths
 */
function strengthControls({ authenticationStrength, builtInControls }: NonNullable<Grant>): Control[] {
  if (authenticationStrength === null) return [];
  if (authenticationStrength !== undefined) {
    const kind = strengthOf(authenticationStrength);
    return [{ kind, blocks: kind === 'mfa' ? LEGACY : [] }];
  }
  const rulesItOut = lowered(builtInControls).some((name) => name === 'mfa' || name === 'block');
  return rulesItOut ? [] : [UNCLEAR];
}

/** Multifactor, passwordless and phishing-resistant: https://learn.microsoft.com/entra/identity/authentication/concept-authentication-strengths */
const BUILT_IN_STRENGTHS = new Set(
  ['2', '3', '4'].map((last) => `00000000-0000-0000-0000-00000000000${last}`),
);

function strengthOf(strength: NonNullable<NonNullable<Grant>['authenticationStrength']>): Kind {
  const satisfied = strength.requirementsSatisfied?.trim().toLowerCase();
  if (satisfied === 'mfa') return 'mfa';
  if (satisfied === 'none') return 'other';
  const combinations = (strength.allowedCombinations ?? []).map(factorsOf);
  if (combinations.includes('one')) return 'other';
  if (combinations.includes('unclear')) return 'unclear';
  if (combinations.length > 0) return 'mfa';
  return BUILT_IN_STRENGTHS.has(strength.id ?? '') ? 'mfa' : 'unclear';
}

const BOTH_FACTORS = new Set([
  'fido2',
  'windowshelloforbusiness',
  'x509certificatemultifactor',
  'devicebasedpush',
  'temporaryaccesspassonetime',
  'temporaryaccesspassmultiuse',
  'federatedmultifactor',
]);
const SECOND_FACTORS = new Set([
  'microsoftauthenticatorpush',
  'softwareoath',
  'hardwareoath',
  'sms',
  'voice',
]);
const FIRST_FACTORS = new Set([
  'password',
  'x509certificatesinglefactor',
  'federatedsinglefactor',
  'email',
  'qrcodepin',
]);

/** https://learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy: `password,sms` is two factors, `sms` one. */
function factorsOf(combination: string): 'two' | 'one' | 'unclear' {
  const modes = lowered(combination.split(','));
  const isSecond = modes.some((mode) => SECOND_FACTORS.has(mode));
  if (modes.some((mode) => BOTH_FACTORS.has(mode)) || (modes.length > 1 && isSecond)) return 'two';
  return modes.every((mode) => SECOND_FACTORS.has(mode) || FIRST_FACTORS.has(mode)) ? 'one' : 'unclear';
}
