import type { Json, JsonObject } from '../../json.js';
import { bodiesOfNode, stepInto, type BodyRole } from './definition-bodies.js';
import { MAX_BODY_NESTING } from '../format/document-limits.js';
import type { NodeCatalog, NodeTypeDescriptor } from './node-catalog.js';

/** What could be made of a definition, whatever is wrong with it: checks walk this, so that none has to ask what a thing is. */
export interface DefinitionModel {
  readonly definition: JsonObject;
  readonly root: BodyModel;
  /** The root first, then bodies as they are met. */
  readonly bodies: readonly BodyModel[];
  readonly triggers: readonly { readonly pointer: string; readonly json: JsonObject }[];
  /** Bodies that were left out because they are nested too deeply. */
  readonly tooDeep: readonly { readonly node: NodeModel; readonly pointer: string }[];
}
export interface BodyModel {
  readonly pointer: string;
  readonly container: NodeModel | undefined;
  /** Which body of a statemachine it is. */
  readonly role: BodyRole | undefined;
  readonly nodes: readonly NodeModel[];
  readonly edges: readonly EdgeModel[];
  /** Of several nodes with one id the first. */
  readonly byId: ReadonlyMap<string, NodeModel>;
}
export interface NodeModel {
  readonly id: string;
  readonly type: string;
  readonly pointer: string;
  /** Its path in an execution, without indices: `each/approve`; in a statemachine with the state and what of it: `order/paid/entry/notify`. */
  readonly path: string;
  readonly json: JsonObject;
  readonly config: JsonObject;
  readonly descriptor: NodeTypeDescriptor | undefined;
  /** Of a map or loop. */
  readonly body: BodyModel | undefined;
  /** The body it is in. */
  readonly owner: BodyModel;
}
export interface EdgeModel {
  readonly json: JsonObject;
  readonly source: string;
  readonly handle: string;
  readonly target: string;
  readonly pointer: string;
}

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

export function modelOf(definition: JsonObject, catalog: NodeCatalog): DefinitionModel {
  const bodies: BodyModel[] = [];
  const tooDeep: { readonly node: NodeModel; readonly pointer: string }[] = [];
  const root = readBody(definition, '', undefined, 0);
  return {
    definition,
    root,
    bodies,
    tooDeep,
    triggers: listOf(definition['triggers']).flatMap((json, i) => (isObject(json) ? [{ pointer: `/triggers/${i}`, json }] : [])),
  };

  function readBody(json: JsonObject, pointer: string, container: NodeModel | undefined, depth: number, role?: BodyRole): BodyModel {
    const nodes: NodeModel[] = [];
    const byId = new Map<string, NodeModel>();
    const body: BodyModel = {
      pointer,
      container,
      role,
      nodes,
      byId,
      edges: listOf(json['edges']).flatMap((edge, i) => readEdge(edge, `${pointer}/edges/${i}`)),
    };
    bodies.push(body);
    for (const [i, each] of listOf(json['nodes']).entries()) {
      if (!isObject(each) || typeof each['id'] !== 'string' || typeof each['type'] !== 'string') continue;
      const node = readNode(each, `${pointer}/nodes/${i}`, body, depth);
      nodes.push(node);
      if (!byId.has(node.id)) byId.set(node.id, node);
    }
    return body;
  }

  function readNode(json: JsonObject, pointer: string, owner: BodyModel, depth: number): NodeModel {
    const { id, type, typeVersion, config } = json as { readonly [key: string]: Json } & {
      readonly id: string;
      readonly type: string;
    };
    const node: { -readonly [K in keyof NodeModel]: NodeModel[K] } = {
      id,
      type,
      pointer,
      path: owner.container ? `${owner.container.path}/${stepInto(owner.role)}${id}` : id,
      json,
      config: isObject(config) ? config : {},
      descriptor: catalog.find(type, typeof typeVersion === 'number' ? typeVersion : undefined),
      body: undefined,
      owner,
    };
    for (const place of bodiesOfNode(json)) {
      const at = `${pointer}${place.pointer}`;
      if (depth >= MAX_BODY_NESTING) {
        tooDeep.push({ node, pointer: at });
        continue;
      }
      const read = readBody(place.body, at, node, depth + 1, place.role);
      if (!place.role) node.body = read;
    }
    return node;
  }
}

function readEdge(json: Json, pointer: string): readonly EdgeModel[] {
  if (!isObject(json) || typeof json['source'] !== 'string' || typeof json['target'] !== 'string') return [];
  const handle = json['sourceHandle'];
  return [{ json, source: json['source'], target: json['target'], handle: typeof handle === 'string' ? handle : 'out', pointer }];
}
