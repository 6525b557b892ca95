import { Composer, CST, isAlias, isMap, isNode, isPair, isScalar, isSeq, Lexer, Parser, visit, type Document, type ParsedNode } from 'yaml';
import { UNSAFE_KEYS } from '../../expression/limits.js';
import type { Json } from '../../json.js';
import { MAX_ALIASES, MAX_YAML_TOKENS } from './document-limits.js';
import { escapePointer } from './unsafe-keys.js';

export interface YamlFault {
  readonly code:
    | 'MALFORMED_YAML'
    | 'DUPLICATE_KEY'
    | 'UNSAFE_KEY'
    | 'DOCUMENT_TOO_DEEP'
    | 'CUSTOM_TAG'
    | 'SEVERAL_DOCUMENTS'
    | 'TOO_MANY_ALIASES'
    | 'DOCUMENT_TOO_LARGE';
  readonly message: string;
  readonly pointer: string;
  readonly offset: number;
}
export interface YamlReading {
  readonly value: Json | undefined;
  readonly faults: readonly YamlFault[];
  /** The composed document; `undefined` when it was refused before that. */
  readonly document: Document.Parsed | undefined;
}
const MAX_FAULTS = 100;

/**
 * Reads one YAML 1.2 document of plain JSON values: no tags but the core ones, keys are text and unique, aliases few, nesting bounded (checked on
 * the token tree, without recursion, before anything is composed).
 */
export function readYaml(text: string, maxDepth: number): YamlReading {
  const { tokens, fault } = tokenise(text, maxDepth);
  const excess = fault ?? findExcess(tokens, maxDepth);
  if (excess) return { value: undefined, faults: [excess], document: undefined };
  const documents = [...composer().compose(tokens, true, text.length)] as Document.Parsed[];
  const [document, second] = documents;
  if (!document) return refused('MALFORMED_YAML', 'the document is empty', 0);
  if (second) return refused('SEVERAL_DOCUMENTS', 'there is more than one document: write one', second.range[0]);
  const faults = [...syntaxFaults(document), ...keyFaults(document), ...aliasFaults(document)].slice(0, MAX_FAULTS);
  if (faults.length > 0) return { value: undefined, faults, document };
  return toValue(document);
}

/** Double keys are found by `keyFaults`: the library compares each key with all before it. */
export const composer = (): Composer =>
  new Composer({
    uniqueKeys: false,
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
    version: '1.2',
    merge: false,
    schema: 'core',
    resolveKnownTags: false,
  });

const refused = (code: YamlFault['code'], message: string, offset: number): YamlReading => ({
  value: undefined,
  faults: [{ code, message, pointer: '', offset }],
  document: undefined,
});

/** The token tree. Stops at the first sign that the text is an attack: what follows takes long to say what the first lines say already. */
function tokenise(text: string, maxDepth: number): { readonly tokens: readonly CST.Token[]; readonly fault?: YamlFault } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  let errors = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error' && ++errors > MAX_FAULTS)
        return { tokens, fault: { code: 'MALFORMED_YAML', message: token.message, pointer: '', offset: token.offset } };
    }
    const at = { pointer: '', offset: parser.offset };
    if (++lexemes > MAX_YAML_TOKENS)
      return { tokens, fault: { code: 'DOCUMENT_TOO_LARGE', message: `the document has more than ${MAX_YAML_TOKENS} tokens`, ...at } };
    if (parser.stack.length > maxDepth + 10)
      return { tokens, fault: { code: 'DOCUMENT_TOO_DEEP', message: `the document is nested deeper than ${maxDepth} levels`, ...at } };
  }
  tokens.push(...parser.end());
  return { tokens };
}

/** What makes composing dangerous: nesting and aliases. Iterative. */
function findExcess(tokens: readonly CST.Token[], maxDepth: number): YamlFault | undefined {
  const open: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  let aliases = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    const at = { pointer: '', offset: token.offset };
    if (depth > maxDepth + 1) return { code: 'DOCUMENT_TOO_DEEP', message: `the document is nested deeper than ${maxDepth} levels`, ...at };
    if (token.type === 'alias' && ++aliases > MAX_ALIASES) {
      return { code: 'TOO_MANY_ALIASES', message: `the document has more than ${MAX_ALIASES} aliases (*name)`, ...at };
    }
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth });
    if (!CST.isCollection(token)) continue;
    for (const item of token.items) {
      if (item.key) open.push({ token: item.key, depth: depth + 1 });
      if (item.value) open.push({ token: item.value, depth: depth + 1 });
    }
  }
  return undefined;
}

function syntaxFaults(document: Document.Parsed): YamlFault[] {
  const faults = [...document.errors, ...document.warnings].map((error): YamlFault => {
    const isTag = error.code === 'TAG_RESOLVE_FAILED';
    const code = isTag ? 'CUSTOM_TAG' : error.code === 'MULTIPLE_DOCS' ? 'SEVERAL_DOCUMENTS' : 'MALFORMED_YAML';
    return {
      code,
      message: isTag ? `${error.message}: tags of your own are not allowed` : error.message,
      pointer: '',
      offset: error.pos[0],
    };
  });
  return faults.sort((a, b) => a.offset - b.offset);
}

const DUPLICATE = { code: 'DUPLICATE_KEY', says: 'is there twice' } as const;
const UNSAFE = { code: 'UNSAFE_KEY', says: 'is not allowed' } as const;

/** Keys that are double or unsafe, at most MAX_FAULTS of them. */
function keyFaults(document: Document.Parsed): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Map(_key, map, path) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        const fault = seen.has(name) ? DUPLICATE : UNSAFE_KEYS.has(name) ? UNSAFE : undefined;
        seen.add(name);
        if (!fault) continue;
        const pointer = `${pointerOf(path, map)}/${escapePointer(name)}`;
        faults.push({ code: fault.code, message: `the key "${name}" ${fault.says}`, pointer, offset: (key as ParsedNode).range?.[0] ?? 0 });
        if (faults.length >= MAX_FAULTS) return visit.BREAK;
      }
      return undefined;
    },
  });
  return faults;
}

/** Aliases of nothing, and those inside what they stand for. */
function aliasFaults(document: Document.Parsed): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Alias(_key, alias, path) {
      const target = alias.resolve(document);
      if (target && !path.includes(target as never)) return;
      const message = target
        ? `the alias *${alias.source} stands inside of what it repeats`
        : `there is no anchor &${alias.source} before this alias`;
      faults.push({ code: 'MALFORMED_YAML', message, pointer: pointerOf(path, alias), offset: alias.range?.[0] ?? 0 });
    },
  });
  return faults;
}

/** The JSON Pointer of a node, from its ancestors as `visit` tells them. */
function pointerOf(ancestors: readonly unknown[], node: unknown): string {
  let pointer = '';
  [...ancestors, node].forEach((ancestor, i, all) => {
    const child = all[i + 1];
    if (isSeq(ancestor)) pointer += `/${ancestor.items.indexOf(child)}`;
    else if (isPair(ancestor) && isScalar(ancestor.key)) pointer += `/${escapePointer(String(ancestor.key.value))}`;
  });
  return pointer;
}

function toValue(document: Document.Parsed): YamlReading {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    const code = error instanceof ReferenceError ? 'TOO_MANY_ALIASES' : 'MALFORMED_YAML';
    return { value: undefined, faults: [{ code, message: (error as Error).message, pointer: '', offset: 0 }], document };
  }
  const odd = findOddNumber(document);
  if (odd) return { value: undefined, faults: [odd], document };
  return { value: (value ?? null) as Json, faults: [], document };
}

/** `.nan` and `.inf` are numbers of YAML, not of JSON. */
function findOddNumber(document: Document.Parsed): YamlFault | undefined {
  let found: YamlFault | undefined;
  visit(document, {
    Scalar(_key, node, path) {
      if (typeof node.value !== 'number' || Number.isFinite(node.value)) return undefined;
      found = {
        code: 'MALFORMED_YAML',
        message: `${node.value} is no number of JSON`,
        pointer: pointerOf(path, node),
        offset: node.range?.[0] ?? 0,
      };
      return visit.BREAK;
    },
  });
  return found;
}

/** Offset at which the value of a pointer begins; that of its nearest ancestor when there is no such value. */
export function yamlOffset(document: Document.Parsed, steps: readonly string[]): number | undefined {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  for (const step of steps) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) node = node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === step)?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else return offset;
    if (!isNode(node) || !node.range) return offset;
    offset = node.range[0];
  }
  return offset;
}
