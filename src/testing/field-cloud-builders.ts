import type { FieldAnswer } from './field-cloud-answers.ts';
import { addressOf, idOf, type PersonName } from './field-cloud-people.ts';

type Json = Readonly<Record<string, unknown>>;

/** A GET of v1.0 and its answer. */
export function get(path: string, body: unknown, status = 200): FieldAnswer {
  return { request: `GET /v1.0${path}`, status, body };
}

export function listed(path: string, value: readonly Json[]): FieldAnswer {
  return get(path, { value });
}

export interface CmdletAnswer {
  readonly about?: string;
  readonly warnings?: readonly string[];
}

/** A cmdlet and the rows that it gave. */
export function cmdlet(name: string, value: readonly Json[] | null, told: CmdletAnswer = {}): FieldAnswer {
  const { about, warnings = [] } = told;
  const parameters = about === undefined ? {} : { Identity: about };
  return {
    request: 'POST /adminapi/beta/{tenant}/InvokeCommand',
    requestBody: { CmdletInput: { CmdletName: name, Parameters: parameters } },
    status: 200,
    body: {
      '@odata.context':
        'https://outlook.office365.com/adminapi/beta/{tenant}/$metadata#Collection(Exchange.GenericHashTable)',
      ...(value === null ? {} : { value }),
      '@adminapi.warnings@odata.type': '#Collection(String)',
      '@adminapi.warnings': warnings,
    },
  };
}

/** What Exchange says of rows that it left out. */
export const MORE_RESULTS =
  'There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.';

/** Path of a person's inbox rules. */
export function rulesPath(name: PersonName): string {
  return `/users/${idOf(name)}/mailFolders/inbox/messageRules`;
}

/** A person's inbox rules. */
export function rulesOf(name: PersonName, ...rules: readonly Json[]): FieldAnswer {
  return listed(rulesPath(name), rules);
}

/** An enabled, error-free rule with these actions. */
export function rule(actions: Json, told: Json = {}): Json {
  return {
    ...{ id: 'AQAAAJ5f7Wc=', displayName: 'Suivi', sequence: 1 },
    ...{ isEnabled: true, hasError: false, isReadOnly: false, actions },
    ...told,
  };
}

export function redirectTo(...addresses: readonly string[]): Json {
  return { redirectTo: addresses.map((address) => ({ emailAddress: { name: 'Destinataire', address } })) };
}

/** A row of Get-Recipient, asked by the address of its own domain. */
export function recipient(address: string, kind: string, externalAddress?: string): FieldAnswer {
  const row = {
    Identity: address.split('@')[0] ?? '',
    PrimarySmtpAddress: address,
    EmailAddresses: [`SMTP:${address}`],
    RecipientTypeDetails: kind,
    ...(externalAddress === undefined
      ? { ExternalEmailAddress: null }
      : { ExternalEmailAddress: `SMTP:${externalAddress}` }),
  };
  return cmdlet('Get-Recipient', [row], { about: address });
}

/** A transport rule in force, with what it does. */
export function transportRule(name: string, told: Json): Json {
  return {
    ...{ Name: name, Identity: name, Priority: 0, State: 'Enabled', Mode: 'Enforce' },
    ...{ RedirectMessageTo: null, BlindCopyTo: null, CopyTo: null, AddToRecipients: null },
    ...told,
  };
}

/** A Conditional Access policy in force that demands MFA everywhere of these users. */
export function mfaPolicy(users: Json, told: Json = {}): Json {
  return {
    id: 'c0a80009-7d1e-4b52-8f0c-3a9d6e2b0000',
    displayName: 'AMF',
    state: 'enabled',
    conditions: {
      ...{ userRiskLevels: [], signInRiskLevels: [], clientAppTypes: ['all'] },
      ...{ platforms: null, locations: null, devices: null, clientApplications: null },
      applications: { includeApplications: ['All'], excludeApplications: [], includeUserActions: [] },
      users: {
        ...{ includeUsers: [], excludeUsers: [], includeGroups: [], excludeGroups: [] },
        ...{ includeRoles: [], excludeRoles: [] },
        ...{ includeGuestsOrExternalUsers: null, excludeGuestsOrExternalUsers: null },
        ...users,
      },
    },
    grantControls: {
      ...{ operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [], termsOfUse: [] },
      authenticationStrength: null,
    },
    ...told,
  };
}

const MAIL_COLUMNS =
  'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Send Count,Receive Count,Read Count,Meeting Created Count,Meeting Interacted Count,Assigned Products,Report Period';

/** A line of the report of mail activity; '' for a day on which nothing was ever done. */
export function mailLine(userPrincipalName: string, lastActivityOn: string): string {
  return `2026-11-19,${userPrincipalName},Personne,False,,${lastActivityOn},1,2,1,0,0,OFFICE 365 E3,180`;
}

/** The report of mail activity, with the last day of each of these people. */
export function mailReport(days: Readonly<Partial<Record<PersonName, string>>>): string {
  const lines = Object.entries(days).map(([name, day]) => mailLine(addressOfAny(name), day));
  return [MAIL_COLUMNS, ...lines, ''].join('\n');
}

function addressOfAny(name: string): string {
  return addressOf('alix.brodeur').replace('alix.brodeur', name);
}

const MAIL_PATH = "/reports/getEmailActivityUserDetail(period='D180')";

/** The report of mail activity as a case: its text is the case's own. */
export function withMailReport(text: string): {
  readonly files: ReadonlyMap<string, string>;
  readonly answers: readonly FieldAnswer[];
} {
  return {
    files: new Map([['mail-activity.csv', text]]),
    answers: [{ request: `GET /v1.0${MAIL_PATH}`, status: 200, bodyFile: 'mail-activity.csv' }],
  };
}
