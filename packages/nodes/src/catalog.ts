import { CONTROL_NODE_TYPES, type JsonObject, type NodeCatalog, type NodeTypeDescriptor } from '@agentflow/core';
import { describeNodeType } from './describe-node-type.js';
import { findNodeType, NODE_TYPES } from './registry.js';

/** All node types: the control types that the core decides itself, and the work types of this package. */
export function createNodeCatalog(): NodeCatalog {
  const descriptors: readonly NodeTypeDescriptor[] = [...CONTROL_NODE_TYPES, ...NODE_TYPES.map(describeNodeType)];
  const byVersion = new Map(descriptors.map((descriptor) => [`${descriptor.type}@${descriptor.version}`, descriptor]));
  const latest = new Map<string, NodeTypeDescriptor>();
  for (const descriptor of descriptors) {
    const known = latest.get(descriptor.type);
    if (!known || known.version < descriptor.version) latest.set(descriptor.type, descriptor);
  }
  const list = [...latest.values()];
  return {
    list: () => list,
    find: (type, version) => (version === undefined ? latest.get(type) : byVersion.get(`${type}@${version}`)),
    effectOf: (type: string, config: JsonObject) =>
      findNodeType(type)?.effectOf(config) ?? latest.get(type)?.defaultEffect ?? 'at_least_once',
    egressOf: (type: string, config: JsonObject) => findNodeType(type)?.egressOf(config) ?? latest.get(type)?.egress ?? true,
  };
}
