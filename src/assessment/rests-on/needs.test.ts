import { expect, test } from 'vitest';
import { CHECKS } from '../../checks/catalogue.ts';
import { configSchema, type Config } from '../../config/config.ts';
import { withMacros } from '../../testing/grounds.ts';
import { LEAVABLE_FIELDS } from '../../snapshot/leavable-fields.ts';
import { SOURCE_IDS } from '../../snapshot/tables.ts';
import { needsIn, needsOf } from './needs.ts';

function choosing(only: readonly string[], more: object = {}): Config {
  return configSchema.parse({ checks: { only }, ...more });
}

test('a configuration that leaves no check out needs everything, and works nothing out', async () => {
  expect(await needsOf(configSchema.parse({}), [])).toBeNull();
});

test('what each check needs alone, beside the tenant, its accounts and the kinds of their mailboxes', async () => {
  const always = ['tenant', 'accounts', 'mailbox-usage', 'mailbox-forwarding'];
  const told = await withMacros(async (db) => {
    const found: [string, string][] = [];
    for (const { id } of CHECKS) {
      const needs = await needsIn(db, choosing([id]), CHECKS);
      const sources = SOURCE_IDS.filter((source) => needs.sources.has(source) && !always.includes(source));
      expect([...needs.sources]).toEqual(expect.arrayContaining(always));
      const words = sources.map((source) => (needs.told.has(source) ? source : `(${source})`));
      found.push([id, [...words, ...needs.fields].join(' ')]);
    }
    return Object.fromEntries(found);
  });
  expect(told).toMatchInlineSnapshot(`
    {
      "admin-mfa": "mfa-registrations mfa-policies role-assignments (per-user-mfa) group-members mfa-registrations/methods",
      "enrolled-unused": "mail-activity (inbox-rules)",
      "external-sharing": "onedrive-activity sharepoint-activity",
      "inactive-mailboxes": "mail-activity (inbox-rules)",
      "inactive-sign-ins": "sign-in-activity (mail-activity) (service-activity)",
      "mailbox-redirects": "inbox-rules mail-flow (group-members) inbox-rules/rules mailbox-forwarding/forwarding",
      "mfa-enforcement": "mfa-registrations mfa-policies role-assignments per-user-mfa group-members mfa-registrations/methods",
      "mfa-status": "mfa-registrations role-assignments group-members mfa-registrations/methods",
      "physicians-without-mailbox": "sign-in-activity",
      "service-usage": "service-activity forms-activity service-counts",
      "terms-of-use": "terms-of-use",
      "unread-mail": "mail-activity (inbox-rules)",
      "unused-accounts": "sign-in-activity mail-activity (inbox-rules)",
      "unused-licences": "sign-in-activity mail-activity (inbox-rules) accounts/licences",
    }
  `);
});

test('all checks together need every source and every field', async () => {
  const needs = await withMacros((db) =>
    needsIn(
      db,
      choosing(
        CHECKS.map(({ id }) => id),
        { enrolments: [{ id: 'a', label: { fr: 'a', en: 'a' }, group: 'G' }] },
      ),
      CHECKS,
    ),
  );
  expect([...needs.sources]).toEqual(SOURCE_IDS);
  expect([...needs.fields]).toEqual(LEAVABLE_FIELDS);
});

test('groups are read where the configuration names one, or a check rests on some', async () => {
  const ofGroup = { enrolments: [{ id: 'a', label: { fr: 'a', en: 'a' }, group: 'G' }] };
  const has = (config: Config): Promise<boolean> =>
    withMacros(async (db) => (await needsIn(db, config, CHECKS)).told.has('group-members'));
  expect([
    await has(choosing(['unread-mail'])),
    await has(choosing(['unread-mail'], ofGroup)),
    await has(choosing(['admin-mfa'])),
  ]).toEqual([false, true, true]);
});
