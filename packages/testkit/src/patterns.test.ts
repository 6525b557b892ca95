import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPattern, type PatternExpectation } from './pattern-check.js';

const folder = fileURLToPath(new URL('../../../conformance/patterns/', import.meta.url));
const patterns = fs.readdirSync(folder).sort();
const REFUSED = [17, 28, 31, 38, 40, 41, 42];

describe('workflow control-flow patterns', () => {
  it('are all 43 there', () => {
    expect(patterns.map((name) => Number.parseInt(name, 10))).toEqual(Array.from({ length: 43 }, (_, i) => i + 1));
  });

  it.each(patterns)('%s does exactly what it may', (name) => {
    const read = (file: string): string => fs.readFileSync(path.join(folder, name, file), 'utf8');
    const expected = JSON.parse(read('expected.json')) as PatternExpectation;
    const others = Object.fromEntries((expected.others ?? []).map((other) => [other, read(`${other}.yaml`)]));
    const verdict = checkPattern({ workflow: read('workflow.yaml'), expected, others });
    expect(verdict.faults).toEqual([]);
    expect(verdict.outcome).toBe(REFUSED.includes(Number.parseInt(name, 10)) ? 'refused' : 'passed');
  });
});
