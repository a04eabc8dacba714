import { afterEach, expect, test } from 'vitest';
import { collecting, type Collecting } from '../testing/collecting.ts';
import type { Scripted } from '../testing/scripted-client.ts';
import { mailActivity } from './mail-activity/mail-activity.ts';
import { mailboxUsage } from './mailbox-usage/mailbox-usage.ts';

const DOWNLOAD = 'https://reports.office.com/data/download/abc';
const REDIRECT: Scripted = { status: 302, headers: { location: DOWNLOAD } };
const HEADER =
  'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Send Count,Receive Count,Read Count,Meeting Created Count,Meeting Interacted Count,Assigned Products,Report Period';

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const ROW = {
  refreshedOn: '2020-10-27',
  userPrincipalName: 'anne@ssss.gouv.qc.ca',
  isDeleted: false,
  lastActivityOn: '2020-09-01',
  sendCount: 1,
  receiveCount: 22,
  readCount: 3,
};

test('a report is fetched without a token and read by header, with quotes, blanks and carriage returns', async () => {
  const csv = [
    `\uFEFF${HEADER}`,
    '2020-10-27,anne@ssss.gouv.qc.ca,"Roy, Anne ""A""",False,,2020-09-01,1,22,3,0,0,E3+E5,180',
    '2020-10-27,Jean@SSSS.gouv.qc.ca,Jean,True,2020-08-01,,0,0,0,0,0,,180',
    '',
  ].join('\r\n');
  open = await collecting([REDIRECT, { text: csv }]);
  expect(await mailActivity.collect(open.context)).toEqual({
    read: 2,
    expected: 2,
    refreshedOn: '2020-10-27',
  });
  expect(open.transport.sent).toEqual([
    {
      method: 'GET',
      url: "https://graph.microsoft.com/v1.0/reports/getEmailActivityUserDetail(period='D180')",
      authorization: 'Bearer token-1',
      body: undefined,
    },
    { method: 'GET', url: DOWNLOAD, authorization: undefined, body: undefined },
  ]);
  expect(await open.rows('mail-activity', 'userPrincipalName DESC')).toEqual([
    ROW,
    {
      refreshedOn: '2020-10-27',
      userPrincipalName: 'Jean@SSSS.gouv.qc.ca',
      isDeleted: true,
      lastActivityOn: null,
      sendCount: 0,
      receiveCount: 0,
      readCount: 0,
    },
  ]);
});

test('reordered, renamed in case, spaced and unknown columns make no difference', async () => {
  const csv =
    'Report Period, Last Activity Date, Something New, read count, Receive Count, Send Count, Is Deleted, User Principal Name, Report Refresh Date\n' +
    '180, 2020-09-01, x, 3, 22, 1, false, anne@ssss.gouv.qc.ca, 2020-10-27\n';
  open = await collecting([REDIRECT, { text: csv }]);
  await mailActivity.collect(open.context);
  expect(await open.rows('mail-activity', 'userPrincipalName')).toEqual([ROW]);
});

test('a report without a row is read, and is empty', async () => {
  open = await collecting([REDIRECT, { text: `${HEADER}\r\n` }]);
  expect(await mailActivity.collect(open.context)).toEqual({ read: 0, expected: 0 });
});

test('concealed names are noticed in the rows themselves', async () => {
  const csv = `${HEADER}\n2020-10-27,5535B4D580981B19AD1942C38063507F,F8C5,False,,2020-09-01,1,2,3,0,0,,180\n`;
  open = await collecting([REDIRECT, { text: csv }]);
  expect(await mailActivity.collect(open.context)).toMatchObject({ read: 1, namesConcealed: true });
});

test.each([
  ['User', 'user'],
  ['UserMailbox', 'user'],
  ['Shared', 'shared'],
  ['SharedMailbox', 'shared'],
  ['RoomMailbox', 'room'],
  ['Equipment', 'equipment'],
  ['Scheduling', 'other'],
  ['', null],
])('Recipient Type %j is the kind %j', async (written, kind) => {
  const csv = `Report Refresh Date,User Principal Name,Is Deleted,Recipient Type\n2020-10-27,a@b.ca,False,${written}\n`;
  open = await collecting([REDIRECT, { text: csv }]);
  await mailboxUsage.collect(open.context);
  expect(await open.rows('mailbox-usage', 'userPrincipalName')).toMatchObject([{ recipientType: kind }]);
});

test.each([
  [
    'a missing column',
    'Report Refresh Date,User Principal Name,Is Deleted\n',
    /^columns are missing: Last Activity Date \(of \d+ that came\)$/,
  ],
  [
    'a value that is no date',
    `${HEADER}\n2020-10-27,a@b.ca,A,False,,yesterday,1,2,3,0,0,,180\n`,
    /not the CSV that is documented/,
  ],
  ['a line that breaks off', `${HEADER}\n2020-10-27,a@b.ca,A,Fal`, /not the CSV that is documented/],
  ['an HTML page', '<html><body>Service unavailable</body></html>', /columns are missing/],
  ['nothing at all', '', /./],
])(
  '%s is asked again twice, then a failure',
  async (_what, text, message) => {
    open = await collecting((_request, count) => (count % 2 === 0 ? REDIRECT : { text }));
    await expect(mailActivity.collect(open.context)).rejects.toMatchObject({
      kind: 'malformed',
      message: expect.stringMatching(message) as string,
    });
    expect(open.transport.sent).toHaveLength(6);
  },
  20_000,
);

test('a download that breaks off starts again from Graph', async () => {
  open = await collecting([REDIRECT, { fail: 'ECONNRESET' }, REDIRECT, { text: `${HEADER}\n` }]);
  expect(await mailActivity.collect(open.context)).toEqual({ read: 0, expected: 0 });
});

test('an answer that is no redirect is a failure', async () => {
  open = await collecting([{ status: 200, text: HEADER }]);
  await expect(mailActivity.collect(open.context)).rejects.toMatchObject({
    kind: 'malformed',
    code: 'NoDownload',
  });
});

test('a report that is to be had elsewhere than with Microsoft is not downloaded, and the host is told', async () => {
  const elsewhere: Scripted = {
    status: 302,
    headers: { location: 'https://files.example/report?sig=secret' },
  };
  open = await collecting([elsewhere, { text: `${HEADER}\n` }]);
  await expect(mailActivity.collect(open.context)).rejects.toMatchObject({
    kind: 'forbidden',
    fullDetail:
      'ForeignDownloadHost — download of a report: the report is to be had at files.example, which is no host of Microsoft’s: it was not asked (--allow-download-host files.example lets it)',
  });
  expect(open.transport.sent).toHaveLength(1);
});
