import { saltOf } from '../tenant/hash.ts';
import { exchangeReach } from '../tenant/exchange-reach.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Answer, CloudRequest } from './answer.ts';
import { exchangeError, exchangeRows } from './exchange-answer.ts';
import { COMMANDS, identityOf, PARAMETERS, type Listing } from './exchange-commands.ts';
import { readExchangeRequest, type ExchangeRequest } from './exchange-request.ts';
import { readSkipToken, writeSkipToken } from './skip-token.ts';

/** Rows of a listing whose ResultSize was not given. */
const DEFAULT_RESULT_SIZE = 1000;
const MORE =
  'There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.';

/**
 * outlook.office365.com/adminapi, for a request whose token was looked at already. `onWrite` hears of every command
 * that would have changed something, all of which are refused.
 */
export function createExchange(
  tenant: Tenant,
  onWrite: (command: string) => void,
): (request: CloudRequest) => Answer {
  const reach = exchangeReach(tenant.overrides);
  return (sent) => {
    const request = readExchangeRequest(sent, tenant.spec);
    if ('status' in request) return request;
    const { road, command, parameters } = request;
    if (!/^Get-/i.test(command)) {
      onWrite(command);
      return exchangeError(403, 'Forbidden', `The cmdlet ${command} would change something.`);
    }
    if (!reach[road]) return forbidden(tenant, road);
    const run = COMMANDS.get(command);
    if (run === undefined) return unknownCommand(command);
    const strange = Object.keys(parameters).find((name) => !PARAMETERS.includes(name));
    if (strange !== undefined) {
      return exchangeError(
        400,
        'BadRequest',
        `|System.Management.Automation.ParameterBindingException|A parameter cannot be found that matches parameter name '${strange}'.`,
      );
    }
    const withForwarding = road === 'commands' || reach.documentedForwarding;
    const listing = run(tenant, request, withForwarding);
    return listing === null
      ? notFound(request)
      : answerPage(tenant, request, listing, mostOf(tenant, request));
  };
}

/** Of the rows asked for in all, the page that the link stands for; it fits only the body that it was given for. */
function answerPage(tenant: Tenant, request: ExchangeRequest, listing: Listing, most: number): Answer {
  const { seed, overrides } = tenant;
  const { query } = request.target;
  const token = query.get('$skiptoken');
  const scope = `exchange ${saltOf(request.scope)}`;
  const position = token === undefined ? 0 : readSkipToken(token, scope, seed);
  if (position === null) {
    return exchangeError(
      400,
      'BadRequest',
      'The paging cookie is not valid, or was given for another command.',
    );
  }
  const [start, served] = [position % SHIFT, Math.floor(position / SHIFT)];
  const asked = resultSizeOf(request);
  if (asked === null) return exchangeError(400, 'BadRequest', 'The value of ResultSize is not valid.');
  const limit = Math.min(asked, most);
  const size = Math.min(request.pageSize, overrides.pageSize ?? request.pageSize, limit - served);
  const { rows, end } = fill(listing, start, size);
  if (end < 0) return exchangeRows(rows, null);
  const total = served + rows.length;
  if (total >= limit) return exchangeRows(rows, null, [MORE]);
  const cookie = writeSkipToken(total * SHIFT + end, scope, seed);
  const select = query.get('$select');
  const kept = select === undefined ? '' : `$select=${select}&`;
  return exchangeRows(rows, `${request.path}?${kept}$skiptoken=${cookie}`);
}

/** Places are far fewer; what stands above counts the rows given so far. */
const SHIFT = 2 ** 24;

/** The next rows, and the place of the first one left over; -1 where none is. */
function fill(listing: Listing, start: number, size: number): { rows: string[]; end: number } {
  const rows: string[] = [];
  for (let place = start; place < listing.places; place += 1) {
    const row = listing.rowAt(place);
    if (row === null) continue;
    if (rows.length === size) return { rows, end: place };
    rows.push(row);
  }
  return { rows, end: -1 };
}

/** How many rows the tenant gives at the most, whatever is asked. */
function mostOf({ overrides }: Tenant, { command, parameters }: ExchangeRequest): number {
  const isOfAll = command === 'Get-Mailbox' && parameters.Identity === undefined;
  return isOfAll ? (overrides.truncatedListing ?? Infinity) : Infinity;
}

function resultSizeOf({ parameters }: ExchangeRequest): number | null {
  const { ResultSize: asked = DEFAULT_RESULT_SIZE } = parameters;
  if (String(asked).toLowerCase() === 'unlimited') return Infinity;
  const size = Number(asked);
  return Number.isInteger(size) && size > 0 ? size : null;
}

function forbidden({ overrides }: Tenant, road: ExchangeRequest['road']): Answer {
  const lacks = road === 'documented' ? 'Exchange.ManageAsAppV2' : 'Exchange.ManageAsApp';
  return overrides.missingPermissions?.includes(lacks) === true
    ? exchangeError(403, 'Forbidden', 'The application lacks a permission for this operation.')
    : exchangeError(
        403,
        'Forbidden',
        'The role assigned to the application is not supported in this scenario. Assign it a supported role.',
      );
}

function unknownCommand(command: string): Answer {
  return exchangeError(
    400,
    'BadRequest',
    `|System.Management.Automation.CommandNotFoundException|The term '${command}' is not recognized as a name of a cmdlet, function, script file, or executable program.`,
  );
}

function notFound(request: ExchangeRequest): Answer {
  return exchangeError(
    404,
    'NotFound',
    `Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|The operation couldn't be performed because object '${identityOf(request) ?? ''}' couldn't be found on 'CANPR01A003DC01.CANPR01A003.PROD.OUTLOOK.COM'.`,
  );
}
