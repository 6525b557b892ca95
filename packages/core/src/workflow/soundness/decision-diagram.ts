/** A Boolean function of the choices of a workflow: an index into its `DecisionDiagram`. Equal functions have equal indices. */
export type Fn = number;

export const NEVER: Fn = 0;
export const ALWAYS: Fn = 1;
/** Variables made true, of those that were decided; all others may be either. */
export interface Choice {
  readonly truths: ReadonlySet<number>;
  readonly decided: ReadonlySet<number>;
}
/** The search would take more than it may: nothing is known. */
export class TooManyStates extends Error {}

/** Deeper recursion than this could exhaust the stack. */
const MAX_DEPTH = 3_000;
const CACHE_BITS = 16;
const FIRST_BITS = 12;

/**
 * Reduced ordered binary decision diagrams (Bryant 1986) over variables numbered as they are made; the newest lies on top.
 *
 * I1  A node's children have smaller variables than the node, and differ.
 * I2  No two nodes have the same variable and children: functions are equal exactly when their indices are.
 *
 * With the newest variable on top a block that is opened and closed again (a choice whose branches meet) reduces to the function
 * it was opened with: what is well structured costs constant time per node, whatever the number of choices.
 */
export class DecisionDiagram {
  private vars = new Int32Array(1 << FIRST_BITS);
  private lows = new Int32Array(1 << FIRST_BITS);
  private highs = new Int32Array(1 << FIRST_BITS);
  /** Indices of nodes by hash, 0 where free; twice as long as the nodes, at least. */
  private table = new Int32Array(2 << FIRST_BITS);
  private readonly cache = new Int32Array(4 << CACHE_BITS).fill(-1);
  private count = 2;
  private variables = 0;
  private left: number;
  private depth = 0;

  /** @param steps that all operations together may take before `TooManyStates` */
  constructor(private steps: number) {
    this.left = steps;
    this.vars[NEVER] = this.vars[ALWAYS] = -1;
  }

  /** Does something that may take at most so many steps; `undefined` where they are not enough. */
  within<T>(steps: number, work: () => T): T | undefined {
    this.steps = Math.max(0, this.steps);
    const granted = Math.min(steps, this.steps);
    this.left = granted;
    this.depth = 0;
    try {
      return work();
    } catch (error) {
      if (!(error instanceof TooManyStates)) throw error;
      return undefined;
    } finally {
      this.steps -= granted - Math.max(0, this.left);
      this.left = this.steps;
    }
  }
  newVariable(): number {
    return this.variables++;
  }
  /** The function that is true where the variable is. */
  is(variable: number): Fn {
    return this.node(variable, NEVER, ALWAYS);
  }
  not(f: Fn): Fn {
    return this.choose(f, NEVER, ALWAYS);
  }
  and(f: Fn, g: Fn): Fn {
    return f < g ? this.choose(f, g, NEVER) : this.choose(g, f, NEVER);
  }
  or(f: Fn, g: Fn): Fn {
    return f < g ? this.choose(f, ALWAYS, g) : this.choose(g, ALWAYS, f);
  }
  without(f: Fn, g: Fn): Fn {
    return this.choose(g, NEVER, f);
  }
  /** Where at least one holds. Those of older variables come first: what is added on top leaves what lies below as it is. */
  any(functions: readonly Fn[]): Fn {
    return [...functions].sort((f, g) => (this.vars[f] as number) - (this.vars[g] as number)).reduce((any, f) => this.or(any, f), NEVER);
  }

  /** `f ? g : h`. @throws TooManyStates */
  choose(f: Fn, g: Fn, h: Fn): Fn {
    if (f === ALWAYS) return g;
    if (f === NEVER) return h;
    if (g === h) return g;
    if (g === ALWAYS && h === NEVER) return f;
    const { cache, vars } = this;
    const at = ((Math.imul(f, 0x9e3779b1) ^ Math.imul(g, 0x85ebca6b) ^ Math.imul(h, 0xc2b2ae35)) >>> (32 - CACHE_BITS)) << 2;
    if (cache[at] === f && cache[at + 1] === g && cache[at + 2] === h) return cache[at + 3] as Fn;
    if (--this.left < 0 || this.depth >= MAX_DEPTH) throw new TooManyStates();
    const top = Math.max(vars[f] as number, vars[g] as number, vars[h] as number);
    this.depth++;
    const { lows, highs } = this;
    const low = this.choose(
      vars[f] === top ? (lows[f] as Fn) : f,
      vars[g] === top ? (lows[g] as Fn) : g,
      vars[h] === top ? (lows[h] as Fn) : h,
    );
    const high = this.choose(
      vars[f] === top ? (highs[f] as Fn) : f,
      vars[g] === top ? (highs[g] as Fn) : g,
      vars[h] === top ? (highs[h] as Fn) : h,
    );
    this.depth--;
    const result = this.node(top, low, high);
    cache[at] = f;
    cache[at + 1] = g;
    cache[at + 2] = h;
    cache[at + 3] = result;
    return result;
  }
  private node(variable: number, low: Fn, high: Fn): Fn {
    if (low === high) return low;
    let at = this.slotOf(variable, low, high);
    for (let f = this.table[at] as Fn; f !== 0; f = this.table[at] as Fn) {
      if (this.vars[f] === variable && this.lows[f] === low && this.highs[f] === high) return f;
      at = (at + 1) & (this.table.length - 1);
    }
    if (this.count === this.vars.length) {
      this.grow();
      return this.node(variable, low, high);
    }
    const made = this.count++;
    this.vars[made] = variable;
    this.lows[made] = low;
    this.highs[made] = high;
    this.table[at] = made;
    return made;
  }
  private slotOf(variable: number, low: Fn, high: Fn): number {
    let mixed = Math.imul(variable, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b) ^ Math.imul(high, 0xc2b2ae35);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    return (mixed ^ (mixed >>> 13)) & (this.table.length - 1);
  }
  private grow(): void {
    const longer = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const made = new Int32Array(old.length * 2);
      made.set(old);
      return made;
    };
    this.vars = longer(this.vars);
    this.lows = longer(this.lows);
    this.highs = longer(this.highs);
    this.table = new Int32Array(this.table.length * 2);
    for (let f = 2; f < this.count; f++) {
      let at = this.slotOf(this.vars[f] as number, this.lows[f] as Fn, this.highs[f] as Fn);
      while (this.table[at] !== 0) at = (at + 1) & (this.table.length - 1);
      this.table[at] = f;
    }
  }

  /** Of how many of these functions are true at once: `result[k]` is true where exactly `k` are, and the last where `most` or more are. */
  counts(functions: readonly Fn[], most = functions.length): readonly Fn[] {
    let exactly: Fn[] = [ALWAYS];
    for (const f of [...functions].sort((a, b) => (this.vars[a] as number) - (this.vars[b] as number))) {
      const next: Fn[] = [];
      for (let k = 0; k <= Math.min(exactly.length, most); k++) {
        const stays = k < exactly.length ? (k === most ? (exactly[k] as Fn) : this.without(exactly[k] as Fn, f)) : NEVER;
        next.push(this.or(stays, k > 0 ? this.and(exactly[k - 1] as Fn, f) : NEVER));
      }
      exactly = next;
    }
    return exactly;
  }

  /** Where at least `n` of them hold. */
  atLeast(n: number, functions: readonly Fn[]): Fn {
    return n > functions.length ? NEVER : (this.counts(functions, n)[n] as Fn);
  }
  /** The value of `f` where exactly the variables in `truths` are true. */
  holds(f: Fn, truths: ReadonlySet<number>): boolean {
    let at = f;
    while (at > ALWAYS) at = truths.has(this.vars[at] as number) ? (this.highs[at] as Fn) : (this.lows[at] as Fn);
    return at === ALWAYS;
  }

  /** Variables to be made true so that `f` holds, with none of `avoided` among them; `undefined` if there is no such choice. False wherever it may be. @throws TooManyStates */
  satisfy(f: Fn, avoided: ReadonlySet<number>): Choice | undefined {
    const hopeless = new Set<Fn>([NEVER]);
    const path: { readonly f: Fn; high: boolean }[] = [];
    let at = f;
    for (;;) {
      if (at === ALWAYS) break;
      if (--this.left < 0) throw new TooManyStates();
      if (!hopeless.has(at)) {
        path.push({ f: at, high: false });
        at = this.lows[at] as Fn;
        continue;
      }
      // Back to the last node whose other side was not tried.
      let last = path.at(-1);
      while (last && (last.high || avoided.has(this.vars[last.f] as number))) {
        hopeless.add(last.f);
        path.pop();
        last = path.at(-1);
      }
      if (!last) return undefined;
      last.high = true;
      at = this.highs[last.f] as Fn;
    }
    const variableOf = (step: { readonly f: Fn }): number => this.vars[step.f] as number;
    return { truths: new Set(path.filter((step) => step.high).map(variableOf)), decided: new Set(path.map(variableOf)) };
  }

  /** True where exactly this is chosen. */
  conjunction({ truths, decided }: Choice): Fn {
    return [...decided]
      .sort((a, b) => a - b)
      .reduce((f, variable) => (truths.has(variable) ? this.node(variable, NEVER, f) : this.node(variable, f, NEVER)), ALWAYS);
  }
}
