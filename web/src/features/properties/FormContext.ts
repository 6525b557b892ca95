import { createContext, useContext } from 'react';
import type { NodeDefinition } from '../../api/types.js';
import type { Reference } from './references.js';

/** What the controls of a node's form know besides their own field. */
export interface NodeFormContext {
  readonly node: NodeDefinition;
  readonly references: readonly Reference[];
  /** What `expression` was in the execution shown, if one is; `undefined` when unknown. */
  readonly lastValue: (expression: string) => unknown;
}
export const NodeForm = createContext<NodeFormContext | null>(null);
export const useNodeForm = (): NodeFormContext | null => useContext(NodeForm);
