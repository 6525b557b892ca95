import { hashJson } from '../canonical.js';
import type { Json } from '../json.js';
import type { WorkflowDefinition } from './definition.js';

/** `sha256:<hex>` of what a definition means: canonical JSON without `layout`, so that moving boxes publishes nothing new. */
export function definitionDigest(definition: WorkflowDefinition): string {
  const { layout: _layout, ...meaning } = definition;
  return hashJson(meaning as unknown as Json);
}
