import { afterEach, expect, test } from 'vitest';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import { mfaRegistrations } from './mfa-registrations.ts';

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

test('registrations are kept as they were told, at whatever page size comes back', async () => {
  const next =
    'https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails?$skiptoken=2';
  open = await collecting([
    {
      json: {
        value: [
          {
            id: 'a',
            isAdmin: true,
            isMfaRegistered: true,
            isMfaCapable: false,
            isPasswordlessCapable: false,
            methodsRegistered: ['mobilePhone', 'email'],
          },
        ],
        '@odata.nextLink': next,
      },
    },
    {
      json: {
        value: [
          {
            id: 'b',
            isAdmin: null,
            isMfaRegistered: false,
            isMfaCapable: false,
            methodsRegistered: [],
            userType: '',
          },
        ],
      },
    },
  ]);
  expect(await mfaRegistrations.collect(open.context)).toEqual({ read: 2, expected: 2 });
  expect(open.transport.sent[0]?.url).toBe(
    'https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails' +
      '?$select=id,isAdmin,isMfaRegistered,isMfaCapable,isPasswordlessCapable,methodsRegistered&$top=999',
  );
  expect(await open.rows('mfa-registrations', 'accountId')).toEqual([
    {
      accountId: 'a',
      isAdmin: true,
      isMfaRegistered: true,
      isMfaCapable: false,
      isPasswordlessCapable: false,
      methods: ['mobilePhone', 'email'],
    },
    {
      accountId: 'b',
      isAdmin: null,
      isMfaRegistered: false,
      isMfaCapable: false,
      isPasswordlessCapable: null,
      methods: [],
    },
  ]);
});
