import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createTenant, type Tenant, type TenantOptions } from '../simulator/tenant/tenant.ts';
import { mailboxKind, mailboxWriter, orphanMailbox } from '../simulator/wire/exchange-mailbox-json.ts';
import { inboxRules } from '../simulator/wire/inbox-rule-json.ts';
import {
  acceptedDomains,
  outboundPolicies,
  outboundRules,
  remoteDomains,
  transportRules,
} from '../simulator/wire/mail-flow-json.ts';
import { registrationWriter } from '../simulator/wire/registration-json.ts';
import { usageReportCsv, type UsageReport } from '../simulator/wire/usage-report-csv.ts';
import { userWriter } from '../simulator/wire/user-json.ts';

/** How a portal, a shell or a spreadsheet of some country writes a file. */
export interface Dialect {
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'windows-1252';
  readonly delimiter: ',' | ';' | '\t';
  readonly dates: 'iso' | 'fr-CA' | 'fr-FR' | 'en-US';
  readonly flags: 'en' | 'fr';
  /** What stands before the headers. */
  readonly before: '' | '#TYPE Selected.System.Management.Automation.PSCustomObject' | 'sep=;';
}

/** As the portals write. */
export const PORTAL: Dialect = { encoding: 'utf-8', delimiter: ',', dates: 'iso', flags: 'en', before: '' };

type Line = Readonly<Record<string, unknown>>;

/** Lines as one text in their dialect. A list is joined, as the printed commands do; null is an empty cell. */
export function exportText(lines: readonly Line[], dialect: Dialect): Uint8Array {
  const { delimiter, before } = dialect;
  const headers = Object.keys(lines[0] ?? {});
  const rows = [headers, ...lines.map((line) => headers.map((name) => cellOf(line[name], dialect)))];
  const body = rows.map((row) => row.map((cell) => quoted(cell)).join(delimiter));
  return encoded([...(before === '' ? [] : [before]), ...body, ''].join('\r\n'), dialect);
}

function quoted(cell: string): string {
  return /^[\w.@-]+$/.test(cell) ? cell : `"${cell.replaceAll('"', '""')}"`;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?Z)?$/;

function cellOf(value: unknown, { dates, flags }: Dialect): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(String).join(';');
  if (typeof value === 'boolean')
    return flags === 'fr' ? (value ? 'VRAI' : 'FAUX') : value ? 'True' : 'False';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const parts = DAY.exec(text);
  return parts === null || dates === 'iso' ? text : dateOf(parts, dates);
}

function dateOf(parts: RegExpExecArray, dates: Exclude<Dialect['dates'], 'iso'>): string {
  const [, year = '', month = '', day = '', hour, minute = '', second = ''] = parts;
  const [d, m] = [String(Number(day)), String(Number(month))];
  const written = {
    'fr-CA': `${year}-${month}-${day}`,
    'fr-FR': `${day}/${month}/${year}`,
    'en-US': `${m}/${d}/${year}`,
  };
  if (hour === undefined) return written[dates];
  const half = Number(hour) < 12 ? 'AM' : 'PM';
  const time = {
    'fr-CA': `${hour} h ${minute} min ${second} s`,
    'fr-FR': `${hour}:${minute}:${second}`,
    'en-US': `${String(Number(hour) % 12 || 12)}:${minute}:${second} ${half}`,
  };
  return `${written[dates]} ${time[dates]}`;
}

function encoded(text: string, { encoding }: Dialect): Uint8Array {
  if (encoding === 'utf-16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (encoding === 'windows-1252')
    return Buffer.from(text.replaceAll('’', "'").replaceAll('–', '-'), 'latin1');
  return Buffer.from(encoding === 'utf-8-bom' ? `\uFEFF${text}` : text, 'utf8');
}

const USER_PROPERTIES = [
  ...['userPrincipalName', 'displayName', 'surname', 'mail', 'givenName', 'id', 'userType', 'jobTitle'],
  ...['department', 'accountEnabled', 'usageLocation', 'officeLocation', 'companyName', 'createdDateTime'],
];

const REGISTRATION_COLUMNS = [
  ...['userPrincipalName', 'userDisplayName', 'isAdmin', 'isMfaCapable', 'isMfaRegistered'],
  ...['isPasswordlessCapable', 'methodsRegistered', 'lastUpdatedDateTime'],
];

const REPORTS: Readonly<Record<string, UsageReport>> = {
  'courriel.csv': 'getEmailActivityUserDetail',
  'boites.csv': 'getMailboxUsageDetail',
  'actifs.csv': 'getOffice365ActiveUserDetail',
  'onedrive.csv': 'getOneDriveActivityUserDetail',
  'sharepoint.csv': 'getSharePointActivityUserDetail',
};

const lineSchema = z.record(z.string(), z.unknown());

function linesOf(texts: readonly (string | null)[]): Line[] {
  return texts.flatMap((text) => (text === null ? [] : [lineSchema.parse(JSON.parse(text))]));
}

/** Which dialect each group of files is written in. */
export interface Dialects {
  readonly entra: Dialect;
  readonly reports: Dialect;
  readonly exchange: Dialect;
}

/** Writes what an administrator of the simulated tenant exports, each file under a name that tells nothing. */
export async function exportTenant(
  options: TenantOptions,
  folder: string,
  dialects: Dialects,
): Promise<void> {
  const tenant = createTenant(options);
  const accounts = [...tenant.accounts()];
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const write = (name: string, lines: readonly Line[], dialect: Dialect): Promise<void> =>
    writeFile(join(folder, name), exportText(lines, dialect), { mode: 0o600 });
  await write('a.csv', linesOf(accounts.map(userWriter(tenant, USER_PROPERTIES))), dialects.entra);
  const registrations = linesOf(accounts.map(registrationWriter(tenant, REGISTRATION_COLUMNS)));
  // The portal writes this list as JSON.
  const asShown = registrations.map((line) => ({
    ...line,
    methodsRegistered: JSON.stringify(line.methodsRegistered),
  }));
  await write('b.csv', asShown, dialects.entra);
  for (const [name, report] of Object.entries(REPORTS))
    await write(name, reportLines([...usageReportCsv(tenant, report, 180)].join('')), dialects.reports);
  const orphans = Array.from({ length: 1 + tenant.spec.mailFlow.departedForwarding }, (_, at) =>
    orphanMailbox(tenant, at, null, true),
  );
  const mailboxes = [...accounts.map(mailboxWriter(tenant, null, true)), ...orphans];
  await write('c.csv', linesOf(mailboxes), dialects.exchange);
  await write('d.csv', ruleLines(tenant), dialects.exchange);
  const flow = [transportRules, outboundPolicies, outboundRules, remoteDomains, acceptedDomains];
  for (const [at, list] of flow.entries())
    await write(`flux-${at}.csv`, flowLines(list(tenant)), dialects.exchange);
}

/** As Get-… gives all properties of each, one that only some have is empty elsewhere. */
function flowLines(rows: readonly Line[]): Line[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
}

/** One line per rule, and one for each mailbox without any, as the printed commands write them. */
function ruleLines(tenant: Tenant): Line[] {
  return [...tenant.accounts()].flatMap((account) => {
    if (mailboxKind(tenant, account) === null) return [];
    const Mailbox = tenant.ids.idOf(account.slot);
    const rules = inboxRules(tenant, account);
    if (rules.length === 0) return [{ ...NO_RULE, Mailbox }];
    return rules.map(({ Name, Enabled, InError, RedirectTo, ForwardTo, ForwardAsAttachmentTo }) => ({
      ...{ Mailbox, RuleCount: rules.length, Failure: null, Name, Enabled, InError },
      ...{ RedirectTo, ForwardTo, ForwardAsAttachmentTo },
    }));
  });
}

const NO_RULE: Line = {
  ...{ Mailbox: '', RuleCount: 0, Failure: null, Name: null, Enabled: null, InError: null },
  ...{ RedirectTo: null, ForwardTo: null, ForwardAsAttachmentTo: null },
};

/** No cell of the simulated reports holds a quote that is not its cell's own. */
function reportLines(csv: string): Line[] {
  const [header = '', ...lines] = csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n');
  const names = header.split(',');
  const cells = (line: string): string[] =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, inner, plain]) =>
      inner === undefined ? (plain ?? '') : inner.replaceAll('""', '"'),
    );
  return lines.map((line) => {
    const values = cells(line);
    return Object.fromEntries(names.map((name, at) => [name, asFlag(values[at] ?? '')]));
  });
}

function asFlag(cell: string): string | boolean {
  return cell === 'True' || cell === 'False' ? cell === 'True' : cell;
}
