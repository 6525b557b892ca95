import { domainOf, executionId, idIn, MASTER_DOMAIN, partitionId, partitionOf } from './ids.js';

describe('ids', () => {
  it('tell the domain that an execution is at home in', () => {
    const id = executionId('01JD0000000000000000000000');
    expect(domainOf(id)).toBe(MASTER_DOMAIN);
    expect(idIn(MASTER_DOMAIN, id)).toBe(id);
    expect(domainOf(idIn('research', id))).toBe('research');
  });
  it('lie in one of the 64 partitions of their domain', () => {
    const seen = new Set(Array.from({ length: 2_000 }, (_, index) => partitionOf('finance', idIn('finance', executionId(`K${index}`)))));
    expect(seen.size).toBe(64);
    expect(seen.has(partitionId('finance', 63))).toBe(true);
  });
});
