import { expect, test } from 'vitest';
import type { Told } from '../errors.ts';
import { assertionRequest } from './pipeline-assertion.ts';
import { authorityOf } from './authority.ts';
import { chooseCredential } from './credential.ts';
import { proxyInUse } from './proxy-in-use.ts';
import { signInError, type Exchange, type SignInRoad } from './sign-in-error.ts';
import { SignInUnavailable } from './token.ts';
import { KnownError } from '../errors.ts';

const ROAD: SignInRoad = { authorityHost: 'https://login.microsoftonline.com', proxy: null };
const BEHIND_PROXY: SignInRoad = {
  ...ROAD,
  proxy: { variable: 'HTTPS_PROXY', host: 'proxy.example.org:3128' },
};

function toldIn(
  language: 'fr' | 'en',
  said: string,
  { last = null, road = ROAD }: { last?: Exchange | null; road?: SignInRoad } = {},
): Told {
  return signInError('secret', new Error(said), last, road).told(language);
}

const NO_ANSWER: Exchange = { status: 0, code: 'ECONNREFUSED', retryAfterMs: null, entraCode: null };

test('a secret that has expired, and a tenant that there is not, are told in the language of the run', () => {
  expect(toldIn('fr', 'invalid_client: AADSTS7000222: The provided client secret keys are expired.')).toEqual(
    {
      message: 'connexion impossible avec secret\u00a0: le secret client est expiré (AADSTS7000222)',
      nextSteps: ['Créer un nouveau secret pour l’application et définir AZURE_CLIENT_SECRET.'],
    },
  );
  expect(toldIn('en', 'invalid_client: AADSTS7000222: The provided client secret keys are expired.')).toEqual(
    {
      message: 'could not sign in with secret: the client secret has expired (AADSTS7000222)',
      nextSteps: ['Make a new secret for the application and set AZURE_CLIENT_SECRET.'],
    },
  );
  expect(toldIn('fr', "AADSTS90002: Tenant 'x' not found.")).toEqual({
    message: 'connexion impossible avec secret\u00a0: l’organisation (locataire) est inconnue (AADSTS90002)',
    nextSteps: ['Vérifier AZURE_TENANT_ID\u00a0: l’identifiant de l’annuaire, ou l’un de ses domaines.'],
  });
});

test('where nobody answers, the host, the proxy and the code are told in French too', () => {
  const nextSteps = [
    'Vérifier le réseau et HTTPS_PROXY; si un mandataire ouvre TLS, aussi NODE_EXTRA_CA_CERTS.',
  ];
  expect(toldIn('fr', 'connect ECONNREFUSED', { last: NO_ANSWER })).toEqual({
    message:
      'connexion impossible avec secret\u00a0: le service de connexion n’a pu être joint (login.microsoftonline.com, sans mandataire\u00a0: ECONNREFUSED)',
    nextSteps,
  });
  expect(toldIn('fr', 'connect ECONNREFUSED', { last: NO_ANSWER, road: BEHIND_PROXY })).toEqual({
    message:
      'connexion impossible avec secret\u00a0: le service de connexion n’a pu être joint (login.microsoftonline.com, par le mandataire proxy.example.org:3128 de HTTPS_PROXY\u00a0: ECONNREFUSED)',
    nextSteps,
  });
});

test('what a later try can mend keeps its words in both languages', () => {
  const error = signInError('secret', new Error('connect ECONNREFUSED'), NO_ANSWER, ROAD);
  expect(error).toBeInstanceOf(SignInUnavailable);
  expect(error.told('fr').nextSteps).not.toEqual(error.told('en').nextSteps);
  expect(error.told('en').message).toBe(error.message);
});

function thrownBy(act: () => unknown): Told {
  try {
    act();
  } catch (error) {
    if (error instanceof KnownError) return error.told('fr');
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('settings that would send the secret elsewhere, and a proxy without a scheme, are told in French', () => {
  expect(
    thrownBy(() => authorityOf({ AZURE_AUTHORITY_HOST: 'https://login.example.org' }, 'global')),
  ).toEqual({
    message: 'AZURE_AUTHORITY_HOST nomme un hôte qui n’est pas de Microsoft\u00a0: login.example.org',
    nextSteps: [
      'Permis\u00a0: login.chinacloudapi.cn, login.microsoftonline.de, login.microsoftonline.us, login.microsoftonline.com',
      'Retirer la variable\u00a0: --cloud choisit l’autorité de lui-même.',
    ],
  });
  expect(thrownBy(() => proxyInUse({ HTTPS_PROXY: 'me:pass@proxy.example.org:3128' }))).toEqual({
    message: 'HTTPS_PROXY ne dit pas quelle sorte de mandataire elle nomme',
    nextSteps: [
      'Les mandataires HTTP sont pris en charge, nommés avec leur schéma (http:// ou https://)\u00a0: HTTPS_PROXY=http://proxy.example.org:3128',
      'S’il n’y a pas de mandataire, retirer la variable.',
    ],
  });
  expect(thrownBy(() => assertionRequest('github', { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://x' }))).toEqual({
    message:
      'ACTIONS_ID_TOKEN_REQUEST_URL n’est pas une adresse https\u00a0: le jeton de l’exécuteur n’y est pas envoyé',
    nextSteps: ['Laisser la variable telle que l’exécuteur la définit.'],
  });
});

test('the identity that was taken is told in both languages, and kept in English', async () => {
  const [AZURE_TENANT_ID, AZURE_CLIENT_ID] = ['example.org', '11111111-2222-3333-4444-555555555555'];
  const environment = { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET: 'never told' };
  const { words, description } = await chooseCredential(environment, 'global');
  expect(words).toEqual({
    fr: `secret client (AZURE_CLIENT_SECRET), application ${AZURE_CLIENT_ID}`,
    en: `client secret (AZURE_CLIENT_SECRET), application ${AZURE_CLIENT_ID}`,
  });
  expect(description).toBe(words.en);
});
