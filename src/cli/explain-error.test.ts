import { expect, test } from 'vitest';
import { asIs, KnownError } from '../errors.ts';
import { explainError } from './explain-error.ts';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJncmFwaCJ9.c2lnbmF0dXJl';
const env = {
  AZURE_CLIENT_SECRET: 'un secret à garder/+',
  AZURE_CLIENT_CERTIFICATE_PASSWORD: 'mot-de-passe',
};

test('a known error is its message and its next steps', () => {
  const error = new KnownError('usage', asIs('no such check: x'), {
    nextSteps: [asIs('vigie list mfa-status'), asIs('or help')],
  });
  expect(explainError(error, env)).toBe('vigie: no such check: x\n  → vigie list mfa-status\n  → or help\n');
});

test('a known error tells no token and no secret, nor do its next steps', () => {
  const error = new KnownError('tenant', asIs(`refused ${TOKEN} with un secret à garder/+`), {
    nextSteps: [asIs('try client_secret=abcdef'), asIs(`use ${encodeURIComponent(env.AZURE_CLIENT_SECRET)}`)],
  });
  expect(explainError(error, env)).toBe(
    'vigie: refused «token» with «secret»\n  → try client_secret=«secret»\n  → use «secret»\n',
  );
});

test('a bug keeps its stack, but for tokens and secrets', () => {
  const error = new TypeError(`bad header: authorization: Bearer ${TOKEN}\nmot-de-passe`);
  error.stack = `TypeError: ${error.message}\n    at send (file:///opt/vigie/dist/graph/client.js:1:2)`;
  expect(explainError(error, env)).toBe(
    'vigie: this is a bug of Vigie, please report it with the lines below\n' +
      'TypeError: bad header: authorization: «secret»\n«secret»\n' +
      '    at send (file:///opt/vigie/dist/graph/client.js:1:2)\n',
  );
});

test('what was thrown without being an error is told too', () => {
  expect(explainError(`sig=abcdef ${TOKEN}`)).toBe(
    'vigie: this is a bug of Vigie, please report it with the lines below\nsig=«secret» «token»\n',
  );
});

test('what a message quotes does not act on a terminal, and its lines stay', () => {
  const quoted = 'a\u001b[31mb\u001b]0;title\u0007c\rd\u009b2J\u202ee\u0000';
  const bug = new Error('x');
  bug.stack = `Error: ${quoted}\n    at send (x.js:1:2)`;
  expect(
    explainError(new KnownError('local', asIs(`no ${quoted}`), { nextSteps: [asIs(`see ${quoted}`)] })),
  ).toBe('vigie: no abc d e\n  → see abc d e\n');
  expect(explainError(bug)).toBe(
    'vigie: this is a bug of Vigie, please report it with the lines below\nError: abc d e\n    at send (x.js:1:2)\n',
  );
});
