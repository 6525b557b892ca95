/** One thing that can be added, with all words it may be found by. */
export interface Findable {
  readonly title: string;
  readonly type: string;
  readonly description: string;
  /** Further words: other languages, pinyin and its initials. */
  readonly keywords: string;
}
const BOUNDARY = /[\s_\-/·]/;
/** How well `query` fits `text`: letters in order, better at word beginnings and side by side; 0 when it does not. */
export function score(query: string, text: string): number {
  const q = query.toLowerCase();
  const t = text.toLowerCase();
  if (q === '') return 1;
  if (t === q) return 1000;
  if (t.startsWith(q)) return 500 - t.length / 100;
  const inside = t.indexOf(q);
  if (inside > 0) return (BOUNDARY.test(t[inside - 1] ?? '') ? 400 : 200) - inside / 10;
  let points = 0;
  let from = 0;
  let last = -2;
  for (const letter of q) {
    const at = t.indexOf(letter, from);
    if (at < 0) return 0;
    points += at === last + 1 ? 6 : at === 0 || BOUNDARY.test(t[at - 1] ?? '') ? 4 : 1;
    last = at;
    from = at + 1;
  }
  // Letters strewn over a long text are chance, not a match.
  return points >= q.length * 2.5 ? Math.min(points, 150) : 0;
}
/** The items that fit, best first; recently used ones first among equals and when nothing is asked. */
export function find<T extends Findable>(items: readonly T[], query: string, recent: readonly string[] = []): T[] {
  const wanted = query.trim();
  const rank = (item: T): number => {
    const index = recent.indexOf(item.type);
    return index < 0 ? 0 : recent.length - index;
  };
  if (wanted === '') return [...items].sort((a, b) => rank(b) - rank(a));
  return items
    .map((item) => ({
      item,
      points: Math.max(
        score(wanted, item.title) * 1.2,
        score(wanted, item.type) * 1.1,
        ...item.keywords.split(' ').map((word) => (word ? score(wanted, word) : 0)),
        item.description.toLowerCase().includes(wanted.toLowerCase()) ? 20 : 0,
      ),
    }))
    .filter((entry) => entry.points > 0)
    .sort((a, b) => b.points - a.points || rank(b.item) - rank(a.item))
    .map((entry) => entry.item);
}
