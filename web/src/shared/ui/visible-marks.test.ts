import { visibleMarks } from './visible-marks.js';

it('writes out what would turn or hide text, and leaves honest text alone', () => {
  expect(visibleMarks('invoice \u202egpj.exe\u202c')).toBe('invoice \\u202egpj.exe\\u202c');
  expect(visibleMarks('a\u0000b\u200bc')).toBe('a\\u0000b\\u200bc');
  for (const text of ['שלום עולם', 'مرحبا', 'می\u200cخواهم', 'line\nand\ttab', '👩‍👩‍👧']) expect(visibleMarks(text)).toBe(text);
});
