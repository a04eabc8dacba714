import type { ExchangeClient } from '../../exchange/exchange-client.ts';
import type { GraphFailure } from '../../graph/graph-failure.ts';
import type { PageFile } from '../../snapshot/page-file.ts';
import { lookUpRecipients } from '../recipient-lookup.ts';

/**
 * Asks where each value leads and writes it to `file` as `{ value, address, kind }`; what could not be asked is not written.
 * The first failure that kept some from being asked; null where all were.
 */
export async function resolveRecipients(
  exchange: ExchangeClient,
  values: AsyncIterable<readonly string[]>,
  file: PageFile,
): Promise<GraphFailure | null> {
  let failure: GraphFailure | null = null;
  for await (const chunk of values) {
    if (failure?.kind === 'refused') return failure;
    const looked = await lookUpRecipients(exchange, chunk);
    failure ??= looked.failure;
    await file.appendRows(
      looked.found.map(({ written, address, kind }) => ({ value: written, address, kind })),
      null,
    );
  }
  return failure;
}
