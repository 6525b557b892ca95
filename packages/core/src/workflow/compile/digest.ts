import { hashJson } from '../../canonical.js';
import type { Json } from '../../json.js';
import type { WorkflowDefinition } from '../definition/definition.js';

/** Digest of a frozen revision: plain content where nothing outside is pinned; with agents their versions count as content. */
export function frozenDigest(definition: WorkflowDefinition, agents: Json | undefined): string {
  const digest = definitionDigest(definition);
  const none = typeof agents !== 'object' || agents === null || Object.keys(agents).length === 0;
  return none ? digest : hashJson({ digest, agents });
}
/** `sha256:<hex>` of what a definition means: canonical JSON without `layout`, so that moving boxes publishes nothing new. */
export function definitionDigest(definition: WorkflowDefinition): string {
  const { layout: _layout, ...meaning } = definition;
  return hashJson(meaning as unknown as Json);
}
