import { mkdtempSync, openSync, readFileSync, rmSync, closeSync, writeSync, truncateSync, cpSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@agentflow/testkit';
import { openSegments, type Segments, type SegmentWriter } from './segments.js';

const texts = (segments: Segments): string[] => [...segments.scan(0)].map(([, body]) => body.toString('utf8'));
const FIRST = `${'0'.repeat(16)}.log`;

describe('the segments of the log', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'agentflow-segments-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('give back the frames that were written, after a reopening too, over the end of a file', () => {
    const segments = openSegments(folder, 'buffered');
    const large = 'é'.repeat(6 * 1024 * 1024);
    const written = ['one', 'two', ...Array.from({ length: 7 }, (_, i) => i + large), 'last'];
    const places = written.map((text) => segments.append(text).place);
    expect(segments.read(places[1]!).toString('utf8')).toBe('two');
    segments.close();
    expect(readdirSync(folder)).toHaveLength(2);
    const again = openSegments(folder, 'buffered');
    expect(texts(again)).toEqual(written);
    expect([...again.scan(places[8]!)].map(([place]) => place)).toEqual(places.slice(8));
    again.append('more');
    expect(texts(again).at(-1)).toBe('more');
    again.close();
  });

  it.each(['nothing of it', 'all of it'])('keep nothing of a write that failed after %s was written', (how) => {
    let failing = false;
    const writer: SegmentWriter = {
      write(fd, bytes, at) {
        if (!failing || how === 'all of it') writeSync(fd, bytes, 0, bytes.length, at);
        if (failing) throw new Error('EIO');
      },
    };
    const segments = openSegments(folder, 'sync', writer);
    segments.append('kept');
    failing = true;
    expect(() => segments.append('failed')).toThrow('EIO');
    expect(() => segments.append('refused as well')).toThrow('EIO');
    expect(texts(segments)).toEqual(['kept']);
    failing = false;
    segments.append('x');
    expect(texts(segments)).toEqual(['kept', 'x']);
    segments.close();
    const again = openSegments(folder, 'sync');
    expect(texts(again)).toEqual(['kept', 'x']);
    again.close();
  });

  it('serve no byte that was changed: damage is refused by file and byte, or was a torn end', () => {
    const segments = openSegments(folder, 'buffered');
    const random = seededRandom(3);
    const written = Array.from({ length: 60 }, (_, i) => `frame ${i} `.repeat(1 + random(40)));
    for (const text of written) segments.append(text);
    const used = segments.end;
    segments.close();
    const counts = { refused: 0, shorter: 0, whole: 0 };
    for (let i = 0; i < 1_000; i++) {
      const copy = `${folder}-flip`;
      cpSync(folder, copy, { recursive: true });
      const file = join(copy, FIRST);
      const at = random(used);
      if (i % 4 === 0) truncateSync(file, at);
      else {
        const byte = readFileSync(file)[at]!;
        const fd = openSync(file, 'r+');
        writeSync(fd, Buffer.from([byte ^ (1 << random(8))]), 0, 1, at);
        closeSync(fd);
      }
      try {
        const damaged = openSegments(copy, 'buffered');
        const found = texts(damaged);
        expect(found).toEqual(written.slice(0, found.length));
        counts[found.length < written.length ? 'shorter' : 'whole']++;
        damaged.close();
      } catch (error) {
        expect((error as Error).message).toContain(`${file} at byte `);
        counts.refused++;
      }
      rmSync(copy, { recursive: true, force: true });
    }
    console.log(`1,000 flips and truncations of ${written.length} frames: ${JSON.stringify(counts)}`);
    expect(counts.whole).toBe(0);
    expect(counts.refused).toBeGreaterThan(600);
  });

  it('forget with `exit` what no clean stop has confirmed', () => {
    const first = openSegments(folder, 'exit');
    first.append('confirmed');
    first.close();
    const second = openSegments(folder, 'exit');
    second.append('not confirmed');
    second.abandon();
    const third = openSegments(folder, 'sync');
    expect(texts(third)).toEqual(['confirmed']);
    third.close();
  });
});
