import { phrase } from '../../i18n/phrase.ts';
import { exchangeCommands } from '../exchange-commands.ts';
import { SCRIPT_WORDS } from '../script-words.ts';
import {
  APPLICATION,
  EXCHANGE_APP_ID,
  FEDERATION_AUDIENCE,
  GRAPH_APP_ID,
  type Federation,
  type SetupPlan,
} from '../setup-plan.ts';

type Say = (key: keyof typeof SCRIPT_WORDS) => string;

/**
 * The set-up as a template of Bicep with its extension for Microsoft Graph; what that does not know stands in comments.
 * https://learn.microsoft.com/graph/templates/bicep/overview-bicep-templates-for-graph
 */
export function bicepScript(plan: SetupPlan): string {
  const say: Say = (key) => phrase(SCRIPT_WORDS, key, plan.language);
  const { grants, federation } = plan;
  return [
    head(plan, say),
    EXISTING_GRAPH,
    ...(grants.exchange.length === 0 ? [] : [EXISTING_EXCHANGE]),
    application(plan, say),
    consent(plan, say),
    ...(federation === null ? [] : [federated(federation, say)]),
    ...(grants.exchange.length === 0 ? [] : [exchange(plan, say)]),
    ...(grants.readsUsageReports ? [`// ${say('changeConcealment')}\n// ${say('concealmentByHand')}\n`] : []),
    outputs(plan, say),
  ].join('\n');
}

function list(names: readonly string[]): string {
  return names.length === 0 ? '[]' : `[\n${names.map((name) => `  '${name}'\n`).join('')}]`;
}

function head({ grants, federation }: SetupPlan, say: Say): string {
  return `// ${say('title')}
// ${say('printed')}
// ${say('runAs')}
// ${say('deploy')}
//   { "extensions": { "microsoftGraphV1": "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0" } }
//   az deployment group create --resource-group <group> --template-file vigie.bicep
extension microsoftGraphV1

${federation === null ? PUBLIC_KEY(say) : federation.issuer === null ? `@description('${say('issuer')}')\nparam issuer string\n` : ''}
var graphPermissions = ${list(grants.graph)}
${grants.exchange.length === 0 ? '' : `var exchangePermissions = ${list(grants.exchange)}\n`}${grants.delegated.length === 0 ? '' : `var delegatedPermissions = ${list(grants.delegated)}\n`}`;
}

const PUBLIC_KEY = (say: Say): string => `// ${say('publicKey')}
//   openssl req -x509 -newkey rsa:3072 -nodes -days 365 -subj /CN=${APPLICATION} -keyout vigie.key -out vigie.crt
//   (umask 077; cat vigie.key vigie.crt > vigie.pem); openssl x509 -in vigie.crt -outform der | base64 -w0
param certificate string
`;

const EXISTING_GRAPH = `resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '${GRAPH_APP_ID}'
}
`;

const EXISTING_EXCHANGE = `resource exchange 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '${EXCHANGE_APP_ID}'
}
`;

function application({ grants, federation }: SetupPlan, say: Say): string {
  const key = `  keyCredentials: [
    {
      displayName: 'CN=${APPLICATION}'
      type: 'AsymmetricX509Cert'
      usage: 'Verify'
      key: certificate
    }
  ]
`;
  return `// ${say('application')}
resource application 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: 'vigie'
  displayName: '${APPLICATION}'
  signInAudience: 'AzureADMyOrg'
  isFallbackPublicClient: ${String(grants.delegated.length > 0)}
${federation === null ? key : ''}}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: application.appId
}
`;
}

const EXCHANGE_GRANTS = `
resource exchangeGrants 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [for name in exchangePermissions: {
  appRoleId: filter(exchange.appRoles, role => role.value == name)[0].id
  principalId: principal.id
  resourceId: exchange.id
}]
`;

function consent({ grants }: SetupPlan, say: Say): string {
  const delegated = `
// ${say('delegated')}
resource delegatedGrant 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = {
  clientId: principal.id
  consentType: 'AllPrincipals'
  resourceId: graph.id
  scope: join(delegatedPermissions, ' ')
}
`;
  return `// ${say('permissions')}
resource graphGrants 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [for name in graphPermissions: {
  appRoleId: filter(graph.appRoles, role => role.value == name)[0].id
  principalId: principal.id
  resourceId: graph.id
}]
${grants.exchange.length === 0 ? '' : EXCHANGE_GRANTS}${grants.delegated.length === 0 ? '' : delegated}`;
}

function federated({ name, issuer, subject }: Federation, say: Say): string {
  return `// ${say('federation')}
resource federation 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {
  name: '\${application.uniqueName}/${name}'
  issuer: ${issuer === null ? 'issuer' : `'${issuer}'`}
  subject: '${subject}'
  audiences: [
    '${FEDERATION_AUDIENCE}'
  ]
}
`;
}

function exchange({ grants }: SetupPlan, say: Say): string {
  const ids = { appId: '<applicationId>', objectId: '<principalId>' };
  return `// ${say('byPowerShell')}
//   Connect-ExchangeOnline
${exchangeCommands(grants.exchangeRoles, ids)
  .map((line) => `//   ${line}\n`)
  .join('')}`;
}

const EXCHANGE_OUTPUT = `output grantedInExchange array = [for (name, at) in exchangePermissions: {
  permission: name
  granted: exchangeGrants[at].appRoleId
}]
`;

function outputs({ grants }: SetupPlan, say: Say): string {
  return `// ${say('checkWithDoctor')}
output applicationId string = application.appId
output principalId string = principal.id
output granted array = [for (name, at) in graphPermissions: {
  permission: name
  granted: graphGrants[at].appRoleId
}]
${grants.exchange.length === 0 ? '' : EXCHANGE_OUTPUT}${grants.delegated.length === 0 ? '' : 'output grantedDelegated string = delegatedGrant.scope\n'}`;
}
