import { executionId, idempotencyKeyOf, orgId, type Task } from '@agentflow/core';
import { idempotencyKey } from './record-step.js';

describe('the idempotency key of a call', () => {
  const task = { org: orgId('acme'), executionId: executionId('X1'), path: 'each[3]/pay', generation: 1, attempt: 1 } as Task;

  it('is the one by which the effect ledger knows the call', () => {
    expect(idempotencyKey(task, 2)).toBe(idempotencyKeyOf('acme', 'X1', 'each[3]/pay', 2, 1));
  });
  it('is the same for every attempt, and another for another call, generation, path, execution or org', () => {
    expect(idempotencyKey({ ...task, attempt: 7 }, 2)).toBe(idempotencyKey(task, 2));
    const others = [
      idempotencyKey(task, 3),
      idempotencyKey({ ...task, generation: 2 }, 2),
      idempotencyKey({ ...task, path: 'each[4]/pay' }, 2),
      idempotencyKey({ ...task, executionId: executionId('X2') }, 2),
      idempotencyKey({ ...task, org: orgId('other') }, 2),
    ];
    expect(new Set([...others, idempotencyKey(task, 2)]).size).toBe(6);
  });
});
