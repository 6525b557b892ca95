/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over UTF-16 units, mixed by the finalizer of MurmurHash3 (Austin Appleby, public domain): alike texts would come out alike. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
/** Rising by hash of id and salt: another order for each salt, the same for everybody who asks. */
const shuffled = <T extends string>(ids: readonly T[], salt: string): T[] =>
  ids
    .map((id) => ({ id, at: hash(id + salt) }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);

/**
 * How many of `count` partitions are `self`'s when `members` share them evenly. What does not divide goes to some of them, to others in each domain.
 * All shares together are `count`. `self` has to be among the members.
 */
export function fairShare(count: number, members: readonly string[], self: string, domain: string): number {
  const place = shuffled(members, domain).indexOf(self);
  if (place < 0) return 0;
  return Math.floor(count / members.length) + (place < count % members.length ? 1 : 0);
}
/** The free ones that `self` tries first: each member tries others first. */
export const pick = <T extends string>(free: readonly T[], self: string, count: number): readonly T[] =>
  shuffled(free, self).slice(0, count);
