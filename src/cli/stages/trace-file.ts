import { resolve } from 'node:path';
import { openPrivateLog } from '../../disk/private-log.ts';
import { worded, wordsOf, type InBoth } from '../../errors.ts';
import type { OnTrace } from '../../graph/trace.ts';
import type { Io } from '../io.ts';

export interface TraceFile {
  readonly onTrace: OnTrace;
  close(): void;
}

const ENDS = {
  fr: 'la trace s’arrête ici\u00a0: {why}',
  en: 'the trace ends here: {why}',
} as const satisfies InBoth;

/** Opens the file that `--trace` names, for one line of JSON per request; null where it names none. Throws `KnownError` (local). */
export async function openTraceFile(
  given: { readonly trace?: string },
  { cwd, stderr, language }: Pick<Io, 'cwd' | 'stderr' | 'language'>,
): Promise<TraceFile | null> {
  if (given.trace === undefined) return null;
  const log = await openPrivateLog(resolve(cwd, given.trace), (error) => {
    void stderr.write(`vigie: ${worded(ENDS, { why: wordsOf(error) })[language]}\n`);
  });
  return { onTrace: (request) => log.write(JSON.stringify(request)), close: () => log.close() };
}
