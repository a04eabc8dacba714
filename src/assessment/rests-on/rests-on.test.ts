import { expect, test } from 'vitest';
import { CHECKS } from '../../checks/catalogue.ts';
import type { Check } from '../../checks/check.ts';
import { groundsOf, withMacros } from '../../testing/grounds.ts';
import { namedIn } from './named-in.ts';

test('columns are told from parameters of lambdas, fields of structs, columns of subqueries and texts', async () => {
  const named = await withMacros((db) =>
    namedIn(db, [
      `list_filter(redirects, lambda r: r.effect <> lower(establishment)) IS NOT NULL AND 'mailUnused' <> category`,
      `(SELECT map_from_entries(list({'k': id, 'v': n})) FROM (SELECT s.agreement AS id, count(*) AS n
        FROM (SELECT unnest(termsStandings) AS s FROM judged WHERE verdict <> 'x') GROUP BY ALL))`,
      `is_unused(daysWithoutMail, ageAtMailReport, true) OR is_read('mail-flow') AND known().effectKnown`,
      `list_transform(licences, lambda x, i: x || i || displayName)`,
    ]),
  );
  expect(named).toEqual([
    { columns: ['redirects', 'establishment', 'category'], known: [], read: [] },
    { columns: ['termsStandings', 'verdict'], known: [], read: [] },
    {
      columns: ['daysWithoutMail', 'ageAtMailReport'],
      known: ['inactiveAfterDays', 'effectKnown'],
      read: ['mail-flow'],
    },
    { columns: ['licences', 'displayName'], known: [], read: [] },
  ]);
});

test('what every check rests on follows from its columns', async () => {
  const grounds = await groundsOf(CHECKS);
  const told = Object.fromEntries(
    [...grounds].map(([{ id }, { evidence, details, populationSources }]) => [
      id,
      { evidence, details, ...(populationSources.length === 0 ? {} : { populationSources }) },
    ]),
  );
  expect(told).toMatchInlineSnapshot(`
    {
      "admin-mfa": {
        "details": [],
        "evidence": [
          "accounts",
          "mfa-registrations",
          "mfa-policies",
          "role-assignments",
          "group-members",
        ],
        "populationSources": [
          "role-assignments",
          "group-members",
        ],
      },
      "enrolled-unused": {
        "details": [],
        "evidence": [
          "accounts",
          "mail-activity",
          "mailbox-usage",
          "group-members",
        ],
      },
      "external-sharing": {
        "details": [],
        "evidence": [
          "accounts",
          "mailbox-usage",
          "onedrive-activity",
          "sharepoint-activity",
        ],
      },
      "inactive-mailboxes": {
        "details": [],
        "evidence": [
          "accounts",
          "mail-activity",
          "mailbox-usage",
        ],
      },
      "inactive-sign-ins": {
        "details": [],
        "evidence": [
          "accounts",
          "sign-in-activity",
          "mailbox-usage",
        ],
      },
      "mailbox-redirects": {
        "details": [
          "mail-flow",
        ],
        "evidence": [
          "accounts",
          "mailbox-usage",
          "inbox-rules",
          "mailbox-forwarding",
        ],
      },
      "mfa-enforcement": {
        "details": [
          "mfa-registrations",
          "per-user-mfa",
        ],
        "evidence": [
          "accounts",
          "mailbox-usage",
          "mfa-policies",
          "role-assignments",
          "group-members",
        ],
      },
      "mfa-status": {
        "details": [
          "role-assignments",
          "group-members",
        ],
        "evidence": [
          "accounts",
          "mailbox-usage",
          "mfa-registrations",
        ],
      },
      "physicians-without-mailbox": {
        "details": [
          "sign-in-activity",
        ],
        "evidence": [
          "accounts",
          "mailbox-usage",
        ],
      },
      "service-usage": {
        "details": [
          "forms-activity",
        ],
        "evidence": [
          "accounts",
          "mailbox-usage",
          "service-activity",
        ],
      },
      "terms-of-use": {
        "details": [],
        "evidence": [
          "accounts",
          "mailbox-usage",
          "terms-of-use",
        ],
      },
      "unread-mail": {
        "details": [],
        "evidence": [
          "accounts",
          "mail-activity",
          "mailbox-usage",
        ],
      },
      "unused-accounts": {
        "details": [],
        "evidence": [
          "accounts",
          "sign-in-activity",
          "mail-activity",
          "mailbox-usage",
        ],
      },
      "unused-licences": {
        "details": [],
        "evidence": [
          "accounts",
          "sign-in-activity",
          "mail-activity",
          "mailbox-usage",
        ],
      },
    }
  `);
});

test('the sources that findings come from are among those that the check rests on', async () => {
  const grounds = await groundsOf(CHECKS);
  for (const [{ id, primary }, { evidence }] of grounds) {
    expect(
      primary.filter((source) => !evidence.includes(source)),
      id,
    ).toEqual([]);
  }
});

test('a column that the dossier does not have is an error that names the check and the column', async () => {
  const [check] = CHECKS;
  if (check === undefined) throw new Error('no check');
  const wrong: Check = { ...check, verdict: `CASE WHEN mailUnusd THEN 'compliant' END` };
  await expect(groundsOf([wrong])).rejects.toThrow(
    'inactive-mailboxes names mailUnusd, which the dossier does not have',
  );
});
