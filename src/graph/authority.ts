import { AzureAuthorityHosts } from '@azure/identity';
import { asIs, KnownError, worded, type InBoth } from '../errors.ts';
import type { CloudName } from './clouds.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where each cloud signs in: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const AUTHORITIES: Readonly<Record<CloudName, string>> = {
  global: AzureAuthorityHosts.AzurePublicCloud,
  'us-government': AzureAuthorityHosts.AzureGovernment,
  'us-government-dod': AzureAuthorityHosts.AzureGovernment,
  china: AzureAuthorityHosts.AzureChina,
};

const KNOWN: readonly string[] = Object.values(AzureAuthorityHosts);

/**
 * Where the secret is sent to sign in: the authority of the cloud, or the one that AZURE_AUTHORITY_HOST names among Microsoft's.
 * Throws `KnownError` (usage) for any other host, and for settings that would send the secret elsewhere or unprotected.
 */
export function authorityOf(environment: Environment, cloud: CloudName): string {
  refuseUnprotected(environment);
  refuseOddRegion(environment);
  const wanted = environment.AZURE_AUTHORITY_HOST ?? '';
  if (wanted === '') return AUTHORITIES[cloud];
  const known = KNOWN.find((authority) => isSame(authority, wanted));
  if (known !== undefined) return known;
  const hosts = KNOWN.map((authority) => new URL(authority).host).join(', ');
  throw new KnownError('usage', worded(TROUBLE_WORDS.notMicrosoft, { host: hostOf(wanted) }), {
    nextSteps: [worded(TROUBLE_WORDS.allowed, { hosts }), TROUBLE_WORDS.takeAuthorityAway],
  });
}

function isSame(authority: string, wanted: string): boolean {
  const written = wanted.includes('://') ? wanted : `https://${wanted}`;
  if (!URL.canParse(written)) return false;
  const { origin, pathname, username, password, search } = new URL(written);
  return origin === authority && pathname === '/' && username + password + search === '';
}

/** Without what may be a name and a password. */
function hostOf(address: string): InBoth {
  const written = address.includes('://') ? address : `https://${address}`;
  return URL.canParse(written) ? asIs(new URL(written).host) : TROUBLE_WORDS.noAddress;
}

/** Node.js then takes any certificate for anybody's. */
function refuseUnprotected({ NODE_TLS_REJECT_UNAUTHORIZED: setting }: Environment): void {
  if (setting !== '0') return;
  throw new KnownError('usage', TROUBLE_WORDS.unchecked, { nextSteps: [TROUBLE_WORDS.nameAuthority] });
}

/** The name of a region stands at the head of the host that is asked. */
const REGION = /^[a-z][a-z0-9]{2,39}$/i;

function refuseOddRegion({ AZURE_REGIONAL_AUTHORITY_NAME: region = '' }: Environment): void {
  if (region === '' || REGION.test(region)) return;
  throw new KnownError('usage', TROUBLE_WORDS.noRegion, { nextSteps: [TROUBLE_WORDS.nameRegion] });
}
