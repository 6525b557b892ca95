/** Makes a value once per key and keeps the `max` made last. */
export function boundedCache<T>(max: number): (key: string, make: () => T) => T {
  const kept = new Map<string, T>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make();
    kept.set(key, made);
    if (kept.size > max) kept.delete(kept.keys().next().value!);
    return made;
  };
}
