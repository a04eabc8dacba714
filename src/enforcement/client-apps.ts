/** Ways to sign in; a policy without the condition applies to each. */
export const CLIENT_APPS = ['browser', 'mobileappsanddesktopclients', 'exchangeactivesync', 'other'] as const;
export type ClientApp = (typeof CLIENT_APPS)[number];

/** Those that can answer a request for MFA; the others only know a password. */
export const MODERN_CLIENT_APPS: readonly ClientApp[] = ['browser', 'mobileappsanddesktopclients'];
