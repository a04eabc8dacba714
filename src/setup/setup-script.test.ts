import { expect, test } from 'vitest';
import { recordedAz, type AzTrouble } from '../testing/recorded-az.ts';
import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';
import { neededGrants } from './needed-grants.ts';
import {
  azureDevOpsFederation,
  githubFederation,
  SCRIPT_KINDS,
  type Federation,
  type SetupPlan,
} from './setup-plan.ts';
import { setupScript } from './setup-script.ts';

interface Asked {
  readonly federation?: Federation | null;
  readonly without?: readonly SourceId[];
  readonly language?: 'fr' | 'en';
}

function plan({ federation = null, without = [], language = 'en' }: Asked = {}): SetupPlan {
  const sources = SOURCE_IDS.filter((id) => !without.includes(id));
  return { grants: neededGrants(new Set(sources)), federation, language };
}

const EVERYTHING = neededGrants(new Set(SOURCE_IDS));
const EXCHANGE_SOURCES: readonly SourceId[] = ['inbox-rules', 'mailbox-forwarding', 'mail-flow'];

test.each(SCRIPT_KINDS)(
  'every name of every need is in the script of %s, and only if it is needed',
  (kind) => {
    const { graph, delegated, exchange, exchangeRoles } = EVERYTHING;
    const names = [...graph, ...delegated, ...exchange, ...exchangeRoles];
    const whole = setupScript(kind, plan());
    expect(names.filter((name) => !whole.includes(`'${name}'`))).toEqual([]);
    const less = setupScript(kind, plan({ without: [...EXCHANGE_SOURCES, 'terms-of-use'] }));
    const wanted = [
      'MailboxSettings.Read',
      ...delegated,
      ...exchange,
      ...exchangeRoles,
      'ServicePrincipal -AppId',
    ];
    expect(wanted.filter((name) => less.includes(name))).toEqual([]);
  },
);

test.each(SCRIPT_KINDS)('no id of a permission stands in the script of %s', (kind) => {
  const ids = setupScript(kind, plan()).match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g) ?? [];
  expect([...new Set(ids)].sort()).toEqual([
    '00000002-0000-0ff1-ce00-000000000000',
    '00000003-0000-0000-c000-000000000000',
  ]);
});

async function runAz(asked: Asked, trouble: AzTrouble = {}, times = 1): ReturnType<Run> {
  const az = await recordedAz(trouble);
  try {
    let ended = await az.run(setupScript('az', plan(asked)));
    for (let time = 1; time < times; time += 1) ended = await az.run(setupScript('az', plan(asked)));
    return ended;
  } finally {
    await az.close();
  }
}
type Run = Awaited<ReturnType<typeof recordedAz>>['run'];

/** The calls that can change something. */
function writesOf(calls: readonly string[]): string[] {
  return calls.filter(
    (call) =>
      !/^az (ad app list|ad sp (list|show)|rest --method get|account show|ad app federated-credential list) /.test(
        call,
      ),
  );
}

function grantCalls(names: readonly string[], api: string, resource: string): string[] {
  return names.flatMap((name) => [
    `az ad app permission add --id APP --api ${api} --api-permissions id-of-${name}=Role --output none`,
    `az rest --method post --url https://graph.microsoft.com/v1.0/servicePrincipals/${resource}/appRoleAssignedTo --headers Content-Type=application/json --body {"principalId":"PRINCIPAL","resourceId":"${resource}","appRoleId":"id-of-${name}"} --output none`,
  ]);
}

test('the script of az makes what it names, and nothing else', async () => {
  const { exitCode, calls, stdout, stderr } = await runAz({});
  const { graph, delegated, exchange, exchangeRoles } = EVERYTHING;
  const writes = writesOf(calls);
  expect(writes.filter((call) => !call.startsWith('pwsh'))).toEqual([
    'az ad app create --display-name Vigie --sign-in-audience AzureADMyOrg --query appId --output tsv',
    'az ad sp create --id APP --query id --output tsv',
    ...grantCalls(graph, '00000003-0000-0000-c000-000000000000', 'GRAPH'),
    ...grantCalls(exchange, '00000002-0000-0ff1-ce00-000000000000', 'EXCHANGE'),
    'az ad app update --id APP --is-fallback-public-client true --output none',
    `az rest --method post --url https://graph.microsoft.com/v1.0/oauth2PermissionGrants --headers Content-Type=application/json --body {"clientId":"PRINCIPAL","consentType":"AllPrincipals","resourceId":"GRAPH","scope":"${delegated.join(' ')}"} --output none`,
    'az ad app credential reset --id APP --create-cert --append --years 1 --query fileWithCertAndPrivateKey --output tsv',
    'az rest --method patch --url https://graph.microsoft.com/v1.0/admin/reportSettings --headers Content-Type=application/json --body {"displayConcealedNames":false} --output none',
  ]);
  const powershell = writes.filter((call) => call.startsWith('pwsh')).join('');
  expect(
    [...powershell.matchAll(/\b(?:New|Add|Set|Remove|Update|Enable|Disable)-[^}]*/g)].map(([text]) =>
      text.trim(),
    ),
  ).toEqual([
    "New-ServicePrincipal -AppId 'APP' -ObjectId 'PRINCIPAL' -DisplayName 'Vigie'",
    `New-RoleGroup -Name 'Vigie' -Roles ${exchangeRoles.map((role) => `'${role}'`).join(',')}`,
    "Add-RoleGroupMember -Identity 'Vigie' -Member 'PRINCIPAL'",
  ]);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout.split('\n').filter((line) => line.endsWith(' granted'))).toEqual(
    [...graph, ...exchange, ...delegated, 'displayConcealedNames = false'].map((name) => `${name} granted`),
  );
  expect(stdout).toContain('export AZURE_CLIENT_ID=APP\n');
});

test('run a second time, the script of az changes nothing', async () => {
  const { exitCode, calls, stdout } = await runAz({}, {}, 2);
  expect([exitCode, writesOf(calls).filter((call) => !call.startsWith('pwsh'))]).toEqual([0, []]);
  expect(stdout).toContain('vigie.pem is already there: the certificate is kept as it is.');
});

test('a permission that Microsoft does not know ends the script of az before anything is granted to it', async () => {
  const { exitCode, calls, stderr } = await runAz({}, { unknown: 'AuditLog.Read.All' });
  expect([exitCode, stderr]).toEqual([1, 'A permission that Microsoft does not know: AuditLog.Read.All\n']);
  expect(writesOf(calls).filter((call) => call.includes('permission') || call.includes('reset'))).toEqual([]);
});

test('a grant that did not take is told at the end of the script of az', async () => {
  const { exitCode, stderr } = await runAz({ language: 'fr' }, { refused: 'id-of-Policy.Read.All' });
  expect([exitCode, stderr]).toEqual([
    1,
    'Policy.Read.All MANQUE\nQuelque chose manque. Entra ID met parfois quelques minutes\u00a0: relancer le script.\n',
  ]);
});

test('with GitHub the script of az makes a federated credential and no certificate', async () => {
  const federation = githubFederation('sante/vigie');
  const { exitCode, calls } = await runAz({ federation, without: [...EXCHANGE_SOURCES, 'terms-of-use'] });
  const last = writesOf(calls).slice(-2);
  expect([exitCode, last[0]]).toEqual([
    0,
    'az ad app federated-credential create --id APP --output none --parameters {"name":"github","issuer":"https://token.actions.githubusercontent.com","subject":"repo:sante/vigie:ref:refs/heads/main","audiences":["api://AzureADTokenExchange"]}',
  ]);
  expect(calls.filter((call) => /pwsh|credential reset|public-client|00000002/.test(call))).toEqual([]);
});

test('with Azure DevOps every script waits for the issuer that the connection’s page shows', async () => {
  const federation = azureDevOpsFederation('sante/Projet Vigie/connexion');
  const { exitCode, stderr, calls } = await runAz({ federation });
  expect([exitCode, stderr, calls]).toEqual([2, 'The issuer is missing at the head of the script.\n', ['']]);
  expect(setupScript('powershell', plan({ federation }))).toContain("if ($Issuer -eq '') { throw");
  expect(setupScript('bicep', plan({ federation }))).toContain('param issuer string');
});

test('what the script of PowerShell writes is this, and nothing else', () => {
  const script = setupScript('powershell', plan());
  const writes = [
    ...script.matchAll(
      /Invoke-Graph (?:POST|PATCH|PUT|DELETE) ("[^"]*"|'[^']*')|\b(?:New|Add|Set|Remove|Update|Enable|Disable)-(?!Item|Content|Object|StrictMode)\w+/g,
    ),
  ];
  expect(writes.map(([text]) => text)).toEqual([
    "Invoke-Graph POST '/applications'",
    "Invoke-Graph POST '/servicePrincipals'",
    'Invoke-Graph PATCH "/applications/$($application.id)"',
    'Invoke-Graph POST "/servicePrincipals/$($role.ResourceId)/appRoleAssignedTo"',
    "Invoke-Graph POST '/oauth2PermissionGrants'",
    'Invoke-Graph PATCH "/oauth2PermissionGrants/$($grants[0].id)"',
    'Invoke-Graph PATCH "/applications/$($application.id)"',
    'New-ServicePrincipal',
    'New-RoleGroup',
    'Add-RoleGroupMember',
    "Invoke-Graph PATCH '/admin/reportSettings'",
  ]);
  const scopes = /Connect-MgGraph -NoWelcome -Scopes (.*)/.exec(
    setupScript('powershell', plan({ without: SOURCE_IDS })),
  );
  expect(scopes?.[1]).toBe("@('Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All')");
});

test.each(['fr', 'en'] as const)(
  'no word of the scripts in %s can end the text that it stands in',
  (language) => {
    for (const kind of SCRIPT_KINDS) {
      for (const federation of [null, githubFederation('a/b'), azureDevOpsFederation('a/b/c')]) {
        const lines = setupScript(kind, plan({ language, federation })).split('\n');
        const comment = kind === 'bicep' ? '//' : '#';
        const code = lines.filter((line) => !line.trimStart().startsWith(comment));
        // PowerShell takes typographic quotes for quotes: “ ” end a text in double ones, ’ one in single ones.
        const odd = kind === 'powershell' ? code.filter((line) => /[“”]|'[^"']*’[^"']*'/.test(line)) : [];
        expect(odd).toEqual([]);
      }
    }
  },
);

test.each(['', 'a', 'a/b/c', "a/b'; rm -rf /; '", 'a/b:ref:refs/heads/$(x)', 'a/b:pull', 'a b/c'])(
  'a repository written %j is refused',
  (text) => {
    expect(() => githubFederation(text)).toThrow(/--github names no repository/);
  },
);

test.each(['', 'a', 'a/b', 'a/b/c/d', "a/b/c'", 'a/b/$c', 'a/b/c\n'])(
  'a service connection written %j is refused',
  (text) => {
    expect(() => azureDevOpsFederation(text)).toThrow(/--azure-devops names no service connection/);
  },
);

test.each([
  ['sante/vigie', 'repo:sante/vigie:ref:refs/heads/main'],
  ['sante/vigie:ref:refs/heads/audit/mensuel', 'repo:sante/vigie:ref:refs/heads/audit/mensuel'],
  ['sante/vigie:environment:production', 'repo:sante/vigie:environment:production'],
])('the repository %s signs in as %s', (text, subject) => {
  expect(githubFederation(text).subject).toBe(subject);
});
