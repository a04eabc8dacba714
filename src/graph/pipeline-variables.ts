import type { CredentialKind } from './credential-kind.ts';

/** Pipelines that say who they are by an assertion of their own, good for some minutes. */
export type PipelineKind = Extract<CredentialKind, 'github' | 'azure-pipelines'>;

/** The variables of each runner that an assertion takes. */
export const PIPELINE_VARIABLES = {
  github: ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
  'azure-pipelines': [
    'SYSTEM_OIDCREQUESTURI',
    'SYSTEM_ACCESSTOKEN',
    'AZURESUBSCRIPTION_SERVICE_CONNECTION_ID',
  ],
} as const satisfies Record<PipelineKind, readonly string[]>;
