export { composeDesigner, type Designer } from './compose.js';
export type { DesignerDeps } from './application/designer-deps.js';
export { designerProcessConfig } from './config.js';
