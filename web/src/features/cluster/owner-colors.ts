/** One colour for each owner, the same on each reading: apart from its neighbours, and readable on light and dark. */
export function colorsOf(owners: readonly string[]): ReadonlyMap<string, string> {
  const sorted = [...new Set(owners)].sort();
  return new Map(
    sorted.map((owner, index) => [owner, `hsl(${Math.round((index * 360) / Math.max(1, sorted.length) + 232) % 360} 58% 58%)`]),
  );
}
