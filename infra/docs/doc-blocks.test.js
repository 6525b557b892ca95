import { commandBlocks, missingLine } from './doc-blocks.mjs';

const fence = '```';
const page = [
  '# Page',
  `${fence}sh`,
  'npm start',
  fence,
  `${fence}sh run`,
  'echo one',
  fence,
  `${fence}text expect`,
  'o…e',
  '',
  fence,
  `${fence}sh run`,
  'echo two',
  fence,
].join('\n');

describe('the commands of a page', () => {
  it('are the blocks marked so, with their line and what they promise', () =>
    expect(commandBlocks(page)).toEqual([
      { line: 5, code: 'echo one\n', expect: ['o…e'] },
      { line: 12, code: 'echo two\n', expect: [] },
    ]));
  it('cannot promise anything before there is one', () =>
    expect(() => commandBlocks(`${fence}text expect\nx\n${fence}\n`)).toThrow('line 1'));
});
describe('what a block promises', () => {
  it('holds line by line, in order, with anything where the dots are', () => {
    expect(missingLine(['"id": "…",', '"status": "completed"'], '{\n  "id": "x1",\n  "n": 2,\n  "status": "completed"\n}')).toBeUndefined();
    expect(missingLine(['b', 'a'], 'a\nb')).toBe('a');
    expect(missingLine(['revision … is released'], 'triage: revision 3 is out')).toBe('revision … is released');
  });
});
