import { fstatSync, fsync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { diskTrouble } from '../disk/disk-trouble.ts';
import { KnownError, worded, wordsOf } from '../errors.ts';
import { inertDrawing, inertText } from './inert-text.ts';
import { ClosedPipe, type Output } from './io.ts';

/** What is used of `process.stdout` and `process.stderr`. */
export interface OutputStream {
  readonly fd: number;
  readonly isTTY: boolean;
  readonly columns: number;
  write(text: string, done: (error?: Error | null) => void): boolean;
  on(event: 'error', listener: () => void): unknown;
}

/** stdout: bytes as they are, but for a person at a terminal. */
export function dataOutput(stream: OutputStream): Output {
  const { send, sync } = writerOf(stream);
  const raw = (text: string): string => text;
  return {
    ...terminalOf(stream),
    write: (text) => send((stream.isTTY ? inertText : raw)(text)),
    draw: (text) => send((stream.isTTY ? inertDrawing : raw)(text)),
    finish: sync,
  };
}

/** stderr: for people, wherever it goes. What cannot be told is not what the run is for. */
export function tellingOutput(stream: OutputStream): Output {
  const { send } = writerOf(stream);
  const told = (text: string): Promise<void> => send(text).catch(nobodyReads);
  return {
    ...terminalOf(stream),
    write: (text) => told(inertText(text)),
    draw: (text) => told(inertDrawing(text)),
    finish: nothing,
  };
}

/** There is no other place to say that the place to say things is gone or full. */
function nobodyReads(error: unknown): void {
  if (!(error instanceof ClosedPipe) && !(error instanceof KnownError)) throw error;
}

function terminalOf(stream: OutputStream): Pick<Output, 'isTerminal' | 'columns'> {
  return {
    isTerminal: stream.isTTY,
    get columns() {
      return stream.columns > 0 ? stream.columns : 80;
    },
  };
}

interface Writer {
  readonly send: (text: string) => Promise<void>;
  readonly sync: () => Promise<void>;
}

function writerOf(stream: OutputStream): Writer {
  // Without a listener an EPIPE would end the process; the write's own callback reports it.
  stream.on('error', () => undefined);
  const status = fstatSync(stream.fd);
  const isDevice = status.isCharacterDevice() && !stream.isTTY;
  if (!status.isFile() && !isDevice) return { send: (text) => writeTo(stream, text), sync: nothing };
  const sync = status.isFile() ? () => synchronise(stream.fd) : nothing;
  return { send: (text) => writeWhole(stream.fd, text), sync };
}

/** Node's own stream over a file takes a part that was written for the whole, as of a disk that is about to be full. */
async function writeWhole(descriptor: number, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw outputTrouble(error);
      await sleep(10);
    }
  }
}

const toDisk = promisify(fsync);

function nothing(): Promise<void> {
  return Promise.resolve();
}

/** Some disks tell only then that they are full. */
async function synchronise(descriptor: number): Promise<void> {
  try {
    await toDisk(descriptor);
  } catch (error) {
    if (!CANNOT_BE_SYNCHRONISED.has(codeOf(error))) throw outputTrouble(error);
  }
}

const CANNOT_BE_SYNCHRONISED: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EPERM']);

function writeTo(stream: OutputStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(outputTrouble(error));
      else resolve();
    });
  });
}

/** After an EPIPE a stream is destroyed, and says so of whatever is written next. */
const NOBODY_READS: ReadonlySet<string> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'EOF']);

const THE_OUTPUT = { fr: 'la sortie', en: 'the output' };
const CANNOT_WRITE = {
  fr: 'impossible d’écrire la sortie\u00a0: {why}',
  en: 'cannot write the output: {why}',
} as const;

function outputTrouble(error: unknown): Error {
  if (NOBODY_READS.has(codeOf(error))) return new ClosedPipe('the output is closed', { cause: error });
  const words = diskTrouble('write', THE_OUTPUT, error)?.words;
  return new KnownError('local', words ?? worded(CANNOT_WRITE, { why: wordsOf(error) }), {
    nextSteps: [
      {
        fr: 'Ce qui en a été écrit n’est pas entier. Y libérer de l’espace, ou l’envoyer ailleurs, et relancer la même commande.',
        en: 'What was written of it is not whole. Free space there, or send it elsewhere, and run the same command again.',
      },
    ],
    cause: error,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
