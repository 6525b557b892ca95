import type { EffectClass, Json, JsonObject, NodeTypeDescriptor } from '@agentflow/core';
import type { z } from 'zod';
import type { NodeContext } from './node-context.js';

export interface NodeTypeSpec<C extends z.ZodType, O extends z.ZodType> {
  readonly type: string;
  readonly version: number;
  readonly title: string;
  readonly description: string;
  readonly category: NodeTypeDescriptor['category'];
  readonly icon: string;
  /** The configuration as `execute` gets it: after rendering. */
  readonly config: C;
  readonly output: O;
  /** From the configuration as written, templates unrendered. A function needs `defaultEffect` for the palette. */
  readonly effect: EffectClass | ((config: JsonObject) => EffectClass);
  readonly defaultEffect?: EffectClass;
  /** Whether it leaves the process: model, network, files. */
  readonly egress: boolean | ((config: JsonObject) => boolean);
  /** `/`-joined paths of the configuration that are literal, never templates; `*` is any key or index. */
  readonly literals?: readonly string[];
  readonly handles?: readonly string[];
  readonly example?: JsonObject;
  /** May answer at once: a task that does not wait costs no turn of the event loop. */
  execute(call: { readonly config: z.output<C>; readonly context: NodeContext }): Json | Promise<Json>;
}
/** A node type as the registry and the runtime hold it. */
export interface NodeType extends Omit<NodeTypeSpec<z.ZodType, z.ZodType>, 'execute' | 'effect' | 'egress' | 'literals' | 'handles'> {
  readonly literals: readonly string[];
  readonly handles: readonly string[];
  effectOf(config: JsonObject): EffectClass;
  egressOf(config: JsonObject): boolean;
  execute(call: { readonly config: unknown; readonly context: NodeContext }): Json | Promise<Json>;
}

/** Makes a work node type of its one-file description. */
export function defineNodeType<C extends z.ZodType, O extends z.ZodType>(spec: NodeTypeSpec<C, O>): NodeType {
  const { effect, egress, execute } = spec;
  return {
    ...spec,
    literals: spec.literals ?? [],
    handles: spec.handles ?? ['out'],
    defaultEffect: spec.defaultEffect ?? (typeof effect === 'string' ? effect : 'at_least_once'),
    effectOf: typeof effect === 'string' ? () => effect : effect,
    egressOf: typeof egress === 'boolean' ? () => egress : egress,
    execute: execute as NodeType['execute'],
  };
}
