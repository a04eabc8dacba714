import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCommand, type Ended } from './run-command.ts';

/** An Azure CLI and a PowerShell that write down how they are called, and remember what they were told to make. */
export interface RecordedAz {
  /** Runs a script of bash against them, in a folder of their own. */
  run(script: string): Promise<Ended & { readonly calls: readonly string[] }>;
  close(): Promise<void>;
}

const AZ = `#!/bin/bash
log="$STUB/calls"
{ printf 'az'; for one in "$@"; do printf ' %s' "\${one//$'\\n'/ }"; done; echo; } >> "$log"
all="$*"
value() { [[ "$all" =~ $1 ]] && echo "\${BASH_REMATCH[1]}"; }
kept() { if [[ -e "$STUB/$1" ]]; then cat "$STUB/$1"; fi; }
case "$all" in
  'ad app list'*) kept app ;;
  'ad app create'*) echo APP | tee "$STUB/app" ;;
  'ad sp list'*) kept principal ;;
  'ad sp create'*) echo PRINCIPAL | tee "$STUB/principal" ;;
  *appRoles*) name="$(value "value=='([^']+)'")"; if [[ "$name" != "$UNKNOWN" ]]; then echo "id-of-$name"; fi ;;
  'ad sp show --id 00000003'*) echo GRAPH ;;
  'ad sp show --id 00000002'*) echo EXCHANGE ;;
  *'--method get'*appRoleAssignments*) if grep -qx "$(value "appRoleId=='([^']+)'")" "$STUB/granted" 2>/dev/null; then echo granted; fi ;;
  *'--method post'*appRoleAssignedTo*) [[ "$all" == *"$REFUSED"* && -n "$REFUSED" ]] || value '"appRoleId":"([^"]+)"' >> "$STUB/granted" ;;
  *'--method get'*oauth2PermissionGrants*.scope*) kept scope ;;
  *'--method get'*oauth2PermissionGrants*) if [[ -e "$STUB/scope" ]]; then echo GRANT; fi ;;
  *'--method post'*oauth2PermissionGrants*) value '"scope":"([^"]+)"' > "$STUB/scope" ;;
  *'--method get'*reportSettings*) if [[ -e "$STUB/shown" ]]; then echo false; else echo true; fi ;;
  *'--method patch'*reportSettings*) touch "$STUB/shown" ;;
  'ad app credential reset'*) echo pem > "$STUB/made.pem"; echo "$STUB/made.pem" ;;
  'ad app federated-credential list'*) kept federation ;;
  'ad app federated-credential create'*) echo github > "$STUB/federation" ;;
  'account show'*) echo TENANT ;;
  'ad app permission add'* | 'ad app update'*) ;;
  *) echo "unexpected: $all" >&2; exit 9 ;;
esac
`;

const PWSH = `#!/bin/bash
{ printf 'pwsh'; for one in "$@"; do printf ' %s' "\${one//$'\\n'/ }"; done; echo; } >> "$STUB/calls"
`;

export interface AzTrouble {
  /** A permission that Microsoft does not know. */
  readonly unknown?: string;
  /** A permission whose grant does not take. */
  readonly refused?: string;
}

export async function recordedAz({ unknown = '', refused = '' }: AzTrouble = {}): Promise<RecordedAz> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-az-'));
  for (const [name, text] of [
    ['az', AZ],
    ['pwsh', PWSH],
  ] as const) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o755);
  }
  const calls = join(folder, 'calls');
  return {
    async run(script) {
      await writeFile(calls, '');
      const env = { PATH: `${folder}:/usr/bin:/bin`, STUB: folder, UNKNOWN: unknown, REFUSED: refused };
      const ended = await startCommand('bash', ['-c', script], { env, cwd: folder }).ended;
      return { ...ended, calls: (await readFile(calls, 'utf8')).trimEnd().split('\n') };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
