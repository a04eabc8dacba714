import { afterEach, expect, test } from 'vitest';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import type { Scripted } from '../../testing/scripted-client.ts';
import { formsActivity } from './forms-activity.ts';

const DOWNLOAD = 'https://reports.office.com/data/download/abc';
const REDIRECT: Scripted = { status: 302, headers: { location: DOWNLOAD } };

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const HEADER =
  'Report Refresh Date, User Principal Name, Last Activity Date, Report Period, Created Count, Responded Count';

test('the report of the beta is asked for as CSV and read as documented, with a space after each comma', async () => {
  const csv = `\uFEFF${HEADER}\r\n2020-10-27, anne@ssss.gouv.qc.ca, 2020-09-01, 180, 2, 14\r\n2020-10-27, jean@ssss.gouv.qc.ca, , 180, 0, 0\r\n`;
  open = await collecting([REDIRECT, { text: csv }]);
  expect(await formsActivity.collect(open.context)).toEqual({
    read: 2,
    expected: 2,
    refreshedOn: '2020-10-27',
  });
  expect(open.transport.sent.map(({ url, authorization }) => ({ url, authorization }))).toEqual([
    {
      url: "https://graph.microsoft.com/beta/reports/getFormsUserActivityUserDetail(period='D180')?$format=text/csv",
      authorization: 'Bearer token-1',
    },
    { url: DOWNLOAD, authorization: undefined },
  ]);
  const common = { refreshedOn: '2020-10-27', isDeleted: null };
  expect(await open.rows('forms-activity', 'userPrincipalName')).toEqual([
    {
      ...common,
      ...{ userPrincipalName: 'anne@ssss.gouv.qc.ca', lastActivityOn: '2020-09-01' },
      ...{ createdCount: 2, respondedCount: 14 },
    },
    {
      ...common,
      ...{ userPrincipalName: 'jean@ssss.gouv.qc.ca', lastActivityOn: null },
      ...{ createdCount: 0, respondedCount: 0 },
    },
  ]);
});

test('what is wrong with the report is told of its own address', async () => {
  open = await collecting(
    [REDIRECT, { text: 'Report Refresh Date\n' }, REDIRECT, { text: 'Report Refresh Date\n' }],
    {
      giveUpAfterMs: 1,
    },
  );
  await expect(formsActivity.collect(open.context)).rejects.toMatchObject({
    kind: 'malformed',
    request: 'GET /beta/reports/getFormsUserActivityUserDetail',
  });
});
