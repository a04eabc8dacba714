import { expect, test } from 'vitest';
import { errorBodyOf, firstCodeOf, tellsError } from './error-body.ts';

const NOTHING = { codes: [], exceptions: [], message: '' };

test('an error of Graph is its code and its sentence', () => {
  const error = { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.', innerError: {} };
  expect(errorBodyOf({ error })).toEqual({
    codes: ['Authorization_RequestDenied'],
    exceptions: [],
    message: 'Insufficient privileges.',
  });
});

test('the codes of inner errors come after the outer one', () => {
  const error = { code: 'Forbidden', innerError: { code: 'AccessDenied', innererror: { code: 'NoScope' } } };
  expect(errorBodyOf({ error }).codes).toEqual(['Forbidden', 'AccessDenied', 'NoScope']);
  expect(firstCodeOf(errorBodyOf({ error }))).toBe('Forbidden');
});

test('without details, what Exchange says lies in its innermost exception, in lower case', () => {
  const internalexception = {
    message: 'You do not hold the role.',
    type: 'Microsoft.Exchange.Management.PSDirectInvoke.DirectInvokeCmdletExecutionException',
    internalexception: { type: 'Microsoft.Exchange.Configuration.Authorization.CmdletAccessDeniedException' },
  };
  const error = { code: 'BadRequest', message: 'Error executing cmdlet', innererror: { internalexception } };
  expect(errorBodyOf({ error })).toEqual({
    codes: ['BadRequest'],
    exceptions: ['DirectInvokeCmdletExecutionException', 'CmdletAccessDeniedException'],
    message: 'You do not hold the role.',
  });
});

test('details are believed before the exception, whether they are a list or an object', () => {
  const innererror = { internalException: { message: 'within' } };
  const told = [[{ message: 'in details' }], { message: 'in details' }, [], null].map(
    (details) => errorBodyOf({ error: { message: 'outside', details, innererror } }).message,
  );
  expect(told).toEqual(['in details', 'in details', 'within', 'within']);
});

test('a class of exception is read from the sentence where Exchange writes it there', () => {
  const message =
    "Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|object 'Alix Roy' couldn't be found";
  expect(errorBodyOf({ error: { message } })).toEqual({
    codes: [],
    exceptions: ['ManagementObjectNotFoundException'],
    message:
      "Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|object '…' couldn't be found",
  });
});

test.each([
  [undefined],
  [null],
  ['\0\0\0'],
  [[]],
  [{}],
  [{ error: null }],
  [{ error: [] }],
  [{ error: { code: 7, message: [], details: 'x', innererror: 'y' } }],
  [{ error: { code: 'Roy, Alix' } }],
])('a body of another shape tells nothing: %j', (json) => {
  expect(errorBodyOf(json)).toEqual(NOTHING);
});

test('an error that is a text is a sentence', () => {
  expect(errorBodyOf({ error: 'not today' })).toEqual({ ...NOTHING, message: 'not today' });
});

test('errors that lie within themselves are not followed for ever', () => {
  const inner: Record<string, unknown> = { code: 'Again' };
  inner.innererror = inner;
  expect(errorBodyOf({ error: { innererror: inner } }).codes).toEqual(Array(5).fill('Again'));
});

test('an answer tells of an error by its key, in whatever case and whatever it holds', () => {
  const bodies = [{ error: {} }, { Error: 'x' }, { error: null }, { value: [] }, null, [{ error: {} }]];
  expect(bodies.map(tellsError)).toEqual([true, true, false, false, false, true]);
});

test.each([
  'alix.roy@sante.example',
  'alix.roy',
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  '0123456789abcdef0123456789ABCDEF',
  'x'.repeat(81),
  'Error: no',
  'Roy\nAlix',
])('what may be somebody’s name or id is no code: %s', (code) => {
  expect(errorBodyOf({ error: { code } }).codes).toEqual([]);
});

test.each([
  'ErrorAccessDenied',
  'Directory_ConcurrencyViolation',
  '-2147024891',
  'generalException',
  'v1.Gone',
])('%s is a code', (code) => {
  expect(errorBodyOf({ error: { code } }).codes).toEqual([code]);
});
