export { defineNodeType, type NodeType, type NodeTypeSpec } from './define-node-type.js';
export { defineTool, type Tool, type ToolSpec } from './define-tool.js';
export type * from './node-context.js';
export { NODE_TYPES, findNodeType } from './registry.js';
export { describeNodeType } from './describe-node-type.js';
export { createNodeCatalog } from './catalog.js';
export { callTool } from './call-tool.js';
export { problemsOf } from './problems-of.js';
export { TOOLS, findTool, toolView, toolViews } from './tools/registry.js';
