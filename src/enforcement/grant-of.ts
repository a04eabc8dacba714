import type { Grant } from './policy-schema.ts';

/**
 * What a policy asks of whoever it reaches: `mfa` always; `block`; `alternative` where something else than MFA will do;
 * `unclear` where an authentication strength was not told; `nothing`.
 */
export type GrantKind = 'mfa' | 'block' | 'alternative' | 'unclear' | 'nothing';

type Control = 'mfa' | 'block' | 'unclear' | 'other';

/** Judges the grant controls as Microsoft documents them: https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-grant */
export function grantOf(grant: Grant): GrantKind {
  if (grant === null) return 'nothing';
  const controls = controlsOf(grant);
  // The strength is a navigation property: where the answer left it out, it may be what the policy asks.
  if (controls.length === 0) return 'authenticationStrength' in grant ? 'nothing' : 'unclear';
  if (controls.length === 1 || grant.operator?.toUpperCase() === 'AND') return strictest(controls);
  if (controls.every((control) => control === 'mfa')) return 'mfa';
  if (controls.every((control) => control === 'mfa' || control === 'unclear')) return 'unclear';
  return controls.some((control) => control === 'mfa' || control === 'unclear') ? 'alternative' : 'nothing';
}

function strictest(controls: readonly Control[]): GrantKind {
  for (const kind of ['block', 'mfa', 'unclear'] as const) if (controls.includes(kind)) return kind;
  return 'nothing';
}

function controlsOf(grant: NonNullable<Grant>): Control[] {
  const strength = grant.authenticationStrength;
  return [
    ...grant.builtInControls.map((name): Control => {
      const control = name.toLowerCase();
      return control === 'mfa' || control === 'block' ? control : 'other';
    }),
    // Neither satisfies a demand for MFA: https://learn.microsoft.com/entra/identity/conditional-access/controls
    ...[...grant.customAuthenticationFactors, ...grant.termsOfUse].map((): Control => 'other'),
    ...(strength === null || strength === undefined ? [] : [strengthOf(strength)]),
  ];
}

/** Multifactor, passwordless and phishing-resistant: https://learn.microsoft.com/entra/identity/authentication/concept-authentication-strengths */
const BUILT_IN_STRENGTHS = new Set(
  ['2', '3', '4'].map((last) => `00000000-0000-0000-0000-00000000000${last}`),
);

function strengthOf(strength: NonNullable<NonNullable<Grant>['authenticationStrength']>): Control {
  const satisfied = strength.requirementsSatisfied?.toLowerCase();
  if (satisfied === 'mfa') return 'mfa';
  if (satisfied === 'none') return 'other';
  if (strength.allowedCombinations.length > 0)
    return strength.allowedCombinations.every(isMultifactor) ? 'mfa' : 'other';
  return BUILT_IN_STRENGTHS.has(strength.id ?? '') ? 'mfa' : 'unclear';
}

const BOTH_FACTORS = new Set(
  [
    'fido2',
    'windowsHelloForBusiness',
    'x509CertificateMultiFactor',
    'deviceBasedPush',
    'temporaryAccessPassOneTime',
    'temporaryAccessPassMultiUse',
    'federatedMultiFactor',
  ].map((mode) => mode.toLowerCase()),
);
const SECOND_FACTORS = new Set(
  ['microsoftAuthenticatorPush', 'softwareOath', 'hardwareOath', 'sms', 'voice'].map((mode) =>
    mode.toLowerCase(),
  ),
);

/** https://learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy: `password,sms` is two factors, `sms` one. */
function isMultifactor(combination: string): boolean {
  const modes = combination.split(',').map((mode) => mode.trim().toLowerCase());
  return (
    modes.some((mode) => BOTH_FACTORS.has(mode)) ||
    (modes.length > 1 && modes.some((mode) => SECOND_FACTORS.has(mode)))
  );
}
