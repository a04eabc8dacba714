import { afterEach, expect, test } from 'vitest';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import type { Scripted } from '../../testing/scripted-client.ts';
import { serviceCounts } from './service-counts.ts';

const DOWNLOAD = 'https://reports.office.com/data/download/abc';
const REDIRECT: Scripted = { status: 302, headers: { location: DOWNLOAD } };

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const HEADER =
  'Report Refresh Date,Exchange Active,Exchange Inactive,OneDrive Active,OneDrive Inactive,SharePoint Active,SharePoint Inactive,Skype For Business Active,Skype For Business Inactive,Yammer Active,Yammer Inactive,Teams Active,Teams Inactive,Office 365 Active,Office 365 Inactive,Report Period';

test('the tenant’s totals over 90 days become one row per service', async () => {
  open = await collecting([
    REDIRECT,
    { text: `${HEADER}\r\n2020-10-27,171439,134115,10,11,20,21,0,0,,,40,41,50,51,90\r\n` },
  ]);
  expect(await serviceCounts.collect(open.context)).toEqual({
    read: 4,
    expected: 4,
    refreshedOn: '2020-10-27',
  });
  expect(open.transport.sent[0]?.url).toBe(
    "https://graph.microsoft.com/v1.0/reports/getOffice365ServicesUserCounts(period='D90')",
  );
  expect(await open.rows('service-counts', 'service')).toEqual([
    { refreshedOn: '2020-10-27', service: 'exchange', active: 171439, inactive: 134115 },
    { refreshedOn: '2020-10-27', service: 'onedrive', active: 10, inactive: 11 },
    { refreshedOn: '2020-10-27', service: 'sharepoint', active: 20, inactive: 21 },
    { refreshedOn: '2020-10-27', service: 'teams', active: 40, inactive: 41 },
  ]);
});

test.each([
  { why: 'of another period', csv: `${HEADER}\n2020-10-27,1,2,3,4,5,6,7,8,9,10,11,12,13,14,180\n` },
  {
    why: 'without a service that it always tells of',
    csv: `${HEADER.replace('Teams Active,', '')}\n2020-10-27,1,2,3,4,5,6,7,8,9,10,12,13,14,90\n`,
  },
])('a report $why is a failure', async ({ csv }) => {
  open = await collecting(({ url }) => (url === DOWNLOAD ? { text: csv } : REDIRECT), { giveUpAfterMs: 1 });
  await expect(serviceCounts.collect(open.context)).rejects.toMatchObject({ kind: 'malformed' });
});
