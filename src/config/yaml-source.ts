import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type YAMLParseError,
} from 'yaml';
import { messageOf, worded, type InBoth } from '../errors.ts';
import { CONFIG_WORDS } from './config-words.ts';
import { oneLine, type ConfigPath } from './problem.ts';

/** A place in the text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface YamlSource {
  /** What the text says, in plain values; undefined when it could not be read. */
  readonly value: unknown;
  /** Faults of the YAML itself; the value is not to be used when there are any. */
  readonly faults: readonly { readonly position: Position; readonly text: InBoth }[];
  /** Where a key, or the value behind it, stands; for what is absent, the nearest thing around it. */
  positionOf(path: ConfigPath, at: 'key' | 'value'): Position;
}

const MOST_ALIASES = 100;

/** Reads YAML 1.2 core: unique text keys, no custom tags, no merge keys, few aliases, one document. Never throws. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    stringKeys: true,
    customTags: [],
    resolveKnownTags: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = [
    ...parserFaults(document).map(({ pos, message }) => ({
      offset: pos[0],
      text: faultText(message),
    })),
    ...forbiddenNodes(document),
  ];
  const plain = faults.length > 0 ? { value: undefined } : plainValue(document);
  if ('fault' in plain) faults.push({ offset: 0, text: faultText(plain.fault) });
  return {
    value: 'value' in plain ? plain.value : undefined,
    faults: faults.map((fault) => ({ position: positionAt(fault.offset), text: fault.text })),
    positionOf: (path, at) => positionAt(offsetOf(document, path, at)),
  };
}

function parserFaults({
  errors,
  warnings,
}: Document.Parsed): readonly Pick<YAMLParseError, 'pos' | 'message'>[] {
  // The faults after this one only say that the parser had given up.
  const exhausted = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  return exhausted === undefined ? [...errors, ...warnings] : [exhausted];
}

/** Aliases to nothing, which the parser lets pass, and the one key that JavaScript objects cannot be trusted with. */
function forbiddenNodes(document: Document.Parsed): { offset: number; text: InBoth }[] {
  const faults: { offset: number; text: InBoth }[] = [];
  if (document.errors.length > 0) return faults;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) === undefined) {
        faults.push({
          offset: alias.range?.[0] ?? 0,
          text: CONFIG_WORDS.noAnchor,
        });
      }
    },
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === '__proto__') {
        faults.push({ offset: key.range?.[0] ?? 0, text: CONFIG_WORDS.protoKey });
      }
    },
  });
  return faults;
}

function plainValue(document: Document.Parsed): { value: unknown } | { fault: string } {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { value };
  } catch (error) {
    return { fault: messageOf(error) };
  }
}

/**
 * The parser's words where they suit the reader of a config, our own where they speak to its programmer. What the parser quotes is
 * left out: the file may have been named by mistake, and hold anything.
 */
function faultText(message: string): InBoth {
  if (/\btag\b/i.test(message)) return CONFIG_WORDS.tags;
  if (message === 'Map keys must be unique') return CONFIG_WORDS.keyTwice;
  if (message.startsWith('With stringKeys')) return CONFIG_WORDS.textKey;
  if (message.startsWith('Source contains multiple documents')) return CONFIG_WORDS.secondDocument;
  if (message.startsWith('Excessive alias count')) return CONFIG_WORDS.aliases;
  if (message.startsWith('Maximum call stack')) return CONFIG_WORDS.deep;
  return worded(CONFIG_WORDS.notYaml, { reason: oneLine(message.replace(QUOTES, '$1')) });
}

const QUOTES = /^(Unknown directive|Unsupported YAML version|Invalid escape sequence|[^:]*\w(?=: )).*$/su;

function offsetOf(document: Document.Parsed, path: ConfigPath, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const [index, segment] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === segment);
      if (pair === undefined) return offset;
      const last = index === path.length - 1;
      offset = startOf(last && at === 'value' ? pair.value : pair.key) ?? startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof segment === 'number') {
      node = node.items[segment];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) return node.range?.[0];
  return undefined;
}
