import fc from 'fast-check';
import type { Json } from '../json.js';
import { checkTemplate, compileTemplate } from './compile-template.js';
import { scanTemplate } from './template-scan.js';

const scope = {
  input: { n: 4, text: 'a', none: null, list: [1, { b: 2 }], yes: true, braces: '{{ 1 + 1 }}', object: { k: 'v' } },
  item: 'x',
};
const render = (template: Json): Json => compileTemplate(template).render(scope);

describe('a template', () => {
  it.each<[string, Json]>([
    ['{{ input.n }}', 4],
    ['{{input.yes}}', true],
    ['{{ input.none }}', null],
    ['{{ input.list }}', [1, { b: 2 }]],
    ['{{ input.n * 2 }}', 8],
  ])('that is one expression keeps its type: %s is %j', (template, expected) => expect(render(template)).toEqual(expected));

  it.each([
    ['n={{ input.n }}', 'n=4'],
    ['{{ input.n }}{{ input.text }}', '4a'],
    ['{{ input.yes }}!', 'true!'],
    ['<{{ input.none }}>', '<>'],
    ['{{ input.list }} and {{ input.object }}', '[1,{"b":2}] and {"k":"v"}'],
    [' {{ input.n }}', ' 4'],
    ['{{ 1.5 }} %', '1.5 %'],
    ['', ''],
    ['no braces } }} { here', 'no braces } }} { here'],
  ])('among text a result is written as text: %j is %j', (template, expected) => expect(render(template)).toBe(expected));

  it.each([
    ['{{ "{{" }}', '{{'],
    ['{{ "{{" }} x {{ "}}" }}', '{{ x }}'],
    ["{{ '}}' }}", '}}'],
    ['{{ """a "}}" b""" }}', 'a "}}" b'],
    ["{{ '''it's }}''' }}!", "it's }}!"],
    ['{{ "\\"}}" }}', '"}}'],
    ['{{ input.n // }} a comment\n }}', 4],
    ['{{ {"a": {"b": input.n}}.a.b }}', 4],
    ['{{ {"a": {"b": input.n}}}}', { a: { b: 4 } }],
  ])('ends where CEL ends, not at the first braces: %s', (template, expected) => expect(render(template)).toEqual(expected));

  it('is found in strings at any depth; keys of objects are never templates', () => {
    expect(render({ a: ['{{ input.n }}', { b: 'x{{ item }}' }], '{{ item }}': 1, c: null, d: 2.5, e: false })).toEqual({
      a: [4, { b: 'xx' }],
      '{{ item }}': 1,
      c: null,
      d: 2.5,
      e: false,
    });
  });

  it('without expressions is constant: its source is answered as it is', () => {
    const source = { a: [1, 'text', { b: null }] };
    const template = compileTemplate(source);
    expect(template.constant).toBe(true);
    expect(template.reads).toEqual([]);
    expect(template.render({})).toBe(source);
  });

  it('keeps what is constant in it by reference', () => {
    const constant = { big: [1, 2, 3] };
    expect((render({ a: constant, b: '{{ item }}' }) as { a: unknown }).a).toBe(constant);
  });

  it('never evaluates text that comes from data', () => {
    expect(render('{{ input.braces }}')).toBe('{{ 1 + 1 }}');
    expect(render('x{{ input.braces }}')).toBe('x{{ 1 + 1 }}');
    expect(compileTemplate('{{ t }}').render({ t: render('{{ input.braces }}') })).toBe('{{ 1 + 1 }}');
  });

  it('hands through any data byte for byte', () => {
    const template = compileTemplate({ whole: '{{ d }}', text: '{{ s }}' });
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: fc.constantFrom('{', '}', '"', "'", ' ', 'a', '$', '\\', '\n', '%') }), (d, s) => {
        expect(template.render({ d, s })).toEqual({ whole: d, text: s });
      }),
      { numRuns: 300 },
    );
  });

  it('leaves literal paths alone, with all below them', () => {
    const source = {
      source: '{{ not cel',
      args: { x: '{{ input.n }}' },
      list: [{ name: '{{ a }}', when: '{{ input.n }}' }],
      schema: { deep: { s: '{{ no' } },
    };
    const template = compileTemplate(source, { literals: ['source', 'list/*/name', 'schema'] });
    expect(template.render(scope)).toEqual({
      source: '{{ not cel',
      args: { x: 4 },
      list: [{ name: '{{ a }}', when: 4 }],
      schema: { deep: { s: '{{ no' } },
    });
    expect(template.reads).toEqual([{ root: 'input', path: ['n'] }]);
    expect(compileTemplate('{{ x', { literals: [''] }).constant).toBe(true);
  });

  it('lists each thing it reads once', () => {
    expect(compileTemplate(['{{ input.n }}', '{{ input.n + a.output.b }} {{ input.n }}']).reads).toEqual([
      { root: 'input', path: ['n'] },
      { root: 'a', path: ['output', 'b'] },
    ]);
  });
});

describe('a template that is wrong', () => {
  const failure = (act: () => unknown): { readonly message: string; readonly details: Json } => {
    try {
      act();
    } catch (error) {
      return error as never;
    }
    throw new Error('it did not fail');
  };

  it.each([
    ['{{ input.n', 'never closed', 0],
    ['x {{ "}} ', 'never closed', 2],
    ['{{ // }}', 'Unexpected token', undefined],
    ['{{ // x', 'never closed', 0],
    ['{{ a } b }}', 'never closed', 0],
    ['{{ }}', 'it is empty', 3],
    ['ab {{ input. }}', 'Expected IDENTIFIER', 12],
    ['{{ a }} {{ 1 + }}', 'Unexpected token', 14],
    ['{{ x.constructor }}', 'may not be used', undefined],
  ])('%j says what and at which character of the string', (template, sentence, offset) => {
    const error = failure(() => compileTemplate({ list: ['ok', template] }));
    expect(error).toMatchObject({
      code: 'EXPRESSION_FAILED',
      details: { pointer: '/list/1', ...(offset === undefined ? {} : { offset }) },
    });
    expect(error.message).toContain(sentence);
  });

  it('says where it failed when it is rendered', () => {
    const error = failure(() => compileTemplate({ 'a/b': { c: 'x {{ input.nope }}' } }).render(scope));
    expect(error).toMatchObject({ code: 'EXPRESSION_FAILED', retryable: false, details: { pointer: '/a~1b/c', key: 'nope' } });
    expect(failure(() => compileTemplate('{{ input.nope }}').render(scope)).message).not.toContain('(at');
  });

  it('lists everything that is wrong when it is checked', () => {
    const { faults, template } = checkTemplate({ a: '{{ 1 + }}', b: '{{ ok }}', c: ['{{'] });
    expect(faults.map((fault) => fault.pointer)).toEqual(['/a', '/c/0']);
    expect(template.reads).toEqual([{ root: 'ok', path: [] }]);
    expect(template.strings).toEqual([{ pointer: '/b', reads: [{ root: 'ok', path: [] }] }]);
  });
});

describe('scanning', () => {
  it('gives back every text without braces as one piece, and cuts around expressions', () => {
    expect(scanTemplate('plain')).toEqual([{ text: 'plain' }]);
    expect(scanTemplate('a{{ b }}c')).toEqual([{ text: 'a' }, { expression: ' b ', offset: 3 }, { text: 'c' }]);
  });

  it('never fails in another way than by saying where, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '"', "'", '\\', '/', '\n', 'a', ' ') }), (text) => {
        try {
          const pieces = scanTemplate(text);
          expect(pieces.map((piece) => ('text' in piece ? piece.text : `{{${piece.expression}}}`)).join('')).toBe(text);
        } catch (error) {
          expect(typeof (error as { offset: unknown }).offset).toBe('number');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
