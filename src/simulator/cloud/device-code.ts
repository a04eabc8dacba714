import { namedId } from '../tenant/object-id.ts';
import type { TenantSpec } from '../tenant/tenant-spec.ts';
import type { Answer } from './answer.ts';
import { json, refused } from './login-answer.ts';
import type { Person, Tokens } from './tokens.ts';

const AUDIENCES = ['https://graph.microsoft.com', 'https://outlook.office365.com'] as const;
/** The client that developers' tools sign in with where they are given none. */
const DEVELOPERS_CLIENT = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
/** How often the answer is that the person has not yet signed in. */
const PENDING_ANSWERS = 2;
const GRANTS = ['device_code', 'urn:ietf:params:oauth:grant-type:device_code'];
const SCOPES = [
  'Agreement.Read.All',
  'AgreementAcceptance.Read.All',
  'AuditLog.Read.All',
  'GroupMember.Read.All',
  'Organization.Read.All',
  'Policy.Read.All',
  'Reports.Read.All',
  'RoleManagement.Read.Directory',
  'User.Read.All',
];

/** Signing in by a code typed on another device: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
export interface DeviceCodes {
  /** POST …/oauth2/v2.0/devicecode. */
  begin(form: URLSearchParams): Answer;
  /** The token that a code or a refresh token earns; null for a grant that is neither. */
  token(form: URLSearchParams): Answer | null;
}

export function createDeviceCodes(spec: TenantSpec, tokens: Tokens): DeviceCodes {
  const pending = new Map<string, { left: number; readonly scope: string }>();
  const refreshTokens = new Set<string>();
  let serial = 0;

  const grant = (form: URLSearchParams, scope: string): Answer => {
    serial += 1;
    const refreshToken = `simulated-refresh-${serial}`;
    refreshTokens.add(refreshToken);
    return grantAnswer(spec, tokens, form, scope, refreshToken);
  };

  const redeem = (form: URLSearchParams): Answer => {
    const code = form.get('device_code') ?? '';
    const waiting = pending.get(code);
    if (waiting === undefined) {
      const message = 'AADSTS70019: Verification code expired or unknown.';
      return refused(400, 'bad_verification_code', message, 70019);
    }
    waiting.left -= 1;
    if (waiting.left >= 0) {
      const message = 'AADSTS70016: OAuth 2.0 device flow error. Authorization is pending. Continue polling.';
      return refused(400, 'authorization_pending', message, 70016);
    }
    pending.delete(code);
    return grant(form, waiting.scope);
  };

  const renew = (form: URLSearchParams): Answer =>
    refreshTokens.has(form.get('refresh_token') ?? '')
      ? grant(form, form.get('scope') ?? '')
      : refused(400, 'invalid_grant', 'AADSTS70000: Provided grant is invalid or malformed.', 70000);

  return {
    begin(form) {
      const barred = unknownClient(spec, form) ?? unknownScope(form);
      if (barred !== null) return barred;
      serial += 1;
      const deviceCode = `simulated-device-code-${serial}`;
      const userCode = `VIGIE${String(serial).padStart(4, '0')}`;
      pending.set(deviceCode, { left: PENDING_ANSWERS, scope: form.get('scope') ?? '' });
      return json(200, {
        user_code: userCode,
        device_code: deviceCode,
        verification_uri: 'https://microsoft.com/devicelogin',
        expires_in: 900,
        interval: 1,
        message: `To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code ${userCode} to authenticate.`,
      });
    },
    token(form) {
      const type = form.get('grant_type') ?? '';
      if (type !== 'refresh_token' && !GRANTS.includes(type)) return null;
      return unknownClient(spec, form) ?? (type === 'refresh_token' ? renew(form) : redeem(form));
    },
  };
}

function grantAnswer(
  spec: TenantSpec,
  tokens: Tokens,
  form: URLSearchParams,
  scope: string,
  refreshToken: string,
): Answer {
  const audience = AUDIENCES.find((name) => scope.includes(name)) ?? AUDIENCES[0];
  const client = form.get('client_id') ?? '';
  const person: Person = {
    id: namedId(spec.seed, 'signed-in reader'),
    userPrincipalName: `lecture.conformite@${spec.mailDomain}`,
    scopes: SCOPES,
  };
  return json(200, {
    token_type: 'Bearer',
    scope: [...SCOPES.map((name) => `${audience}/${name}`), `${audience}/.default`, 'openid profile'].join(
      ' ',
    ),
    expires_in: tokens.lifetimeS,
    ext_expires_in: tokens.lifetimeS,
    access_token: tokens.issue(audience, client, spec.id, form.get('claims'), person),
    refresh_token: refreshToken,
    id_token: idToken(spec, client, person, tokens.secondsNow()),
    client_info: part({ uid: person.id, utid: spec.id }),
  });
}

function unknownClient(spec: TenantSpec, form: URLSearchParams): Answer | null {
  const client = form.get('client_id') ?? '';
  if ([spec.clientId, DEVELOPERS_CLIENT].includes(client.toLowerCase())) return null;
  return refused(
    400,
    'unauthorized_client',
    `AADSTS700016: Application with identifier '${client}' was not found in the directory '${spec.displayName}'.`,
    700016,
  );
}

function unknownScope(form: URLSearchParams): Answer | null {
  const scope = form.get('scope') ?? '';
  if (AUDIENCES.some((name) => scope.includes(`${name}/`))) return null;
  return refused(
    400,
    'invalid_scope',
    `AADSTS70011: The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
    70011,
  );
}

function idToken(spec: TenantSpec, client: string, person: Person, seconds: number): string {
  const payload = {
    aud: client,
    iss: `https://login.microsoftonline.com/${spec.id}/v2.0`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + 3600,
    name: 'Lecture de la conformité',
    oid: person.id,
    preferred_username: person.userPrincipalName,
    sub: person.id,
    tid: spec.id,
    ver: '2.0',
  };
  return `${part({ typ: 'JWT', alg: 'RS256', kid: 'simulated' })}.${part(payload)}.${part({})}`;
}

function part(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}
