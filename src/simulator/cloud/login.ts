import { z } from 'zod';
import type { TenantSpec } from '../tenant/tenant-spec.ts';
import type { Answer, CloudRequest } from './answer.ts';
import { createDeviceCodes } from './device-code.ts';
import { json, refused } from './login-answer.ts';
import { parseTarget } from './target.ts';
import type { Tokens } from './tokens.ts';

const HOST = 'https://login.microsoftonline.com';
const AUDIENCES = ['https://graph.microsoft.com', 'https://outlook.office365.com'] as const;

/** login.microsoftonline.com: instance discovery, OpenID configuration, tokens for an app or a person. */
export function createLogin(
  spec: TenantSpec,
  tokens: Tokens,
  rolesAt: (audience: string) => readonly string[] = () => [],
): (request: CloudRequest) => Answer {
  const deviceCodes = createDeviceCodes(spec, tokens);
  return (request) => {
    const segments = parseTarget(request.target)?.segments ?? [];
    const [tenant = '', ...path] = segments;
    const route = path.join('/');
    if (route === 'discovery/instance') return discovery();
    const known = [spec.id, ...spec.domains.map(({ name }) => name)].includes(tenant.toLowerCase());
    if (!known && !['common', 'organizations'].includes(tenant)) {
      return refused(
        400,
        'invalid_tenant',
        `AADSTS90002: Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
        90002,
      );
    }
    if (route === 'v2.0/.well-known/openid-configuration') return openIdConfiguration(spec, tenant);
    if (route !== 'oauth2/v2.0/token' && route !== 'oauth2/v2.0/devicecode')
      return refused(404, 'invalid_request', 'AADSTS900144: unknown endpoint', 900144);
    if (request.method !== 'POST')
      return refused(
        405,
        'invalid_request',
        'AADSTS900561: The endpoint only accepts POST requests.',
        900561,
      );
    const form = new URLSearchParams(request.body);
    if (route === 'oauth2/v2.0/devicecode') return deviceCodes.begin(form);
    return deviceCodes.token(form) ?? token(spec, tokens, form, rolesAt);
  };
}

function token(
  spec: TenantSpec,
  tokens: Tokens,
  form: URLSearchParams,
  rolesAt: (audience: string) => readonly string[],
): Answer {
  const client = form.get('client_id') ?? '';
  if (form.get('grant_type') !== 'client_credentials') {
    return refused(
      400,
      'unsupported_grant_type',
      'AADSTS70003: The app requested an unsupported grant type.',
      70003,
    );
  }
  if (client.toLowerCase() !== spec.clientId) {
    return refused(
      400,
      'unauthorized_client',
      `AADSTS700016: Application with identifier '${client}' was not found in the directory '${spec.displayName}'.`,
      700016,
    );
  }
  const secret = form.get('client_secret');
  const assertion = form.get('client_assertion');
  if (secret === null && assertion === null) {
    return refused(
      401,
      'invalid_client',
      "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      7000218,
    );
  }
  if (secret !== null && secret !== spec.clientSecret) {
    return refused(
      401,
      'invalid_client',
      'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.',
      7000215,
    );
  }
  const end = secret === null ? endOfAssertion(assertion ?? '') : Infinity;
  if (end === null)
    return refused(401, 'invalid_client', 'AADSTS50027: JWT token is invalid or malformed.', 50027);
  if (end < tokens.secondsNow()) {
    return refused(
      401,
      'invalid_client',
      'AADSTS700024: Client assertion is not within its valid time range.',
      700024,
    );
  }
  const audience = AUDIENCES.find((name) => form.get('scope')?.split(' ').includes(`${name}/.default`));
  if (audience === undefined) {
    return refused(
      400,
      'invalid_scope',
      `AADSTS70011: The provided value for the input parameter 'scope' is not valid. The scope ${form.get('scope') ?? ''} is not valid.`,
      70011,
    );
  }
  return json(200, {
    token_type: 'Bearer',
    expires_in: tokens.lifetimeS,
    ext_expires_in: tokens.lifetimeS,
    access_token: tokens.issue(audience, spec.clientId, spec.id, form.get('claims'), {
      roles: rolesAt(audience),
    }),
  });
}

const assertionSchema = z.looseObject({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  exp: z.number().optional(),
});

/** When a JWT ends, in seconds since 1970; null for what is none. Its signature is taken on trust: this cloud holds no one's public keys. */
function endOfAssertion(text: string): number | null {
  const payload = text.split('.')[1];
  if (payload === undefined || text.split('.').length !== 3) return null;
  try {
    const claims = assertionSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    return claims.success ? (claims.data.exp ?? Infinity) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function discovery(): Answer {
  const hosts = ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'];
  return json(200, {
    tenant_discovery_endpoint: `${HOST}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [
      {
        preferred_network: 'login.microsoftonline.com',
        preferred_cache: 'login.windows.net',
        aliases: hosts,
      },
    ],
  });
}

function openIdConfiguration(spec: TenantSpec, tenant: string): Answer {
  return json(200, {
    token_endpoint: `${HOST}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${HOST}/${tenant}/discovery/v2.0/keys`,
    issuer: `${HOST}/${spec.id}/v2.0`,
    authorization_endpoint: `${HOST}/${tenant}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${HOST}/${tenant}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${HOST}/${tenant}/oauth2/v2.0/logout`,
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    tenant_region_scope: 'NA',
    cloud_instance_name: 'microsoftonline.com',
    msgraph_host: 'graph.microsoft.com',
  });
}
