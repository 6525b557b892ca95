import type { Json } from '@agentflow/core';
import { z } from 'zod';
import { defineTool } from '../define-tool.js';

export const echo = defineTool({
  name: 'echo',
  title: 'Echo',
  description: 'Answers its arguments unchanged. For trials and tests.',
  effect: 'none',
  arguments: z.unknown(),
  output: z.unknown(),
  execute: ({ arguments: args }) => (args ?? null) as Json,
});
