/** A command with what it writes is one BSON document: 16 MiB, less room for its other fields. */
const MOST_BYTES = 15.5 * 1024 * 1024;
/** Fields beside the text, and the most that a UTF-16 unit of it can take. */
const FIELD_BYTES = 1000;
const UNIT_BYTES = 3;

/** How many of `items`, from the first on, fit into one command: at most `most`, at least one. `lengthOf`: UTF-16 units of an item's text. */
export function fitting<Item>(items: readonly Item[], lengthOf: (item: Item) => number, most: number): number {
  let bytes = 0;
  const end = Math.min(items.length, most);
  for (let count = 0; count < end; count++) {
    bytes += lengthOf(items[count] as Item) * UNIT_BYTES + FIELD_BYTES;
    if (count > 0 && bytes > MOST_BYTES) return count;
  }
  return end;
}
