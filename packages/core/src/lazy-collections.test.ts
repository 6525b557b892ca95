import { LazyMap, SmallSet } from './lazy-collections.js';

/** Numbers that look random, the same ones each time. */
function* digits(seed: number): Generator<number> {
  for (let at = seed; ;) yield (at = (at * 48_271) % 2_147_483_647) % 4;
}

describe('lazy collections', () => {
  it('do what Map and Set do, whatever is done to them in whatever order', () => {
    let compared = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const [map, set] = [new LazyMap<string, number>(), new SmallSet<string>()];
      const [plainMap, plainSet] = [new Map<string, number>(), new Set<string>()];
      const random = digits(seed);
      const next = (): number => random.next().value as number;
      for (let step = 0; step < 60; step++) {
        const key = `k${next()}`;
        switch (next()) {
          case 0:
            expect([map.delete(key), set.delete(key)]).toEqual([plainMap.delete(key), plainSet.delete(key)]);
            break;
          case 1:
            if (next() === 0) for (const one of [map, set, plainMap, plainSet]) one.clear();
            break;
          default:
            map.set(key, step);
            set.add(key);
            plainMap.set(key, step);
            plainSet.add(key);
        }
        expect([map.size, map.get(key), map.has(key), set.size, set.has(key)]).toEqual([
          plainMap.size,
          plainMap.get(key),
          plainMap.has(key),
          plainSet.size,
          plainSet.has(key),
        ]);
        expect([[...map], [...map.keys()], [...map.values()], [...map.entries()]]).toEqual([
          [...plainMap],
          [...plainMap.keys()],
          [...plainMap.values()],
          [...plainMap.entries()],
        ]);
        expect([[...set], [...set.keys()], [...set.values()], [...set.entries()]]).toEqual([
          [...plainSet],
          [...plainSet.keys()],
          [...plainSet.values()],
          [...plainSet.entries()],
        ]);
        const told: unknown[] = [];
        map.forEach((value, name, whole) => told.push([name, value, whole === map]));
        set.forEach((value, again, whole) => told.push([value, again, whole === set]));
        expect(told).toEqual([
          ...[...plainMap].map(([name, value]) => [name, value, true]),
          ...[...plainSet].map((one) => [one, one, true]),
        ]);
        compared++;
      }
    }
    expect(compared).toBe(12_000);
  });
  it('let what is being looked at be taken out', () => {
    const set = new SmallSet<string>().add('a');
    for (const one of set) set.delete(one);
    expect([...set]).toEqual([]);
    set.add('a').add('b').add('c');
    for (const one of set) if (one !== 'b') set.delete(one);
    expect([...set]).toEqual(['b']);
  });
  it('call themselves what they are', () => {
    expect([String(new LazyMap()), String(new SmallSet())]).toEqual(['[object Map]', '[object Set]']);
  });
});
