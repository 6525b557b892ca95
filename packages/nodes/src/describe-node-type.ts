import type { NodeTypeDescriptor } from '@agentflow/core';
import type { NodeType } from './define-node-type.js';
import { jsonSchemaOf } from './json-schema-of.js';
import { templated } from './templated-schema.js';

/** What the compiler, the palette and the forms know of a work node type. */
export function describeNodeType(type: NodeType): NodeTypeDescriptor {
  return {
    type: type.type,
    version: type.version,
    title: type.title,
    description: type.description,
    category: type.category,
    icon: type.icon,
    configSchema: templated(jsonSchemaOf(type.config), type.literals),
    outputSchema: jsonSchemaOf(type.output, 'output'),
    handles: type.handles,
    literals: type.literals,
    expressions: [],
    hasBody: false,
    egress: type.egressOf({}),
    defaultEffect: type.defaultEffect ?? 'at_least_once',
    ...(type.example && { example: type.example }),
  };
}
