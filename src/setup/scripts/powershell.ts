import { phrase } from '../../i18n/phrase.ts';
import { exchangeCommands, ROLE_GROUP } from '../exchange-commands.ts';
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

/** The set-up as a script of PowerShell 7, with the modules Microsoft.Graph.Authentication and ExchangeOnlineManagement. */
export function powershellScript(plan: SetupPlan): string {
  const say: Say = (key) => phrase(SCRIPT_WORDS, key, plan.language);
  const { grants, federation } = plan;
  return [
    head(plan, say),
    session(plan),
    application(say),
    permissions(say),
    ...(grants.delegated.length === 0 ? [] : [delegated(say)]),
    federation === null ? certificate(say) : federated(federation, say),
    ...(grants.exchange.length === 0 ? [] : [exchange(plan, say)]),
    ...(grants.readsUsageReports ? [concealment(say)] : []),
    checks(plan, say),
    end(plan, say),
  ].join('\n');
}

/** U+2019 ends a text in single quotes for PowerShell: words stand in double ones. */
function quoted(text: string): string {
  return `"${text.replace(/[“”]/g, "'")}"`;
}

function list(names: readonly string[]): string {
  return `@(${names.map((name) => `'${name}'`).join(', ')})`;
}

function head({ grants, federation }: SetupPlan, say: Say): string {
  const modules = [
    'Microsoft.Graph.Authentication',
    ...(grants.exchange.length === 0 ? [] : ['ExchangeOnlineManagement']),
  ];
  return `#Requires -Version 7.0
#Requires -Modules ${modules.join(', ')}
# ${say('title')}
# ${say('printed')}
# ${say('runAs')}
# ${say('changes')}
#   - ${say('changeApplication')}
${grants.exchange.length === 0 ? '' : `#   - ${say('changeExchange')}\n`}${grants.readsUsageReports ? `#   - ${say('changeConcealment')}\n` : ''}
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$Name = '${APPLICATION}'
$GraphPermissions = ${list(grants.graph)}
$ExchangePermissions = ${list(grants.exchange)}
$DelegatedPermissions = ${list(grants.delegated)}
${federation?.issuer === null ? `# ${say('issuer')}\n$Issuer = ''\nif ($Issuer -eq '') { throw ${quoted(say('issuerMissing'))} }\n` : ''}`;
}

/** What the administrator who runs it lets PowerShell do; no more than the script does. */
function session({ grants }: SetupPlan): string {
  const scopes = [
    'Application.ReadWrite.All',
    'AppRoleAssignment.ReadWrite.All',
    ...(grants.delegated.length === 0 ? [] : ['DelegatedPermissionGrant.ReadWrite.All']),
    ...(grants.readsUsageReports ? ['ReportSettings.ReadWrite.All'] : []),
  ];
  return `Connect-MgGraph -NoWelcome -Scopes ${list(scopes)}
${INVOKE}`;
}

const INVOKE = `
function Invoke-Graph([string] $Method, [string] $Path, $Body = $null) {
    $request = @{ Method = $Method; Uri = "v1.0$Path"; OutputType = 'PSObject' }
    if ($null -ne $Body) {
        $request.Body = ConvertTo-Json -InputObject $Body -Depth 10
        $request.ContentType = 'application/json'
    }
    Invoke-MgGraphRequest @request
}
`;

function application(say: Say): string {
  return `# ${say('application')}
$found = @((Invoke-Graph GET "/applications?\`$filter=displayName eq '$Name'").value)
if ($found.Count -gt 1) { throw ${quoted(say('several'))} }
$application = if ($found.Count -eq 1) { $found[0] } else {
    Invoke-Graph POST '/applications' @{ displayName = $Name; signInAudience = 'AzureADMyOrg' }
}
$found = @((Invoke-Graph GET "/servicePrincipals?\`$filter=appId eq '$($application.appId)'").value)
$principal = if ($found.Count -eq 1) { $found[0] } else {
    Invoke-Graph POST '/servicePrincipals' @{ appId = $application.appId }
}
`;
}

function permissions(say: Say): string {
  return `# ${say('permissions')}
$graph = Invoke-Graph GET "/servicePrincipals(appId='${GRAPH_APP_ID}')?\`$select=id,appId,appRoles,oauth2PermissionScopes"
$exchange = Invoke-Graph GET "/servicePrincipals(appId='${EXCHANGE_APP_ID}')?\`$select=id,appId,appRoles"

function Find-Role($Resource, [string] $Permission) {
    $role = @($Resource.appRoles | Where-Object { $_.value -eq $Permission -and $_.allowedMemberTypes -contains 'Application' })
    if ($role.Count -ne 1) { throw ${quoted(`${say('noSuchPermission')} $Permission`)} }
    [pscustomobject]@{ Permission = $Permission; ResourceId = $Resource.id; ResourceAppId = $Resource.appId; Id = $role[0].id; Type = 'Role' }
}

function Find-Scope([string] $Permission) {
    $scope = @($graph.oauth2PermissionScopes | Where-Object { $_.value -eq $Permission })
    if ($scope.Count -ne 1) { throw ${quoted(`${say('noSuchPermission')} $Permission`)} }
    [pscustomobject]@{ Permission = $Permission; ResourceId = $graph.id; ResourceAppId = $graph.appId; Id = $scope[0].id; Type = 'Scope' }
}

$roles = @($GraphPermissions | ForEach-Object { Find-Role $graph $_ }) + @($ExchangePermissions | ForEach-Object { Find-Role $exchange $_ })
$scopes = @($DelegatedPermissions | ForEach-Object { Find-Scope $_ })
$access = @(($roles + $scopes) | Group-Object ResourceAppId | ForEach-Object {
    @{ resourceAppId = $_.Name; resourceAccess = @($_.Group | ForEach-Object { @{ id = $_.Id; type = $_.Type } }) }
})
$null = Invoke-Graph PATCH "/applications/$($application.id)" @{ requiredResourceAccess = $access; isFallbackPublicClient = ($scopes.Count -gt 0) }
$granted = @((Invoke-Graph GET "/servicePrincipals/$($principal.id)/appRoleAssignments?\`$top=999").value)
foreach ($role in $roles) {
    if (@($granted | Where-Object { $_.appRoleId -eq $role.Id }).Count -gt 0) { continue }
    $null = Invoke-Graph POST "/servicePrincipals/$($role.ResourceId)/appRoleAssignedTo" @{ principalId = $principal.id; resourceId = $role.ResourceId; appRoleId = $role.Id }
}
`;
}

function delegated(say: Say): string {
  return `# ${say('delegated')}
$grants = @((Invoke-Graph GET "/oauth2PermissionGrants?\`$filter=clientId eq '$($principal.id)'").value | Where-Object { $_.consentType -eq 'AllPrincipals' -and $_.resourceId -eq $graph.id })
$scopeText = $DelegatedPermissions -join ' '
if ($grants.Count -eq 0) {
    $null = Invoke-Graph POST '/oauth2PermissionGrants' @{ clientId = $principal.id; consentType = 'AllPrincipals'; resourceId = $graph.id; scope = $scopeText }
} elseif (@($DelegatedPermissions | Where-Object { ($grants[0].scope -split ' ') -notcontains $_ }).Count -gt 0) {
    $null = Invoke-Graph PATCH "/oauth2PermissionGrants/$($grants[0].id)" @{ scope = $scopeText }
}
`;
}

function certificate(say: Say): string {
  return `# ${say('certificate')}
$file = Join-Path (Get-Location) 'vigie.pem'
if (Test-Path $file) { Write-Host ${quoted(`$file ${say('fileExists')}`)} } else {
    $rsa = [System.Security.Cryptography.RSA]::Create(3072)
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
        "CN=$Name", $rsa, [System.Security.Cryptography.HashAlgorithmName]::SHA256, [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $now = [DateTimeOffset]::UtcNow
    $certificate = $request.CreateSelfSigned($now.AddMinutes(-5), $now.AddYears(1))
    $public = [Convert]::ToBase64String($certificate.RawData, 'InsertLineBreaks')
    $private = [Convert]::ToBase64String($rsa.ExportPkcs8PrivateKey(), 'InsertLineBreaks')
    $null = New-Item -ItemType File -Path $file
    if ($IsWindows) { icacls $file /inheritance:r /grant:r "$($env:USERNAME):F" | Out-Null } else { chmod 600 $file }
    Set-Content -Path $file -Encoding ascii -Value "-----BEGIN PRIVATE KEY-----\`n$private\`n-----END PRIVATE KEY-----\`n-----BEGIN CERTIFICATE-----\`n$public\`n-----END CERTIFICATE-----"
    $kept = @((Invoke-Graph GET "/applications/$($application.id)?\`$select=keyCredentials").keyCredentials)
    $key = @{ type = 'AsymmetricX509Cert'; usage = 'Verify'; displayName = "CN=$Name"; key = [Convert]::ToBase64String($certificate.RawData) }
    $null = Invoke-Graph PATCH "/applications/$($application.id)" @{ keyCredentials = $kept + $key }
}
`;
}

function federated({ name, issuer, subject }: Federation, say: Say): string {
  return `# ${say('federation')}
$federations = @((Invoke-Graph GET "/applications/$($application.id)/federatedIdentityCredentials").value)
if (@($federations | Where-Object { $_.name -eq '${name}' }).Count -eq 0) {
    $null = Invoke-Graph POST "/applications/$($application.id)/federatedIdentityCredentials" @{
        name = '${name}'; issuer = ${issuer === null ? '$Issuer' : `'${issuer}'`}; subject = '${subject}'; audiences = @('${FEDERATION_AUDIENCE}')
    }
}
`;
}

function exchange({ grants }: SetupPlan, say: Say): string {
  const [servicePrincipal, roleGroup, member] = exchangeCommands(grants.exchangeRoles, {
    appId: '$application.appId',
    objectId: '$principal.id',
  });
  return `# ${say('exchange')}
Connect-ExchangeOnline -ShowBanner:$false
if (@(Get-ServicePrincipal | Where-Object { $_.AppId -eq $application.appId }).Count -eq 0) {
    $null = ${servicePrincipal}
}
if (@(Get-RoleGroup | Where-Object { $_.Name -eq '${ROLE_GROUP}' }).Count -eq 0) {
    $null = ${roleGroup}
}
try { ${member} } catch { if ("$_" -notmatch 'already a member') { throw } }
`;
}

function concealment(say: Say): string {
  return `# ${say('concealment')}
function Test-Concealed {
    $settings = Invoke-Graph GET '/admin/reportSettings'
    if ($settings.PSObject.Properties.Name -contains 'value') { $settings = $settings.value }
    [bool] $settings.displayConcealedNames
}
if (Test-Concealed) { $null = Invoke-Graph PATCH '/admin/reportSettings' @{ displayConcealedNames = $false } }
`;
}

function checks({ grants, federation }: SetupPlan, say: Say): string {
  const others = [
    ...(grants.delegated.length === 0
      ? []
      : [
          `$grants = @((Invoke-Graph GET "/oauth2PermissionGrants?\`$filter=clientId eq '$($principal.id)'").value)`,
          `foreach ($permission in $DelegatedPermissions) { Show-Grant $permission ((@($grants | ForEach-Object { $_.scope }) -join ' ') -split ' ' -contains $permission) }`,
        ]),
    ...(federation === null
      ? []
      : [
          `Show-Grant '${federation.subject}' (@((Invoke-Graph GET "/applications/$($application.id)/federatedIdentityCredentials").value | Where-Object { $_.subject -eq '${federation.subject}' }).Count -eq 1)`,
        ]),
    ...grants.exchangeRoles.map(
      (role) =>
        `Show-Grant '${ROLE_GROUP}: ${role}' (@((Get-RoleGroup -Identity '${ROLE_GROUP}').Roles | Where-Object { "$_" -match '${role}$' }).Count -gt 0)`,
    ),
    ...(grants.readsUsageReports
      ? [`Show-Grant 'displayConcealedNames = false' (-not (Test-Concealed))`]
      : []),
  ];
  return `# ${say('checks')}
$script:lacking = 0
function Show-Grant([string] $What, [bool] $IsGranted) {
    if ($IsGranted) { Write-Host "$What ${say('ok')}" } else { $script:lacking += 1; Write-Host "$What ${say('missing')}" -ForegroundColor Red }
}
$granted = @((Invoke-Graph GET "/servicePrincipals/$($principal.id)/appRoleAssignments?\`$top=999").value)
foreach ($role in $roles) { Show-Grant $role.Permission (@($granted | Where-Object { $_.appRoleId -eq $role.Id }).Count -gt 0) }
${others.map((line) => `${line}\n`).join('')}`;
}

function end({ federation }: SetupPlan, say: Say): string {
  const file = federation === null ? 'Write-Host "`$env:AZURE_CLIENT_CERTIFICATE_PATH = \'$file\'"\n' : '';
  return `Write-Host ${quoted(say('next'))}
Write-Host "\`$env:AZURE_TENANT_ID = '$((Get-MgContext).TenantId)'"
Write-Host "\`$env:AZURE_CLIENT_ID = '$($application.appId)'"
${file}Write-Host 'vigie doctor'
if ($script:lacking -gt 0) { throw ${quoted(say('replication'))} }
`;
}
