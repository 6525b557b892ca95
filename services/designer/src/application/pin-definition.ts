import {
  AppError,
  definitionDigest,
  hashJson,
  mapBodies,
  type JsonObject,
  type NodeCatalog,
  type OrgId,
  type WorkflowDefinition,
} from '@agentflow/core';
import type { FrozenDocument, RevisionPins } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import { pinAgents } from './pin-agents.js';
import { pinSubflows, type SubflowPins } from './pin-subflows.js';

/** A definition with everything it leaves open decided. */
export interface Pinned {
  readonly digest: string;
  readonly pins: RevisionPins;
  readonly frozen: FrozenDocument;
}
/** What runs: the valid definition without layout, each node at the version it has now, agents at theirs. `agents` are the names it refers to. */
export async function pinDefinition(
  deps: DesignerDeps,
  org: OrgId,
  workflowId: string,
  valid: JsonObject,
  agents: readonly string[],
): Promise<Pinned> {
  const nodeTypes: Record<string, number> = {};
  const { layout, ...authored } = valid as unknown as WorkflowDefinition;
  const definition: WorkflowDefinition = { ...authored, nodes: pinNodes(deps.catalog, authored.nodes, nodeTypes) };
  const subflows = await requireSubflows(deps, org, workflowId, valid);
  const pins: RevisionPins = {
    nodeTypes: sorted(nodeTypes),
    agents: await pinAgents(deps, org, agents),
    ...(Object.keys(subflows).length === 0 ? {} : { subflows }),
  };
  const drawn = layout === undefined ? {} : { layout: layout as unknown as JsonObject };
  return { digest: digestOf(definition, pins), pins, frozen: { workflowId, definition, ...drawn, pins: pins as unknown as JsonObject } };
}

function pinNodes(
  catalog: NodeCatalog,
  nodes: WorkflowDefinition['nodes'],
  nodeTypes: Record<string, number>,
): WorkflowDefinition['nodes'] {
  return nodes.map((node) => {
    const typeVersion = catalog.find(node.type, node.typeVersion)?.version ?? 1;
    nodeTypes[node.type] = Math.max(nodeTypes[node.type] ?? 0, typeVersion);
    return { ...mapBodies(node, (body) => ({ ...body, nodes: pinNodes(catalog, body.nodes, nodeTypes) })), typeVersion };
  });
}
/** @throws AppError DEFINITION_INVALID with a problem at each subflow that cannot be pinned */
async function requireSubflows(deps: DesignerDeps, org: OrgId, workflowId: string, definition: JsonObject): Promise<SubflowPins['pins']> {
  const { pins, problems } = await pinSubflows(deps, org, workflowId, definition);
  if (problems.length === 0) return pins;
  throw new AppError('DEFINITION_INVALID', `the definition cannot run: ${problems[0]!.message}`, {}, { problems });
}
/** Plain content where nothing outside is pinned; with agents and subflows their versions count as content. */
function digestOf(definition: WorkflowDefinition, pins: RevisionPins): string {
  const digest = definitionDigest(definition);
  const { agents, subflows } = pins;
  if (subflows) return hashJson({ digest, agents, subflows: subflows as unknown as JsonObject });
  return Object.keys(agents).length === 0 ? digest : hashJson({ digest, agents });
}
const sorted = (versions: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));
