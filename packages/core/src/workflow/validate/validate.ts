import type { Json, JsonObject } from '../../json.js';
import { graphOf, type BodyGraph } from '../compile/body-graph.js';
import { isObject, modelOf, type BodyModel } from '../definition/definition-model.js';
import { compileSources } from '../definition/expression-sources.js';
import type { NodeCatalog, ReferenceCatalog } from '../definition/node-catalog.js';
import type { Position } from '../format/positions.js';
import type { Problem } from './problem.js';
import { checkSoundness } from '../soundness/check-soundness.js';
import { validateBudgets } from './validate-budgets.js';
import { refuseUnsupportedPatterns } from './unsupported-patterns.js';
import { validateConfig } from './validate-config.js';
import { validateDomains } from './validate-domains.js';
import { validateCases, validateGraph } from './validate-graph.js';
import { validateIds } from './validate-ids.js';
import { refuseUnsafe, validateLimits } from './validate-limits.js';
import { validateModelPolicy } from './validate-model-policy.js';
import { validateMachine } from './validate-machine.js';
import { validateNode } from './validate-nodes.js';
import { validateNotEnforced } from './validate-not-enforced.js';
import { validateReferences } from './validate-references.js';
import { Report } from './validate-report.js';
import { validateShape } from './validate-shape.js';
import { validateTriggers } from './validate-triggers.js';

export interface ValidateOptions {
  readonly nodes: NodeCatalog;
  /** Agents, credentials, tools, models and workflows that may be named; without it names are not checked. */
  readonly references?: ReferenceCatalog;
  /** From `parseDefinition`, for lines and columns. */
  readonly locate?: (pointer: string) => Position | undefined;
}

/**
 * Everything that is wrong with a definition, at once and in the order of its text: an empty list, or one of warnings only, may be published.
 * Never throws, whatever the value; at most 1,000 problems.
 */
export function validateDefinition(value: Json, options: ValidateOptions): Problem[] {
  const report = new Report(options.locate ?? (() => undefined));
  if (!isObject(value)) {
    report.error('INVALID_SHAPE', '', 'a definition is an object with schemaVersion, name, nodes and edges');
  } else if (!refuseUnsafe(value, report)) {
    const model = modelOf(value, options.nodes);
    const graphs = new Map<BodyModel, BodyGraph>(model.bodies.map((body) => [body, graphOf(body)]));
    refuseUnsupportedPatterns(graphs, report);
    validateShape(value, report);
    validateLimits(model, report);
    validateIds(model, report);
    for (const graph of graphs.values()) {
      validateGraph(graph, report);
      checkSoundness(graph, onErrorOf(value), report);
      for (const node of graph.body.nodes) {
        validateNode(node, options.nodes, report);
        validateConfig(node, options.references, report);
        validateCases(node, report);
        validateMachine(node, report);
      }
    }
    validateReferences(model, graphs, compileSources(model, report), report);
    validateTriggers(model, options.references, report);
    validateModelPolicy(model, options.references, report);
    validateBudgets(model, report);
    validateNotEnforced(model, report);
    validateDomains(value, model, options.nodes, report);
  }
  return report.problems();
}

/** What nodes do on error that do not say. */
const onErrorOf = (definition: JsonObject): string => {
  const { settings } = definition;
  return isObject(settings) && typeof settings['onError'] === 'string' ? settings['onError'] : 'stop';
};
