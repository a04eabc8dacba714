import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished, expect, test } from 'vitest';
import { KnownError, messageOf } from '../errors.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { inertDrawing, inertText } from './inert-text.ts';
import { ClosedPipe } from './io.ts';
import { dataOutput, tellingOutput, type OutputStream } from './stream-output.ts';

/** A stream over a file, which may pass for a terminal. */
function streamTo(file: string, isTTY: boolean): OutputStream {
  const fd = openSync(file, 'w');
  onTestFinished(() => closeSync(fd));
  return Object.assign(new PassThrough(), { fd, isTTY, columns: isTTY ? 100 : 0 });
}

const HOSTILE = 'a\u001b]52;c;aGk=\u0007b\u009b2Jc\rd\u202ee\ufefff\u0085g\u2028h\tî\r\nj\n';
const SEEN = 'a\ufffd]52;c;aGk=\ufffdb\ufffd2Jc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh\tî\r\nj\n';
const DRAWN = '\r\u001b[3A\u001b[0J\u001b[1m\u001b[38;5;1mx\u001b[0m';

test('data is written as it is, and at a terminal without what acts upon it', async () => {
  const file = join(await temporaryFolder(), 'out');
  for (const [isTTY, written] of [
    [false, HOSTILE + DRAWN + HOSTILE],
    [true, SEEN + DRAWN + SEEN],
  ] as const) {
    const output = dataOutput(streamTo(file, isTTY));
    await output.write(HOSTILE);
    await output.draw(`${DRAWN}${HOSTILE.replaceAll('\rd', isTTY ? '\u0000d' : '\rd')}`);
    await output.finish();
    expect([output.isTerminal, output.columns]).toEqual([isTTY, isTTY ? 100 : 80]);
    expect(readFileSync(file, 'utf8')).toBe(written);
  }
});

test('what a person is told acts on no terminal, wherever it goes', async () => {
  const file = join(await temporaryFolder(), 'err');
  for (const isTTY of [false, true]) {
    const output = tellingOutput(streamTo(file, isTTY));
    await output.write(HOSTILE);
    await output.draw(DRAWN);
    expect(readFileSync(file, 'utf8')).toBe(SEEN + DRAWN);
  }
});

test('of an escape only those of our own drawings are left', () => {
  expect(inertText(DRAWN)).not.toContain('\u001b');
  expect(inertDrawing('\u001b[2J\u001b[31mx\u001b]0;t\u0007\u001b[6n')).toBe(
    '\ufffd[2J\u001b[31mx\ufffd]0;t\ufffd\ufffd[6n',
  );
});

test.skipIf(process.platform !== 'linux')(
  'a full disk is told, of data; of what a person is told it changes nothing',
  async () => {
    const full = dataOutput(streamTo('/dev/full', false));
    const error: unknown = await full.write('x').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(KnownError);
    expect(messageOf(error)).toMatch(/^cannot write the output: the disk is full \(ENOSPC/);
    await expect(tellingOutput(streamTo('/dev/full', false)).write('x')).resolves.toBeUndefined();
  },
);

test('a pipe that nobody reads is closed, any other trouble of a pipe is told', async () => {
  const broken = (code: string): OutputStream => {
    const error = Object.assign(new Error(`write ${code}`), { code });
    const write = (_: string, done: (error: Error) => void): boolean => {
      done(error);
      return false;
    };
    const fd = openSync('.', 'r');
    onTestFinished(() => closeSync(fd));
    return { fd, isTTY: false, columns: 0, write, on: () => undefined };
  };
  await expect(dataOutput(broken('EPIPE')).write('x')).rejects.toBeInstanceOf(ClosedPipe);
  await expect(dataOutput(broken('ERR_STREAM_DESTROYED')).write('x')).rejects.toBeInstanceOf(ClosedPipe);
  await expect(dataOutput(broken('EIO')).write('x')).rejects.toMatchObject({ kind: 'local' });
  await expect(dataOutput(broken('ECONNRESET')).write('x')).rejects.toMatchObject({ kind: 'local' });
  for (const code of ['EPIPE', 'EIO']) await tellingOutput(broken(code)).write('x');
});
