interface Cell<V> {
  value: V | undefined;
}
/**
 * A map for what comes and goes all the time, for as long as the process lives.
 *
 * V8 gives a `Map` a new table whenever it has grown or holds too many deleted entries; the old table keeps what was in it and points to the new one. Once a full collection has
 * moved one table to the old generation, each later one, and every value that was in it, is reached from a dead one before it and outlives all minor collections: a busy
 * server copies everything it touches into the old generation, and cleans that all the time. Here a table holds cells, which are emptied when their entries go, and every now
 * and then another map takes over, to whose tables nothing points but itself.
 */
export class PassageMap<K, V> {
  #cells = new Map<K, Cell<V>>();
  #deleted = 0;

  get size(): number {
    return this.#cells.size;
  }
  get(key: K): V | undefined {
    const cell = this.#cells.get(key);
    return cell === undefined ? undefined : cell.value;
  }
  has(key: K): boolean {
    return this.#cells.has(key);
  }
  set(key: K, value: V): void {
    const cell = this.#cells.get(key);
    if (cell === undefined) this.#cells.set(key, { value });
    else cell.value = value;
  }
  delete(key: K): boolean {
    const cell = this.#cells.get(key);
    if (cell === undefined) return false;
    cell.value = undefined;
    this.#cells.delete(key);
    // So seldom that taking over costs less than what is put in and taken out meanwhile.
    if (++this.#deleted > 64 + 2 * this.#cells.size) {
      this.#cells = new Map(this.#cells);
      this.#deleted = 0;
    }
    return true;
  }
  clear(): void {
    for (const cell of this.#cells.values()) cell.value = undefined;
    this.#cells = new Map();
    this.#deleted = 0;
  }
  /** What is in it now, in the order in which the keys came. */
  values(): V[] {
    return Array.from(this.#cells.values(), (cell) => cell.value as V);
  }
}
