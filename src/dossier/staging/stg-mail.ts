import { LIVE, type Staging } from './staging.ts';

/** Mail activity. Of several rows that bear one name, the latest tells what was received. */
export const stgMail: Staging = {
  name: 'stg_mail',
  reads: [
    {
      name: 'src_mail_activity',
      source: 'mail-activity',
      by: 'name',
      select: `SELECT lower(userPrincipalName) AS name, known_day(lastActivityOn) AS activeOn, receiveCount AS received
        FROM "mail-activity" WHERE ${LIVE} AND userPrincipalName IS NOT NULL`,
    },
  ],
  sql: `SELECT accountId, true AS mailReported,
      max(activeOn) AS mailActivityOn,
      latest_number(received, activeOn) AS receiveCount
    FROM src_mail_activity GROUP BY accountId`,
};
