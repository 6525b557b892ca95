import { AppError, orgId } from '@agentflow/core';
import type { KeyValue } from '@agentflow/ports';
import { createFakeClock } from '@agentflow/testkit';
import { createRefusalCount } from './refusal-count.js';

const ORG = orgId('default');

describe('refusals of a hook', () => {
  it('are counted by the process alone, each minute anew, while the shared count is away', async () => {
    const clock = createFakeClock();
    const keyValue = { increment: () => Promise.reject(new AppError('UNAVAILABLE', 'away')) } as unknown as KeyValue;
    const count = createRefusalCount({ keyValue, clock });
    expect([await count(ORG, 'a'), await count(ORG, 'a'), await count(ORG, 'b')]).toEqual([1, 2, 1]);
    clock.advance(60_000);
    expect(await count(ORG, 'a')).toBe(1);
  });
  it('are those of all schedulers otherwise', async () => {
    const keyValue = { increment: async () => 41 } as unknown as KeyValue;
    expect(await createRefusalCount({ keyValue, clock: createFakeClock() })(ORG, 'a')).toBe(41);
  });
});
