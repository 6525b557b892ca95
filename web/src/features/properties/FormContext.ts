import { createContext, useContext } from 'react';
import type { NodeDefinition } from '../../api/types.js';
import type { Values } from './expression/last-values.js';
import type { Reference } from './references.js';

/** What the controls of a form with expressions know besides their own field. */
export interface NodeFormContext {
  /** The node whose form it is; a trigger has none. */
  readonly node?: NodeDefinition;
  readonly references: readonly Reference[];
  /** What `expression` was in the execution shown, or the latest; `undefined` when unknown. */
  readonly lastValue: (expression: string) => unknown;
  /** The values for a preview; `null` while there was no execution. */
  readonly values: Values | null;
  /** Nothing is ever known here before it happens: a trigger. */
  readonly never?: boolean;
  /** Paths of the configuration that are no templates, as the node type has them. */
  readonly literals?: readonly string[];
}
export const NodeForm = createContext<NodeFormContext | null>(null);
export const useNodeForm = (): NodeFormContext | null => useContext(NodeForm);
