import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyFailure, FAILURE_TABLE, isWorthRetrying, type HeldLicences } from './classify-failure.ts';
import { errorBodyOf } from './error-body.ts';

const PREMIUM = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
const TRANSIENT_EXCEPTION = 'Microsoft.Exchange.Data.Directory.ADTransientException';
const DENIED_EXCEPTION = 'Microsoft.Exchange.Configuration.Authorization.CmdletAccessDeniedException';

function classOf(status: number, error: unknown): string {
  const { failureClass, licence } = classifyFailure({ status, ...errorBodyOf({ error }) });
  return licence === null ? failureClass : `${failureClass} ${licence}`;
}

test.each([
  [403, { code: PREMIUM }, 'licence P1'],
  [403, { code: PREMIUM.toUpperCase() }, 'licence P1'],
  [403, { message: "Neither tenant is B2C or tenant doesn't have premium license" }, 'licence P1'],
  [403, { code: 'AccessDenied', message: 'Your tenant is not licensed for this feature.' }, 'licence P1'],
  [400, { code: 'AadPremiumLicenseRequired', message: 'The tenant needs P2' }, 'licence P2'],
  [403, { message: 'The tenant needs an AAD Premium 2 license' }, 'licence P2'],
  [403, { code: 'Authorization_RequestDenied' }, 'permission'],
  [403, { code: 'AccessDenied', message: 'required scopes are missing' }, 'permission'],
  [403, undefined, 'permission'],
  [403, { code: 'MailboxNotEnabledForRESTAPI' }, 'no-mailbox'],
  [404, { code: 'MailboxNotSupportedForRESTAPI' }, 'no-mailbox'],
  [404, { code: 'Request_ResourceNotFound' }, 'not-found'],
  [410, { code: 'resyncRequired' }, 'gone'],
  [401, { code: 'InvalidAuthenticationToken' }, 'unauthorised'],
  [429, {}, 'throttled'],
  [503, undefined, 'transient'],
  [409, { code: 'Directory_ConcurrencyViolation' }, 'transient'],
  [409, { code: 'Conflict' }, 'rejected'],
  [400, { code: 'ServerBusy' }, 'transient'],
  [400, { code: 'BadRequest', innererror: { code: 'CmdletProxyNotAvailable' } }, 'transient'],
  [400, { code: 'X', innererror: { internalexception: { type: TRANSIENT_EXCEPTION } } }, 'transient'],
  [400, { code: 'X', innererror: { internalexception: { type: DENIED_EXCEPTION } } }, 'permission'],
  [
    400,
    { details: [{ message: "The term 'Get-X' is not recognized as a name of a cmdlet, function" }] },
    'permission',
  ],
  [400, { code: 'BadRequest' }, 'rejected'],
  [418, { code: 'Teapot' }, 'rejected'],
])('%i %j is %s', (status, error, wanted) => {
  expect(classOf(status, error)).toBe(wanted);
});

test('a success is never classified by what stands in it', () => {
  expect(classOf(200, { code: PREMIUM })).toBe('rejected');
  expect(classOf(200, { code: 'ServerBusy' })).toBe('rejected');
});

test('every row of the table says where it comes from', () => {
  expect(FAILURE_TABLE.filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
});

describe('what is tried again', () => {
  const held: readonly [string, HeldLicences | undefined][] = [
    ['nothing', new Set()],
    ['P1', new Set(['P1'])],
    ['P1 and P2', new Set(['P1', 'P2'])],
    ['licences that were not read', null],
    ['licences that nobody asked about', undefined],
  ];

  test('premium refused is, where the licence that it names is held, or nobody knows', () => {
    const tried = (error: unknown, status: number): string[] =>
      held.flatMap(([what, licences]) => {
        const classified = classifyFailure({ status, ...errorBodyOf({ error }) });
        return isWorthRetrying(classified, licences) ? [what] : [];
      });
    expect(tried({ code: PREMIUM }, 403)).toEqual(['P1', 'P1 and P2', 'licences that were not read']);
    expect(tried({ code: 'AadPremiumLicenseRequired' }, 400)).toEqual([
      'P1 and P2',
      'licences that were not read',
    ]);
    expect(tried({ code: 'Authorization_RequestDenied' }, 403)).toEqual([]);
    expect(tried({ code: 'ServerBusy' }, 400)).toEqual(held.map(([what]) => what));
  });
});

/** Any shape of an error body: keys removed, in other cases, objects as lists. */
function bent(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return fc.constantFrom(value, null, [value]);
  const entries = Object.entries(value);
  const parts = entries.map(([key, inner]) =>
    fc.record({
      isKept: fc.boolean(),
      key: fc.constantFrom(key, key.toLowerCase(), key.toUpperCase(), `x${key}`),
      inner: bent(inner),
    }),
  );
  return fc.tuple(fc.tuple(...parts), fc.boolean()).map(([kept, isList]) => {
    const object = Object.fromEntries(
      kept.filter(({ isKept }) => isKept).map(({ key, inner }) => [key, inner]),
    );
    return isList ? [object] : object;
  });
}

const BODIES = [
  { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete it.' } },
  {
    error: {
      code: 'BadRequest',
      message: 'Error executing cmdlet',
      details: [{ code: 'Context', message: 'no such parameter' }],
      innererror: { message: 'm', internalexception: { message: 'no', type: DENIED_EXCEPTION } },
    },
  },
  { error: { code: 'ServerBusy', innererror: { internalException: { type: TRANSIENT_EXCEPTION } } } },
];

test('no shape of a body makes a licence missing that it does not name, nor a status less than what it is', () => {
  const statuses = fc.constantFrom(400, 401, 403, 404, 410, 429, 500, 503);
  fc.assert(
    fc.property(fc.constantFrom(...BODIES).chain(bent), statuses, (body, status) => {
      const { failureClass, licence } = classifyFailure({ status, ...errorBodyOf(body) });
      expect(licence).toBeNull();
      if (status === 429) expect(failureClass).toBe('throttled');
      if (status >= 500) expect(failureClass).toBe('transient');
      if (status === 401) expect(failureClass).toBe('unauthorised');
    }),
  );
});

test('no shape of a premium refusal is tried again where the licences were read and lack it', () => {
  const body = { error: { code: PREMIUM, message: 'no premium license', innerError: { date: 'x' } } };
  fc.assert(
    fc.property(bent(body), (one) => {
      const classified = classifyFailure({ status: 403, ...errorBodyOf(one) });
      expect(['licence', 'permission']).toContain(classified.failureClass);
      expect(isWorthRetrying(classified, new Set())).toBe(false);
    }),
  );
});
