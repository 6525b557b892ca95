import type { DesignerService } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';

/** What the palette and the forms are drawn from. */
export const describeNodeTypes =
  ({ catalog }: DesignerDeps): DesignerService['nodeTypes'] =>
  async () => ({ items: catalog.list() });

export const describeTools =
  ({ tools }: DesignerDeps): DesignerService['tools'] =>
  async () => ({ items: [...tools()].sort((a, b) => (a.name < b.name ? -1 : 1)) });
