import { inspect } from 'node:util';
import type { AppError } from '@agentflow/core';
import { z } from 'zod';
import { parseConfig, Secret, secretText } from './parse-config.js';

const schema = z.object({
  AGENTFLOW_PORT: z.coerce.number().int().min(0).max(65_535).default(8420),
  AGENTFLOW_DURABILITY: z.enum(['sync', 'buffered', 'exit']).default('sync'),
  AGENTFLOW_MASTER_KEY: secretText(8),
});
const refusal = (env: Record<string, string>): AppError => {
  try {
    parseConfig(schema, env);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('it was accepted');
};

describe('parseConfig', () => {
  it('gives defaults, reads numbers and freezes the result', () => {
    const config = parseConfig(schema, { AGENTFLOW_MASTER_KEY: 'long enough', PATH: '/bin' });
    expect(config).toMatchObject({ AGENTFLOW_PORT: 8420, AGENTFLOW_DURABILITY: 'sync' });
    expect(Object.isFrozen(config)).toBe(true);
    expect(config).not.toHaveProperty('PATH');
  });
  it('takes an empty variable for an absent one', () => {
    expect(parseConfig(schema, { AGENTFLOW_PORT: '', AGENTFLOW_MASTER_KEY: 'long enough' }).AGENTFLOW_PORT).toBe(8420);
  });
  it('reports every problem at once and names each variable', () => {
    const error = refusal({ AGENTFLOW_PORT: 'eighty', AGENTFLOW_DURABILITY: 'maybe' });
    expect(error.code).toBe('BAD_REQUEST');
    expect(error.problems.map((problem) => [problem.pointer, problem.code])).toEqual([
      ['/AGENTFLOW_PORT', 'INVALID'],
      ['/AGENTFLOW_DURABILITY', 'INVALID'],
      ['/AGENTFLOW_MASTER_KEY', 'MISSING'],
    ]);
    expect(error.message).toContain('AGENTFLOW_MASTER_KEY must be set');
  });
  it('never prints a secret, neither a good one nor a refused one', () => {
    const config = parseConfig(schema, { AGENTFLOW_MASTER_KEY: 'hunter2hunter2' });
    expect(config.AGENTFLOW_MASTER_KEY.reveal()).toBe('hunter2hunter2');
    for (const text of [`${config.AGENTFLOW_MASTER_KEY}`, JSON.stringify(config), inspect(config, { depth: 9, showHidden: true })]) {
      expect(text).not.toContain('hunter2');
    }
    const error = refusal({ AGENTFLOW_MASTER_KEY: 'hunter2' });
    expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
    expect(new Secret('x')).not.toHaveProperty('text');
  });
});
