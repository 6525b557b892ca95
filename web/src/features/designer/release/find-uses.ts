/** Where workflows call another one: their subflow nodes at any depth. */
import type { Json, WorkflowDefinition } from '../../../api/types.js';

export interface Use {
  /** The node's path in the definition that calls. */
  readonly path: string;
  /** A number, `latest`, or `null` where the revision of the day of publishing is pinned. */
  readonly revision: number | 'latest' | null;
}
type Part = { readonly [key: string]: Json | undefined };
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: Json | undefined): readonly Part[] => (Array.isArray(value) ? (value as readonly unknown[]).filter(isPart) : []);

/** Drafts may be anything that parses: what is no subflow is passed over. `names`: id and key of the workflow that may be called. */
export function usesOf(definition: WorkflowDefinition, names: ReadonlySet<string>): Use[] {
  const found: Use[] = [];
  const walk = (body: Part, prefix: string): void => {
    for (const node of list(body['nodes'])) {
      const id = typeof node['id'] === 'string' ? node['id'] : '';
      const config = isPart(node['config']) ? node['config'] : {};
      const called = config['workflow'];
      if (node['type'] === 'subflow' && typeof called === 'string' && names.has(called)) {
        const revision = config['revision'];
        found.push({ path: prefix + id, revision: typeof revision === 'number' || revision === 'latest' ? revision : null });
      }
      if (isPart(node['body'])) walk(node['body'], `${prefix}${id}/`);
      for (const [name, state] of isPart(config['states']) ? Object.entries(config['states']) : [])
        for (const phase of isPart(state) ? ['entry', 'body', 'exit'] : []) {
          const inner = (state as Part)[phase];
          if (isPart(inner)) walk(inner, `${prefix}${id}/${name}/${phase}/`);
        }
    }
  };
  walk(definition as unknown as Part, '');
  return found;
}
