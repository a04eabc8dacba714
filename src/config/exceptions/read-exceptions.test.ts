import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KnownError } from '../../errors.ts';
import { temporaryFolder } from '../../testing/tiny-snapshot.ts';
import { readExceptions } from './read-exceptions.ts';

const CHECKS = ['mailbox-redirects', 'mfa-status'];

async function read(text: string | Buffer): Promise<unknown> {
  const file = join(await temporaryFolder(), 'exceptions.csv');
  await writeFile(file, text);
  return readExceptions(file, CHECKS).then(
    ({ all }) => all,
    (error: unknown) => {
      if (!(error instanceof KnownError)) throw error;
      return [error.kind, error.message.replaceAll(file, 'FILE'), ...error.nextSteps];
    },
  );
}

test('columns stand in any order, with others beside them, parted by commas or semicolons', async () => {
  const text =
    '\ufeffuntil;Owner;note;account;check;reason\r\n2027-03-31;DRI;x;a@b.ca;mfa-status;"en; congé"\r\n;;;;;\r\n';
  expect(await read(text)).toEqual([
    {
      ...{ line: 2, check: 'mfa-status', account: 'a@b.ca', reason: 'en; congé', owner: 'DRI' },
      until: '2027-03-31',
    },
  ]);
});

test('every line that cannot be one is named, with what is allowed', async () => {
  const lines = [
    'mfa-statu,a@b.ca,r,o,2027-03-31',
    'mfa-status,,r,,2027-03-31',
    'mfa-status,a@b.ca,r,o,2027-02-30',
    'mfa-status,A@b.ca,r,o,2027-03-31',
  ];
  expect(await read(['check,account,reason,owner,until', ...lines].join('\n'))).toEqual([
    'usage',
    [
      'The exceptions cannot be used: FILE:',
      'line 2: there is no check "mfa-statu"; did you mean mfa-status?',
      'line 3: nothing stands under account, owner',
      'line 4: "2027-02-30" is no day; until is a day such as 2027-03-31',
      'line 5: A@b.ca was accepted for mfa-status on line 4 already',
    ].join('\n'),
    'Every line names a check, an account (userPrincipalName, mail address or id), a reason, an owner, and the last day that it holds.',
    'Checks: mailbox-redirects, mfa-status',
  ]);
});

test.each([
  ['a missing column', 'check,account,reason,until\n', /lack a column: owner: FILE: line 1/],
  ['another encoding', Buffer.from('check,account\né', 'latin1'), /not UTF-8/],
  ['an open quote', 'check,account,reason,owner,until\n"a', /quote is never closed/],
])('a file with %s is refused', async (_, text, message) => {
  expect(String(await read(text))).toMatch(message);
});
