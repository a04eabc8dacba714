export const CREDENTIAL_KINDS = [
  'secret',
  'certificate',
  'workload-identity',
  'github',
  'azure-pipelines',
  'managed-identity',
  'azure-cli',
  'device-code',
] as const;

/** How the program signs in. */
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** Whether a person may stand behind a credential: Graph tells some things to a signed-in administrator alone. */
export function canBePerson(kind: CredentialKind): boolean {
  return kind === 'device-code' || kind === 'azure-cli';
}
