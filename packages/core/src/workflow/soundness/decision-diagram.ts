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
  private readonly vars: number[] = [-1, -1];
  private readonly lows: Fn[] = [0, 1];
  private readonly highs: Fn[] = [0, 1];
  private readonly unique = new Map<number, Fn[]>();
  private readonly cache = new Int32Array(4 << CACHE_BITS).fill(-1);
  private variables = 0;
  private steps = 0;
  private depth = 0;

  /** @param limit nodes made and steps taken before `TooManyStates` */
  constructor(private readonly limit: number) {}

  get size(): number {
    return this.vars.length;
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

  /** `f ? g : h`. @throws TooManyStates */
  choose(f: Fn, g: Fn, h: Fn): Fn {
    if (f === ALWAYS) return g;
    if (f === NEVER) return h;
    if (g === h) return g;
    if (g === ALWAYS && h === NEVER) return f;
    const slot = (Math.imul(f, 0x9e3779b1) ^ Math.imul(g, 0x85ebca6b) ^ Math.imul(h, 0xc2b2ae35)) >>> (32 - CACHE_BITS);
    const { cache } = this;
    const at = slot << 2;
    if (cache[at] === f && cache[at + 1] === g && cache[at + 2] === h) return cache[at + 3] as Fn;
    if (++this.steps > this.limit * 4 || this.depth >= MAX_DEPTH) throw new TooManyStates();
    const top = Math.max(this.vars[f] as number, this.vars[g] as number, this.vars[h] as number);
    this.depth++;
    const low = this.choose(this.side(f, top, this.lows), this.side(g, top, this.lows), this.side(h, top, this.lows));
    const high = this.choose(this.side(f, top, this.highs), this.side(g, top, this.highs), this.side(h, top, this.highs));
    this.depth--;
    const result = this.node(top, low, high);
    cache[at] = f;
    cache[at + 1] = g;
    cache[at + 2] = h;
    cache[at + 3] = result;
    return result;
  }
  private side(f: Fn, variable: number, sides: readonly Fn[]): Fn {
    return this.vars[f] === variable ? (sides[f] as Fn) : f;
  }
  private node(variable: number, low: Fn, high: Fn): Fn {
    if (low === high) return low;
    const key = (Math.imul(variable, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b) ^ Math.imul(high, 0xc2b2ae35)) >>> 0;
    const known = this.unique.get(key);
    for (const f of known ?? []) if (this.vars[f] === variable && this.lows[f] === low && this.highs[f] === high) return f;
    if (this.vars.length >= this.limit) throw new TooManyStates();
    const made = this.vars.push(variable) - 1;
    this.lows.push(low);
    this.highs.push(high);
    if (known) known.push(made);
    else this.unique.set(key, [made]);
    return made;
  }

  /** Of how many of these functions are true at once: `result[k]` is true where exactly `k` are, and the last where `most` or more are. */
  counts(functions: readonly Fn[], most = functions.length): readonly Fn[] {
    let exactly: Fn[] = [ALWAYS];
    for (const f of functions) {
      const next: Fn[] = [];
      for (let k = 0; k <= Math.min(exactly.length, most); k++) {
        const stays = k < exactly.length ? (k === most ? (exactly[k] as Fn) : this.without(exactly[k] as Fn, f)) : NEVER;
        next.push(this.or(stays, k > 0 ? this.and(exactly[k - 1] as Fn, f) : NEVER));
      }
      exactly = next;
    }
    return exactly;
  }

  /** The value of `f` where exactly the variables in `truths` are true. */
  holds(f: Fn, truths: ReadonlySet<number>): boolean {
    let at = f;
    while (at > ALWAYS) at = truths.has(this.vars[at] as number) ? (this.highs[at] as Fn) : (this.lows[at] as Fn);
    return at === ALWAYS;
  }

  /** Variables to be made true so that `f` holds, with none of `avoided` among them; `undefined` if there is no such choice. False wherever it may be. */
  satisfy(f: Fn, avoided: ReadonlySet<number>): Choice | undefined {
    const hopeless = new Set<Fn>([NEVER]);
    const path: { readonly f: Fn; high: boolean }[] = [];
    let at = f;
    for (;;) {
      if (at === ALWAYS) break;
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
