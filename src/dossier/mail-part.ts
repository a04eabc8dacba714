import type { DossierPart } from './part.ts';

/** Mail activity, and what kind mailbox usage says that a mailbox is. */
export const mailPart: DossierPart = {
  named: [
    {
      source: 'mail-activity',
      select: `SELECT lower(userPrincipalName) AS name, true AS mailReported, known_day(lastActivityOn) AS mailActivityOn, receiveCount
        FROM "mail-activity" WHERE isDeleted IS NOT TRUE AND userPrincipalName IS NOT NULL`,
    },
    {
      source: 'mailbox-usage',
      select: `SELECT lower(userPrincipalName) AS name, true AS usageReported, mailbox_kind(recipientType) AS usageKind,
          known_day(lastActivityOn) AS usageOn
        FROM "mailbox-usage" WHERE isDeleted IS NOT TRUE AND userPrincipalName IS NOT NULL`,
    },
  ],
  byName: [
    'bool_or(mailReported) AS mailReported',
    'latest_number(receiveCount, mailActivityOn) AS receiveCount',
    'max(mailActivityOn) AS mailActivityOn',
    'bool_or(usageReported) AS usageReported',
    'latest_text(usageKind, usageOn) AS usageKind',
  ],
  byAccount: [
    'bool_or(mailReported) AS mailReported',
    'max(mailActivityOn) AS mailActivityOn',
    'max(receiveCount) AS receiveCount',
    'max(usageKind) AS usageKind',
  ],
  columns: [
    'coalesce(mailReported, false) AS mailReported',
    'mailActivityOn',
    'receiveCount',
    `days_until(mailActivityOn, 'mailReportOn') AS daysWithoutMail`,
    `days_until(createdOn, 'mailReportOn') AS ageAtMailReport`,
  ],
};
