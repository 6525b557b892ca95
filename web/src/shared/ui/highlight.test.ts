import { highlightLine, type Language } from './highlight.js';

const kinds = (line: string, language: Language): string[] =>
  highlightLine(line, language)
    .filter((p) => p.kind !== 'plain')
    .map((p) => `${p.kind} ${p.text}`);

describe('colouring text', () => {
  it('tells keys, strings, templates, numbers and comments of YAML apart', () => {
    expect(kinds('  - { id: ask, n: 12, url: "a: b" } # why', 'yaml')).toEqual([
      'key id',
      'key n',
      'number 12',
      'key url',
      'string "a: b"',
      'comment # why',
    ]);
    expect(kinds('to: "{{ input.to }}!"', 'yaml')).toEqual(['key to', 'string "', 'template {{ input.to }}', 'string !"']);
    expect(kinds('prompt: Classify {{ input.mail }} now', 'yaml')).toEqual(['key prompt', 'template {{ input.mail }}']);
  });
  it('colours JSON, JavaScript and expressions', () => {
    expect(kinds('"a": [1, true, "x"]', 'json')).toEqual(['key "a"', 'number 1', 'keyword true', 'string "x"']);
    expect(kinds("return 'x' // why", 'javascript')).toEqual(['keyword return', "string 'x'", 'comment // why']);
    expect(kinds('ask.output.n >= 8', 'cel')).toEqual(['key ask', 'number 8']);
  });
  it('never loses a letter', () => {
    for (const line of ['', 'a: {{ b', "it's # not: 1", '\t- "x', '{{ "{{" }}'])
      for (const language of ['yaml', 'json', 'javascript', 'template', 'cel'] as const)
        expect(
          highlightLine(line, language)
            .map((p) => p.text)
            .join(''),
        ).toBe(line);
  });
});
