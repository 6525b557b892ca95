import type { ModelTool } from '@agentflow/ports';

/** Providers take `[A-Za-z0-9_-]{1,64}` only: other names travel under a stand-in and come back as themselves. */
export interface ToolNames {
  toWire(name: string): string;
  fromWire(name: string): string;
}
export function createToolNames(tools: readonly ModelTool[]): ToolNames {
  const wire = new Map<string, string>();
  const own = new Map<string, string>();
  for (const { name } of tools) {
    const plain = name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 60) || 'tool';
    let candidate = plain;
    for (let n = 2; own.has(candidate); n++) candidate = `${plain}_${n}`;
    wire.set(name, candidate);
    own.set(candidate, name);
  }
  return { toWire: (name) => wire.get(name) ?? name.replace(/[^A-Za-z0-9_-]/g, '_'), fromWire: (name) => own.get(name) ?? name };
}
