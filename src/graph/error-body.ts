import { withoutPeople } from './without-people.ts';

/** What the body of an error tells, as data. */
export interface ErrorBody {
  /** Its codes, the outermost first; none where it has none. */
  readonly codes: readonly string[];
  /** Class names of Exchange's exceptions without their namespace, the outermost first. */
  readonly exceptions: readonly string[];
  /** The far side's own sentence, the most precise there is, without people; empty where it says nothing. */
  readonly message: string;
}

/** Inner errors lie within one another; no more than these are looked at. */
const MOST_LEVELS = 5;

/**
 * Reads `{ error: { code, message, details, innererror: { internalexception: { message, type } } } }` of Graph and of
 * Exchange Online, whose keys come in several cases and whose objects may be lists. Whatever is missing, or of
 * another shape, is left out.
 */
export function errorBodyOf(json: unknown): ErrorBody {
  const error = field(json, 'error');
  const inner = chainOf(field(error, 'innererror'), 'innererror');
  const exceptions = inner.flatMap((one) => chainOf(field(one, 'internalexception'), 'internalexception'));
  const details = field(error, 'details');
  const sentences = [details, ...exceptions, error].map((one) => textOf(field(one, 'message')));
  const own = textOf(error);
  return {
    codes: [error, details, ...inner].map((one) => codeOf(field(one, 'code'))).filter((code) => code !== ''),
    exceptions: [
      ...exceptions.map((one) => classOf(textOf(field(one, 'type')))),
      ...sentences.map(exceptionWithin),
    ].filter((name) => name !== ''),
    message: withoutPeople(sentences.find((text) => text !== '') ?? own),
  };
}

/** The code that a reader is told: the outermost. Empty where there is none. */
export function firstCodeOf({ codes }: ErrorBody): string {
  return codes[0] ?? '';
}

/** Whether an answer tells of an error, whatever its status says. */
export function tellsError(json: unknown): boolean {
  const error = field(json, 'error');
  return error !== undefined && error !== null;
}

function chainOf(first: unknown, name: string): unknown[] {
  const chain: unknown[] = [];
  for (let at = first; isObject(at) && chain.length < MOST_LEVELS; at = field(at, name)) chain.push(at);
  return chain;
}

/** A key in whatever case; of a list, of its first item. */
function field(value: unknown, name: string): unknown {
  const holder: unknown = Array.isArray(value) ? value[0] : value;
  if (!isObject(holder)) return undefined;
  if (Object.hasOwn(holder, name)) return Reflect.get(holder, name);
  const key = Object.keys(holder).find((one) => one.toLowerCase() === name);
  return key === undefined ? undefined : Reflect.get(holder, key);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A name as addresses have it: `prenom.nom`, which no code is. */
const LOWER_CASE_NAME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/** Anything else might be somebody's name or id. */
function codeOf(value: unknown): string {
  const text = textOf(value);
  const isCode = /^[\w.-]{1,80}$/.test(text) && !text.includes('eyJ') && !LOWER_CASE_NAME.test(text);
  return isCode && withoutPeople(text) === text ? text : '';
}

/** `Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException` without its namespace. */
function classOf(type: string): string {
  return codeOf(type.split('.').at(-1));
}

/** Exchange writes `Ex6F9304|Microsoft.Exchange.….ManagementObjectNotFoundException|The operation…` where it has no type. */
function exceptionWithin(sentence: string): string {
  const parts = sentence.slice(0, 400).split('|', 3);
  return parts.length === 3 && (parts[1] ?? '').endsWith('Exception') ? classOf(parts[1] ?? '') : '';
}
