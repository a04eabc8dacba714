import { resolve } from 'node:path';
import { openPrivateLog } from '../../disk/private-log.ts';
import { messageOf } from '../../errors.ts';
import type { OnTrace } from '../../graph/trace.ts';
import type { Io } from '../io.ts';

export interface TraceFile {
  readonly onTrace: OnTrace;
  close(): void;
}

/** Opens the file that `--trace` names, for one line of JSON per request; null where it names none. Throws `KnownError` (local). */
export async function openTraceFile(
  given: { readonly trace?: string },
  { cwd, stderr }: Pick<Io, 'cwd' | 'stderr'>,
): Promise<TraceFile | null> {
  if (given.trace === undefined) return null;
  const log = await openPrivateLog(resolve(cwd, given.trace), (error) => {
    void stderr.write(`the trace ends here: ${messageOf(error)}\n`);
  });
  return { onTrace: (request) => log.write(JSON.stringify(request)), close: () => log.close() };
}
