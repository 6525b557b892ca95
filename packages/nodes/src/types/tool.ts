import { AppError, type Json } from '@agentflow/core';
import { z } from 'zod';
import { defineNodeType } from '../define-node-type.js';
import { callTool } from '../call-tool.js';
import { findTool } from '../tools/registry.js';

const named = (config: { readonly [key: string]: unknown }) => (typeof config['tool'] === 'string' ? findTool(config['tool']) : undefined);

export const tool = defineNodeType({
  type: 'tool',
  version: 1,
  title: 'Tool',
  description: 'Calls a built-in tool with arguments and answers its result.',
  category: 'tool',
  icon: 'ToolOutlined',
  config: z.strictObject({
    tool: z.string().min(1).meta({ title: 'Tool', description: 'Name of a tool, for example calculator', format: 'tool' }),
    arguments: z.unknown().optional().meta({ title: 'Arguments', description: 'As the tool describes them' }),
  }),
  output: z.unknown().meta({ title: 'Result', description: 'As the tool describes it' }),
  effect: (config) => named(config)?.effect ?? 'at_least_once',
  defaultEffect: 'at_least_once',
  egress: (config) => named(config)?.effect !== 'none',
  literals: ['tool'],
  example: { tool: 'calculator', arguments: { expression: '{{ input.amount }} * 1.19' } },
  execute({ config, context }) {
    const called = findTool(config.tool);
    if (!called) throw new AppError('TOOL_NOT_FOUND', `there is no tool ${config.tool}`, { tool: config.tool });
    const args = (config.arguments ?? {}) as Json;
    // A pure tool's answer is the node's output: recording it twice would tell nobody anything.
    return called.effect === 'none' ? callTool(called, args, context as never) : context.tool(config.tool, args);
  },
});
