import fc from 'fast-check';
import { parseDefinition, parseJsonText, type ParsedDocument } from './parse.js';
import { findUnsafeKeys } from './unsafe-keys.js';

const yaml = (text: string): ParsedDocument => parseDefinition(text, { format: 'yaml' });
const json = (text: string): ParsedDocument => parseDefinition(text, { format: 'json' });
const first = (document: ParsedDocument) => document.problems[0];

describe('YAML', () => {
  it('is read as the JSON it stands for', () => {
    const { value, problems } = yaml(
      '# a comment\nname: x\nlist:\n  - 1\n  - {a: null, b: [true, 2.5]}\ntext: |\n  two\n  lines\nquoted: "1"\non: off\n1: one\nhex: 0x10\n',
    );
    expect(problems).toEqual([]);
    expect(value).toEqual({
      name: 'x',
      list: [1, { a: null, b: [true, 2.5] }],
      text: 'two\nlines\n',
      quoted: '1',
      on: 'off',
      '1': 'one',
      hex: 16,
    });
  });

  it('expands a few aliases, and reads merge keys as ordinary keys', () => {
    expect(yaml('a: &x [1, 2]\nb: *x').value).toEqual({ a: [1, 2], b: [1, 2] });
    expect(yaml('a: &x {k: 1}\nb:\n  <<: *x').value).toEqual({ a: { k: 1 }, b: { '<<': { k: 1 } } });
  });

  it.each([
    ['a nested mapping on one line', 'a: b: c\n', 'MALFORMED_YAML', 1],
    ['bad indentation', 'a:\n  b: 1\n c: 2\n', 'MALFORMED_YAML', 3],
    ['an open list', 'a: [1, 2\nb: 3\n', 'MALFORMED_YAML', 2],
    ['an open text', 'a: "x\nb: 3\n', 'MALFORMED_YAML', 3],
    ['tabs', 'a:\n\t- b\n', 'MALFORMED_YAML', 2],
    ['a reserved character', 'a: 1\nb: @x\n', 'MALFORMED_YAML', 2],
    ['a double key', 'a: 1\nb:\n  c: 1\n  c: 2\n', 'DUPLICATE_KEY', 4],
    ['keys that are equal as text', '1: a\n"1": b\n', 'DUPLICATE_KEY', 2],
    ['a key that is no text', '? [a, b]\n: c\n', 'MALFORMED_YAML', 1],
    ['__proto__', 'a:\n  __proto__: 1\n', 'UNSAFE_KEY', 2],
    ['constructor', 'constructor: 1\n', 'UNSAFE_KEY', 1],
    ['prototype', 'a: {b: {prototype: 1}}\n', 'UNSAFE_KEY', 1],
    ['a custom tag', 'a: 1\nb: !mine x\n', 'CUSTOM_TAG', 2],
    ['a tag that makes code', 'a: !!js/function "x"\n', 'CUSTOM_TAG', 1],
    ['a binary', 'a: !!binary aGVsbG8=\n', 'CUSTOM_TAG', 1],
    ['a set', 'a: !!set {x}\n', 'CUSTOM_TAG', 1],
    ['two documents', 'a: 1\n---\nb: 2\n', 'SEVERAL_DOCUMENTS', 2],
    ['infinity', 'a: 1\nb: .inf\n', 'MALFORMED_YAML', 2],
    ['no number', 'a: [.nan]\n', 'MALFORMED_YAML', 1],
    ['an alias of nothing', 'a: *x\n', 'MALFORMED_YAML', 1],
    ['an alias of itself', 'a: &x [*x]\n', 'MALFORMED_YAML', 1],
  ])('with %s is refused, with line and column', (_what, text, code, line) => {
    const document = yaml(text);
    expect(document.value).toBeUndefined();
    expect(first(document)).toMatchObject({ code, line, column: expect.any(Number) as number, severity: 'error' });
  });

  it('lists all that is wrong with its keys, with pointers', () => {
    expect(
      yaml('a:\n  - b: 1\n    b: 2\n    constructor: 3\nx/y: {__proto__: 1}\n').problems.map(({ code, pointer }) => [code, pointer]),
    ).toEqual([
      ['DUPLICATE_KEY', '/a/0/b'],
      ['UNSAFE_KEY', '/a/0/constructor'],
      ['UNSAFE_KEY', '/x~1y/__proto__'],
    ]);
  });

  it('of nothing is null', () => expect(yaml('# only a comment\n')).toMatchObject({ value: null, problems: [] }));
});

describe('JSON', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (text, indent) => {
        const written = JSON.stringify(JSON.parse(text), undefined, indent);
        fc.pre(findUnsafeKeys(JSON.parse(text)).length === 0);
        expect(json(written)).toMatchObject({ problems: [] });
        expect(json(written).value).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
    expect(json('\uFEFF {"a" : "\\u00e9\\n\\ud83d\\ude00" , "b": -1.5e2}\n').value).toEqual({ a: 'é\n😀', b: -150 });
  });

  it('is refused exactly where JSON.parse refuses it', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', '0', '-', '.', 'e', 't', 'true', 'null', ' ', '\n', '\\', 'a'),
        }),
        (text) => {
          let valid = true;
          try {
            JSON.parse(text);
          } catch {
            valid = false;
          }
          const codes = json(text).problems.map((problem) => problem.code);
          expect({ text, valid: !codes.includes('MALFORMED_JSON') }).toEqual({ text, valid });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['{"a": 1,}', 'expected a key in double quotes', 1, 9],
    ['{"a" 1}', 'expected ":"', 1, 6],
    ['{\n "a": 1\n "b": 2}', 'expected "," or "}"', 3, 2],
    ['[1 2]', 'expected "," or "]"', 1, 4],
    ['{a: 1}', 'expected a key in double quotes', 1, 2],
    ['["a', 'never ends', 1, 2],
    ['["a\nb"]', 'line breaks and control characters', 1, 4],
    ['["\\x"]', 'an escape that JSON does not know', 1, 2],
    ['[1e999]', 'too large', 1, 2],
    ['[01]', 'expected "," or "]"', 1, 3],
    ['', 'expected a value, found the end of the document', 1, 1],
    ['1 2', 'after the end of the document', 1, 3],
    ["{'a': 1}", 'expected a key in double quotes', 1, 2],
    ['[undefined]', 'expected a value', 1, 2],
  ])('%j is refused: %s', (text, sentence, line, column) => {
    expect(first(json(text))).toMatchObject({ code: 'MALFORMED_JSON', line, column });
    expect(first(json(text))?.message).toContain(sentence);
  });

  it('with double or unsafe keys is refused, every one with its pointer and place', () => {
    expect(json('{"a": {"b": 1, "b": 2},\n "__proto__": {}, "x/y": [{"constructor": 1}]}').problems).toEqual([
      { code: 'DUPLICATE_KEY', pointer: '/a/b', severity: 'error', message: 'the key "b" is there twice', line: 1, column: 16 },
      { code: 'UNSAFE_KEY', pointer: '/__proto__', severity: 'error', message: 'the key "__proto__" is not allowed', line: 2, column: 2 },
      {
        code: 'UNSAFE_KEY',
        pointer: '/x~1y/0/constructor',
        severity: 'error',
        message: 'the key "constructor" is not allowed',
        line: 2,
        column: 28,
      },
    ]);
    expect(json(`{${Array.from({ length: 500 }, () => '"a":1').join(',')}}`).problems).toHaveLength(100);
  });
});

describe('places', () => {
  it('are found for what is there, and for what is not the nearest thing around it', () => {
    const text = '{\n  "nodes": [\n    {"id": "a"},\n    {"id": "b", "x/y": {"k": 1}}\n  ]\n}';
    const { locate } = json(text);
    expect(locate('/nodes/1/x~1y/k')).toEqual({ line: 4, column: 30 });
    expect(locate('/nodes/1/nope/deeper')).toEqual({ line: 4, column: 5 });
    expect(locate('')).toEqual({ line: 1, column: 1 });
    expect(json('[').locate('/x')).toEqual({ line: 1, column: 1 });
    expect(json(' ').locate('')).toEqual({ line: 1, column: 2 });
  });

  it('are found in YAML too, through aliases', () => {
    const { locate } = yaml('nodes:\n  - id: a\n  - &b\n    id: b\n    config:\n      x: 1\nagain: *b\nempty:\n');
    expect(locate('/nodes/1/config/x')).toEqual({ line: 6, column: 10 });
    expect(locate('/nodes/7/config')).toEqual({ line: 2, column: 3 });
    expect(locate('/nodes/0/id/deeper')).toEqual({ line: 2, column: 9 });
    expect(locate('/again/config/x')).toEqual({ line: 6, column: 10 });
    expect(locate('/empty')).toMatchObject({ line: 8 });
    expect(yaml('').locate('/a')).toBeUndefined();
    expect(yaml('- '.repeat(500)).locate('')).toBeUndefined();
  });
});

describe('what could do harm', () => {
  const hostile: readonly (readonly [string, string, 'json' | 'yaml', string])[] = [
    ['10,000-deep lists', '['.repeat(10_000) + ']'.repeat(10_000), 'json', 'DOCUMENT_TOO_DEEP'],
    ['a million open lists', '['.repeat(1_000_000), 'json', 'DOCUMENT_TOO_DEEP'],
    ['10,000-deep objects', '{"a":'.repeat(10_000), 'json', 'DOCUMENT_TOO_DEEP'],
    ['10,000-deep flow lists', '['.repeat(10_000) + ']'.repeat(10_000), 'yaml', 'DOCUMENT_TOO_DEEP'],
    ['a million open flow lists', '['.repeat(1_000_000), 'yaml', 'DOCUMENT_TOO_DEEP'],
    ['10,000-deep block lists', '- '.repeat(10_000) + 'x', 'yaml', 'DOCUMENT_TOO_DEEP'],
    ['10,000-deep keys', '? '.repeat(10_000) + 'x', 'yaml', 'DOCUMENT_TOO_DEEP'],
    ['1,400-deep mappings', Array.from({ length: 1_400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'yaml', 'DOCUMENT_TOO_DEEP'],
    ['210-deep lists', '['.repeat(205) + ']'.repeat(205), 'yaml', 'DOCUMENT_TOO_DEEP'],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`).join('\n')}`,
      'yaml',
      'TOO_MANY_ALIASES',
    ],
    ['very many aliases', `- &a x\n${'- *a\n'.repeat(1_000)}`, 'yaml', 'TOO_MANY_ALIASES'],
    ['a document of 10 MB', 'x'.repeat(10_000_000), 'yaml', 'DOCUMENT_TOO_LARGE'],
    ['a document of 10 MB', `"${'x'.repeat(10_000_000)}"`, 'json', 'DOCUMENT_TOO_LARGE'],
    ['1.5 million characters of three bytes', `"${'€'.repeat(1_500_000)}"`, 'json', 'DOCUMENT_TOO_LARGE'],
    ['a quarter of a million list items', '- a\n'.repeat(260_000), 'yaml', 'DOCUMENT_TOO_LARGE'],
    ['two million closing braces', '}'.repeat(1_900_000), 'yaml', 'MALFORMED_YAML'],
    ['ten thousand double keys', 'a: 1\n'.repeat(10_000), 'yaml', 'DUPLICATE_KEY'],
  ];
  it.each(hostile)('%s (%#) is a problem, not a crash', (_what, text, format, code) => {
    const document = parseDefinition(text, { format });
    expect(document.value).toBeUndefined();
    expect(document.problems.length).toBeLessThanOrEqual(101);
    expect(first(document)?.code).toBe(code);
  });

  it('takes limits of its caller', () => {
    expect(first(parseJsonText('{"a": "0123456789"}', { maxBytes: 10 }))?.code).toBe('DOCUMENT_TOO_LARGE');
    expect(first(parseJsonText('[[[1]]]', { maxDepth: 2 }))?.code).toBe('DOCUMENT_TOO_DEEP');
    expect(parseJsonText('[[1]]', { maxDepth: 2 }).value).toEqual([[1]]);
    expect(first(parseDefinition('[[[1]]]', { format: 'yaml', maxDepth: 1 }))?.code).toBe('DOCUMENT_TOO_DEEP');
  });

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a ',
      '*a',
      '!t ',
      '|',
      '>',
      '#',
      '? ',
      '---',
      '...',
      '%YAML 1.2\n',
      '\t',
      '@',
      '`',
      ',',
      '1',
      '\\',
      '\u0000',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const format of ['yaml', 'json'] as const) {
          const document = parseDefinition(pieces.join(''), { format });
          expect(document.value === undefined || document.problems.length === 0).toBe(true);
          document.locate('/a/0');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('unsafe keys', () => {
  it('are found at any depth, at most twenty of them', () => {
    expect(findUnsafeKeys(JSON.parse('{"a":[{"__proto__":1}],"constructor":{"x~/y":{"prototype":1}}}'))).toEqual([
      '/constructor',
      '/a/0/__proto__',
    ]);
    expect(findUnsafeKeys(JSON.parse('{"x~/y":{"prototype":1}}'))).toEqual(['/x~0~1y/prototype']);
    expect(findUnsafeKeys(Array.from({ length: 100 }, () => JSON.parse('{"__proto__":1}') as unknown))).toHaveLength(20);
    expect(findUnsafeKeys(['constructor', 1, null])).toEqual([]);
  });
});
