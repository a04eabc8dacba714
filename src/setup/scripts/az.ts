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

/** The set-up as a script of bash with the Azure CLI; what Exchange Online takes goes through PowerShell 7 where it is there. */
export function azScript(plan: SetupPlan): string {
  const say: Say = (key) => phrase(SCRIPT_WORDS, key, plan.language);
  const { grants, federation } = plan;
  return [
    head(plan, say),
    application(say),
    permissions(plan, say),
    ...(grants.delegated.length === 0 ? [] : [delegated(say)]),
    federation === null ? certificate(say) : federated(federation, say),
    ...(grants.exchange.length === 0 ? [] : [exchange(plan, say)]),
    ...(grants.readsUsageReports ? [concealment(say)] : []),
    checks(plan, say),
    end(plan, say),
  ].join('\n');
}

/** Words hold no straight quote. */
function quoted(text: string): string {
  return `'${text}'`;
}

function list(names: readonly string[]): string {
  return `(${names.map((name) => `'${name}'`).join(' ')})`;
}

function head({ grants, federation }: SetupPlan, say: Say): string {
  return `#!/usr/bin/env bash
# shellcheck disable=SC1110,SC1111,SC1112
# ${say('title')}
# ${say('printed')}
# ${say('runAs')}
# ${say('changes')}
#   - ${say('changeApplication')}
${grants.exchange.length === 0 ? '' : `#   - ${say('changeExchange')}\n`}${grants.readsUsageReports ? `#   - ${say('changeConcealment')}\n` : ''}set -euo pipefail
umask 077

name='${APPLICATION}'
graph_permissions=${list(grants.graph)}
${grants.exchange.length === 0 ? '' : `exchange_permissions=${list(grants.exchange)}\n`}${grants.delegated.length === 0 ? '' : `delegated_permissions=${list(grants.delegated)}\n`}${federation?.issuer === null ? `# ${say('issuer')}\nissuer=''\nif [[ -z "$issuer" ]]; then echo ${quoted(say('issuerMissing'))} >&2; exit 2; fi\n` : ''}
lacking=0
root='https://graph.microsoft.com/v1.0'
read_graph() { az rest --method get --url "$root$1" --query "$2" --output tsv; }
write_graph() { az rest --method "$1" --url "$root$2" --headers 'Content-Type=application/json' --body "$3" --output none; }
`;
}

function application(say: Say): string {
  return `# ${say('application')}
app_id="$(az ad app list --display-name "$name" --query "[?displayName=='$name'].appId" --output tsv)"
if [[ "$app_id" == *$'\\n'* ]]; then echo ${quoted(say('several'))} >&2; exit 1; fi
if [[ -z "$app_id" ]]; then
  app_id="$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId --output tsv)"
fi
principal_id="$(az ad sp list --filter "appId eq '$app_id'" --query '[].id' --output tsv)"
if [[ -z "$principal_id" ]]; then
  principal_id="$(az ad sp create --id "$app_id" --query id --output tsv)"
fi
`;
}

function permissions({ grants }: SetupPlan, say: Say): string {
  const hasExchange = grants.exchange.length > 0;
  return `# ${say('permissions')}
graph='${GRAPH_APP_ID}'
${hasExchange ? `exchange='${EXCHANGE_APP_ID}'\n` : ''}graph_id="$(az ad sp show --id "$graph" --query id --output tsv)"
${hasExchange ? 'exchange_id="$(az ad sp show --id "$exchange" --query id --output tsv)"\n' : ''}role_id() {
  local id
  id="$(az ad sp show --id "$1" --query "appRoles[?value=='$2' && contains(allowedMemberTypes, 'Application')].id" --output tsv)"
  if [[ -z "$id" ]]; then echo ${quoted(say('noSuchPermission'))} "$2" >&2; exit 1; fi
  echo "$id"
}
is_granted() { [[ -n "$(read_graph "/servicePrincipals/$principal_id/appRoleAssignments?\\$top=999" "value[?appRoleId=='$1'].id")" ]]; }
grant() {
  local id
  id="$(role_id "$1" "$3")"
  if is_granted "$id"; then return; fi
  az ad app permission add --id "$app_id" --api "$1" --api-permissions "$id=Role" --output none
  write_graph post "/servicePrincipals/$2/appRoleAssignedTo" "{\\"principalId\\":\\"$principal_id\\",\\"resourceId\\":\\"$2\\",\\"appRoleId\\":\\"$id\\"}"
}
for permission in "\${graph_permissions[@]}"; do grant "$graph" "$graph_id" "$permission"; done
${hasExchange ? 'for permission in "${exchange_permissions[@]}"; do grant "$exchange" "$exchange_id" "$permission"; done\n' : ''}`;
}

function delegated(say: Say): string {
  return `# ${say('delegated')}
scopes() { read_graph "/servicePrincipals/$principal_id/oauth2PermissionGrants" "value[?consentType=='AllPrincipals' && resourceId=='$graph_id'].scope"; }
has_scope() { [[ " $(scopes) " == *" $1 "* ]]; }
grant_of="$(read_graph "/servicePrincipals/$principal_id/oauth2PermissionGrants" "value[?consentType=='AllPrincipals' && resourceId=='$graph_id'].id")"
if [[ -z "$grant_of" ]]; then
  az ad app update --id "$app_id" --is-fallback-public-client true --output none
  write_graph post '/oauth2PermissionGrants' "{\\"clientId\\":\\"$principal_id\\",\\"consentType\\":\\"AllPrincipals\\",\\"resourceId\\":\\"$graph_id\\",\\"scope\\":\\"\${delegated_permissions[*]}\\"}"
else
  for permission in "\${delegated_permissions[@]}"; do
    if has_scope "$permission"; then continue; fi
    write_graph patch "/oauth2PermissionGrants/$grant_of" "{\\"scope\\":\\"\${delegated_permissions[*]}\\"}"
    break
  done
fi
`;
}

function certificate(say: Say): string {
  return `# ${say('certificate')}
file="$PWD/vigie.pem"
if [[ -e "$file" ]]; then
  echo "$file" ${quoted(say('fileExists'))}
else
  made="$(az ad app credential reset --id "$app_id" --create-cert --append --years 1 --query fileWithCertAndPrivateKey --output tsv)"
  chmod 600 "$made"
  mv "$made" "$file"
fi
`;
}

function federated({ name, issuer, subject }: Federation, say: Say): string {
  const from = issuer ?? '$issuer';
  return `# ${say('federation')}
subject='${subject}'
federations() { az ad app federated-credential list --id "$app_id" --query "[?subject=='$subject'].name" --output tsv; }
if [[ -z "$(federations)" ]]; then
  az ad app federated-credential create --id "$app_id" --output none --parameters \\
    "{\\"name\\":\\"${name}\\",\\"issuer\\":\\"${from}\\",\\"subject\\":\\"$subject\\",\\"audiences\\":[\\"${FEDERATION_AUDIENCE}\\"]}"
fi
`;
}

function exchange({ grants }: SetupPlan, say: Say): string {
  // The shell writes the ids into the texts of PowerShell.
  const lines = exchangeCommands(grants.exchangeRoles, { appId: "'$app_id'", objectId: "'$principal_id'" });
  const tolerant = lines.map((line) => `  try { ${line} } catch { if (\\$_ -notmatch 'already') { throw } }`);
  return `# ${say('exchange')}
if command -v pwsh >/dev/null; then
  pwsh -NoProfile -NonInteractive -Command "
  \\$ErrorActionPreference = 'Stop'
  Connect-ExchangeOnline -ShowBanner:\\$false
${tolerant.join('\n')}
  if ((Get-RoleGroupMember -Identity 'Vigie' | Measure-Object).Count -eq 0) { throw 'Vigie' }"
else
  lacking=1
  echo ${quoted(say('exchangeByHand'))} >&2
  cat >&2 <<COMMANDS
${lines.map((line) => `  ${line}`).join('\n')}
COMMANDS
fi
`;
}

function concealment(say: Say): string {
  return `# ${say('concealment')}
concealed() { read_graph '/admin/reportSettings' 'displayConcealedNames' || echo unknown; }
if [[ "$(concealed)" != [Ff]alse ]]; then
  if ! write_graph patch '/admin/reportSettings' '{"displayConcealedNames":false}'; then echo ${quoted(say('concealmentByHand'))} >&2; fi
fi
`;
}

function checks({ grants, federation }: SetupPlan, say: Say): string {
  return `# ${say('checks')}
show() {
  if [[ "$2" == yes ]]; then echo "$1 ${say('ok')}"; else lacking=1; echo "$1 ${say('missing')}" >&2; fi
}
check() { local what="$1"; shift; if "$@"; then show "$what" yes; else show "$what" no; fi; }
is_role_granted() { is_granted "$(role_id "$1" "$2")"; }
for permission in "\${graph_permissions[@]}"; do check "$permission" is_role_granted "$graph" "$permission"; done
${grants.exchange.length === 0 ? '' : 'for permission in "${exchange_permissions[@]}"; do check "$permission" is_role_granted "$exchange" "$permission"; done\n'}${grants.delegated.length === 0 ? '' : 'for permission in "${delegated_permissions[@]}"; do check "$permission" has_scope "$permission"; done\n'}${federation === null ? '' : 'check "$subject" test -n "$(federations)"\n'}${grants.readsUsageReports ? CONCEALMENT_CHECK : ''}`;
}

/** The Azure CLI's own application may not be let: then nobody knows, and doctor tells. */
const CONCEALMENT_CHECK = `case "$(concealed)" in
  [Ff]alse) show 'displayConcealedNames = false' yes ;;
  [Tt]rue) show 'displayConcealedNames = false' no ;;
  *) echo 'displayConcealedNames ?' >&2 ;;
esac
`;

function end({ federation }: SetupPlan, say: Say): string {
  return `echo ${quoted(say('next'))}
echo "export AZURE_TENANT_ID=$(az account show --query tenantId --output tsv)"
echo "export AZURE_CLIENT_ID=$app_id"
${federation === null ? 'echo "export AZURE_CLIENT_CERTIFICATE_PATH=$file"\n' : ''}echo 'vigie doctor'
if [[ "$lacking" -ne 0 ]]; then
  echo ${quoted(say('replication'))} >&2
  exit 1
fi
`;
}
