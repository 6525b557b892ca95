import { addMeasures, addRecord, formatCost, noMeasures, parseCost, percentiles } from './measures.js';

const measured = (durationMs: number) => ({ status: 'completed', durationMs, inputTokens: 1, outputTokens: 2, cost: 3n });
describe('measures', () => {
  it('keep percentiles within 1 % over six orders of magnitude, also when added up', () => {
    const parts = [noMeasures(), noMeasures()];
    const durations = Array.from({ length: 4001 }, (_, i) => 10 ** (-1 + (i / 4000) * 6));
    durations.forEach((duration, i) => addRecord(parts[i % 2]!, measured(duration)));
    const sum = noMeasures();
    for (const part of parts) addMeasures(sum, part);
    const shares = [0.01, 0.5, 0.95, 0.99, 1];
    percentiles(sum, shares).forEach((found, i) => {
      const exact = durations[Math.ceil(shares[i]! * durations.length) - 1]!;
      expect(Math.abs(found - exact) / exact).toBeLessThan(0.0101);
    });
    expect([sum.count, sum.inputTokens, sum.outputTokens, sum.cost]).toEqual([4001, 4001, 8002, 12_003n]);
  });

  it('tell money as it was written, to the last picodollar', () => {
    for (const text of ['0', '1', '0.1', '123456789.123456789012', '-0.000000000001']) expect(formatCost(parseCost(text)!)).toBe(text);
    expect(formatCost(parseCost('1.50')!)).toBe('1.5');
    expect(
      formatCost(
        Array(10)
          .fill(parseCost('0.1')!)
          .reduce((a: bigint, b: bigint) => a + b),
      ),
    ).toBe('1');
    for (const text of ['', 'x', '1e3', '.5', '1.', '+1', ' 1', '0x1', '1,5']) expect(parseCost(text)).toBeNull();
  });
});
