/*
 * Maps and sets that are mostly empty, or hold one element: an execution has some thirty of them, and a `Map` costs 190 bytes and a table of its own before anything is in
 * it. Both are maps and sets to everybody who uses them, in the order of insertion; only, an iteration under way does not see what is added to a set that held one element.
 */
const NOTHING: readonly never[] = [];

/** A map that takes room once something is put in. */
export class LazyMap<K, V> implements Map<K, V> {
  #map: Map<K, V> | undefined;

  constructor(entries?: readonly (readonly [K, V])[]) {
    if (entries !== undefined) for (const [key, value] of entries) this.set(key, value);
  }
  get size(): number {
    return this.#map === undefined ? 0 : this.#map.size;
  }
  get [Symbol.toStringTag](): string {
    return 'Map';
  }
  get(key: K): V | undefined {
    return this.#map === undefined ? undefined : this.#map.get(key);
  }
  has(key: K): boolean {
    return this.#map !== undefined && this.#map.has(key);
  }
  set(key: K, value: V): this {
    (this.#map ??= new Map()).set(key, value);
    return this;
  }
  delete(key: K): boolean {
    return this.#map !== undefined && this.#map.delete(key);
  }
  clear(): void {
    if (this.#map !== undefined) this.#map.clear();
  }
  forEach(call: (value: V, key: K, map: Map<K, V>) => void): void {
    this.#map?.forEach((value, key) => call(value, key, this));
  }
  keys(): MapIterator<K> {
    return this.#map === undefined ? NOTHING.values() : this.#map.keys();
  }
  values(): MapIterator<V> {
    return this.#map === undefined ? NOTHING.values() : this.#map.values();
  }
  entries(): MapIterator<[K, V]> {
    return this.#map === undefined ? NOTHING.values() : this.#map.entries();
  }
  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}

/** A set that holds its only element itself: one that elements enter and leave one at a time never makes a table. `undefined` is no element. */
export class SmallSet<T extends string | number | object> implements Set<T> {
  #only: T | undefined;
  #set: Set<T> | undefined;

  constructor(values?: readonly T[]) {
    if (values !== undefined) for (const value of values) this.add(value);
  }
  get size(): number {
    if (this.#set !== undefined) return this.#set.size;
    return this.#only === undefined ? 0 : 1;
  }
  get [Symbol.toStringTag](): string {
    return 'Set';
  }
  /** What was added last, or `undefined`. */
  get last(): T | undefined {
    if (this.#set === undefined) return this.#only;
    let last: T | undefined;
    for (const value of this.#set) last = value;
    return last;
  }
  has(value: T): boolean {
    return this.#set === undefined ? value === this.#only : this.#set.has(value);
  }
  add(value: T): this {
    if (this.#set !== undefined) this.#set.add(value);
    else if (this.#only === undefined) this.#only = value;
    else if (this.#only !== value) {
      this.#set = new Set<T>().add(this.#only).add(value);
      this.#only = undefined;
    }
    return this;
  }
  delete(value: T): boolean {
    if (this.#set !== undefined) return this.#set.delete(value);
    if (value !== this.#only) return false;
    this.#only = undefined;
    return true;
  }
  clear(): void {
    this.#only = undefined;
    this.#set = undefined;
  }
  forEach(call: (value: T, again: T, set: Set<T>) => void): void {
    for (const value of this) call(value, value, this);
  }
  keys(): SetIterator<T> {
    return this.values();
  }
  values(): SetIterator<T> {
    if (this.#set !== undefined) return this.#set.values();
    return this.#only === undefined ? NOTHING.values() : [this.#only].values();
  }
  *entries(): SetIterator<[T, T]> {
    for (const value of this) yield [value, value];
  }
  [Symbol.iterator](): SetIterator<T> {
    return this.values();
  }
}
