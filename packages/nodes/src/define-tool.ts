import type { EffectClass, Json } from '@agentflow/core';
import type { z } from 'zod';
import type { ToolContext } from './node-context.js';

export interface ToolSpec<A extends z.ZodType, O extends z.ZodType> {
  readonly name: string;
  readonly title: string;
  /** For people and for models: when to use it, what it answers. */
  readonly description: string;
  readonly effect: EffectClass;
  readonly arguments: A;
  readonly output: O;
  /** A tool of effect `none` answers at once and uses nothing of the context but `log`. */
  execute(call: { readonly arguments: z.output<A>; readonly context: ToolContext }): Json | Promise<Json>;
}
export interface Tool extends Omit<ToolSpec<z.ZodType, z.ZodType>, 'execute'> {
  execute(call: { readonly arguments: unknown; readonly context: ToolContext }): Json | Promise<Json>;
}
/** Makes a tool of its one-file description. */
export const defineTool = <A extends z.ZodType, O extends z.ZodType>(spec: ToolSpec<A, O>): Tool => spec as unknown as Tool;
