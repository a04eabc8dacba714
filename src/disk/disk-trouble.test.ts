import { expect, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { diskTrouble } from './disk-trouble.ts';

function told(error: unknown): string | null {
  const trouble = diskTrouble('write', '/audit', error);
  return trouble === null ? null : `${trouble.kind}: ${trouble.message}`;
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: words, write`), { code });
}

test.each([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is reached'],
  ['EROFS', 'the disk is read-only'],
  ['EACCES', 'permission denied'],
  ['EIO', 'the disk fails'],
  ['EMFILE', 'too many files are open'],
  ['ENOMEM', 'the machine has no memory left'],
  ['ENAMETOOLONG', 'the name is too long'],
])('%s of the system is told as "%s"', (code, why) => {
  expect(told(systemError(code))).toBe(`local: cannot write /audit: ${why} (${code}: words, write)`);
});

test.each([
  [
    'IO Error: Could not write file "/audit/a.parquet": No space left on device',
    '/audit/a.parquet',
    'the disk is full',
  ],
  ['IO Error: Cannot open file "/audit/b": Permission denied', '/audit/b', 'permission denied'],
  ['IO Error: Cannot open file "/audit/b": Read-only file system', '/audit/b', 'the disk is read-only'],
  ['IO Error: Cannot open file "/audit/b": Too many open files', '/audit/b', 'too many files are open'],
  ['IO Error: Could not read from file "/audit/b": Input/output error', '/audit/b', 'the disk fails'],
  [
    `Out of Memory Error: failed to offload data block of size 256.0 KiB (0 bytes/90.0 KiB used). This limit was set by the 'max_temp_directory_size' setting.`,
    '/audit',
    'the disk is full',
  ],
])('DuckDB’s “%s” is told', (message, where, why) => {
  expect(told(new Error(`${message}\nLINE 1: …`))).toBe(`local: cannot write ${where}: ${why} (${message})`);
});

test('a full disk is told as what could not be written, whatever was known of the work', () => {
  const verb = (message: string): string | undefined =>
    diskTrouble('use', '/audit', new Error(message))?.message.split(':', 1)[0];
  expect(verb('IO Error: No space left on device')).toBe('cannot write /audit');
  expect(verb('IO Error: Permission denied')).toBe('cannot use /audit');
});

test.each([
  new Error('Out of Memory Error: could not allocate block of size 256.0 KiB (100.0 MiB/100.0 MiB used)'),
  new Error('IO Error: No files found that match the pattern "/audit/x"'),
  // Words of a person in a row that DuckDB quotes.
  new Error('Conversion Error: Could not convert string "No space left on device" to DATE'),
  systemError('ECONNRESET'),
  new KnownError('tenant', { fr: 'no space left on device', en: 'no space left on device' }),
  'no space left on device',
])('%s tells of no disk', (error) => {
  expect(told(error)).toBeNull();
});
