import { KnownError, worded } from '../errors.ts';
import type { Language } from '../i18n/language.ts';
import type { NeededGrants } from './needed-grants.ts';

/** What a set-up script is written in. */
export const SCRIPT_KINDS = ['powershell', 'az', 'bicep'] as const;
export type ScriptKind = (typeof SCRIPT_KINDS)[number];

/** A pipeline that signs in by its own assertion: no secret is kept anywhere. */
export interface Federation {
  /** Of the credential, within the application. */
  readonly name: 'github' | 'azure-pipelines';
  /** Null where only the pipeline's own page tells it. */
  readonly issuer: string | null;
  readonly subject: string;
}

/** What a script does. Everything in it is safe to write into a script: names are checked before. */
export interface SetupPlan {
  readonly grants: NeededGrants;
  /** Null: the script makes a certificate. */
  readonly federation: Federation | null;
  readonly language: Language;
}

/** What the application is called. */
export const APPLICATION = 'Vigie';
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
export const EXCHANGE_APP_ID = '00000002-0000-0ff1-ce00-000000000000';
/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
export const FEDERATION_AUDIENCE = 'api://AzureADTokenExchange';
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

const WORDS = {
  noRepository: {
    fr: '--github ne nomme aucun dépôt\u00a0: {text}',
    en: '--github names no repository: {text}',
  },
  writeRepository: {
    fr: 'Écrire ORG/REPO (sa branche main), ORG/REPO:ref:refs/heads/BRANCHE ou ORG/REPO:environment:NOM.',
    en: 'Write ORG/REPO (its branch main), ORG/REPO:ref:refs/heads/BRANCH or ORG/REPO:environment:NAME.',
  },
  noConnection: {
    fr: '--azure-devops ne nomme aucune connexion de service\u00a0: {text}',
    en: '--azure-devops names no service connection: {text}',
  },
  writeConnection: {
    fr: 'Écrire ORGANISATION/PROJET/CONNEXION-DE-SERVICE, comme dans l’adresse du projet.',
    en: 'Write ORGANIZATION/PROJECT/SERVICE-CONNECTION, as the address of the project has them.',
  },
} as const;

const REPOSITORY =
  /^([\w.-]+\/[\w.-]+)(?::(ref:refs\/(?:heads|tags)\/[\w./-]+|environment:[\w.-]+|pull_request))?$/;

/**
 * The federation of a GitHub repository: `ORG/REPO`, whose branch main may sign in, or `ORG/REPO:SUBJECT` with the rest of
 * GitHub's own subject. Throws `KnownError` (usage).
 * https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect
 */
export function githubFederation(text: string): Federation {
  const [, repository, who = 'ref:refs/heads/main'] = REPOSITORY.exec(text) ?? [];
  if (repository === undefined) {
    throw new KnownError('usage', worded(WORDS.noRepository, { text: JSON.stringify(text) }), {
      nextSteps: [WORDS.writeRepository],
    });
  }
  return { name: 'github', issuer: GITHUB_ISSUER, subject: `repo:${repository}:${who}` };
}

const CONNECTION = /^[\w.-]+(?: [\w.-]+)*\/[\w.-]+(?: [\w.-]+)*\/[\w.-]+(?: [\w.-]+)*$/;

/**
 * The federation of a service connection of Azure DevOps: `ORG/PROJECT/CONNECTION`. Its issuer stands on the connection's page.
 * Throws `KnownError` (usage). https://learn.microsoft.com/azure/devops/pipelines/library/connect-to-azure
 */
export function azureDevOpsFederation(text: string): Federation {
  if (!CONNECTION.test(text)) {
    throw new KnownError('usage', worded(WORDS.noConnection, { text: JSON.stringify(text) }), {
      nextSteps: [WORDS.writeConnection],
    });
  }
  return { name: 'azure-pipelines', issuer: null, subject: `sc://${text}` };
}
