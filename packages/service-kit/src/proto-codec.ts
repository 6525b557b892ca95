import { AppError } from '@agentflow/core';
import { descriptors } from './gen/descriptors.js';

/** What the descriptors say of a message, as protobufjs writes it down. */
interface MessageNode {
  readonly fields: { readonly [name: string]: FieldNode };
  readonly oneofs?: { readonly [name: string]: { readonly oneof: readonly string[] } };
  readonly options?: { readonly [name: string]: unknown };
}
interface FieldNode {
  readonly type: string;
  readonly rule?: string;
  readonly keyType?: string;
  readonly options?: { readonly [name: string]: unknown };
}
type Tree = { readonly nested?: { readonly [name: string]: Tree } } & Partial<MessageNode>;
type Fields = Record<string, unknown>;

/** Maps values of our interfaces to what protobufjs encodes, and back. */
export interface MessageCodec {
  toWire(value: unknown): Fields;
  fromWire(wire: Fields): unknown;
}
interface FieldCodec {
  /** Name on the wire, and in our interfaces. */
  readonly wire: string;
  readonly own: string;
  readonly nullable: boolean;
  toWire(value: unknown): unknown;
  /** Of a field that is set; `absent` is what an unset one reads as, `undefined` for nothing. */
  fromWire(wire: unknown): unknown;
  readonly absent: (() => unknown) | undefined;
}
const NULLABLE = '(agentflow.common.v1.nullable)';
const LIST = '(agentflow.common.v1.list)';
const SCALARS: { readonly [type: string]: unknown } = { string: '', bool: false, double: 0, int32: 0, int64: 0 };

/**
 * The codec of a message by its full name, e.g. `agentflow.execution.v1.StartRequest`. The rules, the same for all messages:
 * a field `x_json` holds the JSON text of `x`; what is missing stays missing; a field marked nullable reads `null` where unset; a message marked list is the list it holds;
 * a message of one oneof named `message` is a union told apart by `type`. Properties that no field carries are left out. Whole numbers that are not whole are refused.
 */
export function messageCodec(fullName: string): MessageCodec {
  const known = codecs.get(fullName);
  if (known) return known;
  const made = makeCodec(fullName);
  codecs.set(fullName, made);
  return made;
}
const codecs = new Map<string, MessageCodec>();

function makeCodec(fullName: string): MessageCodec {
  const node = messageNode(fullName);
  const scope = fullName.slice(0, fullName.lastIndexOf('.'));
  if (node.oneofs?.message) return unionCodec(node, scope);
  const fields = Object.entries(node.fields).map(([name, field]) => fieldCodec(name, field, scope, inOneof(node, name)));
  if (node.options?.[LIST] === true) {
    const [items] = fields as [FieldCodec];
    return {
      toWire: (value) => ({ [items.wire]: items.toWire(value) }),
      fromWire: (wire) => (wire[items.wire] === undefined ? [] : items.fromWire(wire[items.wire])),
    };
  }
  return {
    toWire(value) {
      const wire: Fields = {};
      for (const field of fields) {
        const own = (value as Fields)[field.own];
        if (own === undefined || (own === null && field.nullable)) continue;
        wire[field.wire] = field.toWire(own);
      }
      return wire;
    },
    fromWire(wire) {
      const value: Fields = {};
      for (const field of fields) {
        const set = wire[field.wire];
        if (set !== undefined && set !== null) value[field.own] = field.fromWire(set);
        else if (field.nullable) value[field.own] = null;
        else if (field.absent) value[field.own] = field.absent();
      }
      return value;
    },
  };
}
/** `{ type: 'step-start', ... }` <-> `{ stepStart: { ... } }` */
function unionCodec(node: MessageNode, scope: string): MessageCodec {
  const members = Object.entries(node.fields).map(([name, field]) => ({
    name,
    type: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    full: resolveName(field.type, scope),
  }));
  return {
    toWire(value) {
      const { type, ...rest } = value as { type: string };
      const member = members.find((each) => each.type === type);
      if (!member) throw new AppError('INTERNAL', `no message of the stream is called ${type}`);
      return { [member.name]: messageCodec(member.full).toWire(rest) };
    },
    fromWire(wire) {
      const member = members.find((each) => wire[each.name] !== undefined && wire[each.name] !== null);
      if (!member) throw new AppError('INTERNAL', 'a message of the stream carries nothing we know');
      return { type: member.type, ...(messageCodec(member.full).fromWire(wire[member.name] as Fields) as object) };
    },
  };
}
function fieldCodec(name: string, field: FieldNode, scope: string, oneof: boolean): FieldCodec {
  const nullable = field.options?.[NULLABLE] === true;
  const base = { wire: name, own: name, nullable };
  const one = valueCodec(name, field, scope);
  if (field.keyType !== undefined) {
    const all = (value: unknown, map: (item: unknown) => unknown): Fields =>
      Object.fromEntries(Object.entries(value as Fields).map(([key, item]) => [key, map(item)]));
    return { ...base, toWire: (value) => all(value, one.toWire), fromWire: (wire) => all(wire, one.fromWire), absent: () => ({}) };
  }
  if (field.rule === 'repeated') {
    return {
      ...base,
      toWire: (value) => (value as unknown[]).map(one.toWire),
      fromWire: (wire) => (wire as unknown[]).map(one.fromWire),
      absent: () => [],
    };
  }
  if (name.endsWith('Json') && field.type === 'string') {
    return {
      ...base,
      own: name.slice(0, -4),
      toWire: (value) => JSON.stringify(value),
      fromWire: (wire) => JSON.parse(wire as string) as unknown,
      absent: undefined,
    };
  }
  const tracked = oneof || field.options?.proto3_optional === true || !(field.type in SCALARS);
  return { ...base, ...one, absent: tracked ? undefined : () => SCALARS[field.type] };
}
function valueCodec(name: string, field: FieldNode, scope: string): Pick<FieldCodec, 'toWire' | 'fromWire'> {
  if (field.type === 'int32' || field.type === 'int64') return { toWire: (value) => whole(name, value), fromWire: (wire) => wire };
  if (field.type in SCALARS) return { toWire: (value) => value, fromWire: (wire) => wire };
  const full = resolveName(field.type, scope); // looked up when used: messages may refer to each other
  return { toWire: (value) => messageCodec(full).toWire(value), fromWire: (wire) => messageCodec(full).fromWire(wire as Fields) };
}
function whole(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new AppError('BAD_REQUEST', `${name} must be a whole number`, { field: name });
}
const inOneof = (node: MessageNode, name: string): boolean => Object.values(node.oneofs ?? {}).some(({ oneof }) => oneof.includes(name));
const resolveName = (type: string, scope: string): string => (type.includes('.') ? type : `${scope}.${type}`);
function messageNode(fullName: string): MessageNode {
  let node: Tree | undefined = descriptors as Tree;
  for (const part of fullName.split('.')) node = node?.nested?.[part];
  if (!node?.fields) throw new AppError('INTERNAL', `no message is called ${fullName}`);
  return node as MessageNode;
}
