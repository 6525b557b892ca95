/**
 * What is summed of many records. Durations go into a histogram of logarithmic buckets (as DDSketch, https://arxiv.org/abs/1908.10693):
 * bucket i holds what lies in (GAMMA^(i-1), GAMMA^i] hundredths of a millisecond, so a percentile is at most 1 % off, and histograms add up.
 */
export interface Measures {
  count: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  /** Pico-dollars: money is never a float. */
  cost: bigint;
  durationSum: number;
  readonly buckets: Map<number, number>;
}
export interface Measured {
  readonly status: string;
  readonly durationMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: bigint;
}
const GAMMA = 1.02;
const LOG_GAMMA = Math.log(GAMMA);
const PICO_DIGITS = 12;

export const noMeasures = (): Measures => ({
  count: 0,
  failed: 0,
  inputTokens: 0,
  outputTokens: 0,
  cost: 0n,
  durationSum: 0,
  buckets: new Map(),
});
export function addRecord(to: Measures, record: Measured): void {
  to.count++;
  if (record.status === 'failed') to.failed++;
  to.inputTokens += record.inputTokens;
  to.outputTokens += record.outputTokens;
  to.cost += record.cost;
  to.durationSum += record.durationMs;
  const bucket = record.durationMs <= 0.01 ? 0 : Math.ceil(Math.log(record.durationMs * 100) / LOG_GAMMA);
  to.buckets.set(bucket, (to.buckets.get(bucket) ?? 0) + 1);
}
export function addMeasures(to: Measures, from: Measures): void {
  to.count += from.count;
  to.failed += from.failed;
  to.inputTokens += from.inputTokens;
  to.outputTokens += from.outputTokens;
  to.cost += from.cost;
  to.durationSum += from.durationSum;
  for (const [bucket, count] of from.buckets) to.buckets.set(bucket, (to.buckets.get(bucket) ?? 0) + count);
}
/** The smallest durations (milliseconds) at or below which the given shares of the records lie. */
export function percentiles({ buckets, count }: Measures, shares: readonly number[]): number[] {
  const sorted = [...buckets].sort((a, b) => a[0] - b[0]);
  return shares.map((share) => {
    let left = Math.ceil(share * count);
    for (const [bucket, size] of sorted)
      if ((left -= size) <= 0) return bucket === 0 ? 0 : Number(((2 * GAMMA ** bucket) / (GAMMA + 1) / 100).toPrecision(4));
    return 0;
  });
}
/** Pico-dollars of a decimal string in USD; digits beyond the twelfth are cut off. `null` for anything else. */
export function parseCost(text: string): bigint | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const units = BigInt(match[2]! + (match[3] ?? '').padEnd(PICO_DIGITS, '0').slice(0, PICO_DIGITS));
  return match[1] ? -units : units;
}
export function formatCost(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(PICO_DIGITS + 1, '0');
  const fraction = digits.slice(-PICO_DIGITS).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -PICO_DIGITS)}${fraction ? `.${fraction}` : ''}`;
}
