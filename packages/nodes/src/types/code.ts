import type { Json } from '@agentflow/core';
import { z } from 'zod';
import { defineNodeType } from '../define-node-type.js';

export const code = defineNodeType({
  type: 'code',
  version: 1,
  title: 'Code',
  description:
    'Runs a JavaScript module of yours in a sandbox without network, files or clock of the host, and answers what its default export returns.',
  category: 'data',
  icon: 'CodeOutlined',
  config: z.strictObject({
    source: z.string().min(1).max(200_000).meta({
      title: 'Source',
      description: 'ES module: export default (args) => value, may be async; console.log goes to the log',
      format: 'javascript',
    }),
    arguments: z.unknown().optional().meta({ title: 'Arguments', description: 'Any JSON; the function gets it as args' }),
  }),
  output: z.unknown().meta({ title: 'Value', description: 'What the function returns, as JSON' }),
  effect: 'none',
  egress: false,
  literals: ['source'],
  example: {
    source: 'export default ({ items }) => items.reduce((sum, item) => sum + item.price, 0);',
    arguments: { items: '{{ input.items }}' },
  },
  execute: ({ config, context }) => context.code(config.source, (config.arguments ?? null) as Json),
});
