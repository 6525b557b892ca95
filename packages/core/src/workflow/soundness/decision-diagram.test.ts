import { seededRandom } from '@agentflow/testkit';
import { ALWAYS, DecisionDiagram, NEVER, type Fn } from './decision-diagram.js';

const VARIABLES = 6;
const ROWS = 1 << VARIABLES;
const truthsOf = (row: number): ReadonlySet<number> =>
  new Set(Array.from({ length: VARIABLES }, (_, i) => i).filter((i) => row & (1 << i)));

interface Known {
  readonly f: Fn;
  /** One bit for each row of the truth table. */
  readonly table: bigint;
}

describe('a decision diagram', () => {
  it('of 2,000 random functions agrees with their truth tables, and has one index for each function', () => {
    const random = seededRandom(11);
    const diagram = new DecisionDiagram(1_000_000);
    const known: Known[] = [
      { f: NEVER, table: 0n },
      { f: ALWAYS, table: (1n << BigInt(ROWS)) - 1n },
    ];
    for (let i = 0; i < VARIABLES; i++) {
      const variable = diagram.newVariable();
      let table = 0n;
      for (let row = 0; row < ROWS; row++) if (row & (1 << variable)) table |= 1n << BigInt(row);
      known.push({ f: diagram.is(variable), table });
    }
    const full = (1n << BigInt(ROWS)) - 1n;
    const indices = new Map(known.map(({ f, table }) => [table, f]));
    for (let i = 0; i < 2_000; i++) {
      const pick = (): Known => known[random(known.length)] as Known;
      const [a, b, c] = [pick(), pick(), pick()];
      const made = [
        { f: diagram.and(a.f, b.f), table: a.table & b.table },
        { f: diagram.or(a.f, b.f), table: a.table | b.table },
        { f: diagram.without(a.f, b.f), table: a.table & (full ^ b.table) },
        { f: diagram.choose(a.f, b.f, c.f), table: (a.table & b.table) | ((full ^ a.table) & c.table) },
        { f: diagram.any([a.f, b.f, c.f]), table: a.table | b.table | c.table },
        { f: diagram.atLeast(2, [a.f, b.f, c.f]), table: (a.table & b.table) | (a.table & c.table) | (b.table & c.table) },
      ][random(6)] as Known;
      expect(indices.get(made.table) ?? made.f).toBe(made.f);
      indices.set(made.table, made.f);
      known.push(made);
      const row = random(ROWS);
      expect(diagram.holds(made.f, truthsOf(row))).toBe(((made.table >> BigInt(row)) & 1n) === 1n);
      const avoided = new Set([random(VARIABLES)]);
      const choice = diagram.satisfy(made.f, avoided);
      const possible = Array.from({ length: ROWS }, (_, at) => at).some(
        (at) => ((made.table >> BigInt(at)) & 1n) === 1n && ![...avoided].some((v) => at & (1 << v)),
      );
      expect(choice !== undefined).toBe(possible);
      if (!choice) continue;
      expect(diagram.holds(made.f, choice.truths)).toBe(true);
      expect([...choice.truths].some((variable) => avoided.has(variable))).toBe(false);
      expect(diagram.without(diagram.conjunction(choice), made.f)).toBe(NEVER);
    }
  });

  it('grows as far as its steps allow, and says when they are not enough', () => {
    const diagram = new DecisionDiagram(60_000);
    const functions = Array.from({ length: 200 }, () => diagram.is(diagram.newVariable()));
    const half = diagram.within(60_000, () => diagram.atLeast(100, functions));
    expect(half).toBeGreaterThan(1);
    expect(diagram.holds(half as Fn, new Set(Array.from({ length: 100 }, (_, i) => 2 * i)))).toBe(true);
    expect(diagram.holds(half as Fn, new Set(Array.from({ length: 99 }, (_, i) => 2 * i)))).toBe(false);
    expect(diagram.within(10, () => diagram.atLeast(50, functions))).toBeUndefined();
    // A question that took too long does not spoil the next one.
    expect(diagram.within(1_000, () => diagram.and(functions[0] as Fn, functions[1] as Fn))).toBeGreaterThan(1);
    expect(diagram.atLeast(3, [ALWAYS, ALWAYS])).toBe(NEVER);
    expect(() => diagram.within(10, fail)).toThrow('not of the diagram');
  });
});
function fail(): never {
  throw new Error('not of the diagram');
}
