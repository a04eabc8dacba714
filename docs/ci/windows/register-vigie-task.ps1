# Registers the monthly task; run it once, as an administrator, from the folder that holds vigie-audit.ps1, vigie.pem,
# vigie.config.yaml and program\ (how to set it up: docs/en/ci.md, docs/fr/ci.md). The account that the task runs as must have
# the right to log on as a batch job.
#Requires -Version 5.1
#Requires -RunAsAdministrator
param(
    [Parameter(Mandatory)]
    [pscredential] $Credential
)
$ErrorActionPreference = 'Stop'

# The folder holds a certificate and audits: for that account, the administrators and the system alone.
icacls.exe $PSScriptRoot /inheritance:r /grant:r "$($Credential.UserName):(OI)(CI)M" '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F'
if ($LASTEXITCODE -ne 0) { throw "icacls.exe: $LASTEXITCODE" }

$script = [System.Security.SecurityElement]::Escape((Join-Path $PSScriptRoot 'vigie-audit.ps1'))

# New-ScheduledTaskTrigger knows no month.
$task = @"
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Vigie, read-only audit of the Microsoft 365 tenant</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-03T02:30:00</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByMonth>
        <DaysOfMonth><Day>3</Day></DaysOfMonth>
        <Months>
          <January/><February/><March/><April/><May/><June/>
          <July/><August/><September/><October/><November/><December/>
        </Months>
      </ScheduleByMonth>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT12H</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>powershell.exe</Command>
      <Arguments>-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "$script"</Arguments>
    </Exec>
  </Actions>
</Task>
"@

Register-ScheduledTask -TaskName 'Vigie' -Xml $task -User $Credential.UserName -Password $Credential.GetNetworkCredential().Password
