import type { Strength } from './access-spec.ts';
import { at } from './hash.ts';

/** The methods that someone registered, and what Graph makes of them. */
export interface MethodProfile {
  /** The strongest of them; `none` where no one of them is MFA. */
  readonly strength: Strength | 'none';
  /** As Graph names them: an open list. */
  readonly methods: readonly string[];
  /** Whether one of them signs in without a password. */
  readonly withoutPassword: boolean;
  /** userPreferredMethodForSecondaryAuthentication, which may be the empty string. */
  readonly preferred: string;
  readonly systemPreferred: string;
}

const profile = (
  strength: MethodProfile['strength'],
  methods: readonly string[],
  preferred: string,
  systemPreferred: string,
  withoutPassword = false,
): MethodProfile => ({ strength, methods, preferred, systemPreferred, withoutPassword });

/** A name that no document has. */
export const METHOD_TO_COME = 'methodYetToCome';

const PROFILES: Readonly<Record<MethodProfile['strength'], readonly MethodProfile[]>> = {
  phishingResistant: [
    profile('phishingResistant', ['passKeyDeviceBound'], '', 'fido2', true),
    profile('phishingResistant', ['fido2', 'mobilePhone'], 'sms', 'fido2', true),
    profile('phishingResistant', ['windowsHelloForBusiness', 'email'], 'none', 'none', true),
    profile(
      'phishingResistant',
      ['microsoftAuthenticatorPush', 'softwareOneTimePasscode', 'passKeyDeviceBoundAuthenticator'],
      'push',
      'fido2',
      true,
    ),
  ],
  app: [
    profile('app', ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'], 'push', 'push'),
    profile(
      'app',
      ['mobilePhone', 'microsoftAuthenticatorPush', 'softwareOneTimePasscode'],
      'voiceMobile',
      'push',
    ),
    profile('app', ['softwareOneTimePasscode'], 'oath', 'oath'),
    profile(
      'app',
      ['microsoftAuthenticatorPasswordless', 'microsoftAuthenticatorPush', 'email'],
      'push',
      'push',
      true,
    ),
    profile('app', ['hardwareOneTimePasscode', 'securityQuestion'], 'oath', 'oath'),
  ],
  phone: [
    profile('phone', ['mobilePhone'], 'sms', 'sms'),
    profile('phone', ['mobilePhone', 'email'], 'voiceMobile', 'sms'),
    profile('phone', ['officePhone'], 'voiceOffice', 'voiceOffice'),
    profile('phone', ['alternateMobilePhone', 'securityQuestion'], '', 'voiceAlternateMobile'),
    // The list is an open one.
    profile('phone', ['mobilePhone', METHOD_TO_COME], 'sms', 'sms'),
  ],
  none: [
    profile('none', [], '', 'none'),
    profile('none', [], 'none', 'none'),
    profile('none', ['email'], '', 'none'),
    profile('none', ['email', 'securityQuestion'], 'none', 'none'),
  ],
};

/** One of the sets of methods whose strongest is this, by chance. */
export function profileOf(strength: MethodProfile['strength'], noise: number): MethodProfile {
  const profiles = PROFILES[strength];
  return at(profiles, noise % profiles.length);
}
