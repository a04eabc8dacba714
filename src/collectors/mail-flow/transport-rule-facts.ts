import { flagField, textsField, trimmedField } from '../exchange-fields.ts';
import type { Fields } from '../fields.ts';
import { addressesOf } from './exchange-addresses.ts';

/** An action that sends mail to somebody, with whom the rule names for it. */
interface Sending {
  readonly action: string;
  readonly targets: readonly string[];
}

/**
 * What else a transport rule tells, besides its four actions that name recipients: the other actions that send mail, what it
 * stops, and of which mail. `rule` has its properties' names in lower case. A property that is not there was not told; null,
 * an empty text and an empty list are none. Throws `GraphFailure` (malformed).
 * https://learn.microsoft.com/powershell/module/exchangepowershell/new-transportrule
 */
export function furtherFacts(
  rule: Fields,
): Record<string, readonly Sending[] | readonly string[] | string | boolean | null> {
  return {
    sends: sendings(rule),
    stops: stops(rule),
    messageType: scopeOf(rule, 'messagetypematches', 'messagetypematchespredicate'),
    fromScope: scopeOf(rule, 'fromscope', 'fromscopepredicate'),
    sentToScope: scopeOf(rule, 'senttoscope', 'senttoscopepredicate'),
    otherConditions: otherConditions(rule),
    exceptions: exceptions(rule),
    fromPeople: addressesOf(rule, 'from'),
    sentToPeople: addressesOf(rule, 'sentto'),
  };
}

function sendings(rule: Fields): Sending[] {
  const manager = trimmedField(rule, 'addmanagerasrecipienttype');
  const byUser = addressesOf(rule, 'moderatemessagebyuser');
  const report = addressesOf(rule, 'generateincidentreport');
  const connector = trimmedField(rule, 'routemessageoutboundconnector');
  return [
    ...(manager === null ? [] : [{ action: 'add-manager', targets: [] }]),
    ...(byUser.length === 0 ? [] : [{ action: 'moderate-by-user', targets: byUser }]),
    ...(flagField(rule, 'moderatemessagebymanager') === true
      ? [{ action: 'moderate-by-manager', targets: [] }]
      : []),
    ...(report.length === 0 ? [] : [{ action: reportAction(rule), targets: report }]),
    ...(connector === null ? [] : [{ action: 'route-connector', targets: [connector] }]),
  ];
}

/** A report may hold the message itself. */
function reportAction(rule: Fields): string {
  const content = textsField(rule, 'incidentreportcontent').flatMap((text) =>
    text.toLowerCase().split(/[\s,;]+/),
  );
  return content.includes('attachoriginalmail') ? 'report-with-mail' : 'report';
}

const REJECTS = ['rejectmessagereasontext', 'rejectmessageenhancedstatuscode'] as const;
const STOPPING = /reject|delete(?:message)?action|quarantine/i;

/** Null where neither the actions nor the properties that would tell are there. */
function stops(rule: Fields): boolean | null {
  const isRejecting = REJECTS.some((name) => trimmedField(rule, name) !== null);
  if (isRejecting || flagField(rule, 'deletemessage') === true) return true;
  const actions = listOf(rule, 'actions');
  if (flagField(rule, 'quarantine') === true || actions?.some((name) => STOPPING.test(name)) === true)
    return true;
  const isTold = REJECTS.every((name) => Object.hasOwn(rule, name)) && Object.hasOwn(rule, 'deletemessage');
  return actions !== null || isTold ? false : null;
}

/** '' is any; null where its value was not told, be it that the rule lists the condition. */
function scopeOf(rule: Fields, name: string, predicate: string): string | null {
  const value = trimmedField(rule, name);
  if (value !== null) return value;
  const conditions = listOf(rule, 'conditions');
  if (conditions !== null) return conditions.some((one) => predicateOf(one) === predicate) ? null : '';
  return Object.hasOwn(rule, name) ? '' : null;
}

const SCOPES: readonly string[] = [
  'messagetypematchespredicate',
  'fromscopepredicate',
  'senttoscopepredicate',
];

function otherConditions(rule: Fields): string[] | null {
  return listOf(rule, 'conditions')?.filter((name) => !SCOPES.includes(predicateOf(name))) ?? null;
}

/** An exception is listed, or there as a property of its own. */
function exceptions(rule: Fields): string[] | null {
  const set = Object.keys(rule).filter((name) => name.startsWith('exceptif') && isSet(rule[name]));
  const listed = listOf(rule, 'exceptions');
  return listed === null && set.length === 0 ? null : [...(listed ?? []), ...set];
}

function isSet(value: unknown): boolean {
  return (
    value !== null &&
    value !== undefined &&
    value !== false &&
    value !== '' &&
    !(Array.isArray(value) && value.length === 0)
  );
}

/** A list of names that may be null for none; null where it was not told. */
function listOf(rule: Fields, name: string): string[] | null {
  return Object.hasOwn(rule, name) ? textsField(rule, name) : null;
}

/** Conditions come as the full names of their types. */
function predicateOf(name: string): string {
  return name.replace(/^.*\./, '').toLowerCase();
}
