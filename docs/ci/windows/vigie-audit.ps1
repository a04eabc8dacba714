# What the scheduled task runs. How to set it up: docs/en/ci.md, docs/fr/ci.md.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

$env:AZURE_TENANT_ID = '00000000-0000-0000-0000-000000000000'
$env:AZURE_CLIENT_ID = '00000000-0000-0000-0000-000000000000'
$env:AZURE_CLIENT_CERTIFICATE_PATH = Join-Path $PSScriptRoot 'vigie.pem'
$env:Path = (Join-Path $PSScriptRoot 'program') + ';' + $env:Path

# By cmd.exe: Windows PowerShell takes each line on stderr for an error of its own.
cmd.exe /d /c 'vigie audit --resume --auth certificate --require-config --lang fr --fail-on gaps >> vigie.log 2>&1'
exit $LASTEXITCODE
