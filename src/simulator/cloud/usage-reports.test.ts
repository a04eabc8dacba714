import { beforeAll, expect, test } from 'vitest';
import {
  download,
  mailboxNames,
  nameOf,
  report,
  rowsOf,
  signedIn,
  textOf,
  usersOf,
  type Get,
} from '../plain-reader.ts';
import { predict, type Prediction } from '../predict.ts';
import { loadTenant, type TenantSpec } from '../tenant/tenant-spec.ts';
import { createTenant } from '../tenant/tenant.ts';
import type { Answer } from './answer.ts';
import type { CloudOptions } from './cloud.ts';

const today = '2020-10-29';
const REFRESHED = '2020-10-27';
let tenant: TenantSpec;
let prediction: Prediction;
beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
  prediction = predict({ tenant, today, mailboxes: 3000 });
});

function start(options: Partial<CloudOptions> = {}): Get {
  return signedIn({ tenant, today, mailboxes: 3000, ...options });
}

function predicted(id: string): Prediction['indicators'][number] {
  const found = prediction.indicators.find((indicator) => indicator.id === id);
  if (found === undefined) throw new RangeError(`no indicator ${id}`);
  return found;
}

test('the reports of files have the documented columns', () => {
  const get = start();
  const header = (name: string): string | undefined =>
    download(get, `/v1.0/reports/${name}(period='D7')`).split('\r\n')[0];
  expect(header('getOneDriveActivityUserDetail')).toBe(
    '\uFEFFReport Refresh Date,User Principal Name,Is Deleted,Deleted Date,Last Activity Date,Viewed Or Edited File Count,Synced File Count,Shared Internally File Count,Shared Externally File Count,Assigned Products,Report Period',
  );
  expect(header('getSharePointActivityUserDetail')).toBe(
    '\uFEFFReport Refresh Date,User Principal Name,Is Deleted,Deleted Date,Last Activity Date,Viewed Or Edited File Count,Synced File Count,Shared Internally File Count,Shared Externally File Count,Visited Page Count,Assigned Products,Report Period',
  );
});

test('who shared outside by the two reports is who was predicted', () => {
  const get = start();
  const directory = new Set(usersOf(get).map(({ userPrincipalName }) => userPrincipalName.toLowerCase()));
  const mailboxes = [...mailboxNames(get)].filter((name) => directory.has(name));
  const sharing = (
    name: string,
  ): { outside: Set<string>; known: Set<string>; files: Map<string, number> } => {
    const rows = report(get, name).filter((row) => row['Is Deleted'] === 'False');
    const shared = rows.filter((row) => Number(row['Shared Externally File Count']) > 0);
    return {
      outside: new Set(shared.map(nameOf)),
      known: new Set(rows.map(nameOf)),
      files: new Map(rows.map((row) => [nameOf(row), Number(row['Shared Externally File Count'])])),
    };
  };
  const onedrive = sharing('getOneDriveActivityUserDetail');
  const sharepoint = sharing('getSharePointActivityUserDetail');
  const either = mailboxes.filter((name) => onedrive.outside.has(name) || sharepoint.outside.has(name));
  const known = mailboxes.filter((name) => onedrive.known.has(name) || sharepoint.known.has(name));
  const { population, count, undetermined, physicians, facts } = predicted('external-sharing');
  expect({
    count: either.length,
    physicians: either.filter((name) => name.includes('.med@')).length,
    undetermined: population - known.length,
    onedrive: mailboxes.filter((name) => onedrive.outside.has(name)).length,
    sharepoint: mailboxes.filter((name) => sharepoint.outside.has(name)).length,
    files: mailboxes.reduce(
      (n, name) => n + (onedrive.files.get(name) ?? 0) + (sharepoint.files.get(name) ?? 0),
      0,
    ),
  }).toEqual({ count, physicians: physicians.count, undetermined, ...facts });
});

test('a naive reader of shared files finds the decoys: deleted rows, guests, people without a mailbox', () => {
  const get = start();
  const directory = new Set(
    usersOf(get)
      .filter(({ userType }) => userType?.toLowerCase() !== 'guest')
      .map(({ userPrincipalName }) => userPrincipalName.toLowerCase()),
  );
  const mailboxes = mailboxNames(get);
  const shared = report(get, 'getOneDriveActivityUserDetail').filter(
    (row) => Number(row['Shared Externally File Count']) > 0,
  );
  const live = shared.filter((row) => row['Is Deleted'] === 'False');
  const onlyDeleted = new Set(shared.map(nameOf)).size - new Set(live.map(nameOf)).size;
  expect({
    deletedOnly: onlyDeleted > 0,
    twins: shared.some((row) => row['Is Deleted'] === 'True' && mailboxes.has(nameOf(row))),
    guests: live.some((row) => nameOf(row).includes('#ext#')),
    withoutMailbox: live.some((row) => directory.has(nameOf(row)) && !mailboxes.has(nameOf(row))),
    former: live.some((row) => nameOf(row).startsWith('ancien-nom-')),
    otherCase: live.some((row) => nameOf(row) !== row['User Principal Name']),
  }).toEqual({
    deletedOnly: true,
    twins: true,
    guests: true,
    withoutMailbox: true,
    former: true,
    otherCase: true,
  });
});

test('a deleted account of a live name has a row of its own, save in the report that cannot tell', () => {
  const oddities = { ...tenant.oddities, deletedTwinInReports: 100_000 };
  const get = start({ tenant: { ...tenant, oddities } });
  const mailboxes = mailboxNames(get);
  const rows = report(get, 'getOneDriveActivityUserDetail').filter((row) => mailboxes.has(nameOf(row)));
  const namesOf = (deleted: string): Set<string> =>
    new Set(rows.filter((row) => row['Is Deleted'] === deleted).map(nameOf));
  const [live, deleted] = [namesOf('False'), namesOf('True')];
  const both = [...deleted].filter((name) => live.has(name));
  expect([both.length > 0, deleted.size > both.length]).toEqual([true, true]);
  const forms = report(get, 'getFormsUserActivityUserDetail', 'beta').map(nameOf);
  expect(forms.length).toBe(new Set(forms).size);
});

test('nothing is counted as shared before the period of the report', () => {
  const get = start();
  const rows = rowsOf(download(get, "/v1.0/reports/getSharePointActivityUserDetail(period='D7')"));
  const old = rows.filter((row) => (row['Last Activity Date'] ?? '') <= '2020-10-20');
  expect(rows.length - old.length).toBeGreaterThan(0);
  expect(old.filter((row) => row['Shared Externally File Count'] !== '0')).toEqual([]);
});

test('the report of Forms is beta alone, is written with spaces and tells the predicted use', () => {
  const get = start();
  const call = "reports/getFormsUserActivityUserDetail(period='D180')";
  const csv = download(get, `/beta/${call}?$format=text/csv`);
  expect(csv.split('\r\n')[0]).toBe(
    '\uFEFFReport Refresh Date, User Principal Name, Last Activity Date, Report Period, Created Count, Responded Count',
  );
  expect(download(get, `/beta/${call}`)).toBe(csv);
  expect([
    get(`/v1.0/${call}`).status,
    get(`/beta/${call}?$format=application/json`).status,
    get("/beta/reports/getMailboxUsageDetail(period='D180')").status,
  ]).toEqual([400, 400, 400]);
  const mailboxes = mailboxNames(get);
  const days = rowsOf(csv)
    .filter((row) => mailboxes.has(nameOf(row)) && !nameOf(row).startsWith('ancien-nom-'))
    .map((row) => row['Last Activity Date'] ?? '');
  const since = (days: number): string =>
    createTenant({ tenant, today, mailboxes: 3000 }).calendar.reportDay(days);
  const forms = prediction.serviceUsage.find(({ service }) => service === 'forms');
  expect({
    licensed: 0,
    active30: days.filter((day) => day >= since(30)).length,
    active90: days.filter((day) => day >= since(90)).length,
  }).toEqual({ licensed: forms?.licensed, active30: forms?.active30, active90: forms?.active90 });
  expect(days.filter((day) => day === '').length).toBeGreaterThan(0);
});

test('the totals of the tenant are those of the rows of the active-user report', () => {
  const get = start();
  const [totals, ...further] = report(get, 'getOffice365ServicesUserCounts');
  const rows = report(get, 'getOffice365ActiveUserDetail').filter((row) => row['Is Deleted'] === 'False');
  const since = createTenant({ tenant, today, mailboxes: 3000 }).calendar.reportDay(180);
  const counted = ['Exchange', 'OneDrive', 'SharePoint', 'Skype For Business', 'Yammer', 'Teams'].flatMap(
    (service): [string, string][] => {
      const licensed = rows.filter((row) => row[`Has ${service} License`] === 'True');
      const active = licensed.filter((row) => (row[`${service} Last Activity Date`] ?? '') > since);
      return [
        [`${service} Active`, String(active.length)],
        [`${service} Inactive`, String(licensed.length - active.length)],
      ];
    },
  );
  expect(further).toEqual([]);
  expect(totals).toMatchObject({
    'Report Refresh Date': REFRESHED,
    ...Object.fromEntries(counted),
    'Report Period': '180',
  });
  expect(Number(totals?.['Office 365 Active'])).toBeGreaterThan(Number(totals?.['Exchange Active']));
});

test('concealed names, other columns and a missing permission touch these reports too', () => {
  const concealed = report(start({ overrides: { concealedNames: true } }), 'getOneDriveActivityUserDetail');
  expect(concealed.every((row) => /^[0-9A-F]{32}$/.test(row['User Principal Name'] ?? ''))).toBe(true);
  const reportColumns = { added: ['Copilot'], missing: ['Last Activity Date'], reordered: true };
  const forms = download(
    start({ overrides: { reportColumns, byteOrderMark: false } }),
    "/beta/reports/getFormsUserActivityUserDetail(period='D30')",
  );
  expect(forms.split('\r\n')[0]).toBe(
    ' Responded Count, Created Count, Report Period, User Principal Name,Report Refresh Date,Copilot',
  );
  const get = start({
    overrides: {
      missingPermissions: ['onedrive-activity', 'sharepoint-activity', 'forms-activity', 'service-counts'],
    },
  });
  const codeOf = (answer: Answer): string => `${answer.status} ${/"code":"(\w+)"/.exec(textOf(answer))?.[1]}`;
  expect([
    codeOf(get("/v1.0/reports/getOneDriveActivityUserDetail(period='D180')")),
    codeOf(get("/v1.0/reports/getSharePointActivityUserDetail(period='D180')")),
    codeOf(get("/beta/reports/getFormsUserActivityUserDetail(period='D180')")),
    codeOf(get("/v1.0/reports/getOffice365ServicesUserCounts(period='D180')")),
  ]).toEqual(Array.from({ length: 4 }, () => '403 S2SUnauthorized'));
});
