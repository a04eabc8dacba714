import { expect, test } from 'vitest';
import { asIs, KnownError } from '../errors.ts';
import { exitCodeOf } from './exit-code.ts';
import { withMachineTrouble } from './machine-trouble.ts';

function failure(code: string, message = `${code}: x`, more: object = {}): Error {
  return Object.assign(new Error(message), { code, ...more });
}

const FILES = ['Allow this process more open files (ulimit -n), then run the same command again.'];

test.each([
  ['a socket', new TypeError('fetch failed', { cause: failure('EMFILE', 'connect EMFILE 127.0.0.1:443') })],
  ['a file of the whole system', failure('ENFILE', 'ENFILE: file table overflow', { path: '/x' })],
  ['a library', failure('ERR_DLOPEN_FAILED', 'libduckdb.so: cannot open shared object file: Error 24')],
  [
    'a package that is there',
    failure(
      'ERR_MODULE_NOT_FOUND',
      `Cannot find package '${process.cwd()}/node_modules/chalk/x.js' imported from x`,
    ),
  ],
])('too many open files is local trouble with a next step, wherever it comes: %s', (_, error) => {
  const told = withMachineTrouble(error);
  expect([exitCodeOf(told), told]).toEqual([4, expect.objectContaining({ nextSteps: FILES })]);
});

test.each([
  ['a bug', new TypeError('x is not a function')],
  ['a file that nobody expected to be missing', failure('ENOENT')],
  [
    'a package that is not there',
    failure('ERR_MODULE_NOT_FOUND', `Cannot find package '/none/x.js' imported from x`),
  ],
  ['a library that is of another system', failure('ERR_DLOPEN_FAILED', 'x.node: invalid ELF header')],
  ['what is known already', new KnownError('tenant', asIs('x'), { cause: failure('EMFILE') })],
])('%s stays what it is', (_, error) => {
  expect(withMachineTrouble(error)).toBe(error);
});
