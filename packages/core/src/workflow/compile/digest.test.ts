import { node, workflow } from '@agentflow/testkit';
import { definitionDigest, frozenDigest } from './digest.js';

const definition = workflow([node('end', 'end', { output: 1 })], ['start -> end']);

describe('the digest of a definition', () => {
  it('is the same wherever its boxes stand, and another when it means something else', () => {
    const digest = definitionDigest(definition);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(definitionDigest({ ...definition, layout: { nodes: { end: { x: 700, y: 7 } } } } as typeof definition)).toBe(digest);
    expect(definitionDigest(workflow([node('end', 'end', { output: 2 })], ['start -> end']))).not.toBe(digest);
  });
  it('counts the agents that a frozen revision pins, where there are any', () => {
    const digest = definitionDigest(definition);
    for (const none of [undefined, null, {}, 'x']) expect(frozenDigest(definition, none)).toBe(digest);
    const pinned = frozenDigest(definition, { helper: 3 });
    expect([pinned === digest, pinned === frozenDigest(definition, { helper: 4 })]).toEqual([false, false]);
    expect(frozenDigest(definition, { helper: 3 })).toBe(pinned);
  });
});
