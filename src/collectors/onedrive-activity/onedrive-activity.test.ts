import { afterEach, expect, test } from 'vitest';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import type { Scripted } from '../../testing/scripted-client.ts';
import { sharePointActivity } from '../sharepoint-activity/sharepoint-activity.ts';
import { oneDriveActivity } from './onedrive-activity.ts';

const DOWNLOAD = 'https://reports.office.com/data/download/abc';
const REDIRECT: Scripted = { status: 302, headers: { location: DOWNLOAD } };

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const COLUMNS =
  'Report Refresh Date,User Principal Name,Is Deleted,Deleted Date,Last Activity Date,Viewed Or Edited File Count,Synced File Count,Shared Internally File Count,Shared Externally File Count';

const ROW = {
  refreshedOn: '2020-10-27',
  userPrincipalName: 'anne@ssss.gouv.qc.ca',
  isDeleted: false,
  lastActivityOn: '2020-10-20',
  viewedOrEdited: 40,
  sharedInternally: 3,
  sharedExternally: 2,
};

test.each([
  {
    collector: oneDriveActivity,
    name: 'getOneDriveActivityUserDetail',
    header: `${COLUMNS},Assigned Products,Report Period`,
    cells: '2020-10-27,anne@ssss.gouv.qc.ca,False,,2020-10-20,40,5,3,2,E3,180',
  },
  {
    collector: sharePointActivity,
    name: 'getSharePointActivityUserDetail',
    header: `${COLUMNS},Visited Page Count,Assigned Products,Report Period`,
    cells: '2020-10-27,anne@ssss.gouv.qc.ca,False,,2020-10-20,40,5,3,2,77,E3,180',
  },
])('$collector.id reads who shared files outside', async ({ collector, name, header, cells }) => {
  open = await collecting([REDIRECT, { text: `${header}\n${cells}\n` }]);
  expect(await collector.collect(open.context)).toEqual({ read: 1, expected: 1, refreshedOn: '2020-10-27' });
  expect(open.transport.sent.map(({ url }) => url)).toEqual([
    `https://graph.microsoft.com/v1.0/reports/${name}(period='D180')`,
    DOWNLOAD,
  ]);
  expect(await open.rows(collector.id, 'userPrincipalName')).toEqual([ROW]);
});

test('concealed names are noticed', async () => {
  const csv = `${COLUMNS},Assigned Products,Report Period\n2020-10-27,30B283368E548933B1D03A64A6B14A89,False,,2020-10-20,40,5,3,2,E3,180\n`;
  open = await collecting([REDIRECT, { text: csv }]);
  expect(await oneDriveActivity.collect(open.context)).toMatchObject({ read: 1, namesConcealed: true });
});

test('a report that does not tell what was shared outside is a failure, not a zero', async () => {
  const csv = `${COLUMNS.replace(',Shared Externally File Count', '')},Report Period\n2020-10-27,anne@ssss.gouv.qc.ca,False,,,0,0,0,180\n`;
  open = await collecting(({ url }) => (url === DOWNLOAD ? { text: csv } : REDIRECT), { giveUpAfterMs: 1 });
  await expect(oneDriveActivity.collect(open.context)).rejects.toMatchObject({ kind: 'malformed' });
});
