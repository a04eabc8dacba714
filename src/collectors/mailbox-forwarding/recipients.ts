import pLimit from 'p-limit';
import type { ExchangeClient } from '../../exchange/exchange-client.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { pages } from '../../graph/pages.ts';
import type { PageFile } from '../../snapshot/page-file.ts';
import { exchangeFields, trimmedField, withoutSmtp } from '../exchange-fields.ts';

/** Recipients asked side by side: they are few, and one application's requests share one limit. */
const AT_ONCE = 4;
const ON_A_PAGE = 64;

/** Where a forwarding address leads; null where it leads to no one address. */
interface Resolved {
  readonly value: string;
  readonly address: string | null;
}

/**
 * Asks where each value leads and writes it to `file` as `{ value, address }`; what could not be asked is not written.
 * The first failure that kept some from being asked; null where all were.
 */
export async function resolveRecipients(
  exchange: ExchangeClient,
  values: AsyncIterable<readonly string[]>,
  file: PageFile,
): Promise<GraphFailure | null> {
  const limit = pLimit(AT_ONCE);
  let failure: GraphFailure | null = null;
  for await (const chunk of values) {
    for (let at = 0; at < chunk.length && failure?.kind !== 'refused'; at += ON_A_PAGE) {
      const asked = chunk.slice(at, at + ON_A_PAGE).map((value) => limit(() => resolve(exchange, value)));
      const answers = await Promise.all(asked);
      failure ??= answers.find((answer) => answer instanceof GraphFailure) ?? null;
      await file.appendRows(
        answers.filter((answer) => !(answer instanceof GraphFailure)),
        null,
      );
    }
  }
  return failure;
}

async function resolve(exchange: ExchangeClient, value: string): Promise<Resolved | GraphFailure> {
  const identity = withoutSmtp(value);
  const reader = exchange.reader({
    ...{ endpoint: 'beta/InvokeCommand', cmdlet: 'Get-Recipient', parameters: { Identity: identity } },
    select: ['ExternalEmailAddress', 'PrimarySmtpAddress', 'RecipientTypeDetails'],
  });
  try {
    const found: unknown[] = [];
    for await (const { items } of pages(reader, reader.start)) found.push(...items);
    const [recipient, another] = found;
    if (another !== undefined) return { value, address: null };
    return { value, address: recipient === undefined ? asAddress(identity) : addressOf(recipient) };
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    if (error.kind !== 'rejected') return error;
    if (isAmbiguous(error)) return { value, address: null };
    return isNotFound(error) ? { value, address: asAddress(identity) } : error;
  }
}

/** An address of a contact or of a mail user leads outside; it may be of another kind than SMTP, which leads nowhere known. */
function addressOf(item: unknown): string | null {
  const recipient = exchangeFields(item, 'recipient');
  const external = trimmedField(recipient, 'externalemailaddress');
  const address = external ?? trimmedField(recipient, 'primarysmtpaddress');
  return address === null ? null : asAddress(withoutSmtp(address));
}

const SMTP_ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** A text that is an SMTP address is one, whoever knows it. */
function asAddress(text: string): string | null {
  return SMTP_ADDRESS.test(text) && !/^x(400|500):|^\/o=/i.test(text) ? text : null;
}

function isNotFound({ status, message }: GraphFailure): boolean {
  return status === 404 || /ManagementObjectNotFound|couldn['’]t be found|not found/i.test(message);
}

function isAmbiguous({ message }: GraphFailure): boolean {
  return /ManagementObjectAmbiguous|matches multiple|isn['’]t unique|ambiguous/i.test(message);
}
