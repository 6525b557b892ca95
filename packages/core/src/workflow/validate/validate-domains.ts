import type { JsonObject } from '../../json.js';
import { compileDefinition } from '../compile/compile.js';
import type { DefinitionModel } from '../definition/definition-model.js';
import type { WorkflowDefinition } from '../definition/definition.js';
import type { NodeCatalog } from '../definition/node-catalog.js';
import { cutSegments } from '../segments/cut-segments.js';
import type { Report } from './validate-report.js';

/** Says of each node that names a domain and cannot leave its execution that it stays, and why. Only a definition without errors can be cut. */
export function validateDomains(definition: JsonObject, model: DefinitionModel, nodes: NodeCatalog, report: Report): void {
  const placed = model.bodies.flatMap(({ nodes: all }) => all.filter(({ json }) => typeof json['domain'] === 'string'));
  if (placed.length === 0 || report.problems().some(({ severity }) => severity === 'error')) return;
  const byPath = new Map(placed.map((node) => [node.path, node]));
  const { root, budget } = compileDefinition(definition as unknown as WorkflowDefinition, nodes, { digest: '' });
  for (const { path, why } of cutSegments(root, budget !== undefined).staying) {
    const node = byPath.get(path);
    if (!node) continue;
    const message = `${node.id} runs in the domain of its execution, not in "${String(node.json['domain'])}": ${why}`;
    report.warning('DOMAIN_NOT_FOLLOWED', `${node.pointer}/domain`, message, node.id);
  }
}
