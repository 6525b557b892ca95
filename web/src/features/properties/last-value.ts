import type { NodeRun } from '../execution-view/live-state.js';

/** Reads what a simple reference such as `ask.output.json.label` was in the execution shown. */
export const lastValueOf =
  (nodes: { readonly [path: string]: NodeRun }, runPathOf: ((id: string) => string) | undefined) =>
  (expression: string): unknown => {
    if (!runPathOf) return undefined;
    const parts = expression.split('.');
    const [first = ''] = parts;
    const value = first === 'input' ? nodes['start']?.output : parts[1] === 'output' ? nodes[runPathOf(first)]?.output : undefined;
    let at: unknown = value;
    for (const part of parts.slice(first === 'input' ? 1 : 2)) {
      if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
      at = (at as Record<string, unknown>)[part];
    }
    return at;
  };
