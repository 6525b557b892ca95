/** What may happen to one call of a port. */
export type Fault = 'none' | 'before' | 'after' | 'slow' | 'twice';
const KINDS = ['before', 'after', 'slow', 'twice'] as const;
export type Rates = { readonly [kind in (typeof KINDS)[number]]: number };

export interface FaultSettings {
  readonly rates: Rates;
  /** Scheduler steps at which the process dies. */
  readonly crashes: readonly number[];
  /** Ordinals of the only faults that are injected; all where left out. For shrinking. */
  readonly only?: ReadonlySet<number>;
}
/** Decides for each call of a port what happens to it. Decision `n` depends on the seed and `n` alone, so a plan can be shrunk fault by fault. */
export class FaultPlan {
  /** Faults injected, by kind. */
  readonly injected: Record<string, number> = {};
  /** Ordinals of what was injected, in order. */
  readonly ordinals: number[] = [];
  healed = false;
  #ordinal = 0;

  constructor(
    private readonly seed: number,
    readonly settings: FaultSettings,
  ) {}

  /** `weight` scales the rates; kinds that make no sense for the call are left out of `allowed`. */
  decide(allowed: readonly Fault[] = KINDS, weight = 1): Fault {
    if (this.healed) return 'none';
    const ordinal = this.#ordinal++;
    let drawn = mix(this.seed, ordinal) / 4_294_967_296;
    for (const kind of KINDS) {
      const rate = this.settings.rates[kind] * weight;
      if (drawn < rate) {
        if (!allowed.includes(kind) || this.settings.only?.has(ordinal) === false) return 'none';
        this.ordinals.push(ordinal);
        this.count(kind);
        return kind;
      }
      drawn -= rate;
    }
    return 'none';
  }
  count(kind: string): void {
    this.injected[kind] = (this.injected[kind] ?? 0) + 1;
  }
  get total(): number {
    return Object.values(this.injected).reduce((sum, count) => sum + count, 0);
  }
}
/** 32 well-mixed bits of two numbers (the finalizer of MurmurHash3, Austin Appleby, public domain). */
export function mix(seed: number, n: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(n + 1, 0xc2b2ae35);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}
/** Swarm testing: which faults a seed has, and how often, varies from seed to seed; every sixteenth has none. */
export function swarmRates(seed: number): Rates {
  if (isControl(seed)) return { before: 0, after: 0, slow: 0, twice: 0 };
  const rate = (n: number): number => 0.05 * ([0, 0.5, 1, 1, 1, 1, 2, 3][mix(seed, 1_000_000 + n) & 7] as number);
  const rates = { before: rate(1), after: rate(2), slow: rate(3), twice: rate(4) };
  return Object.values(rates).every((each) => each === 0) ? { before: 0.05, after: 0.05, slow: 0.05, twice: 0.05 } : rates;
}
export const isControl = (seed: number): boolean => seed % 16 === 0;
