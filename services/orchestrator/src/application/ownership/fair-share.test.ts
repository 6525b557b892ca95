import { fairShare, pick } from './fair-share.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `member-${n}`);

describe('fair shares', () => {
  it('are all there is, and differ by one at most, for any number of members', () => {
    for (let count = 1; count <= 40; count++) {
      const members = ids(count);
      const shares = members.map((self) => fairShare(64, members, self, 'master'));
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(64);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }
  });
  it('do not depend on the order in which members are seen', () => {
    const members = ids(7);
    const backwards = [...members].reverse();
    for (const self of members) expect(fairShare(64, members, self, 'a')).toBe(fairShare(64, backwards, self, 'a'));
  });
  it('give what does not divide to others in each domain', () => {
    const members = ids(5);
    const favoured = (domain: string): string => members.filter((self) => fairShare(64, members, self, domain) === 13).join();
    expect(new Set(Array.from({ length: 12 }, (_, n) => favoured(`domain-${n}`))).size).toBeGreaterThan(3);
  });
  it('are nothing to who is not among the members', () => expect(fairShare(64, ids(3), 'stranger', 'master')).toBe(0));
  it('have members try for different partitions first', () => {
    const free = Array.from({ length: 64 }, (_, n) => `master/${n}`);
    const [one, two] = [pick(free, 'a', 32), pick(free, 'b', 32)];
    expect(one.filter((partition) => two.includes(partition)).length).toBeLessThan(26);
    expect(new Set(one).size).toBe(32);
  });
});
