import type { Language } from '../i18n/language.ts';
import type { Words } from '../i18n/words.ts';

/** What the script says to whoever reads it. */
const WORDS = {
  head: {
    fr: 'Exporte, en lecture seule, ce que « vigie import » lit. À exécuter dans PowerShell 7 ou 5.1, module ExchangeOnlineManagement 3.',
    en: 'Exports, reading only, what “vigie import” reads. Run it in PowerShell 7 or 5.1, module ExchangeOnlineManagement 3.',
  },
  role: {
    fr: 'Rôle : Lecteur général suffit, sauf pour Get-InboxRule, qui veut Administrateur Exchange, et Get-JournalRule, qui veut le rôle Journaling.',
    en: 'Role: Global Reader is enough, but for Get-InboxRule, which takes Exchange Administrator, and Get-JournalRule, which takes the role Journaling.',
  },
  folder: {
    fr: 'Ces fichiers nomment des personnes : un dossier que vous seul lisez, et à effacer ensuite.',
    en: 'These files name people: a folder that only you read, and to be deleted afterwards.',
  },
  rules: {
    fr: 'Environ une seconde par boîte aux lettres. Une boîte sans règle a une ligne aussi : sans elle, rien ne dirait qu’elle a été interrogée.',
    en: 'About a second per mailbox. A mailbox without a rule has a line too: without it, nothing would tell that it was asked.',
  },
  partial: {
    fr: 'Le fichier porte un autre nom tant qu’il n’est pas entier : interrompu, il n’est pas importé.',
    en: 'The file has another name until it is whole: where this is interrupted, it is not imported.',
  },
  portals: {
    fr: 'Le reste vient des centres d’administration, dans le même dossier :',
    en: 'The rest comes from the admin centres, into the same folder:',
  },
  users: {
    fr: 'Microsoft Entra : Utilisateurs, Tous les utilisateurs, Télécharger les utilisateurs (toutes les colonnes).',
    en: 'Microsoft Entra: Users, All users, Download users (all columns).',
  },
  registrations: {
    fr: 'Microsoft Entra : Méthodes d’authentification, Détails d’inscription des utilisateurs, Télécharger.',
    en: 'Microsoft Entra: Authentication methods, User registration details, Download.',
  },
  reports: {
    fr: 'Microsoft 365 : Rapports, Utilisation, sur 180 jours, Exporter : Utilisateurs actifs, Activité de courrier, Utilisation des boîtes aux lettres, Activité OneDrive, Activité SharePoint. Les noms ne doivent pas y être masqués (Paramètres de l’organisation, Rapports).',
    en: 'Microsoft 365: Reports, Usage, over 180 days, Export: Active users, Email activity, Mailbox usage, OneDrive activity, SharePoint activity. Names must not be concealed there (Org settings, Reports).',
  },
  then: { fr: 'Ensuite :', en: 'Then:' },
} as const satisfies Record<string, Words>;

const MAIL_FLOW = [
  'TransportRule',
  'HostedOutboundSpamFilterPolicy',
  'HostedOutboundSpamFilterRule',
  'RemoteDomain',
  'AcceptedDomain',
  'JournalRule',
  'OutboundConnector',
];

/**
 * A script of PowerShell that exports what is imported, with what is to be downloaded by hand told in its comments. It runs `Get-*` only.
 * Export-Csv writes a list as the name of its type, so that each list is joined first; and it writes as it is given, so that what can fail
 * halfway is read to its end before a file bears the name of an export.
 */
export function exportCommands(language: Language): string {
  const say = (key: keyof typeof WORDS): string => `# ${WORDS[key][language]}`;
  return `${[
    say('head'),
    say('role'),
    '',
    '$ErrorActionPreference = "Stop"',
    'Connect-ExchangeOnline -ShowBanner:$false',
    say('folder'),
    '$to = Join-Path (Get-Location) "exports"',
    'New-Item -ItemType Directory -Force -Path $to | Out-Null',
    'function Flat($object) {',
    '  $row = [ordered]@{}',
    '  foreach ($p in $object.PSObject.Properties) {',
    '    $v = $p.Value',
    '    $row[$p.Name] = if ($v -is [datetime]) { $v.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ") }',
    '      elseif ($v -is [System.Collections.IEnumerable] -and $v -isnot [string]) { @($v) -join ";" } else { $v }',
    '  }',
    '  [pscustomobject]$row',
    '}',
    '',
    '$mailboxes = Get-EXOMailbox -ResultSize Unlimited -PropertySets Minimum,Delivery',
    '$mailboxes | Select-Object ExternalDirectoryObjectId,UserPrincipalName,Name,Identity,Alias,DisplayName,PrimarySmtpAddress,RecipientTypeDetails,ForwardingAddress,ForwardingSmtpAddress,DeliverToMailboxAndForward |',
    '  Export-Csv (Join-Path $to "mailboxes.csv") -NoTypeInformation -Encoding UTF8',
    '',
    `foreach ($name in ${MAIL_FLOW.map((name) => `"${name}"`).join(', ')}) {`,
    '  try { $rows = @(& "Get-$name" | ForEach-Object { Flat $_ }) }',
    '  catch { Write-Warning "$name : $($_.Exception.Message)"; continue }',
    '  $rows | Export-Csv (Join-Path $to "$name.csv") -NoTypeInformation -Encoding UTF8',
    '}',
    '',
    say('rules'),
    say('partial'),
    '$mailboxes | ForEach-Object {',
    '  $id = if ($_.ExternalDirectoryObjectId) { $_.ExternalDirectoryObjectId } else { $_.PrimarySmtpAddress }',
    '  $empty = [pscustomobject]@{ Mailbox = $id; RuleCount = ""; Failure = ""; Name = ""; Enabled = ""; InError = ""; RedirectTo = ""; ForwardTo = ""; ForwardAsAttachmentTo = "" }',
    '  try {',
    '    $rules = @(Get-InboxRule -Mailbox $id -WarningAction SilentlyContinue)',
    '    if ($rules.Count -eq 0) { $empty.RuleCount = 0; $empty }',
    '    foreach ($r in $rules) {',
    '      [pscustomobject]@{ Mailbox = $id; RuleCount = $rules.Count; Failure = ""; Name = $r.Name; Enabled = $r.Enabled; InError = $r.InError',
    '        RedirectTo = @($r.RedirectTo) -join ";"; ForwardTo = @($r.ForwardTo) -join ";"; ForwardAsAttachmentTo = @($r.ForwardAsAttachmentTo) -join ";" }',
    '    }',
    '  } catch { $empty.Failure = $_.Exception.Message; $empty }',
    '} | Export-Csv (Join-Path $to "inbox-rules.partial") -NoTypeInformation -Encoding UTF8',
    'Move-Item -Force (Join-Path $to "inbox-rules.partial") (Join-Path $to "inbox-rules.csv")',
    '',
    say('portals'),
    ...(['users', 'registrations', 'reports'] as const).map((key) => `#   ${WORDS[key][language]}`),
    say('then'),
    '#   vigie import --from exports',
    '#   vigie assess',
    '#   vigie report',
  ].join('\n')}\n`;
}
