import type { Json, JsonObject } from '../../json.js';
import type { DefinitionModel } from '../definition/definition-model.js';
import { MAX_BODY_NESTING, MAX_DOCUMENT_BYTES, MAX_DOCUMENT_DEPTH, MAX_EDGES, MAX_NODES } from '../format/document-limits.js';
import { findUnsafeKeys } from '../format/unsafe-keys.js';
import type { Report } from './validate-report.js';

/** Whether the value is one that no check should walk: too deep, too large, or with keys that no document may have. Reports why. */
export function refuseUnsafe(value: JsonObject, report: Report): boolean {
  if (isDeeperThan(value, MAX_DOCUMENT_DEPTH)) {
    report.error('DOCUMENT_TOO_DEEP', '', `the document is nested deeper than ${MAX_DOCUMENT_DEPTH} levels`);
    return true;
  }
  const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
  if (bytes > MAX_DOCUMENT_BYTES) {
    report.error('DOCUMENT_TOO_LARGE', '', `the document has ${bytes} bytes as JSON: at most ${MAX_DOCUMENT_BYTES} are possible`);
    return true;
  }
  const unsafe = findUnsafeKeys(value);
  for (const pointer of unsafe)
    report.error('UNSAFE_KEY', pointer, `the key "${pointer.slice(pointer.lastIndexOf('/') + 1)}" is not allowed`);
  return unsafe.length > 0;
}

/** Iterative: the value may be nested as deeply as it likes. */
export function isDeeperThan(value: Json, depth: number): boolean {
  let level: readonly Json[] = [value];
  for (let at = 0; level.length > 0; at++) {
    if (at > depth) return true;
    level = level
      .flatMap((each) => (typeof each === 'object' && each !== null ? (Object.values(each) as Json[]) : []))
      .filter((each) => typeof each === 'object');
  }
  return false;
}

export function validateLimits(model: DefinitionModel, report: Report): void {
  const nodes = model.bodies.reduce((sum, body) => sum + body.nodes.length, 0);
  const edges = model.bodies.reduce((sum, body) => sum + body.edges.length, 0);
  if (nodes > MAX_NODES) report.error('TOO_MANY_NODES', '/nodes', `the workflow has ${nodes} nodes: at most ${MAX_NODES} are possible`);
  if (edges > MAX_EDGES) report.error('TOO_MANY_EDGES', '/edges', `the workflow has ${edges} edges: at most ${MAX_EDGES} are possible`);
  for (const { node, pointer } of model.tooDeep)
    report.error('NESTED_TOO_DEEP', pointer, `bodies are nested deeper than ${MAX_BODY_NESTING} levels`, node.id);
}
